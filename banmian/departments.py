"""The bodies that an article is chiefly about: offices, bureaus, towns; not companies.

No list of names: what ends like a body's name is one, from where a sentence lets it begin.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_TAILS = (
    "局", "委员会", "发改委", "卫健委", "卫计委", "国资委", "纪委", "监委", "纪检监察工委", "文明办", "办公室", "信访办", "创建办", "防控办", "党政办",
    "街道", "街道办事处", "镇", "乡", "服务中心", "管理中心", "指挥部", "法院", "检察院", "支队", "大队", "派出所",
    "组织部", "宣传部", "统战部", "政法委", "网信办", "总工会", "团委", "妇联", "科协", "文联", "残联", "工商联", "红十字会", "管理处", "管理所",
    "人大常委会", "委办公室", "融媒体中心", "疾控中心", "文化馆", "图书馆", "博物馆",
)  # fmt: skip
_TAIL = "|".join(sorted(_TAILS, key=len, reverse=True))
_JOINED = r"(?:发展|资源|文化|住房|卫生|民政|工业|商务|农业|规划|招商|教育|环境|科技|安全)和"
_PART = rf"(?:{_JOINED}|[\u4e00-\u9fff](?<![由被将向对到在从和与及为据是了的以于该各我把让给按请等年月日]))"
_NAME = re.compile(
    rf"(?:{_PART}){{1,14}}?(?:{_TAIL})(?![\u4e00-\u9fff]{{0,2}}(?:公司|集团))(?:[（(][\u4e00-\u9fff]{{2,8}}局[）)])?"
)
_LEADING = re.compile(
    r"^(?:近日|日前|昨日|今日|目前|当日|上午|下午|记者|获悉|以来|年来|组织|联合|会同|邀请|通过|根据|按照|来到|走进|深入|位于|来自|其中|包括|期间|同时|此外|随后|下一步|连日来|主动|积极|助力|支持|要求|指导|协助|带领|陪同|经|就|并|也|还|又|都|受|同|驻|赴|因|但|则|而|当|每|这|那|本|全|两|一|二|三)+"
)
_NOT_NAMES = re.compile(
    r"^(?:区直|市直|县直|各级|有关|相关|职能|乡镇|街道|镇|乡|局|村镇|城镇|集镇|小镇|文创小镇|重镇|当局|布局|格局|全局|大局|结局|开局|时局|服务中心|管理中心|办公室|委员会|指挥部)$|(?:格局|布局|大局|全局|开局|结局|城乡|古镇|小镇|家乡|故乡|他乡|返乡|下乡|同乡|老乡|水乡|思乡|乡镇)$"
)
_ANAPHORA = re.compile(r"该(局|委|办|街道|镇|乡|中心|部|队|会|院)")

IN_KICKER, IN_TITLE, SIGNED, NAMED, ACTS, IN_LEAD, CHIEF = 10.0, 4.0, 5.0, 1.0, 1.5, 1.0, 2.5
"""Evidence that an article is about a body, and how much of it is needed."""


def find_departments(
    kicker: str, title: str, paragraphs: Sequence[str], signature: str = ""
) -> tuple[str, ...]:
    """Up to two bodies that the article is chiefly about, by their names as the article gives them."""
    score: defaultdict[str, float] = defaultdict(float)
    for name in names_in(kicker):
        score[name] += IN_KICKER if len(name) >= len(kicker) - 2 else IN_TITLE
    for text, weight in ((title, IN_TITLE), (signature, SIGNED)):
        for name in names_in(text):
            score[name] += weight
    for n, paragraph in enumerate(paragraphs):
        for name, start in _found(paragraph):
            opens = start == 0 or paragraph[start - 1] in "，。；：“该"
            score[name] += NAMED + ACTS * opens + IN_LEAD * (n == 0)
    for tail in _ANAPHORA.findall("".join(paragraphs)):
        meant = [name for name in score if name.rstrip("）)").split("（")[0].endswith(tail)]
        if meant:
            score[max(meant, key=lambda name: (score[name], name))] += NAMED
    merged = _merge(score)
    best = max(merged.values(), default=0.0)
    chief = [name for name, value in merged.items() if value >= CHIEF and value >= 0.6 * best]
    return tuple(sorted(chief, key=lambda name: (-merged[name], name))[:2])


def names_in(text: str) -> list[str]:
    """The names of bodies in a text, in order."""
    return [name for name, _ in _found(text)]


def _found(text: str) -> list[tuple[str, int]]:
    found = []
    for match in _NAME.finditer(text.replace(" ", "")):
        name = _LEADING.sub("", match[0])
        if len(name) >= 3 - (name[-1] in "镇乡") and not _NOT_NAMES.search(name):
            found.append((name, match.end() - len(name)))
    return found


def _merge(score: Mapping[str, float]) -> dict[str, float]:
    """Shorter forms of a name count for the longest one (区工信局 for 示范区工信局)."""
    merged: dict[str, float] = {}
    for name in sorted(score, key=lambda name: (-len(name), name)):
        longer = next((other for other in merged if name in other or name.rstrip("）)") in other), name)
        merged[longer] = merged.get(longer, 0.0) + score[name]
    return merged

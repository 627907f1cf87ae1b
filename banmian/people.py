"""Names in bylines and credits: who wrote, who contributed, who took the picture."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from banmian.cutting import word_classes
from banmian.marks import ORGANISATION, OWN, ROLE, SHOT_ALONE, TELLS
from banmian.spacing import letter_spaced
from banmian.vocabulary import vocabulary
from banmian.words import simplified

_ROLE = re.compile(ROLE)
_OWN_ROLE = re.compile(rf"{OWN}\s*(?={ROLE})")
"""Whose reporter: a paper's name is nobody's."""
_ROLE_LETTERS = re.compile(r"(?:本报)?(?:见习|实习|特约|首席)?记者|通讯员|实习生|摄影报道|文/图")
_SPACED_ROLE = re.compile(
    "|".join(" ?".join(word) for word in ("本报讯", "本报记者", "见习", "记者", "通讯员"))
)
_SURNAMES = vocabulary("surnames")
_TRADITIONAL = re.compile("記者|通訊員|見習|實習|特約|評論員|報[訊導社]|攝影?|圖|電")
"""The words beside names; names stay as they are printed."""
_SHOT = re.compile(r"摄影报道|文/图|图/文|文/摄|摄/文|摄影|供图|摄")
_NOT_NAMES = re.compile(
    r"见习|实习|特约|读者|网友|市民|本报综合消息|本报讯|又讯|另讯|本报|本刊|新华社|中新社|综合消息|摄影报道|文/图|图/文|文/|文并摄|供图|整理|采写|撰文|采访|记录|搜集|口述|讲述|摄影|摄|图为|报[道导]|[（()）【】〔〕\[\]：:；;，,。．.□■●◎◆○—\-]"
)
_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,6}|[\u3400-\u9fff\U00020000-\U0003ffff]{1,8}(?:·[\u3400-\u9fff\U00020000-\U0003ffff]{1,8})+"
)


@dataclass(frozen=True, slots=True)
class People:
    """The names that a byline or credit gives, in their printed order, without inner spaces."""

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    unsaid: frozenset[str] = field(default=frozenset(), compare=False)
    """Those of whom no role is said: reporters, as far as this byline or credit tells."""

    def __add__(self, other: "People") -> "People":
        """Both, each name once."""
        return People(
            _once(self.reporters + other.reporters),
            _once(self.correspondents + other.correspondents),
            _once(self.photographers + other.photographers),
            self.unsaid | other.unsaid,
        )

    def where(self, correspondents: Set[str]) -> "People":
        """The same on a page that names these as correspondents elsewhere."""
        moved = tuple(name for name in self.reporters if name in self.unsaid & correspondents)
        return replace(
            self,
            reporters=tuple(name for name in self.reporters if name not in moved),
            correspondents=_once(self.correspondents + moved),
        )


def read_people(printed: Sequence[str], *, credit: bool = False) -> People:
    """The names in a byline or credit.

    ``printed``: its text line by line as it stands on the page, since a line end may cut a name.
    ``credit``: it stands below a photograph, so that a name with 摄 is a photographer's alone.
    """
    if not printed:
        return People()
    text = _SLASH.sub("/", _TRADITIONAL.sub(lambda word: simplified(word[0]), heal(printed)))
    text = _TOLD.sub("", _FROM.sub("", _DONE.sub("", text)))
    reported = _REPORTED.search("".join(text.split()))
    if reported:
        text = reported[1]  # where names are parted by marks, spaces mean nothing
    shot_by = _SHOT_BY.fullmatch(text)
    if shot_by:
        return read_people([f"{shot_by['name'] or shot_by['named']} 摄"], credit=True)
    parted = _BY_TASK.fullmatch(text)
    if parted:
        wrote, shot = (parted["wrote"] or parted["text"]), (parted["shot"] or parted["picture"])
        return read_people([wrote]) + read_people([f"{shot} 摄"], credit=True)
    halves = _WRITTEN_AND_SHOT.fullmatch(text)
    if halves:
        return read_people([halves[1]]) + read_people([halves[2].removesuffix("图") + " 摄"], credit=True)
    reporters: list[str] = []
    correspondents: list[str] = []
    text = _OWN_ROLE.sub("", text)
    roles = list(_ROLE.finditer(text))
    if roles and not _DATELINE.search(text[: roles[0].start()]):
        # whoever stands before a correspondent is a reporter
        bare = reporters if _helps(roles[0][0]) else correspondents
        bare += _writers(text[: roles[0].start()])
    ends = [role.start() for role in roles[1:]] + [len(text)]
    for role, end in zip(roles, ends, strict=False):
        names = _names(text[role.end() : end])
        (correspondents if _helps(role[0]) else reporters).extend(names)
    if not roles:
        reporters = _writers(_without_dateline(_SHOT.sub("", text)))
    shot = _SHOT.search(text)
    pictures = _once([*reporters, *correspondents]) if shot else ()
    if shot and credit and shot[0] in ("摄", "供图", "摄影"):
        return People(photographers=pictures)
    unsaid = frozenset(() if roles else reporters)
    return People(_once(reporters), _once(correspondents), pictures, unsaid)


_DONE = re.compile(r"(?<![图摄])[ /／][文辑](?=[）)]?$)")
"""某甲 文, 某甲 辑: what the writer did."""
_SLASH = re.compile(r"(?<=[文图摄]) ?[/／] ?(?=[文图摄])")
_DATELINE = re.compile(r"[讯电]|消息|报道|社\b|综合")
_FROM = re.compile(r"[/／][^/／、\s]{2,8}(?:综合|专访)?报[道导][】〕\]]?$|\s发自\S+$|供稿$")
"""Whence it is reported: 【記者X／某地報導】, 发自某地."""
_TOLD = re.compile(rf"{TELLS}\s*[/／：:].*?(?=整理|采写|撰文|采访|记录|$)")
"""Who told it or answered, and did not write it."""
_REPORTED = re.compile(r"^([^（(]*?)(?<!摄影)报[道导][：:]?$")
_BY_TASK = re.compile(
    r"[□■]?(?:(?P<wrote>[^/]+?) ?/ ?文[ 、，]*(?P<shot>[^/]+?) ?/ ?[图摄]|文 ?/ ?(?P<text>[^/]+?)[ 、，]*[图摄] ?/ ?(?P<picture>[^/]+))"
)
"""某甲/文 某乙/图, 文/某甲 图/某乙."""
_ONE_NAME = r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff]"
_SHOT_BY = re.compile(
    rf"[（(]?(?:(?P<name>{_ONE_NAME}) ?[/／] ?{SHOT_ALONE}|{SHOT_ALONE} ?[/／] ?(?P<named>{_ONE_NAME}))[）)]?"
)
"""某甲/摄影, 图/某甲."""
_WRITTEN_AND_SHOT = re.compile(r"(.+?) ?文[ 、，/]+([^/]+[摄图])")


def _helps(role: str) -> bool:
    """Whether a role is a correspondent's."""
    return "员" in role and "评论员" not in role


def _writers(text: str) -> list[str]:
    """The names where no role says that there are any: an office may stand before them."""
    names = _names(text)
    sure = [name for name in names if has_surname(name) and not _is_office(name)]
    return [name for name in names if name in sure or name not in text] or names[-1:] * (len(names) > 1)


_TITLE = re.compile(
    "(?:[馆处队室站组部厂科办社团场矿段]|博士|教授|医生|大夫|老师|师傅|专家|律师|[院校馆站所局处]长|主任|书记|先生|女士|编辑|同志|村民|居民)$"
)


def _is_office(name: str) -> bool:
    """Whether what opens with a surname's character says what somebody is or where: 农博士, 国际处."""
    return bool(ORGANISATION.fullmatch(name) or _TITLE.search(name))


def has_surname(name: str) -> bool:
    """Whether a name opens with a surname, or has a dot as names of other peoples have."""
    return name[0] in _SURNAMES or name[:2] in _SURNAMES or "·" in name


def _without_dateline(text: str) -> str:
    """What may be a name where no role says so: all, or what stands in brackets behind a dateline."""
    if not _DATELINE.search(text):
        return text
    bracketed = re.search(r"[（(]([^（）()]{2,20})[）)]$", text)
    behind = re.search(r"讯\s*(\S{2,4})$", text)
    if behind and is_name(behind[1]):
        return behind[1]
    return bracketed[1] if bracketed else ""


def is_name(text: str) -> bool:
    """Whether a line of two to four characters is a person's name: a surname opens it, and it is no word."""
    surname = 2 if text[:2] in _SURNAMES else 1
    return (
        text[:surname] in _SURNAMES
        and surname + 1 <= len(text) <= surname + 2
        and bool(_NAME.fullmatch(text))
        and word_classes().get(text, "nr").startswith("nr")
    )


def signers(printed: Sequence[str], *, named: bool = False) -> People:
    """The writers in brackets at the end of a report; ``printed``: its last lines, as for :func:`read_people`.

    ``named``: a byline has named writers, so that only those count here whose role is said.
    """
    signed = _SIGNED.search(heal(printed))
    if (
        not signed
        or (named and not _ROLE.match(signed[1]))
        or _EDITED.search(signed[1])
        or ORGANISATION.fullmatch("".join(signed[1].split()).removesuffix("供稿"))
    ):
        return People()
    return read_people([signed[1]])


_SIGNED = re.compile(r"[（(]([^（）()，。：:\d]{2,40})[）)]$")
_EDITED = re.compile("版|编|续|完|图|表|注|略")
_OFFICE_AND_NAME = re.compile(
    r"(?:[\u4e00-\u9fff\d]{2,14} )?([\u4e00-\u9fff·]{2,9}|[\u4e00-\u9fff] [\u4e00-\u9fff])"
)


def may_be_byline(text: str) -> bool:
    """Whether a line holds nothing but a name, or an office and a name."""
    match = _OFFICE_AND_NAME.fullmatch(_tidy(text))
    return match is not None and (" " in match[1] or "·" in match[1] or is_name(match[1]))


_SPACED_NAME = re.compile(
    r"([\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+|[\u4e00-\u9fff]{2,4}?)"
    r"(?:\s+|、|(?=整理|采写|(?:摄影)?报[道导]))"
)
_REPORT = re.compile("整理|采写|(?:摄影)?报[道导](?![了说称：:])")
_OPENING = 32
"""No role ends farther from where a byline begins, in characters."""
_ROLE_WORDS = ("记者", "员", "实习生", "摄影师")
"""A role holds one of these: sooner looked for than the whole pattern."""
_PLACE = re.compile("[区县市镇乡村州图]$")
_NAMED_FIRST = re.compile(r"[（(]([\u4e00-\u9fff·、 ]{2,14})[）)](?=.)")
_RUN_ON = re.compile(rf"[□■◎◆◇○●]?\s*(?:{OWN})?\s*{ROLE}\s*")
_BARE_FIRST = re.compile(
    rf"(?:[□■◎◆◇○●]\s*({_ONE_NAME})\s+|({_ONE_NAME})\s*(?:文\s*[/／]\s*图|图\s*[/／]\s*文)\s+|({_ONE_NAME})\s+(?=\d+\s*月))(?=\S)"
)
"""□某甲 昨日…, 某甲 文/图 昨日…, 某甲 7月1日…: a name without a role, and how it is told to be one."""


def names_after(text: str) -> int:
    """How many characters of a text, white space not counted, are a byline that nothing but spaces ends.

    本报记者 X 7月1日起…: the names are told by their spaces and surnames.
    """
    head = text[:_OPENING]
    if not any(word in head for word in _ROLE_WORDS):
        return 0
    end = at = 0
    while role := _RUN_ON.match(text, at):
        at = role.end()
        while (name := _SPACED_NAME.match(text, at)) and (
            "·" in name[1] or is_name("".join(name[1].split()))
        ):
            end = at = name.end()
        if at == role.end():
            break
    if end and (closes := _REPORT.match(text, end)):
        end = closes.end()
    return len("".join(text[:end].split()))


def names_first(text: str) -> int:
    """The same of a paragraph, which names in brackets may open as well: （X） 昨日…"""
    signed = _NAMED_FIRST.match(text)
    if signed and all(is_name(name) and not _PLACE.search(name) for name in _names(signed[1])):
        return len("".join(signed[0].split()))
    bare = _BARE_FIRST.match(text)
    if bare and is_name("".join(next(filter(None, bare.groups())).split())):
        return len("".join(bare[0].split()))
    return names_after(text)


_SEAM = 40
"""No name or role is longer, in characters: what stands before is nothing to a line end."""


def heal(printed: Sequence[str]) -> str:
    """Lines of a byline → one line; a name or word that a line end cut is whole again."""
    text = ""
    for piece in map(_tidy, printed):
        if not text:
            text = piece
            continue
        text += ("" if _cut(text[-_SEAM:], piece) else " ") + piece
    text = re.sub(r" (?=[）)])|(?<=[（(]) ", "", text)
    return _SPACED_ROLE.sub(lambda word: word[0].replace(" ", ""), text)


def _tidy(text: str) -> str:
    return text.replace(" ", "") if letter_spaced(text) else text


def _cut(text: str, piece: str) -> bool:
    """Whether the line end between the two stands inside a name or word."""
    seam = len(text)
    whole = text + piece
    if any(word.start() < seam < word.end() for word in _ROLE_LETTERS.finditer(whole)):
        return True
    tail = re.split(r"[\s（()）、，/]|记者|通讯员|实习生", text)
    lone = 0
    while lone < len(tail) and len(tail[-1 - lone]) == 1:
        lone += 1
    if lone % 2 == 1:
        return True
    head = re.split(r"[\s（()）、，]", piece)
    alone = len(head[0]) == 1 and (len(head) < 2 or len(head[1]) != 1)
    closes = piece[1:2] in ("）", ")")
    whole_name = 2 if tail[-1][:2] not in _SURNAMES else 3
    credits = (
        len(head[0]) == 1 and head[0] not in "摄文图" and "".join(head[1:2]) in ("摄", "文/图", "摄影报道")
    )
    begun = len(tail[-1]) > whole_name and tail[-1][-1] in _SURNAMES  # behind others printed letter by letter
    ends_name = credits or (alone and head[0] != "摄" and (closes or begun or len(tail[-1]) == whole_name))
    return ends_name or (len(tail[-1]) == 2 and tail[-1] in _SURNAMES)


_COMPOUND_APART = re.compile(
    rf"(?<!\S)({'|'.join(sorted(name for name in _SURNAMES if len(name) == 2))})\s+(\S)(?!\S)"
)
"""欧阳 修: a surname of two characters, printed apart."""


def _names(text: str) -> list[str]:
    """Names out of what stands between two roles; those of two characters may be printed apart."""
    whole = _COMPOUND_APART.sub(r"\1\2", _NOT_NAMES.sub(" ", text))
    tokens = [token for token in re.split(r"[\s、/]+", whole) if token]
    if len(tokens) == 1 and _names_two(tokens[0]):
        return [tokens[0][:2], tokens[0][2:]]
    names: list[str] = []
    lone: list[str] = []
    for printed in [*tokens, ""]:
        token = printed
        if len(token) == 1 and token != "·":
            lone.append(token)
            continue
        if len(lone) == 1 and len(token) == 2 and lone[0] in _SURNAMES:
            token = lone.pop() + token
        if len(lone) == 3:
            names.append("".join(lone))
        else:
            names.extend("".join(lone[i : i + 2]) for i in range(0, len(lone), 2))
        lone = []
        names.extend([] if len(token) > _TWICE_TWO and _is_office(token) else _apart(token))
    return [name for name in names if _NAME.fullmatch(name)]


_TWICE_TWO = 4
"""Characters of two short names, or of one whose surname has two."""


def _names_two(token: str) -> bool:
    """Whether four characters are two names whose space an extractor lost."""
    halves = token[:2], token[2:]
    kinds = [word_classes().get(half, "nr") for half in halves]
    return (
        len(token) == _TWICE_TWO
        and halves[0] not in _SURNAMES
        and all(map(has_surname, halves))
        and any(map(is_name, halves))
        and not any(kind[0] == "n" and kind[:2] != "nr" for kind in kinds)
    )


def _apart(token: str) -> list[str]:
    """Names printed without a space between them, parted where a surname follows; four characters may be one name."""
    if "·" in token or len(token) <= _TWICE_TWO:
        return [token]
    for first in (3, 2, 4):
        rest = token[first:]
        if len(rest) >= 2 and has_surname(token) and has_surname(rest):
            parted = [token[:first], *_apart(rest)]
            if len(parted[-1]) <= 4:
                return parted
    return [token]


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

"""The bodies that an article is chiefly about: offices, bureaus, towns; also schools, hospitals and
the like where they are its subject, and companies that its head or its signature names.

There is no list of names, only of what names are made of (data/*.txt). What ends like a body's name is one, as far back as nouns reach.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from banmian.cutting import plain_tokenizer, word_classes
from banmian.vocabulary import vocabulary

_HAN = r"[\u4e00-\u9fff]"
_DEPARTMENTS = vocabulary("department_endings")
_INSTITUTIONS = vocabulary("institution_endings")
_ENTERPRISES = vocabulary("enterprise_endings")


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_TAIL = re.compile(_any(_DEPARTMENTS | _INSTITUTIONS | _ENTERPRISES))
_AREA = re.compile(rf"(?:{_HAN}|[（）]){{2,18}}(?:{_any(vocabulary('area_endings'))})(?:（{_HAN}{{1,6}}）)?")
_SECOND_NAME = re.compile(rf"[（(]{_HAN}{{2,8}}[局委办][）)]")
_BEFORE_NAMES = "该据在为对从到将与由被经访"
_DONE = "到在进回了"
"""What is done ends like this, and no name does."""
_LONGEST = 24
"""Characters of a name before its last word."""
_PLACES = ("镇", "乡", "街道")
_TOWNS = _PLACES[:2]
_CLAUSE = re.compile(rf"{_HAN}{{1,300}}(?:[（(]{_HAN}{{1,8}}[）)]{_HAN}{{1,300}})*")
"""No clause is longer, and jieba is slow on longer ones; a bracket may stand inside a name."""

_NOUNS = frozenset(
    ["n", "ns", "nt", "nz", "nr", "nrt", "nrfg", "ng", "j", "l", "b", "vn", "an", "s", "zg", "q", "f", ""]
)
"""jieba's classes that a name is made of; "" is a word that its dictionary lacks, as many names are."""
_ODD = frozenset("tgam")
"""Classes of single characters that may in truth be a place's first."""
_PROPER = frozenset(["ns", "nt", "nz", "nr", "nrt", "nrfg", ""])
_IN_NAMES = vocabulary("department_words")
_NOT_IN_NAMES = vocabulary("department_stops")
_NO_BODIES = vocabulary("not_departments")
_NO_ENDINGS = tuple(word[1:] for word in _NO_BODIES if word.startswith("-"))
_SHORT_FORMS = dict(pair.split("=") for pair in sorted(vocabulary("department_abbreviations")))
_FULL = re.compile(f"(?:{_any(frozenset(_SHORT_FORMS))})$")
_OFFICE_AND_HEAD = re.compile("[局厅处所院]+(?=[局厅处所院]长)")
"""jieba knows 局局长 as one word."""
_RANKS = ("省", "市", "县", "区", "旗", "州", "镇", "乡")
_SAYS_WHO = frozenset("这那是我你他她在从到由和与的有为")
"""Characters that jieba cuts one by one in front of a name: 这是市…局."""
_LONGEST_RARE = 3
"""Characters of a place's name that jieba cuts one by one."""
_NUMBER = re.compile("第[一二三四五六七八九十百]+|[一二三四五六七八九十]{1,3}届?")

IN_KICKER, IN_TITLE, IN_SUBTITLE, SIGNED = 10.0, 4.0, 3.0, 5.0
NAMED, IN_LEAD, ACTS, LISTED, INFORMS, SCENE, IN_PASSING = 1.0, 1.0, 1.5, 0.5, 1.0, 1.5, 0.25
"""Evidence that an article is about a body: ``IN_PASSING`` is all that a town before its village is worth, or where a meeting took place."""
CHIEF, CHIEF_A_THOUSAND, CHIEF_AT_MOST = 2.5, 1.0, 4.0
"""How much evidence is needed, how much more for each 1,000 characters beyond ``_SHORT_TEXT``, and what always suffices."""
_SHORT_TEXT = 600
_LEAD = 80
"""Characters of the text in which a report says what it is about."""
MORE = 1.0
"""What a school or hospital needs beyond a department: they are more often where things happen than who acts."""
SECOND, SECOND_ENOUGH = 0.6, 3.3
"""A second body needs this share of the first one's evidence; the other figure suffices in any case."""
_ANAPHORA = re.compile(r"该(局|委|办|街道|镇|乡|中心|部|队|会|院|厅|校|馆|所|站|厂|行|团|公司|集团)")
_ACTS = re.compile(r"(?:^|[，。；：“”,;:！？（(该由]|联合|会同|携手)$")
_SOURCE = re.compile(r"(?:从|来自|采访了?|联系|跟随|走进)$")
_SPEAKS = re.compile(
    r"(?:有关|相关)?(?:负责人|工作人员)|[^，。]{0,12}(?:获悉|了解到|介绍|表示|透露|提醒|发布|公布|通报|回应|回复)|提供"
)
_AT = re.compile(r"(?:在|来到|是|到)$")
_LEADER = re.compile(r"(?:党组|党工委|党委)?副?(?:书记|主任|区长|县长|市长|镇长|乡长)")
"""Who heads a whole place stands in reports of every kind."""
_MEETS = re.compile(r"[^，。]{0,10}(?:召开|举行|举办|开幕|进行)")
_VILLAGE = re.compile(rf"{_HAN}{{1,6}}?(?:村|社区)")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_SIGNATURE = re.compile(r"(?:^|(?<=[。！？：；…”\n]))[^。！？：；…”，]{2,70}$")


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name in a text, from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def find_departments(
    kicker: str, title: str, paragraphs: Sequence[str], subtitle: str = ""
) -> tuple[str, ...]:
    """Up to two bodies that the article is chiefly about, by their names as the article gives them."""
    head = _in_head(kicker, title, subtitle, paragraphs)
    score = defaultdict(float, head)
    passed = 0
    for paragraph in paragraphs:
        for name in names_in(paragraph):
            if name.text in head or _ending(name.text) not in _ENTERPRISES:
                score[name.text] += _evidence(name, paragraph, lead=passed + name.start < _LEAD)
        passed += len(paragraph)
    for tail in _ANAPHORA.findall("".join(paragraphs)):
        meant = [name for name in score if _short(name).endswith(tail)]
        if meant:
            score[max(meant, key=lambda name: (score[name], name))] += NAMED
    merged = _merge(score)
    best = max(merged.values(), default=0.0)
    beyond = max(0, sum(map(len, paragraphs)) - _SHORT_TEXT)
    needed = max(
        min(CHIEF + CHIEF_A_THOUSAND * beyond / 1000, CHIEF_AT_MOST), min(SECOND * best, SECOND_ENOUGH)
    )
    chief = [
        name for name, value in merged.items() if value >= needed + MORE * (_ending(name) in _INSTITUTIONS)
    ]
    return tuple(sorted(chief, key=lambda name: (_ending(name) in _INSTITUTIONS, -merged[name], name))[:2])


def _in_head(kicker: str, title: str, subtitle: str, paragraphs: Sequence[str]) -> dict[str, float]:
    """Name → what the headline and the signature give it."""
    score: defaultdict[str, float] = defaultdict(float)
    speakers = [kicker.rstrip("："), *title.split("：")[:-1]]
    for text, weight in ((kicker, IN_TITLE), (title, IN_TITLE), (subtitle, IN_SUBTITLE)):
        for name in names_in(text, head=True):
            score[name.text] += IN_KICKER if name.text in speakers else weight
    for speaker in speakers:
        if _AREA.fullmatch(speaker):
            score[speaker] += IN_KICKER
    signature = _SIGNATURE.search("\n".join(paragraphs))
    for line in _DAY.sub("", signature[0] if signature else "").split("\n"):
        names = list(names_in(line))
        if 2 * sum(len(name.text) for name in names) > len(line):
            for name in names:
                score[name.text] += SIGNED
    return score


def _ending(name: str) -> str:
    """The longest ending of the lists that the name has."""
    short = _short(name)
    return next((tail[0] for tail in _TAIL.finditer(short) if tail.end() == len(short)), "")


def _evidence(name: Name, text: str, *, lead: bool) -> float:
    """What one mention in the text is worth."""
    before, after = text[max(0, name.start - 4) : name.start], text[name.end : name.end + 20]
    if (name.text.endswith(_PLACES) and _VILLAGE.match(after)) or (
        _AT.search(before) and _MEETS.match(after)
    ):
        return IN_PASSING
    worth = NAMED + IN_LEAD * lead
    if _LEADER.match(after):
        return worth
    if _ACTS.search(before):
        worth += ACTS
    elif before.endswith("、"):
        worth += LISTED
    elif _SOURCE.search(before):
        worth += INFORMS
    elif lead and _AT.search(before):
        worth += SCENE
    return worth + INFORMS * bool(_SPEAKS.match(after))


def names_in(text: str, *, head: bool = False) -> Iterator[Name]:
    """The bodies that a text names, in order; of nested names the longest.

    ``head``: the text is a headline, and opens with who acts, be it only 职工医院.
    """
    for clause in _CLAUSE.finditer(text):
        if not _TAIL.search(clause[0]):
            continue
        last: Name | None = None
        for name in _names(clause[0], clause.start(), text, head=head):
            if last and name.end <= last.end:
                continue  # the second name, in brackets
            if last and name.start > last.start:
                yield last
            last = name
        if last:
            yield last


def _names(clause: str, offset: int, text: str, *, head: bool) -> Iterator[Name]:
    words = list(_cut(clause))
    ends = list(accumulate(map(len, words)))
    last_words = {end: n for n, end in enumerate(ends)}
    for tail in _TAIL.finditer(clause):
        if tail.end() not in last_words:
            continue
        last = last_words[tail.end()]
        start = _start(words, ends, last, tail)
        name = clause[start : tail.end()]
        acts = head and offset + start == 0 and name not in _INSTITUTIONS
        within = words[bisect_right(ends, start) : last]
        if tail[0] in _INSTITUTIONS and not acts and not _is_proper(name, within):
            continue
        if len(name) < 3 or name in _NO_BODIES or name.endswith(_NO_ENDINGS):
            continue
        second = _SECOND_NAME.match(text, offset + tail.end())
        name += second[0] if second else ""
        yield Name(name, offset + start, offset + start + len(name))


def _cut(clause: str) -> Iterator[str]:
    """jieba's words; those that run on beyond a body's name end where it ends (审批局/向, 局/局长)."""
    for word in plain_tokenizer().cut(clause):
        end = _end_of_name(word)
        yield from (word[:end], word[end:]) if end else (word,)


def _end_of_name(word: str) -> int:
    """Where inside a word a body's name ends; 0 where none does."""
    office = _OFFICE_AND_HEAD.match(word)
    if office:
        return office.end()
    tail = None if word in word_classes() or len(word) < 2 else _TAIL.match(word)
    return tail.end() if tail and tail[0] not in _PLACES and tail.end() < len(word) else 0


def _start(words: Sequence[str], ends: Sequence[int], last: int, tail: re.Match[str]) -> int:
    """Where the name that ends with word ``last`` begins: at its first noun in an unbroken row."""
    classes = word_classes()
    if tail[0] in _PLACES and len(words[last]) > len(tail[0]) and classes.get(words[last], "") not in _PROPER:
        return tail.end()  # 回乡, 山乡: a word of the dictionary, no place
    if last == 1 and words[1] in _TOWNS and _names_town(words[0]) and _acts(words[2:3], classes):
        return 0  # 为民镇, 团结乡: some towns are named with verbs
    first = last
    while first and ends[last] - ends[first] < _LONGEST:
        before = _step(words, first, classes)
        if before is None:
            break
        first = before
        if _swallows(words[first], classes):
            break
    for n in range(last, first, -1):  # two signatures run together: the second begins with its place again
        if words[n] == words[first] and words[n][-1] in "省市县区":
            first = n
    start = ends[first] - len(words[first])
    if _swallows(words[first], classes):
        return start + 1
    whose = words[first - 1] if first else ""
    return start - 1 if len(whose) == 2 and whose[0] in _BEFORE_NAMES and whose[1] in "区县市省" else start


def _swallows(word: str, classes: Mapping[str, str]) -> bool:
    """Whether jieba took a preposition for a part of a name that it does not know: 从区, 由市."""
    return word not in classes and word[0] in _BEFORE_NAMES


def _names_town(word: str) -> bool:
    return len(word) == 2 and word not in _NOT_IN_NAMES and word[1] not in _DONE


def _acts(words: Sequence[str], classes: Mapping[str, str]) -> bool:
    """Whether what comes next is what a town does, or who heads it."""
    return any(classes.get(word, "").startswith("v") or _LEADER.match(word) for word in words)


def _step(words: Sequence[str], first: int, classes: Mapping[str, str]) -> int | None:
    """The word before ``first`` that still belongs to the name, None where the name begins."""
    word = words[first - 1]
    if _belongs(word, classes):
        return first - 1
    if (
        word in "和与"
        and first > 1
        and (words[first - 2] in _IN_NAMES or _leads_from_place(words, first - 2))
    ):
        return first - 2
    if (
        word in "）)"
        and first > 3
        and words[first - 3] in "（("
        and len(words[first - 4]) > 1
        and _belongs(words[first - 4], classes)
    ):
        return first - 4
    if (
        first == 1
        and len(word) == 1
        and words[first][1:] in ("市", "县", "区")
        and classes.get(word, "") in _ODD
    ):
        return 0  # some 三字县 that jieba cut as 三/字县
    if (
        first <= _LONGEST_RARE
        and words[first] in _RANKS
        and all(len(word) == 1 and word not in _SAYS_WHO for word in words[:first])
    ):
        return 0  # a place's name of characters that its dictionary lacks
    return None


def _leads_from_place(words: Sequence[str], last: int) -> bool:
    """Whether nothing but nouns stands between a place and word ``last``: 国家粮食(和…局), not 市教育局(和…局)."""
    classes = word_classes()
    if _TAIL.search(words[last]):
        return False
    for n in range(last, max(last - 4, -1), -1):
        if words[n][-1] in "省市县区州旗" or words[n] == "国家":
            return n < last
        if not _belongs(words[n], classes):
            return False
    return False


def _belongs(word: str, classes: Mapping[str, str]) -> bool:
    if word in _NOT_IN_NAMES or word in "（）()" or (word not in classes and word[-1] in _DONE):
        return False
    return word in _IN_NAMES or classes.get(word, "") in _NOUNS or bool(_NUMBER.fullmatch(word))


def _is_proper(name: str, words: Sequence[str]) -> bool:
    """Whether an institution's name says which one it is (区实验小学, not 实验小学); ``words``: all but its last."""
    classes = word_classes()
    return name in _INSTITUTIONS or any(
        word[-1] in "省市县州旗镇乡"
        or word == "区"
        or _NUMBER.fullmatch(word)
        or (classes.get(word, "") in _PROPER and word not in _IN_NAMES)
        for word in words
    )


def _short(name: str) -> str:
    """A name without the second one in brackets."""
    return re.split("[（(]", name)[0] if name[-1] in "）)" else name


def _merge(score: Mapping[str, float]) -> dict[str, float]:
    """Shorter forms of a name count for the longest one (财政局 for 某区财政局)."""
    merged: dict[str, float] = {}
    for name in sorted(score, key=lambda name: (-len(name), name)):
        longer = next((other for other in merged if _is_form(name, other)), name)
        merged[longer] = merged.get(longer, 0.0) + score[name]
    return merged


def _is_form(name: str, longer: str) -> bool:
    full = _short(longer)
    return (
        longer.endswith(name)
        or full.endswith(name)
        or abbreviated(full).endswith(abbreviated(name))
        or f"（{name}）" in longer
    )


def abbreviated(name: str) -> str:
    """A name with its office by the short form, for comparison: 某县发展和改革委员会 → 某县发改委."""
    full = _FULL.search(name)
    return name[: full.start()] + _SHORT_FORMS[full[0]] if full else name

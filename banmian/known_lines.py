"""Lines that say themselves what they are: by their words or their form, whatever stands around them."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain

from banmian import marks
from banmian.furniture import adverts, belongs_to_page, names_of, opens_header
from banmian.line_signs import is_indented
from banmian.lines import Line
from banmian.people import has_surname, is_name, may_be_byline, names_after, read_people
from banmian.records import Page
from banmian.roles import State
from banmian.signatures import signatures
from banmian.tables import table_lines


def fixed_roles(page: Page, lines: Sequence[Line]) -> dict[int, State]:
    """Index of a line → what it is, for those lines whose words or form leave no choice."""
    names = names_of(page)
    fixed = {
        **dict.fromkeys(chain.from_iterable(_lone_rows(lines)), State.ITEM),
        **dict.fromkeys(signatures(lines), State.ITEM),
        **table_lines(lines),
        **_labels(lines),
        **dict.fromkeys(chain.from_iterable(adverts(lines)), State.FURNITURE),
    }
    i = 0
    while i < len(lines):
        state, count = (None, 1) if i in fixed else _read(lines, i, fixed, names)
        if state is not None:
            fixed.update(dict.fromkeys(range(i, i + count), state))
        i += count
    for i in range(1, len(lines) - 1):  # a section's name inside a page header
        between = fixed.get(i - 1) == fixed.get(i + 1) == State.FURNITURE
        if i not in fixed and between and lines[i].width <= _SECTION and not lines[i].stops:
            fixed[i] = State.FURNITURE
    return fixed


def _read(
    lines: Sequence[Line], i: int, fixed: Mapping[int, State], names: Set[str]
) -> tuple[State | None, int]:
    """(what line i says that it is, how many lines say so with it)"""
    if i and _ends_text(lines[i - 1], lines[i]):
        return State.ITEM, 1
    named = _credit_or_byline(lines, i)
    if named:
        return named
    if _is_half_quoted(lines, i) or _is_wrapped_head(lines, i) or _titles_notice(lines, i):
        return State.HEAD, 2
    inside = _inside_sentence(lines, i) and fixed.get(i - 1) != State.FURNITURE
    outside = not inside or opens_header(lines[i : i + 2])
    if marks.PAGE_NUMBER.fullmatch(lines[i].bare) or (outside and belongs_to_page(lines, i, names)):
        return State.FURNITURE, 1
    if i and not lines[i].gap and lines[i].bare in _CREDIT_ENDS and i - 1 not in fixed:
        return State.NEXT, 1
    return None, 1


_LONE_LINES = 6
"""Fewer narrow lines, each alone between blank ones, may be a headline with its parts."""
_LONE_WIDTH = 0.6
"""They are no wider than this share of their column."""


def _lone_rows(lines: Sequence[Line]) -> Iterator[range]:
    """The rows of narrow lines that stand each between blank ones: couplets, names, a programme."""
    first = 0
    for i in range(len(lines) + 1):
        line = lines[i] if i < len(lines) else None
        if line and line.alone and not line.stops and line.width <= _LONE_WIDTH * line.column_after:
            continue
        if i - first >= _LONE_LINES:
            yield range(first, i)
        first = i + 1


_CREDIT_ENDS = frozenset(["报道", "摄", "影报道", "道", "供图"])
"""What a line end may leave of a credit that is run on with its caption."""


def _ends_text(before: Line, line: Line) -> bool:
    """Whether a line below a text can only be its end: the writers in brackets, 此致, a note under a table."""
    return (
        bool(marks.TABLE_NOTE.fullmatch(line.bare))
        or bool(marks.LETTER_END.fullmatch(line.bare))
        or (before.stops and (_signs_off(line) or bool(marks.END_NOTE.fullmatch(line.bare))))
    )


def _labels(lines: Sequence[Line]) -> dict[int, State]:
    """Heads printed upright, and the labels of campaigns."""
    found = {i: State.LABEL for i in range(len(lines)) if _names_campaign(lines, i)}
    for column in _upright(lines):
        name = "".join(line.bare for line in lines[column.start : column.stop])
        label = len(name) < _UPRIGHT or marks.COLUMN_WORDS.search(name)
        found.update(dict.fromkeys(column, State.FURNITURE if label else State.HEAD))
    return found


_CAMPAIGN_WIDTH = 16.0
"""A label that names a campaign is no wider, in characters."""


def _names_campaign(lines: Sequence[Line], i: int) -> bool:
    """Whether a line names a campaign or a series, over articles and not in a sentence."""
    line = lines[i]
    return (
        line.width <= _CAMPAIGN_WIDTH
        and bool(marks.CAMPAIGN.fullmatch(line.bare))
        and (not may_be_byline(line.text) or bool(marks.COLUMN_WORDS.search(line.bare)))
        and not _inside_sentence(lines, i)
    )


def _signs_off(line: Line) -> bool:
    """Whether a line holds nothing but the writers in brackets."""
    return bool(marks.SIGNED.fullmatch(line.bare)) and bool(
        re.search(marks.ROLE, line.bare) or _may_sign(line.text.strip("（）()□■ "))
    )


def _may_sign(text: str) -> bool:
    """Whether somebody's name stands in the brackets, of whatever people."""
    return may_be_byline(text) or (_LONG_NAME.fullmatch(text) is not None and has_surname(text))


_LONG_NAME = re.compile("[\u4e00-\u9fff]{4,6}")


def _is_half_quoted(lines: Sequence[Line], i: int) -> bool:
    """Whether a quotation in two lines starts here, neither of which is wide enough for a paragraph."""
    if (
        i + 1 >= len(lines)
        or lines[i + 1].gap
        or not marks.SPOKEN.fullmatch(lines[i].bare + lines[i + 1].bare)
    ):
        return False
    return all(line.width <= 0.6 * min(line.column, line.column_after) for line in lines[i : i + 2])


_LEFT_OVER = 3.0
"""What a line end leaves of a subhead is no wider, in characters."""


def _is_wrapped_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a subhead with a colon stands between blank lines, its last word in a line of its own."""
    if not 0 < i < len(lines) - 2:
        return False
    above, line, rest, below = lines[i - 1 : i + 3]
    return (
        above.stops
        and line.gap
        and not rest.gap
        and below.gap
        and rest.width <= _LEFT_OVER
        and rest.bare not in _CREDIT_ENDS
        and bool(_TERM_AND_COLON.fullmatch(line.bare + rest.bare))
    )


def _titles_notice(lines: Sequence[Line], i: int) -> bool:
    """Whether a body's name and 关于…的通告 stand in two lines: a title, though it names who signed above it."""
    return (
        i + 1 < len(lines)
        and lines[i].gap
        and not lines[i + 1].gap
        and bool(marks.ORGANISATION.fullmatch(lines[i].bare))
        and bool(marks.NOTICE_TITLE.fullmatch(lines[i + 1].bare))
    )


_TERM_AND_COLON = re.compile("[^，。；：？！、（）]{2,6}：[^，。；：？！（）]+")
_SECTION = 4.0
"""版名 are no wider, in characters."""
_UPRIGHT = 3
"""Of so many characters may be a headline; of two, between blank lines, a label."""


def _upright(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines of one character each: heads that were printed upright."""
    first = 0
    for i in range(len(lines) + 1):
        parted = i in (0, len(lines)) or lines[i].gap or lines[i].flow
        upright = i < len(lines) and lines[i].bare.isalpha() and lines[i].width == 1
        if upright and not parted:
            continue
        opens = first == 0 or (first < len(lines) and (lines[first].gap or lines[first].flow))
        if i - first >= _UPRIGHT - parted and opens:
            yield range(first, i)
        first = i if upright else i + 1


def _credit_or_byline(lines: Sequence[Line], i: int) -> tuple[State, int] | None:
    """(role, number of lines) of a byline or credit that starts at line i; the longest that fits."""
    if _inside_sentence(lines, i) and not lines[i].gap and not _names_writers(lines[i]):
        return None
    if _runs_on(lines, i):
        return State.FIRST, 1
    for count in range(min(4, len(lines) - i), 0, -1):
        rest = lines[i + 1 : i + count]
        bare = "".join(line.bare for line in lines[i : i + count])
        if len(bare) > 40 or any(line.flow for line in rest) or any(line.gap for line in rest):
            continue
        if marks.CREDIT.fullmatch(bare) and _names_photographer(lines[i : i + count]):
            return (State.BYLINE if _opens_text(lines, i, count) else State.CREDIT), count
        signs = bare[0] in "（(" and i > 0 and lines[i - 1].stops
        if (
            marks.BYLINE.fullmatch(bare)
            and not signs
            and all(map(_carries_names, lines[i:], rest))
            and (
                re.search(marks.OWN, bare)
                or (bare[0] in _BYLINE_MARKS and (bare[0] not in _BULLETS or _ROLE_FIRST.match(bare[1:])))
                or _TELLER.match(bare)
                or (
                    _names_nobody_else(lines[i : i + count])
                    if bare[0] in _BULLETS or _BARE_ROLE.match(bare)
                    else _names_somebody(lines[i : i + count])
                )
            )
        ):
            return State.BYLINE, count
    return None


def _opens_text(lines: Sequence[Line], i: int, count: int) -> bool:
    """Whether who wrote and took the pictures stands between a headline and its text, and not below a photograph."""
    bare = "".join(line.bare for line in lines[i : i + count])
    if not i or i + count >= len(lines) or not (marks.BYLINE.fullmatch(bare) and _WROTE.search(bare)):
        return False
    above, below = lines[i - 1], lines[i + count]
    return not above.stops and (below.stops or below.fills or is_indented(below))


_WROTE = re.compile("(?:文/图|图/文|文/摄|摄/文)$")


def _runs_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a byline's last name stands in line i or is cut by its end, and the report follows at once."""
    line = lines[i]
    whole = [line, *(below for below in lines[i + 1 : i + 2] if not (below.gap or below.flow))]
    bare = "".join(part.bare for part in whole)
    named = max(names_after("".join(part.text for part in whole)), names_after(line.text + " "))
    if named > len(line.bare):
        return named < len(bare) and not marks.BYLINE.fullmatch(bare)
    return 0 < named < len(line.bare) and not _NO_TEXT.match(line.bare, named)


_TELLER = re.compile(rf"(?:{marks.TELLS}|作者)[/／：:]")
_BYLINE_MARKS = "（(□■●◎◆◇○文图/／"
_BULLETS = "■●◆"
"""Marks that stand more often before what is no name."""
_NO_TEXT = re.compile(rf"(?:{marks.OWN})?{marks.ROLE}|[/／文图摄整采供]|报[道导]")
"""How a byline goes on behind a name."""
_NAME_AND_SHOT = re.compile(r"(?:读者|网友|特约)?([\u4e00-\u9fff·]{2,9})(?:摄|供图|摄影报道)")


_ROLE_FIRST = re.compile(rf"(?:{marks.OWN})?{marks.ROLE}")


def _names_photographer(lines: Sequence[Line]) -> bool:
    """Whether a name stands before 摄, where no role says that one does (首次航摄 is a headline)."""
    bare = "".join(line.bare for line in lines)
    return not _NAME_AND_SHOT.fullmatch(bare) or bool(_ROLE_FIRST.match(bare)) or _names_somebody(lines)


def _names_somebody(lines: Sequence[Line]) -> bool:
    """Whether a byline or credit has names that look like names (not 通讯员培训班开班)."""
    people = read_people([line.text for line in lines])
    names = people.reporters + people.correspondents + people.photographers
    return bool(names) and all(has_surname(name) and (len(name) <= _NAME or "·" in name) for name in names)


_NAME = 4
"""Characters of a name without a dot, at most."""


_BARE_ROLE = re.compile(r"(?:全媒体|融媒体?)?记者")
_SPACED_NAME = re.compile(r"(?<!\S)[\u4e00-\u9fff]\s+[\u4e00-\u9fff](?!\S)")


def _names_nobody_else(lines: Sequence[Line]) -> bool:
    """Whether what follows the role is names for certain (not 记者高兴地看到)."""
    spaced = {"".join(name.split()) for name in _SPACED_NAME.findall(" ".join(line.text for line in lines))}
    people = read_people([line.text for line in lines])
    names = people.reporters + people.correspondents + people.photographers
    return bool(names) and all(name in spaced or is_name(name) for name in names)


def _names_writers(line: Line) -> bool:
    """Whether a line is a byline by its names too, and not by its words alone (本报记者从某处获悉)."""
    if not marks.BYLINE.fullmatch(line.bare) or line.bare[0] in "（(":
        return False
    people = read_people([line.text])
    names = people.reporters + people.correspondents
    return bool(names) and all(map(is_name, names))


def _carries_names(before: Line, line: Line) -> bool:
    """Whether a byline goes on from one line to the next, and not over into the text below it."""
    if marks.BYLINE.fullmatch(line.bare) or before.bare.endswith(("记者", "通讯员", "记", "通讯", "通")):
        return True
    people = read_people([before.text, line.text])
    names = people.reporters + people.correspondents
    if len(names) > 1 and all(map(is_name, names)) and "".join(names).endswith(line.bare):
        return True
    limit = 8 if line.bare.endswith(("文/图", "图/文", "摄影报道")) else 2
    return len(line.bare) <= limit


def _inside_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before is full and its sentence unfinished."""
    before = lines[i - 1] if i else None
    if before is None or lines[i].flow or (lines[i].gap and before.gap):
        return False
    if marks.SUBTITLE.match(before.bare):
        return False
    full = before.filled >= 0.75 * max(before.column, before.column_after)  # head lines seldom are
    return full and abs(before.short) < 1.5 and (not before.stops or before.bare[-1] in "：:")

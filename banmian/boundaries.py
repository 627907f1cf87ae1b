"""Where one article ends and the next begins, told by bylines, captions, flows and the words around head lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from banmian import marks
from banmian.blocks import Block, Role
from banmian.headlines import headlines_follow
from banmian.likeness import Likeness

_LOOK_BACK = 3000
"""Characters above a run of head lines that it is compared with."""
CUT = 0.5
"""A run of head lines parts two articles when its evidence is above this; see _evidence."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page is set, as far as it tells subheads from headlines."""

    gaps: float
    """The share of paragraphs' ends that a blank line shows."""
    transcript: bool
    signed: bool
    """Some report on the page opens with a byline or dateline; where none does, headlines alone part articles."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Head blocks, and the body blocks below them up to the next head or certain start."""

    above: tuple[Block, ...]
    body: tuple[Block, ...]


def part(blocks: Sequence[Block], habits: Habits) -> tuple[list[list[Block]], list[list[Block]]]:
    """(bodies, runs): ``runs[k]`` are the head blocks before ``bodies[k]``, the last run follows all."""
    pieces = _pieces(blocks)
    if not pieces:
        return [], [list(blocks)]
    tail = _tail(blocks)
    bodies: list[list[Block]] = []
    between: list[list[Block]] = []
    for piece, cut in zip(pieces, _cuts(pieces, tail, habits), strict=True):
        if cut:
            between.append(list(piece.above))
            bodies.append(list(piece.body))
        else:
            bodies[-1] += [*piece.above, *piece.body]
    bodies, between = _captions_apart(bodies, between)
    return bodies, [*between, tail]


def _cuts(pieces: Sequence[_Piece], tail: Sequence[Block], habits: Habits) -> list[bool]:
    """Whether an article starts with each piece: first where that is certain, then where the words say so."""
    cuts = [i == 0 or _certainly_parts(pieces[i - 1], pieces[i]) for i in range(len(pieces))]
    starts = [i for i, cut in enumerate(cuts) if cut]
    spans = list(zip(starts, [*starts[1:], len(pieces)], strict=True))
    likeness = Likeness(["".join(b.bare for piece in pieces[a:z] for b in piece.body) for a, z in spans])
    follow = headlines_follow([*(pieces[i].above for i in starts), tail], likeness)
    for start, end in spans:
        above = _words(pieces[start])
        for i in range(start + 1, end):
            if pieces[i].above:
                alike = likeness if follow else None
                cuts[i] = _evidence(above, pieces[i], alike, end - start, habits) > CUT
            above = (_words(pieces[i]) if cuts[i] else above + _words(pieces[i]))[-_LOOK_BACK:]
    return cuts


def _words(piece: _Piece) -> str:
    return "".join(block.bare for block in piece.body)


def _pieces(blocks: Sequence[Block]) -> list[_Piece]:
    pieces: list[_Piece] = []
    above: list[Block] = []
    for block in blocks:
        if block.role is Role.HEAD:
            above.append(block)
        elif pieces and not above and not _starts_article(pieces[-1].body[-1], block):
            pieces[-1] = _Piece(pieces[-1].above, (*pieces[-1].body, block))
        else:
            pieces.append(_Piece(tuple(above), (block,)))
            above = []
    return pieces


def _tail(blocks: Sequence[Block]) -> list[Block]:
    """The head blocks after all bodies."""
    last = max((i for i, block in enumerate(blocks) if block.role is not Role.HEAD), default=-1)
    return list(blocks[last + 1 :])


def _starts_article(before: Block, block: Block) -> bool:
    """Whether an article starts with the block, whatever stands between it and the one before."""
    if marks.CONTINUES.match(block.bare):
        return False
    if block.role is Role.BYLINE:
        return before.role is not Role.BYLINE
    if before.role is Role.BYLINE or block.role is Role.CREDIT:
        return False
    opens = marks.LEAD.match(block.bare) or marks.CAPTION.match(block.bare)
    return bool(opens) or block.flow or _ends_caption(before)


def opens_report(block: Block) -> bool:
    """Whether a byline or dateline says that a report starts with the block."""
    return block.role is Role.BYLINE or bool(marks.LEAD.match(block.bare))


def _ends_caption(block: Block) -> bool:
    return block.role is Role.CREDIT or bool(marks.CREDIT_TAIL.search(block.bare))


def _certainly_parts(before: _Piece, piece: _Piece) -> bool:
    """Whether two articles meet here, without a look at the words."""
    if _starts_article(before.body[-1], piece.body[0]):
        return True
    if not piece.above or marks.CONTINUES.match(piece.body[0].bare):
        return False
    return (
        any(block.flow for block in piece.above)
        or bool(marks.ENDS_ARTICLE.search(before.body[-1].bare))
        or bool(marks.LETTER.match(piece.body[0].bare))
        or before.body[-1].role is Role.BYLINE
    )


_DAY = re.compile(r"\d{1,2}月\d{1,2}日")


def _evidence(above: str, piece: _Piece, likeness: Likeness | None, rivals: int, habits: Habits) -> float:
    """How much speaks for a new article below head lines, and against a mere subhead."""
    heads = [line for block in piece.above for line in block.lines]
    words = "".join(line.bare for line in heads)
    below = piece.body[0]
    if len(heads) >= 4 and len(piece.above) >= 4:
        return -9.0  # verse, a list
    total = -1.0
    total += 3.0 * any(marks.SUBTITLE.match(line.bare) for line in heads)
    total += 1.5 * (len(piece.above) >= 2)
    total += 1.5 * bool(marks.LEAD_WORDS.match(below.bare))
    total += 1.0 * bool(_DAY.search(below.bare[:30]))
    total += 1.5 * bool(marks.NOTICE.search(words))
    total += 1.5 * (len(heads) >= 2 and any(marks.ORGANISATION.fullmatch(line.bare) for line in heads))
    total -= 4.0 * bool(marks.NUMBERED.match(words))
    total += 1.0 * (not habits.signed) - 1.0 * (habits.signed and rivals >= 4)
    if not habits.transcript:
        # where blank lines do not part paragraphs, one above head lines parts articles
        total += 2.0 * (1.0 - habits.gaps) * heads[0].gap
        total += 2.0 * any(line.width > max(line.column, line.column_after) + 1.5 for line in heads)
        total += 1.0 * (abs(heads[0].column - below.lines[0].column_after) > 1.5)
    if likeness:
        total += 3.0 * (likeness.share_of(words, above) - likeness.share_of(words, below.bare))
    return total


def _captions_apart(
    bodies: list[list[Block]], between: list[list[Block]]
) -> tuple[list[list[Block]], list[list[Block]]]:
    """A caption that follows a report without a headline: its last paragraph or two, up to the credit."""
    parted: list[list[Block]] = []
    runs: list[list[Block]] = []
    for body, run in zip(bodies, between, strict=True):
        texts = [i for i, block in enumerate(body) if block.role is Role.TEXT]
        reported = opens_report(body[0])
        at = texts[-1] if texts and reported and len(texts) > 1 and _ends_caption(body[-1]) else 0
        while at > 1 and at - 1 in texts[1:] and marks.CAPTION_GOES_ON.match(body[at].bare):
            at -= 1
        parted += [body[:at], body[at:]] if at else [body]
        runs += [run, []] if at else [run]
    return parted, runs

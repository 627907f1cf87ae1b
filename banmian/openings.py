"""How a paragraph opens or ends, as far as it tells by itself whose text it is: a report's, a caption's, a writer's name."""

from collections.abc import Sequence
from functools import lru_cache

from banmian import marks
from banmian.blocks import Block, Role
from banmian.people import may_be_byline, names_first

_KEPT = 1024
"""So many blocks are read once only: each is asked about from several places."""


@lru_cache(_KEPT)
def opens_report(block: Block) -> bool:
    """Whether a byline or dateline says that a report starts with the block."""
    return (
        block.role is Role.BYLINE
        or any(mark.match(block.bare) for mark in (marks.LEAD, marks.SIGNED_OPENING, marks.CONTINUED))
        or _opens_with_names(block)
    )


def opens_letter(block: Block) -> bool:
    """Whether a reader's letter or call starts with the block."""
    return any(mark.match(block.bare) for mark in (marks.LETTER, marks.ADDRESSED, marks.CALLS_IN))


def names_reporters(block: Block) -> bool:
    """Whether a report of the paper's own says who reports; agencies' telegrams may share a headline."""
    opening = marks.LEAD.match(block.bare)
    if opening and opening[0][-1] == "讯":
        return marks.byline_end(block.bare) > opening.end()
    return bool(opening and opening[0][0] in "（(" and "电" not in opening[0]) or _opens_with_names(block)


def _opens_with_names(block: Block) -> bool:
    """Whether a paragraph opens with the writers' names, and nothing but spaces or brackets around them."""
    return block.role is Role.TEXT and names_first(" ".join(line.text for line in block.lines[:2])) > 0


def names_writer(block: Block) -> bool:
    """Whether a line of nothing but a name, or an office and a name, stands by itself."""
    return block.role is Role.LINES and len(block.lines) == 1 and may_be_byline(block.lines[0].text)


def ends_caption(block: Block) -> bool:
    """Whether a photographer's credit ends it."""
    return block.role is Role.CREDIT or block.credit_tail is not None


def is_photo(body: Sequence[Block]) -> bool:
    """Whether it is a photograph's caption."""
    return any(
        block.role is Role.CREDIT
        or (block.role is Role.TEXT and (marks.CAPTION.match(block.bare) or block.credit_tail))
        for block in body
    )

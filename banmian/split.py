"""A page's blocks → its articles: where one ends and the next begins, and which lines each owns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from banmian import marks
from banmian.blocks import Block, Role, read_blocks
from banmian.boundaries import Parted, part, resume
from banmian.gaps import Habits
from banmian.head_runs import PageOfRuns
from banmian.headline_habit import headlines_follow
from banmian.headline_parts import Headline
from banmian.headlines import match_headlines
from banmian.likeness import Likeness, pairs
from banmian.lines import Line, is_transcript, read_lines
from banmian.openings import is_photo
from banmian.records import Page
from banmian.roles import gap_habit

_SPEAKS_FOR = re.compile(r"[^：:，。！？]{3,20}[：:]")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it stands on its page, before anybody has read it for names and dates."""

    blocks: tuple[Block, ...]
    """Byline, paragraphs, subheads and credit, in order."""
    headline: Headline
    label: Line | None
    """The column's label over the article; the line itself is furniture."""
    owned: frozenset[int]
    """Numbers of the lines that are this article's; a headline that two photographs share is the first's."""

    @property
    def is_photo(self) -> bool:
        """Whether it is a photograph's caption."""
        return is_photo(self.blocks)


@dataclass(frozen=True, slots=True)
class SplitPage:
    """All articles of a page, and the lines that belong to none."""

    page: Page
    drafts: tuple[Draft, ...]
    furniture: frozenset[int]
    parted: Parted
    """Why it was parted so: draft k is made of body k."""


def split_page(page: Page) -> SplitPage:
    """Part a page into its articles. Every printed line is in one draft or in the furniture."""
    parted, runs = part_page(page)
    if not parted.bodies:
        return SplitPage(page, (), page.printed(), parted)
    matched = match_headlines(runs)
    drafts = [
        _draft(body, matched.headlines.get(k, Headline()), matched.labels.get(k), matched.endings.get(k, ()))
        for k, body in enumerate(parted.bodies)
    ]
    drafts = _share_labels(_share_titles(drafts))
    owned = frozenset(number for draft in drafts for number in draft.owned)
    return SplitPage(page, tuple(drafts), page.printed() - owned, parted)


def part_page(page: Page) -> tuple[Parted, PageOfRuns]:
    """The bodies of a page, whole where others stand within them; and the head lines between, to be given away."""
    lines = read_lines(page)
    blocks = [block for block in read_blocks(page, lines) if block.role is not Role.FURNITURE]
    parted = part(blocks, Habits(gap_habit(lines), is_transcript(lines)))
    if not parted.bodies:
        return parted, PageOfRuns((), (), Likeness(()), ())
    likeness = _likeness(parted)
    follows = headlines_follow(parted.runs, likeness)
    whole = resume(parted, follows=follows)
    if len(whole.bodies) < len(parted.bodies):
        likeness = _likeness(whole)
        follows = headlines_follow(whole.runs, likeness)
    return whole, PageOfRuns(whole.bodies, whole.runs, likeness, follows)


def _likeness(parted: Parted) -> Likeness:
    return Likeness(["".join(block.bare for block in body) for body in parted.bodies])


def _draft(body: Sequence[Block], headline: Headline, label: Line | None, ending: Sequence[Line]) -> Draft:
    if label and not headline.title and marks.STUDIED.fullmatch(label.bare):
        headline, label = (
            replace(headline, title=(label,)),
            None,
        )  # 学习贯彻……精神 is at times all that is printed
    blocks = [*body, *([Block(Role.LINES, tuple(ending))] if ending else [])]
    lines = [line for block in blocks for line in block.lines] + list(headline.lines())
    return Draft(tuple(blocks), headline, label, frozenset(line.number for line in lines))


def _share_titles(drafts: Sequence[Draft]) -> list[Draft]:
    """The page's last photograph takes over the title of the one before it, if it has none and the title suits it."""
    shared = list(drafts)
    for before, draft in pairwise(drafts[-2:]):
        if before.headline.title and not draft.headline.title and _point_apart(before, draft):
            title = "".join(line.bare for line in before.headline.title)
            if pairs(title) & pairs("".join(block.bare for block in draft.blocks)):
                shared[-1] = Draft(draft.blocks, before.headline, draft.label, draft.owned)
    return shared


def _point_apart(before: Draft, draft: Draft) -> bool:
    """Whether two captions point to their photographs, and to different ones."""
    first, second = (marks.ARROW.match(one.blocks[0].bare) for one in (before, draft))
    return first is not None and second is not None and first[0] != second[0]


def _share_labels(drafts: Sequence[Draft]) -> list[Draft]:
    """A column's label stands over all articles that follow in the same form."""
    shared = list(drafts)
    for i in range(1, len(shared)):
        before, draft = shared[i - 1], shared[i]
        if before.label and not draft.label and _form(before) == _form(draft) != (False, False):
            shared[i] = Draft(draft.blocks, draft.headline, before.label, draft.owned)
    return shared


def _form(draft: Draft) -> tuple[bool, bool]:
    """(it opens with its writer's name alone, its headline with a body's name and a colon)"""
    title = "".join(line.bare for line in draft.headline.title)
    return draft.blocks[0].role is Role.BYLINE, bool(_SPEAKS_FOR.match(title))

"""The records that flow through banmian: a page as it was read, an article as it is kept, a verdict on it.

Both halves of banmian know these and nothing else of each other: the first makes articles out of
pages, the second shows and searches them.
"""

import datetime
from dataclasses import dataclass

LineRanges = tuple[tuple[int, int], ...]  # 1-based, both ends inclusive, ascending


@dataclass(frozen=True, slots=True)
class Page:
    """One newspaper page as raw text, with what its sidecar says of it."""

    name: str
    """The seed's path below the seeds folder without ``.txt``, parts joined by ``/``."""
    lines: tuple[str, ...]
    """Every line of the seed, line 1 first, control characters out and radicals folded."""
    paper: str = ""
    issued: datetime.date | None = None
    edition: str = ""
    """版次, such as 03."""
    section: str = ""
    """版名, such as 本地新闻."""
    url: str = ""
    pdf: str = ""

    @property
    def file(self) -> str:
        """The seed's path below the seeds folder, as articles name it in ``source``."""
        return f"{self.name}.txt"

    def printed(self) -> frozenset[int]:
        """The numbers of the lines that print something."""
        return frozenset(n for n, line in enumerate(self.lines, 1) if line.strip())


@dataclass(frozen=True, slots=True)
class Source:
    """Where on which seed an article stands."""

    file: str
    lines: LineRanges

    def numbers(self) -> frozenset[int]:
        """All line numbers of the ranges."""
        return frozenset(n for first, last in self.lines for n in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the keys of its front matter and its body. What is not known is empty."""

    id: str
    """Made from the words of the lead, never from the position; part of the URL."""
    title: str
    title_source: str
    """``page`` when printed there, ``derived`` when banmian made it from the lead."""
    body: str
    """Markdown: whole paragraphs and ``##`` subheads, separated by blank lines."""
    kind: str = "news"
    """``news`` or ``photo``."""
    kicker: str = ""
    """引题 or 肩题, above the headline."""
    subtitle: str = ""
    """副题, below the headline."""
    column: str = ""
    """栏目, the label over one or several articles."""
    date: datetime.date | None = None
    """The day of the event, if the text states one."""
    date_evidence: str = ""
    """The phrase that states it."""
    issued: str = ""
    """The day of issue as far as known: YYYY-MM-DD, YYYY-MM or YYYY."""
    issued_precision: str = ""
    """``day``, ``month`` or ``year``."""
    issued_source: str = ""
    """``sidecar`` or ``inferred``."""
    paper: str = ""
    edition: str = ""
    byline: str = ""
    """The head of the body as printed: 本报讯（记者…）."""
    credit: str = ""
    """The foot of a caption as printed: 本报记者 X 摄."""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    """The bodies that the article is chiefly about, by their canonical names."""
    source: Source | None = None
    """None for an article written by hand."""
    aliases: tuple[str, ...] = ()
    """Former ids, each of which redirects here."""
    withdrawn: str = ""
    """Why an editor took the article out of the site; its lines stay its own."""


DOUBTFUL = 0.8
"""Articles that are less sure are listed for a person to check; of those half are wrong, of the others one in seven,
    on pages that the splitting was not learned from (bench/learn_confidence.py)."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which the splitting of an article may be wrong."""

    name: str
    """``start``, ``end``, ``inside`` (another article may start there) or ``headline``."""
    sure: float
    """0 to 1: the odds that it is right."""
    line: int
    """Where on the page to look."""
    speaks_for: tuple[str, ...]
    """Keys of the signs that speak for it, the weightiest first."""
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure it is that the lines of ``source`` are an article, and why."""

    source: Source
    aspects: tuple[Aspect, ...]
    """Start, end, inside, headline."""
    rival: str
    """The other headline of the page that suits the article best, if any suits it at all."""

    @property
    def weakest(self) -> Aspect:
        """What is least sure."""
        return min(self.aspects, key=lambda aspect: aspect.sure)

    @property
    def doubts(self) -> list[Aspect]:
        """What somebody should look at, the least sure first."""
        order = sorted(self.aspects, key=lambda aspect: aspect.sure)
        return [aspect for aspect in order if aspect.sure < DOUBTFUL]

    @property
    def sure(self) -> float:
        """0 to 1: an article is as sure as the weakest of its aspects."""
        return self.weakest.sure


@dataclass(frozen=True, slots=True)
class Review:
    """What there is to check of an article."""

    article: str
    """Its id."""
    file: str
    """Its file below the articles folder."""
    verdict: Verdict | None
    """None: a person wrote or changed the article, and answers for it."""

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it."""
        return self.verdict is not None and bool(self.verdict.doubts)


def ranges(numbers: frozenset[int], printed: frozenset[int]) -> LineRanges:
    """The fewest ranges that hold ``numbers`` and no other line of ``printed``.

    A range runs over blank lines between two of its own lines.
    """
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and printed.isdisjoint(range(found[-1][1] + 1, number)):
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)

"""Drafts → articles: bylines and credits read, paragraphs made whole, days and departments found."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from banmian import marks
from banmian.article import article_id
from banmian.blocks import WRAPPED, Block, Role
from banmian.dates import Clock, Event, event_day
from banmian.departments import find_departments
from banmian.issue import infer_issue, page_clock, printed_issue
from banmian.line_signs import BULLETS
from banmian.lines import Line
from banmian.markup import from_lines, from_text
from banmian.people import People, heal, names_first, read_people, signers
from banmian.records import Article, Page, Source, ranges
from banmian.spacing import join, standing
from banmian.split import Draft, SplitPage

_TITLE_LENGTH = 30
_SIGN_LINES = 3
"""The writers at a report's end take no more lines."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or a subhead, as plain text; verse and signatures keep their lines."""

    text: str
    subhead: bool = False
    verse: bool = False

    def markdown(self) -> str:
        """As it stands in the article's body."""
        return f"## {from_text(self.text)}" if self.subhead else from_lines(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft as text."""

    parts: tuple[_Part, ...]
    byline: str
    credit: str
    people: People

    @property
    def paragraphs(self) -> list[str]:
        """The text without its subheads."""
        return [part.text for part in self.parts if not part.subhead]


@dataclass(frozen=True, slots=True)
class _Issue:
    """What is known of the day of issue, and from where."""

    issued: str = ""
    precision: str = ""
    source: str = ""


def tag_page(split: SplitPage) -> list[Article]:
    """All articles of a page, in the order of their first lines."""
    page = split.page
    texts = _named_elsewhere([_read(draft) for draft in split.drafts])
    known = _known_issue(split)
    clock = Clock(known, exact=True) if known else page_clock(text.paragraphs for text in texts)
    days = [_day(draft, text, clock) for draft, text in zip(split.drafts, texts, strict=True)]
    issue = _issue(page, known, [day for day in days if day])
    printed = page.printed()
    articles = [
        replace(
            _article(page, draft, text, day, issue),
            source=Source(page.file, ranges(draft.owned, printed)),
        )
        for draft, text, day in zip(split.drafts, texts, days, strict=True)
    ]
    return sorted(articles, key=lambda article: article.source.lines if article.source else ())


def _named_elsewhere(texts: Sequence[_Read]) -> list[_Read]:
    """Who is named without a role is what the page says elsewhere."""
    everybody = [text.people for text in texts]
    helping = {name for people in everybody for name in people.correspondents}
    reporting = {name for people in everybody for name in people.reporters if name not in people.unsaid}
    return [replace(text, people=text.people.where(helping - reporting)) for text in texts]


def _known_issue(split: SplitPage) -> datetime.date | None:
    """The day of issue that the sidecar says or the page's header prints."""
    page = split.page
    return page.issued or printed_issue(page.lines[number - 1] for number in sorted(split.furniture))


def _issue(page: Page, known: datetime.date | None, days: Sequence[Event]) -> _Issue:
    if known:
        return _Issue(known.isoformat(), "day", "sidecar" if page.issued else "inferred")
    issued, precision = infer_issue(days, page.lines)
    return _Issue(issued, precision, "inferred") if issued else _Issue()


def _article(page: Page, draft: Draft, text: _Read, day: Event | None, issue: _Issue) -> Article:
    headline = draft.headline
    title = _printed(headline.title)
    plain = text.paragraphs
    kicker, subtitle = _printed(headline.kicker), _printed(headline.subtitle)
    return Article(
        id=article_id(plain or [title]),
        title=title or derive_title(plain),
        title_source="page" if title else "derived",
        body="\n\n".join(part.markdown() for part in text.parts),
        kind="photo" if draft.is_photo else "news",
        kicker=kicker,
        subtitle=subtitle,
        column=standing(draft.label.text) if draft.label else "",
        date=day.day if day else None,
        date_evidence=day.phrase if day else "",
        paper=page.paper,
        edition=page.edition,
        byline=text.byline,
        credit=text.credit,
        reporters=text.people.reporters,
        correspondents=text.people.correspondents,
        photographers=text.people.photographers,
        departments=find_departments(kicker, title, plain, subtitle),
        issued=issue.issued,
        issued_precision=issue.precision,
        issued_source=issue.source,
    )


def _printed(lines: Sequence[Line]) -> str:
    """Lines of a headline as one, a space where the printed line broke; upright ones have no such place."""
    if len(lines) > 1 and all(len(line.bare) == 1 for line in lines):
        return "".join(line.bare for line in lines)
    return " ".join(standing(line.text) for line in lines)


def _day(draft: Draft, text: _Read, clock: Clock) -> Event | None:
    notice = marks.NOTICE.search("".join(line.bare for line in draft.headline.title))
    return event_day(text.paragraphs, clock, byline=text.byline, notice=bool(notice))


# ------------------------------------------------------------ blocks → text
def _read(draft: Draft) -> _Read:
    byline: list[str] = []
    credit: list[str] = []
    people = People()
    parts: list[_Part] = []
    for n, block in enumerate(draft.blocks):
        printed = [line.text for line in block.lines]
        if block.role is Role.BYLINE:
            byline.append(heal(printed))
            people += read_people(printed)
        elif block.role is Role.CREDIT:
            role = _ROLE_LAST.search(parts[-1].text) if parts else None
            if role:  # a line end stands between it and the name
                printed = [role[1], *printed]
                parts[-1] = replace(parts[-1], text=parts[-1].text[: role.start()].rstrip())
            credit.append(heal(printed))
            people += read_people(printed, credit=True)
        elif block.is_head:
            parts += _subhead(draft.blocks, n)
        else:
            head, text, foot = _ends_off(block, first=not parts and not byline)
            byline += [heal(head)] if head else []
            credit += [heal(foot)] if foot else []
            people += read_people(head) + read_people(foot, credit=True) + _others(block)
            parts += [_Part(piece, verse=block.role is Role.LINES) for piece in text]
            if _goes_on_verse(parts, block):
                parts[-2:] = [_Part(f"{parts[-2].text}\n{parts[-1].text}", verse=True)]
    named = bool(people.reporters or people.correspondents or people.photographers)
    people += signers([line.text for line in draft.blocks[-1].lines][-_SIGN_LINES:], named=named)
    return _Read(tuple(parts), " ".join(byline), " ".join(credit), people)


_ROLE_LAST = re.compile(rf"(?<=[。！？”]) ?((?:{marks.OWN})?{marks.ROLE})$")


def _ends_off(block: Block, *, first: bool) -> tuple[list[str], list[str], list[str]]:
    """(byline, paragraphs, credit): the byline's and credit's text line by line."""
    lines = list(block.lines)
    head: list[str] = []
    foot: list[str] = []
    start = 0
    if first:
        opening = marks.byline_end(block.bare)
        opening += names_first(_between("".join(line.text for line in lines), opening, len(block.bare)))
        head, start = _take(lines, opening), opening
    tail = block.credit_tail
    end = len(block.bare)
    if tail and tail.start() >= start:
        foot, end = _take(lines, len(block.bare), tail.start()), tail.start()
    if block.role is Role.LINES:
        text = "\n".join(standing(text) for text in _take(lines, end, start))
    else:
        text = _between(join([line.text for line in lines]), start, end)
    return head, [text] if text else [], foot


def _goes_on_verse(parts: Sequence[_Part], block: Block) -> bool:
    """Whether the last part is a line of the verse before it, be it a line that was wrapped."""
    if len(parts) < 2 or block.gap or not parts[-2].verse or "\n" not in parts[-2].text:
        return False
    return block.role is Role.LINES or (len(block.lines) <= WRAPPED and not block.lines[-1].stops)


def _between(text: str, start: int, end: int) -> str:
    """The part of a text from its start-th to its end-th character, white space not counted."""
    places = [i for i, char in enumerate(text) if char != " "] if " " in text else range(len(text))
    if start >= end or not places:
        return ""
    return text[places[start] : places[end - 1] + 1]


def _take(lines: Sequence[Line], end: int, start: int = 0) -> list[str]:
    """What some lines hold from the start-th to the end-th character, line by line, white space not counted."""
    taken = []
    for line in lines:
        if end > 0 and start < len(line.bare):
            taken.append(_between(line.text, max(start, 0), min(end, len(line.bare))))
        start -= len(line.bare)
        end -= len(line.bare)
    return taken


def _subhead(blocks: Sequence[Block], n: int) -> list[_Part]:
    """A head block inside an article: a subhead, or lines of verse where many stand together."""
    first, last = n, n
    while first and blocks[first - 1].is_head:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].is_head:
        last += 1
    lines = [standing(line.text) for line in blocks[n].lines]
    alone = last - first <= 1 and len(lines) <= 3
    if alone and n + 1 < len(blocks):
        return [_Part(" ".join(lines), subhead=True)]
    return [_Part("\n".join(lines))]


def _others(block: Block) -> People:
    """The writers of a second report (又讯) under the same headline."""
    if not marks.CONTINUES.match(block.bare):
        return People()
    return read_people(_take(block.lines, marks.byline_end(block.bare)))


# ------------------------------------------------------------ titles that no page prints
_CLAUSE = re.compile(r"[，。；！？：,;!?]")
_SETTING = re.compile(
    r"^(?:为|根据|按照|经|在|随着|据|由于|自|从|截至|连日来|近日|日前|昨日|今日|近期|去年|今年|本月|上周|日来|当天|记者)|^[\d年月日时分上下午晚凌晨清晨至、—\-]+$"
)


def derive_title(paragraphs: Sequence[str]) -> str:
    """A title from the lead: its first clause that says what happened, cut to a headline's length."""
    telling_ones = [text for text in paragraphs if not marks.LETTER.fullmatch("".join(text.split()))]
    lead = next(iter(telling_ones or paragraphs), "").split("\n")[0]
    lead = marks.SHOWS.sub("", marks.ARROW.sub("", marks.CONTINUED.sub("", lead.lstrip(BULLETS)).strip()))
    clauses = [_without_lone_quotes(clause) for clause in _CLAUSE.split(lead)]
    telling = [clause for clause in clauses if len(clause) >= 6 and not _SETTING.match(clause)]
    title = next(iter(telling), None) or max(clauses, key=len, default="") or "无题"
    return title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1] + "…"


def _without_lone_quotes(clause: str) -> str:
    """A clause without the marks of a quotation that it is all of, or that starts or ends elsewhere."""
    inner = clause.strip('“”" ')
    return (
        clause.strip()
        if clause.count("“") == clause.count("”") and inner.count("“") != inner.count("”")
        else inner
    )

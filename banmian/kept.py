"""Files that stay as people left them: where their lines stand now, and what to tell their editors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from banmian.markup import to_paragraphs
from banmian.memory import Memory
from banmian.origins import Origins
from banmian.records import Article, Page, Source, ranges
from banmian.store import Stored
from banmian.words import fold

_ENDS = 12
"""So many characters tell where a text begins and ends."""
_TELLING = 6
"""Characters: the words of a shorter line may stand in any text."""


def refuse_twins(kept: Iterable[Stored], outdated: Iterable[Stored]) -> None:
    """No other file may have a kept one's id; banmian sees to those that it is about to rewrite."""
    seen = {item.article.id: item.path for item in outdated}
    for item in kept:
        name = item.article.id
        if name in seen:
            what = f"id {name} 与 {seen[name]} 相同；请在其中一个文件里写上另一个 id，或删去多余的文件"
            raise item.wrong("id", what)
        seen[name] = item.path


# ------------------------------------------------------------ where their lines stand now
def find_again(
    folder: Path, kept: Iterable[Stored], origins: Origins, memory: Memory
) -> tuple[list[Stored], dict[str, str]]:
    """(kept articles, id → warning): where a seed was changed or renamed, their lines are those of now."""
    found: list[Stored] = []
    warnings: dict[str, str] = {}
    for item in kept:
        source = item.article.source
        there = source and _whereabouts(item, source, origins, memory)
        if source and not there:
            what = f"source.lines {_spans(source)} 现在该是哪些行，程序看不出来，没有照改；请对照版面核对行号"
            codes = _codes(item, origins.code(source))
            warnings[item.article.id] = (
                f"版面有变：{_name(item, folder)} 的 {what}，没有错的，{codes}，就不再提醒"
            )
        elif there and there != source:
            what = f"source 请改为 file: {there.file}，lines: {_spans(there)}"
            warnings[item.article.id] = f"版面有变：{_name(item, folder)} 的 {what}"
        found.append(replace(item, article=replace(item.article, source=there or source)))
        if there == source:
            _check_range(found[-1], origins.pages)
    return found, warnings


def _whereabouts(item: Stored, source: Source, origins: Origins, memory: Memory) -> Source | None:
    """Where the lines of an article stand now; None if the page does not tell."""
    then = memory.code(item)
    page = origins.pages.get(source.file)
    if not page:
        renamed = origins.file_of(then or item.origin)
        return replace(source, file=renamed) if renamed else origins.place(item.article.id) or source
    if then and origins.code(source) != item.origin:
        lines = memory.follow(source.lines, then, origins.marks(source.file))
        return replace(source, lines=lines) if lines else None
    known = origins.same_page(source.file, item.origin) or origins.same_text(source, item.origin)
    return source if known else _guessed(item, source, origins, page)


def _guessed(item: Stored, source: Source, origins: Origins, page: Page) -> Source | None:
    """The same for lines of which nothing is remembered: what the page and the splitting of now tell.

    Without need nothing is put in place of an editor's word.
    """
    there = origins.place(item.article.id, page.file)
    if not there:
        return source
    if _is_shifted(source, there) and origins.same_text(there, item.origin):
        return there
    if _overlaps(source, there) or _stands(item.article, source, page):
        return source
    return there if _stands(item.article, there, page) else None


def _is_shifted(kept: Source, made: Source) -> bool:
    """Whether nothing but lines put in or taken out further up sets the two apart."""
    by = {(now[0] - was[0], now[1] - was[1]) for was, now in zip(kept.lines, made.lines, strict=False)}
    return len(kept.lines) == len(made.lines) and len(by) == 1 and len(set(by.pop())) == 1


def _overlaps(kept: Source, made: Source) -> bool:
    """Whether an editor only took lines to an article, or away from it."""
    return kept.numbers() <= made.numbers() or made.numbers() <= kept.numbers()


def _stands(article: Article, source: Source, page: Page) -> bool:
    """Whether the article's text begins and ends in the lines: then they are an editor's word."""
    text = to_paragraphs(article.body)
    if not text:
        return False
    lines = "".join(_printed(source.numbers(), page).values())
    return fold(text[0])[:_ENDS] in lines and fold(text[-1])[-_ENDS:] in lines


def _printed(numbers: Iterable[int], page: Page) -> dict[int, str]:
    """What stands in the lines, as it is compared."""
    return {number: fold(page.lines[number - 1]) for number in sorted(numbers) if number <= len(page.lines)}


def _check_range(item: Stored, pages: Mapping[str, Page]) -> None:
    source = item.article.source
    page = pages.get(source.file) if source else None
    if source and page and source.lines and source.lines[-1][1] > len(page.lines):
        raise item.wrong("lines", f"source.lines 超出了 {page.file} 的 {len(page.lines)} 行；请改正行号")


# ------------------------------------------------------------ what to tell
def find_changes(
    folder: Path, kept: Iterable[Stored], origins: Origins, remembered: Mapping[str, str]
) -> dict[str, str]:
    """id → what the seed or the splitter has changed about a corrected article; nothing of it is applied.

    ``remembered``: id → code of what stood in the lines before; the file's own code knows nothing of lines
    that an editor chose.
    """
    found: dict[str, str] = {}
    for item in kept:
        name, source = item.article.id, item.article.source
        if not (item.edited and source and source.lines and source.file in origins.pages):
            continue
        codes = [code for code in (remembered.get(name), item.origin) if code]
        changes = [_change(source, code, origins) for code in codes]
        if changes and changes[-1] and all(changes):
            cause, what = changes[-1]
            advice = _codes(item, origins.code(source))
            found[name] = f"{cause}：{_name(item, folder)} {what}，没有照改；请核对，再{advice}，就不再提醒"
    return found


def _codes(item: Stored, now: str) -> str:
    """How an editor says to have seen what the code ``now`` stands for."""
    if item.origin:
        return f"把文件里的原文码 {item.origin} 改为 {now}"
    return f"在文件开头的信息里加一行“# 原文码 {now}”"


def _change(source: Source, then: str, origins: Origins) -> tuple[str, str] | None:
    """(cause, what is another now) for lines whose article remembers the code ``then``."""
    if origins.same_text(source, then):
        return None
    whole = origins.find(source.file, then)
    if not origins.same_page(source.file, then):
        # of lines that an editor took from elsewhere the code knows nothing: better to ask once too often
        within = whole is not None and source.numbers() <= whole.numbers()
        return None if within else ("版面有变", f"所据的 {source.file} 在它改过以后又有改动")
    parts = origins.made(source)
    if whole or origins.code(source) in map(origins.code, parts):
        return None  # only the editor changed the lines, or the splitter has come to agree
    spans = "、".join(str(_spans(part)) for part in parts) or "附属文字"
    return "拆分有变", f"的 {source.file} {_spans(source)} 程序现在拆作 {spans}"


def report_texts(folder: Path, kept: Sequence[Stored], origins: Origins) -> Iterator[str]:
    """A word about lines that changed hands while their text stayed where it was."""
    claims = Counter(
        (source.file, number)
        for item in kept
        if item.edited and (source := item.article.source)
        for number in source.numbers()
    )
    for item in kept:
        article, source = item.article, item.article.source
        page = origins.pages.get(source.file) if item.edited and source else None
        home = origins.place(article.id, page.file) if page else None
        if not page or not source or not source.lines or not home or origins.same_text(source, item.origin):
            continue
        # lines that several files claim are to be told of as such (see banmian.ledger)
        gained = {n for n in source.numbers() - home.numbers() if claims[page.file, n] == 1}
        given = {n for n in home.numbers() - source.numbers() if claims[page.file, n]}
        text = _all_text(article)
        lacking = _most({n: line not in text for n, line in _telling(gained, page)})
        left = _most({n: line in text for n, line in _telling(given, page)})
        said = (
            lacking
            and f"的 source.lines 里有第 {lacking} 行，正文里却没有这几行的文字；请从原来的文件里移过来",
            left and f"的正文里还有第 {left} 行的文字，这几行却写在别的文件的 source.lines 里；请移到那里去",
        )
        if any(said):
            what = "；".join(filter(None, said))
            yield (
                f"正文没有跟着行号走：{_name(item, folder)} {what}；"
                f"本该如此的，{_codes(item, origins.code(source))}，就不再提醒"
            )


def _all_text(article: Article) -> str:
    """All that a page may print of the article, in the order of print, as it is compared."""
    heads = (article.column, article.kicker, article.title, article.subtitle, article.byline)
    return fold("".join((*heads, *to_paragraphs(article.body), article.credit)))


def _telling(numbers: Iterable[int], page: Page) -> list[tuple[int, str]]:
    """The lines whose words would not stand in any text."""
    return [(number, line) for number, line in _printed(numbers, page).items() if len(line) >= _TELLING]


def _most(verdicts: Mapping[int, bool]) -> str:
    """The lines that it is so with, if they are most: a word that was corrected proves nothing."""
    found = frozenset(number for number, is_so in verdicts.items() if is_so)
    if 2 * len(found) <= len(verdicts):
        return ""
    spans = ranges(found, frozenset(verdicts) - found)
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def report_orphans(folder: Path, kept: Sequence[Stored], pages: Mapping[str, Page]) -> Iterator[str]:
    """A word about seeds that are gone, if there are seeds at all."""
    gone: defaultdict[str, list[Stored]] = defaultdict(list)
    for item in kept:
        if pages and item.article.source and item.article.source.file not in pages:
            gone[item.article.source.file].append(item)
    made = [file for file, items in sorted(gone.items()) if not all(item.edited for item in items)]
    if made:
        yield f"缺少版面：{'、'.join(made)} 不在 seeds 里了，它们的文章照旧保留；若不要了，请删去 articles 里同名的文件夹"
    for file, items in sorted(gone.items()):
        names = "、".join(_name(item, folder) for item in items if item.edited)
        if names:
            yield (
                f"缺少版面：{names} 所据的 {file} 不在 seeds 里了，文章照旧保留；"
                "版面改了名的，请改 source 的 file；不会再有的，删去 source 就不再提醒"
            )


def _name(item: Stored, folder: Path) -> str:
    return item.path.relative_to(folder).as_posix()


def _spans(source: Source) -> list[list[int]]:
    return [list(span) for span in source.lines]

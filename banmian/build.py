"""The main job: seeds → articles → site, and what there is to say about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from filelock import FileLock, Timeout

from banmian import again
from banmian.addresses import page_of
from banmian.authorities import read_authorities
from banmian.bodies import unite
from banmian.cache import Cache
from banmian.catalogue import make_archive
from banmian.confidence import judge_page
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.histories import Histories, follow, read_histories, today, write_histories
from banmian.imprint import Imprint, read_imprint
from banmian.ledger import Account, accounts
from banmian.namesakes import report_namesakes
from banmian.page import Seed, find_seeds, read_page, stray_sidecars
from banmian.places import Places, add_places, read_places, write_places
from banmian.press import ready
from banmian.printing import Print, Prints, coded, print_file, print_site
from banmian.processes import ALONE, Crew
from banmian.publish import Published, former_files, publish
from banmian.records import Article, Page, Review, Verdict
from banmian.render import Site
from banmian.reprints import find_reprints
from banmian.review import doubtful
from banmian.search import build_index
from banmian.search_check import Check, check_search
from banmian.sheets import by_file
from banmian.split import split_page
from banmian.store import Stored, read_articles
from banmian.swap import Stage, staged
from banmian.tag import tag_page
from banmian.unchanged import LOCK, Look, inputs, is_settled, look, state
from banmian.update import Update, carry_out, plan_update

_T = TypeVar("_T")
Watch = Callable[[str, int, int], None]
"""Told of the stage, how much of it is done, and of how much (0: not known)."""

_ATTEMPTS = 3
"""So often a build begins again when somebody writes articles meanwhile."""
_PATIENCE = 60.0
"""Seconds that a build waits for another."""
_PAGES_A_PROCESS = 16
"""Fewer pages are split sooner than another process is started."""
_ARTICLES_A_PROCESS = 50
"""Fewer have their pages sooner than another process is started."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a seed that the archive did not know."""

    file: str
    articles: tuple[tuple[Article, Verdict | None], ...]
    """In the order of the page, each with how sure it is."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and found."""

    pages: int
    articles: int
    derived: int
    """Articles whose title no page prints."""
    kept: int
    """Article files that people changed or wrote."""
    touched: int
    """Article files written or removed."""
    published: Published
    furniture: tuple[tuple[str, str], ...]
    """(seed, lines) that belong to the page and to no article."""
    doubtful: tuple[tuple[Article, Verdict], ...]
    """Articles for a person to check, the least sure first."""
    added: tuple[Added, ...]
    """What came of new seeds."""
    check: Check | None
    """How the search answered; None if it was not tried out, since nothing changed or there is no Node.js."""
    warnings: tuple[str, ...]
    seen: str
    """The state that the folders are in (see :mod:`banmian.unchanged`); empty if others wrote there meanwhile."""

    def repeated(self) -> "Report":
        """What a build would report that finds nothing changed since this one."""
        own = tuple(self.check.warnings()) if self.check else ()
        return replace(
            self,
            touched=0,
            published=replace(self.published, written=0, removed=0),
            added=(),
            check=None,
            warnings=tuple(warning for warning in self.warnings if warning not in own),
        )


def build(
    folders: Folders,
    base_url: str = "",
    crew: Crew = ALONE,
    watch: Watch = lambda *_: None,
    *,
    strict: bool = False,
) -> Report:
    """Bring the articles folder and the site up to date with the seeds.

    Everything is read, made and checked before the first file is written; ``strict``: then the search is
    tried out with strings of every article, else of some.
    """
    return Workshop(folders, base_url, crew).build(watch, strict=strict)


class Workshop:
    """Builds one archive again and again.

    What was made of a seed is kept until the seed or a sidecar of it changes, a page of the site until something
    that it shows does, the search index until an article does; what comes out is what :func:`build` would give.
    """

    def __init__(
        self, folders: Folders, base_url: str = "", crew: Crew = ALONE, cache: Cache | None = None
    ) -> None:
        self._folders = folders
        self._base_url = base_url
        self._crew = crew
        self._cache = cache
        self._kept: _Kept | None = None

    def build(
        self,
        watch: Watch = lambda *_: None,
        pages_ready: Callable[[], None] | None = None,
        *,
        strict: bool = False,
    ) -> Report:
        """As :func:`build`; ``pages_ready``: called when all is written but the index, which takes the longest."""
        self._folders.refuse_nesting()
        with _alone(self._folders.articles, watch):
            for _ in range(_ATTEMPTS - 1):
                with suppress(_ChangedMeanwhileError):
                    return self._attempt(watch, pages_ready, strict=strict)
            return self._attempt(watch, pages_ready, strict=strict)

    def _attempt(self, watch: Watch, pages_ready: Callable[[], None] | None, *, strict: bool) -> Report:
        with staged(self._folders.site) as stage:
            return self._build(stage, watch, pages_ready, strict=strict)

    def _build(
        self, stage: Stage, watch: Watch, pages_ready: Callable[[], None] | None, *, strict: bool
    ) -> Report:
        folders = self._folders
        former_files(folders.site)  # fails before any work if the site cannot stand there
        before = [look(folder) for folder in inputs(folders)]
        can_tell = is_settled(before) and not pages_ready
        again.turn()
        former = self._recall()
        plan = self._plan(former.made, watch)
        update = plan.update
        archive = make_archive(
            plan.shown,
            [one.page for one in plan.made],
            plan.reviews,
            plan.histories,
            plan.withdrawn,
            crew=self._crew,
        )
        site = Site(
            archive,
            folders.templates,
            self._base_url or plan.imprint.address,
            plan.imprint.name,
            plan.places,
        )
        crew = self._crew.at_most(len(plan.shown) // _ARTICLES_A_PROCESS)
        pages = print_site(site, former.prints, stage, crew, lambda done: watch("生成网页", done, 0))
        touched, early = 0, Published(0, 0, 0)
        if pages_ready and former.index:
            touched = self._carry_out(update, before[-1])
            early = publish(stage, {**pages, **former.index}, in_place=True)
            pages_ready()
        index = self._index(plan.shown, former.index, stage, watch)
        if not early.files:
            touched = self._carry_out(update, before[-1])
        lasting = () if pages_ready else pages  # names come and go while one edits
        write_places(add_places(plan.places, lasting, {}), folders.articles)
        if not pages_ready:
            write_histories(plan.histories, folders.articles)
        now = self._after(before, update)
        published = publish(stage, {**pages, **index}, in_place=pages_ready is not None)
        self._keep(
            _Kept({one.state: one for one in plan.made}, pages, index, again.kept()), save=not pages_ready
        )
        check = None
        if strict or (published.written and not pages_ready):  # an editor does not wait for it at each change
            watch("检索自检", 0, 0)
            check = check_search(folders.site, plan.shown, thorough=strict, jobs=self._crew.size)
        return Report(
            pages=len(plan.made),
            articles=len(plan.shown),
            derived=sum(article.title_source == "derived" for article in plan.shown),
            kept=sum(item.edited for item in update.kept),
            touched=touched,
            published=replace(
                published,
                written=early.written + published.written,
                removed=early.removed + published.removed,
            ),
            furniture=tuple((one.page.file, one.furniture()) for one in plan.ledger if one.furniture()),
            doubtful=tuple(doubtful(plan.shown, plan.reviews)),
            added=tuple(_added(plan.stored, plan.shown, plan.reviews)),
            check=check,
            warnings=(*(check.warnings() if check else ()), *plan.warnings),
            seen=state((*now, look(folders.site))) if now and can_tell else "",
        )

    def _carry_out(self, update: Update, before: Look) -> int:
        """Write the articles, unless somebody has written there since they were read: theirs is to be read first."""
        folder = self._folders.articles
        changed = sorted(path for path, _ in before.items() ^ look(folder).items() if not _is_hidden(path))
        if changed:
            what = "生成的时候这个文件被改动了；请改完以后再生成一次"
            raise _ChangedMeanwhileError(changed[0], what)
        return carry_out(update, folder)

    def _after(self, before: Sequence[Look], update: Update) -> Sequence[Look]:
        """What the folders that are read look like, if nobody but this build has written there."""
        *others, articles = before
        now = look(self._folders.articles)
        own = {str(path) for path in (*update.removed, *(path for path, _ in update.written))}
        changed = {path for path, _ in articles.items() ^ now.items()} - own
        return [*others, now] if all(map(_is_hidden, changed)) else []

    def _recall(self) -> "_Kept":
        """What the build before kept, of this process or another."""
        if self._kept is None and self._cache and (kept := self._cache.load()):
            self._kept = cast(_Kept, kept)
            again.keep(self._kept.again)
        return self._kept or _Kept({}, {}, {}, {})

    def _keep(self, kept: "_Kept", *, save: bool) -> None:
        is_new = self._kept is None or (kept.made.keys(), kept.prints, kept.index) != (
            self._kept.made.keys(),
            self._kept.prints,
            self._kept.index,
        )
        self._kept = kept
        if self._cache and save and is_new:
            self._cache.save(kept)

    def _plan(self, former: Mapping[str, "_Made"], watch: Watch) -> "_Plan":
        """Read everything and decide what becomes of it; nothing is written."""
        folders = self._folders
        seeds = find_seeds(folders.seeds)
        imprint = read_imprint(folders.seeds)
        authorities = read_authorities(folders.seeds)
        stored = [
            replace(item, article=authorities.rename(item.article))
            for item in read_articles(folders.articles)
        ]
        made = self._split(seeds, former, watch)
        united = unite([one.articles for one in made], authorities)
        pages = [one.page for one in made]
        update = plan_update(folders.articles, stored, list(zip(pages, united, strict=True)))
        files = [path.relative_to(folders.articles).as_posix() for path in update.files]
        ledger = accounts(
            [(one.page, one.furniture) for one in made], list(zip(files, update.articles, strict=True))
        )
        withdrawn, prints_again = _withdrawn(update, files)
        hidden = {article.id: article.title for article in withdrawn}
        shown = tuple(article for article in update.articles if article.id not in hidden)
        reviews = _reviews(update, files, [verdict for one in made for verdict in one.verdicts])
        moved = {page_of(was): page_of(now) for was, now in update.moved.items()}
        return _Plan(
            imprint=imprint,
            stored=stored,
            made=made,
            update=update,
            ledger=ledger,
            shown=shown,
            withdrawn=withdrawn,
            reviews=[review for review in reviews if review.article not in hidden],
            histories=follow(read_histories(folders.articles), shown, today(), hidden),
            places=add_places(read_places(folders.articles), (), moved | dict(authorities.renamed())),
            warnings=(
                *(warning for one in ledger for warning in one.warnings()),
                *update.warnings,
                *prints_again,
                *report_namesakes(shown, authorities),
                *(
                    f"没用上的说明：{name} 没有对应的 .txt 版面；请检查文件名"
                    for name in stray_sidecars(folders.seeds)
                ),
            ),
        )

    def _split(self, seeds: Sequence[Seed], former: Mapping[str, "_Made"], watch: Watch) -> list["_Made"]:
        """What is made of each seed."""
        states = [seed.state() for seed in seeds]
        changed = [(state, seed) for state, seed in zip(states, seeds, strict=True) if state not in former]
        split = _counted(_split_all(changed, self._crew), "拆分版面", len(changed), watch)
        made = {**former, **{one.state: one for one in split}}
        return [made[state] for state in states]

    def _index(
        self, articles: tuple[Article, ...], former: Prints, stage: Stage, watch: Watch
    ) -> dict[str, Print]:
        """The search's files: all of them made anew, or none."""
        code = coded(articles, b"index")
        if former and all(
            one.code == code and stage.has(path, one.size, one.time) for path, one in former.items()
        ):
            return dict(former)
        files = _counted(build_index(articles, self._crew), "编制索引", 0, watch)
        return {path: print_file(ready((path, content)), code, {}, stage) for path, content in files}


class _ChangedMeanwhileError(InputError):
    """An editor was quicker."""


def _is_hidden(path: str) -> bool:
    """Whether a file is banmian's own record."""
    return Path(path).name.startswith(".")


@contextmanager
def _alone(articles: Path, watch: Watch) -> Iterator[None]:
    """One build at a time writes into the folders; another says that it waits, and gives up after a while."""
    try:
        articles.mkdir(parents=True, exist_ok=True)
        lock = FileLock(articles / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            watch("等另一次生成完成", 0, 0)
            lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise InputError(articles, "另一个 banmian 正在写这个文件夹；请等它完成，再生成一次") from None
    except OSError as error:
        raise InputError(articles, f"写不了这个文件夹（{error.strerror}）；请检查权限") from None
    try:
        yield
    finally:
        lock.release()


def _withdrawn(update: Update, files: Sequence[str]) -> tuple[list[Article], list[str]]:
    """(what editors took out, with new prints of it from other seeds; what there is to say of these prints)."""
    gone = [article for article in update.articles if article.withdrawn]
    if not gone:
        return [], []
    reasons = {article.id: article.withdrawn for article in gone}
    by_people = {item.article.id for item in update.kept if item.edited}
    warnings = []
    prints = find_reprints(update.articles)
    for file, article in zip(files, update.articles, strict=True):
        same = [one for one in prints.get(article.id, ()) if one.id in reasons]
        if same and article.id not in by_people:
            gone.append(replace(article, withdrawn=reasons[same[0].id]))
            warnings.append(
                f"撤下的文章又出现了：{file} 与撤下的《{same[0].title}》文字相同，也没有收录；"
                "若要收录，请在文件开头的信息里加一行“# 已核”"
            )
    return gone, warnings


def _reviews(update: Update, files: Sequence[str], verdicts: Iterable[Verdict]) -> list[Review]:
    """What there is to check of each article; nothing is known of those whose seed is gone."""
    known = {verdict.source: verdict for verdict in verdicts}
    by_people = {item.article.id for item in update.kept if item.edited}
    found: list[Review] = []
    for file, article in zip(files, update.articles, strict=True):
        verdict = known.get(article.source) if article.source and article.id not in by_people else None
        if verdict or article.id in by_people:
            found.append(Review(article.id, file, verdict))
    return found


def _added(
    stored: Iterable[Stored], articles: Iterable[Article], reviews: Iterable[Review]
) -> Iterator[Added]:
    """The seeds of which nothing was known, and their articles in order."""
    seeds = {item.article.source.file for item in stored if item.article.source}
    ids = {name for item in stored for name in (item.article.id, *item.article.aliases)}
    verdicts = {review.article: review.verdict for review in reviews}
    for file, found in sorted(by_file(articles).items()):
        if file not in seeds and ids.isdisjoint(article.id for article in found):  # not known by another name
            yield Added(file, tuple((article, verdicts.get(article.id)) for article in found))


@dataclass(frozen=True, slots=True)
class _Made:
    """What depends on one seed and on nothing else."""

    state: str
    """The seed's, and its sidecars'."""
    page: Page
    articles: list[Article]
    furniture: frozenset[int]
    verdicts: list[Verdict]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a build will do."""

    imprint: Imprint
    stored: list[Stored]
    """The articles folder as it is."""
    made: list[_Made]
    update: Update
    ledger: list[Account]
    shown: tuple[Article, ...]
    """What the site has; not what was withdrawn."""
    withdrawn: list[Article]
    reviews: list[Review]
    histories: Histories
    places: Places
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Of a build, for the next one."""

    made: Mapping[str, _Made]
    """By the seed's state."""
    prints: Prints
    """The site but its search index."""
    index: Prints
    again: Mapping[str, Mapping[Any, Any]]
    """See :mod:`banmian.again`."""


def _make(_: None, thing: tuple[str, Seed]) -> _Made:
    state, seed = thing
    page = read_page(seed)
    split = split_page(page)
    return _Made(state, page, tag_page(split), split.furniture, judge_page(split))


def _split_all(seeds: Sequence[tuple[str, Seed]], crew: Crew) -> Iterator[_Made]:
    yield from crew.at_most(len(seeds) // _PAGES_A_PROCESS).each(_make, None, seeds)


def _counted(items: Iterable[_T], stage: str, total: int, watch: Watch) -> Iterator[_T]:
    watch(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        watch(stage, done, total)

"""The main job: what was planned is made and put in its place, one build at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout

from banmian import again
from banmian.cache import Cache
from banmian.catalogue import make_archive
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.histories import write_histories
from banmian.looks import LOCK, Look, inputs, is_settled, look, state
from banmian.places import add_places, write_places
from banmian.plan import Made, make_plan
from banmian.press import ready
from banmian.printing import Print, Prints, coded, print_file, print_site
from banmian.processes import ALONE, Crew
from banmian.progress import Watch, counted
from banmian.publish import Published, former_files, publish
from banmian.records import Article
from banmian.render import Site
from banmian.report import Report, find_added
from banmian.review import doubtful
from banmian.search import build_index
from banmian.search_check import check_search
from banmian.swap import Stage, staged
from banmian.update import Update, carry_out

_ATTEMPTS = 3
"""So often a build begins again when somebody writes articles meanwhile."""
_PATIENCE = 60.0
"""Seconds that a build waits for another."""
_ARTICLES_A_PROCESS = 50
"""Fewer have their pages sooner than another process is started."""


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
        with staged(self._folders.site, self._cache.spare if self._cache else None) as stage:
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
        plan = make_plan(folders, former.made, self._crew, watch)
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
            added=tuple(find_added(plan.stored, plan.shown, plan.reviews)),
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

    def _index(
        self, articles: tuple[Article, ...], former: Prints, stage: Stage, watch: Watch
    ) -> dict[str, Print]:
        """The search's files: all of them made anew, or none."""
        code = coded(articles, b"index")
        if former and all(
            one.code == code and stage.has(path, one.size, one.time) for path, one in former.items()
        ):
            return dict(former)
        files = counted(build_index(articles, self._crew), "编制索引", 0, watch)
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """Of a build, for the next one."""

    made: Mapping[str, Made]
    """By the seed's state."""
    prints: Prints
    """The site but its search index."""
    index: Prints
    again: Mapping[str, Mapping[Any, Any]]
    """See :mod:`banmian.again`."""

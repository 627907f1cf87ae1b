"""What a build will do: everything is read, split and decided, and nothing written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from banmian.addresses import page_of
from banmian.authorities import read_authorities
from banmian.bodies import unite
from banmian.confidence import judge_page
from banmian.folders import Folders
from banmian.histories import Histories, follow, read_histories, today
from banmian.imprint import Imprint, read_imprint
from banmian.ledger import Account, accounts
from banmian.namesakes import report_namesakes
from banmian.page import Seed, find_seeds, read_page, stray_sidecars
from banmian.places import Places, add_places, read_places
from banmian.processes import Crew
from banmian.progress import Watch, counted
from banmian.records import Article, Page, Review, Verdict
from banmian.reprints import find_reprints
from banmian.split import split_page
from banmian.store import Stored, read_articles
from banmian.tag import tag_page
from banmian.update import Update, plan_update

_PAGES_A_PROCESS = 16
"""Fewer pages are split sooner than another process is started."""


@dataclass(frozen=True, slots=True)
class Made:
    """What depends on one seed and on nothing else."""

    state: str
    """The seed's, and its sidecars'."""
    page: Page
    articles: list[Article]
    furniture: frozenset[int]
    verdicts: list[Verdict]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will do."""

    imprint: Imprint
    stored: list[Stored]
    """The articles folder as it is."""
    made: list[Made]
    update: Update
    ledger: list[Account]
    shown: tuple[Article, ...]
    """What the site has; not what was withdrawn."""
    withdrawn: list[Article]
    reviews: list[Review]
    histories: Histories
    places: Places
    warnings: tuple[str, ...]


def make_plan(folders: Folders, former: Mapping[str, Made], crew: Crew, watch: Watch) -> Plan:
    """Read everything and decide what becomes of it; nothing is written.

    ``former``: what was made of seeds before, by their states.
    """
    seeds = find_seeds(folders.seeds)
    imprint = read_imprint(folders.seeds)
    authorities = read_authorities(folders.seeds)
    stored = [
        replace(item, article=authorities.rename(item.article)) for item in read_articles(folders.articles)
    ]
    made = _split(seeds, former, crew, watch)
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
    return Plan(
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
            *_report_same_pages(one.page for one in made),
            *update.warnings,
            *prints_again,
            *report_namesakes(shown, authorities),
            *(
                f"没用上的说明：{name} 没有对应的 .txt 版面；请检查文件名"
                for name in stray_sidecars(folders.seeds)
            ),
        ),
    )


def _split(seeds: Sequence[Seed], former: Mapping[str, Made], crew: Crew, watch: Watch) -> list[Made]:
    """What is made of each seed."""
    states = [seed.state() for seed in seeds]
    changed = [(state, seed) for state, seed in zip(states, seeds, strict=True) if state not in former]
    split = counted(_split_all(changed, crew), "拆分版面", len(changed), watch)
    made = {**former, **{one.state: one for one in split}}
    return [made[state] for state in states]


def _make(_: None, thing: tuple[str, Seed]) -> Made:
    state, seed = thing
    page = read_page(seed)
    split = split_page(page)
    return Made(state, page, tag_page(split), split.furniture, judge_page(split))


def _split_all(seeds: Sequence[tuple[str, Seed]], crew: Crew) -> Iterator[Made]:
    yield from crew.at_most(len(seeds) // _PAGES_A_PROCESS).each(_make, None, seeds)


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


def _report_same_pages(pages: Iterable[Page]) -> Iterator[str]:
    """A word about seeds that print the same: their articles stand in the archive as often."""
    files: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for page in pages:
        files[tuple(text for line in page.lines if (text := line.strip()))].append(page.file)
    for printed, same in files.items():
        if printed and len(same) > 1:
            yield f"版面相同：{'、'.join(same)} 的文字一样，同样的文章各收了一份；只要一份的，请删去多余的版面和 articles 里同名的文件夹"


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

"""An article in the words of schema.org, for search engines and harvesters."""

from banmian.records import Article
from banmian.references import authors
from banmian.wording import summary


def news_article(article: Article, address: str = "") -> dict[str, object]:
    """The article as a NewsArticle in an issue of its newspaper; ``address`` is its public one, where it has one."""
    newspaper = _known({"@type": "Newspaper", "name": article.paper})
    issue = _known({"@type": "PublicationIssue", "datePublished": article.issued, "isPartOf": newspaper})
    return {"@context": "https://schema.org", "inLanguage": "zh-Hans"} | _known(
        {
            "@type": "NewsArticle",
            "identifier": article.id,
            "url": address,
            "headline": article.title,
            "alternativeHeadline": article.subtitle,
            "description": summary(article),
            "author": [{"@type": "Person", "name": name} for name in authors(article)],
            "about": [{"@type": "Organization", "name": name} for name in article.departments],
            "datePublished": article.issued,
            "temporalCoverage": article.date.isoformat() if article.date else "",
            "articleSection": article.column,
            "printPage": article.edition,
            "isPartOf": issue,
        }
    )


def _known(thing: dict[str, object]) -> dict[str, object]:
    """Without what is empty; a thing of which nothing but the type is known is nothing."""
    known = {key: value for key, value in thing.items() if value}
    return known if len(known) > 1 else {}

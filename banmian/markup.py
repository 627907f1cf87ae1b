"""Markdown bodies: plain text into them, HTML and plain text out of them. No raw HTML gets through."""

import html
import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

_SPECIAL = re.compile(r"[\\`*_\[\]]")
_BLOCK_START = re.compile(
    r"^(?=[#>])|^(?=[-+](?:[-\s]|$))|(?<=^\d)(?=[.)](?:\s|$))|^(\d{2,})(?=[.)](?:\s|$))"
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th"}


def from_text(paragraph: str) -> str:
    """A paragraph of plain text, without line breaks → Markdown that shows exactly that text."""
    text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", paragraph.strip())))
    text = re.sub(r"#(?=#*$)", r"\\#", text)  # at a subhead's end they would be taken for its marks
    text = re.sub(r"^=(?==*$)", "&#61;", text)  # a row of them would make a heading of the line above
    return _BLOCK_START.sub(lambda m: (m[1] or "") + "\\", text, count=1)


def from_lines(lines: Iterable[str]) -> str:
    """Lines that stay lines in their paragraph, as verse has them."""
    return "  \n".join(map(from_text, lines))


def to_html(body: str) -> str:
    """The body as HTML, safe to be put into a page as it is."""
    if not _PLAIN.fullmatch(body):
        return str(_converter().reset().convert(body))
    tagged = (f"<h2>{text}</h2>" if mark else f"<p>{text}</p>" for mark, text in _plain_blocks(body))
    return "\n".join(tagged)


def manual_to_html(text: str) -> str:
    """What the archive's makers wrote, with tables and programs; headings can be linked to by their words."""
    linked = TocExtension(slugify=slugify_unicode)
    return markdown.markdown(text, extensions=["fenced_code", "tables", linked], output_format="html")


def to_paragraphs(body: str) -> list[str]:
    """The body as a reader sees it: the plain text of each paragraph and heading."""
    return [text for _, text in to_blocks(body)]


def to_blocks(body: str) -> list[tuple[bool, str]]:
    """(is it a subhead, its plain text) of each paragraph and heading."""
    if _PLAIN.fullmatch(body):
        return _plain_blocks(body)
    reader = _TextReader()
    reader.feed(to_html(body))
    reader.close()
    blocks = ((is_subhead, "".join(text).strip()) for is_subhead, text in reader.blocks)
    return [(is_subhead, text) for is_subhead, text in blocks if text]


_PLAIN_BLOCK = r"(?:## )?(?![\s#=+-]|\d+[.)])[^\\`*_\[\]<>&#\x00-\x1f]+(?<!\s)"
_PLAIN = re.compile(rf"(?:{_PLAIN_BLOCK}(?:\n\n{_PLAIN_BLOCK})*)?")
"""Paragraphs and subheads that hold no Markdown, as most bodies are: converting these takes the most time of all."""


def _plain_blocks(body: str) -> list[tuple[bool, str]]:
    """(is it a subhead, its text) of each block of a body that is ``_PLAIN``."""
    blocks = body.split("\n\n") if body else []
    return [(block.startswith("## "), block.removeprefix("## ")) for block in blocks]


class _SafeLinks(Treeprocessor):
    """Links lead to the web or into the site; anything else (javascript:, data:) loses its address."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            # browsers drop control characters and blanks before they look at the scheme
            address = re.sub(r"[\x00-\x20]", "", html.unescape(link.get("href", ""))).replace("\\", "/")
            if not _leads_to_the_web(address):
                link.attrib.pop("href", None)


def _leads_to_the_web(address: str) -> bool:
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return False
    return scheme in ("", "http", "https") and not address.startswith("//")


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(output_format="html")
    converter.preprocessors.deregister("html_block")
    for pattern in ("html", "autolink", "automail", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(pattern)
    converter.treeprocessors.register(_SafeLinks(converter), "safe_links", 0)
    return converter


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[bool, list[str]]] = [(False, [])]

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the parser's signature
        if tag in _BLOCKS:
            self.blocks.append((tag.startswith("h"), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.append((False, []))

    def handle_data(self, data: str) -> None:
        self.blocks[-1][1].append(data)

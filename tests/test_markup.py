"""Markdown bodies: plain text shows as itself, and nothing of it is executed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import markup
from banmian.markup import from_lines, from_text, to_html, to_paragraphs


@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"))),
        st.text(alphabet="\\`*_{}[]()<>#+-.!&;|=~ 1a甲。:/\"'", max_size=20),
    )
)
def test_plain_text_shows_as_itself(text: str) -> None:
    plain = " ".join(text.split())
    assert to_paragraphs(from_text(plain)) == ([plain] if plain else [])


@given(st.lists(st.text(alphabet="甲=-#>+*1.) ~`|:", min_size=1, max_size=5), min_size=1, max_size=4))
def test_lines_that_stay_lines_show_as_themselves(lines: list[str]) -> None:
    plain = [line for line in (" ".join(text.split()) for text in lines) if line]
    shown = "".join(to_paragraphs(from_lines(plain)))
    assert "".join(shown.split()) == "".join("".join(plain).split())


_LINE = st.text(alphabet="甲，2.)-+=#! &;:\u3000\u2028\x85\x1c|~'\"/^", max_size=6)
_BLOCKS = st.lists(st.builds("{}{}".format, st.sampled_from(["", "## ", "  ", "#"]), _LINE), max_size=4)


@given(_BLOCKS, st.sampled_from(["\n\n", "\n\n\n", "\n"]))
def test_bodies_without_markdown_come_out_as_markdown_gives_them(blocks: list[str], between: str) -> None:
    body = between.join(blocks)
    quick = to_html(body), to_paragraphs(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_PLAIN", re.compile("(?!)"))
        assert (to_html(body), to_paragraphs(body)) == quick


@pytest.mark.parametrize(
    "text",
    [
        "# 一",
        "1. 一",
        "- 一",
        "+ 一",
        "> 一",
        "===",
        "---",
        "***",
        "[a]: http://x",
        "&lt;",
        "<b>",
        "    code",
        "1.5亿元",
        "`x`",
    ],
)
def test_marks_of_markdown_are_no_marks_in_a_seed(text: str) -> None:
    assert to_paragraphs(from_text(text)) == [text.strip()]


def test_a_row_of_marks_makes_no_heading_of_the_line_above() -> None:
    assert to_html(from_lines(["甲", "==="])) == "<p>甲<br>\n&#61;==</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "<svg onload=alert(1)>",
        "[x]\n\n[x]: javascript:alert(1)",
    ],
)
def test_nothing_gets_out_of_the_text(body: str) -> None:
    html = to_html(body)
    for tag in ("<script", "<img", "<svg", "href"):
        assert tag not in html


def test_an_editor_s_markdown_works() -> None:
    assert to_html("## 小标题\n\n**粗**，[链接](https://example.org/)") == (
        '<h2>小标题</h2>\n<p><strong>粗</strong>，<a href="https://example.org/">链接</a></p>'
    )

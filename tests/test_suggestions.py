"""Suggestions and twins as they are written for the page."""

import datetime
import json
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.records import Article
from banmian.search import build_index
from banmian.suggestions import Row, _sounds
from banmian.twins import twins
from banmian.words import fold


def article(id: str, title: str = "其", body: str = "正文。", **keys: object) -> Article:
    day = datetime.date(2020, 1, 1)
    return Article(id=id, title=title, title_source="page", body=body, date=day, **keys)  # type: ignore[arg-type]


def files_of(articles: Sequence[Article]) -> dict[str, list[Row]]:
    """What the suggestions of each file begin with → the suggestions."""
    put = (
        script.decode().removeprefix("banmian.put(").removesuffix(")\n")
        for path, script in build_index(articles)
        if "/suggest" in path
    )
    found = dict(json.loads(f"[{name_and_data}]") for name_and_data in put)
    name = next(name for name in found if name.endswith("/suggest"))
    return {begun: [tuple(row) for row in found[f"{name}-{n}"]] for n, begun in enumerate(found[name])}


def rows(*articles: Article) -> dict[str, Row]:
    return {row[0]: row for row in chain(*files_of(articles).values())}


def test_names_are_spelled_as_they_are_said() -> None:
    found = rows(
        article("a", byline="本报讯（记者郭树勋 单丽 曾重庆）", reporters=("郭树勋", "单丽", "曾重庆")),
        article(
            "b", body="通讯员吕 沛和Anna到场。", correspondents=("吕沛", "Anna"), photographers=("郭树勋",)
        ),
        article("c", body="摄影的名字只在署名里。", photographers=("李四",)),
    )
    assert found == {
        "郭树勋": ("郭树勋", "记者", 1, "guo shu xun"),
        "单丽": ("单丽", "记者", 1, "shan li"),
        "曾重庆": ("曾重庆", "记者", 1, "zeng chong qing"),
        "吕沛": ("吕沛", "通讯员", 1, "lv pei"),
        "Anna": ("Anna", "通讯员", 1, "a n n a"),
    }


def test_departments_may_be_typed_from_any_word_and_count_what_asking_for_them_finds() -> None:
    found = rows(
        article("a", departments=("示范区工信局（金融局）",)),
        article("b", departments=("工信局", "示范区工信局（金融局）")),
        article("c", departments=("工信局",)),
    )
    assert found["示范区工信局（金融局）"][1:] == ("部门", 2, "shi fan qu,gong xin ju,,jin rong,ju,")
    assert found["工信局"][1:3] == ("部门", 3)


def test_words_are_those_of_several_titles_and_stand_for_what_is_longer() -> None:
    titles = ("高质量发展的经验", "发展高质量教育", "防汛 2020", "防汛 2020", "又说防汛")
    found = rows(*(article(f"a{n}", title, "发展。") for n, title in enumerate(titles)))
    assert found == {
        "高质量": ("高质量", "词", 2, "gao zhi liang"),  # not 高质, which stands nowhere else
        "发展": ("发展", "词", 5, "fa zhan"),
        "防汛": ("防汛", "词", 3, "fang xun"),
    }


def test_files_stay_small_and_say_what_is_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banmian.suggestions._OF_A_LETTER", 40)
    monkeypatch.setattr("banmian.suggestions._PART", 1000)
    names = [f"{family}{given}" for family in "张王李赵" for given in map(chr, range(0x4E00, 0x4E64))]
    found = files_of([article("a", body="，".join(names), reporters=tuple(names))])
    letters = Counter(sounds[0] for _, _, _, sounds in chain(*found.values()))
    assert letters == {"l": 40, "w": 40, "z": 40}
    assert len(found) == 3
    for begun, suggested in found.items():
        for text, _, _, sounds in suggested:
            assert {text[0], sounds[0]} <= set(begun)


@given(st.text())
def test_every_character_has_its_sound(text: str) -> None:
    sounds = _sounds(fold(text))
    assert len(sounds) == len(fold(text))
    assert all(sound.isalnum() for sound in sounds if sound)


def test_twins_lead_to_what_the_archive_holds() -> None:
    def spelled(held: str) -> dict[str, str]:
        return {row[0]: row[1:] for row in twins(held)}

    simplified = spelled("中国发里着")
    assert [simplified[char] for char in "國發髮裏裡著"] == list("国发发里里着")
    assert not {"中", "国", "发"} & set(simplified)
    traditional = spelled("中國發髮裡里后後")
    assert [traditional[char] for char in "国发里裏后後"] == ["國", "發髮", "裡里", "裡里", "后後", "后後"]
    assert twins("") == []

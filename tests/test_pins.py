"""What is installed is pinned, each file by its checksum, and is what the project asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from banmian.cache import PACKAGES

PROJECT = Path(__file__).parent.parent
PINNED = re.compile(
    r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


def asked(*extras: str) -> list[Requirement]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]
    rows = [*project["dependencies"], *(row for name in extras for row in extra[name])]
    return [one for one in map(Requirement, rows) if one.name != project["name"]]


@pytest.mark.parametrize(
    ("file", "extras"), [("requirements.txt", ()), ("requirements-test.txt", ("test", "cluster"))]
)
def test_every_release_is_pinned_by_its_files_checksums(file: str, extras: tuple[str, ...]) -> None:
    text = (PROJECT / ".ci" / file).read_text("utf-8")
    pinned = {(name, version) for name, version, _, _ in PINNED.findall(text)}
    assert PINNED.sub("", text).strip() == ""
    for one in asked(*extras):
        versions = [version for name, version in pinned if name == canonicalize_name(one.name)]
        assert versions, one
        assert all(one.specifier.contains(version) for version in versions), one


def test_what_users_have_is_what_is_tested() -> None:
    files = (
        (PROJECT / ".ci" / name).read_text("utf-8") for name in ("requirements.txt", "requirements-test.txt")
    )
    users, tested = ({(name, version) for name, version, _, _ in PINNED.findall(text)} for text in files)
    assert users <= tested


def test_the_cache_knows_every_package_that_may_change_what_comes_out() -> None:
    at_work = {"filelock", "platformdirs", "rich", "watchfiles"}  # what these do is in no file
    assert {canonicalize_name(one.name) for one in asked()} - at_work <= PACKAGES

"""What the README tells people to run is what runs here and in CI."""

import re
from pathlib import Path

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text("utf-8")
CI = (PROJECT / ".ci/run").read_text("utf-8")


def commands() -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines()]


def test_ci_takes_its_commands_from_the_readme() -> None:
    runs = re.search(r"sed .*README\.md", CI)
    assert runs, ".ci/run must take the commands from the README itself"
    assert len(commands()) >= 2


def test_every_file_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"`([\w.-]+/[\w./-]*|\w+\.py)`", README):
        assert (PROJECT / name).exists() or name.startswith("site/"), name

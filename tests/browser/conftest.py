"""A browser page on a running simulator; skipped where there is no Chromium, except in continuous integration."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, async_playwright
from screen import Screen

from simulator.run import running
from simulator.world import Settings, World

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the system's Chromium, or skip."""
    found = os.environ.get("CHROMIUM_PATH") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None or not Path(found).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found, and CI must not skip the browser tests")
        pytest.skip("no Chromium found; install one or set CHROMIUM_PATH")
    return found


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    """Open an empty page whose errors fail the test."""
    problems: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="id-ID")
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        yield page
        await browser.close()
    assert problems == []


@pytest.fixture
async def screen(page: Page) -> AsyncIterator[Screen]:
    """Serve a simulator without limits, with the page not yet opened."""
    world = World(settings=Settings(limits=False))
    async with running(world=world) as url, httpx.AsyncClient(base_url=url, timeout=30) as http:
        yield Screen(url, page, http)
        await page.goto("about:blank")

"""A real browser, and what it is shown: the report of an example file, and the site of the glossary."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SCREENS = {"desktop": (1280, 900, "light"), "phone": (390, 844, "light"), "dark": (1280, 900, "dark")}
Show: TypeAlias = Callable[[str, str], "Page"]


# Not for the whole session: while it is open, its event loop runs, and no other test could run one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; tests that need it are skipped where there is none: scripts/programs installs it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_api.sync_playwright() as playwright:
        if program is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium is installed: run scripts/programs")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine's own loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *said: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an HTML report on two providers' files."""
    page = tmp_path_factory.mktemp("report") / "report.html"
    files = [str(ROOT / "examples" / "starter" / "courses.csv"), str(ROOT / "examples" / "starter")]
    asked = ["check", *files, "--as-of", "2026-01-15", "--format", "html", "--output", str(page)]
    assert subprocess.run([sys.executable, "-m", "mcvocab", *asked], check=False).returncode == 1
    return page.as_uri()


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the site."""
    with served(site_folder) as address:
        yield address


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Opens an address on a screen; a test fails where a page asks for anything from elsewhere, or complains."""
    contexts, wrong = [], []

    def shown(address: str, screen: str = "desktop") -> Page:
        width, height, scheme = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,  # so that what looks for faults may run beside the page
        )
        contexts.append(context)
        page = context.new_page()
        own = ("file:", "data:", "blob:", "http://127.0.0.1:")
        page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(asked.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert not wrong

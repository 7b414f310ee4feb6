"""A server of its own for every test, and pages in which every fault is noticed."""

import os
import re
import subprocess
import threading
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("OVATION_BINARY", ROOT / ".build/release/ovation"))
CHROMIUM = os.environ.get("OVATION_CHROMIUM", "/usr/bin/chromium")
SCREENSHOTS = ROOT / "artifacts" / "screenshots"
READY_SECONDS_MAX = 20
STOP_SECONDS_MAX = 15

expect.set_options(timeout=8_000)

COUNT_LAYOUT_SHIFT = """
window.layoutShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.layoutShift += entry.value;
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Look:
    """How a person looks at the pages."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    motion: str = "no-preference"

    @property
    def is_phone(self) -> bool:
        return self.width < 500


PHONE = Look("phone-light", 390, 844)
PHONE_DARK = Look("phone-dark", 390, 844, "dark")
DESKTOP = Look("desktop-light", 1440, 900)
DESKTOP_DARK = Look("desktop-dark", 1440, 900, "dark")
NARROW = Look("narrow", 360, 740)
CALM = Look("phone-calm", 390, 844, "dark", "reduce")
LOOKS = [PHONE, PHONE_DARK, DESKTOP, DESKTOP_DARK]


@dataclass
class Watch:
    """What went wrong in a page, except for what a test said it would provoke."""

    base: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"console {kind}: {text}")

    def _failed(self, url: str, failure: str | None) -> None:
        # A request that a navigation cuts off has not failed.
        if failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {url} {failure}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400:
            self.faults.append(f"status {status}: {url}")
        if not url.startswith((self.base, "blob:", "data:")):
            self.faults.append(f"elsewhere: {url}")

    def unexpected(self) -> list[str]:
        return [
            fault
            for fault in self.faults
            if not any(re.search(pattern, fault) for pattern in self.expected)
        ]


class Visitors:
    """Opens pages, each in a browser context of its own, as different people would have them."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.watch = Watch(base)
        self.base = base
        self.contexts = []

    def open(self, path: str = "/", look: Look = PHONE) -> Page:
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": look.width, "height": look.height},
            color_scheme=look.scheme,
            reduced_motion=look.motion,
            has_touch=look.is_phone,
            locale="en-GB",
        )
        self.contexts.append(context)
        context.set_default_timeout(8_000)
        context.add_init_script(COUNT_LAYOUT_SHIFT)
        page = context.new_page()
        self.watch.follow(page)
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def first_ready_line(process: subprocess.Popen[str]) -> str | None:
    for line in process.stdout or []:
        if line.startswith("ready "):
            return line.split()[1]
    return None


def wait_until_ready(process: subprocess.Popen[str]) -> str:
    found: list[str | None] = []
    reader = threading.Thread(target=lambda: found.append(first_ready_line(process)), daemon=True)
    reader.start()
    reader.join(READY_SECONDS_MAX)
    if not found or found[0] is None:
        process.kill()
        pytest.fail(f"{BINARY} did not say that it is ready within {READY_SECONDS_MAX} s")
    threading.Thread(target=lambda: list(process.stdout or []), daemon=True).start()
    return found[0].rstrip("/")


@pytest.fixture
def server(tmp_path: Path):
    """The address of a fresh demo server, or of the one that OVATION_BASE_URL names."""
    running = os.environ.get("OVATION_BASE_URL")
    if running:
        yield running.rstrip("/")
        return
    command = [str(BINARY), "serve", "--demo", "--port", "0", "--data", str(tmp_path / "data")]
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
    try:
        yield wait_until_ready(process)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Without a display the page would be throttled as if nobody looked at it.
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-renderer-backgrounding"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visitors(browser: Browser, server: str):
    people = Visitors(browser, server)
    yield people
    people.close()
    assert people.watch.unexpected() == []


@pytest.fixture
def keep():
    """Keeps a picture of a page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def save(page: Page, name: str, whole: bool = False) -> None:
        assert urlsplit(page.url).netloc
        page.bring_to_front()
        try:
            page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
        except PlaywrightError as error:
            # A picture is an artefact and no assertion: the browser may fail to compose a frame
            # right after a navigation on a machine without a graphics card, or take too long.
            if "screenshot" not in str(error):
                raise
            warnings.warn(f"there is no picture of {name}", stacklevel=2)

    return save

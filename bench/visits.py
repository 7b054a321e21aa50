"""One visit: a browser with a profile of its own opens a page, the page is touched, the time to the answer is read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright

from bench.arms import Arm
from bench.server import Host, Line
from bench.slow import slowed

QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SETTLE_MS = 1000  # after a page has loaded, before it is touched
STAY_MS = 4000  # between visits: browsers keep compiled code only of pages that are looked at for a while
PATIENCE_MS = 180_000
MBIT = 1_000_000
LOOP = """() => new Promise((done) => {
  const source = `const start = performance.now();
    let x = 1;
    for (let i = 0; i < 2e8; i++) x = (x * 1103515245 + 12345) & 0x7fffffff;
    postMessage([performance.now() - start, x]);`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  new Worker(address).onmessage = ({ data: [ms] }) => done(ms);
})"""


class Way(NamedTuple):
    """The conditions of a visit, and how many visits there are with one profile."""

    name: str
    visits: int
    slow: bool = False
    bits_a_second: float | None = None
    delay: float = 0.0


WAYS = (
    Way("full", visits=3),
    Way("slowed", visits=2, slow=True),
    Way("line", visits=1, bits_a_second=10 * MBIT, delay=0.04),
)


def chromium() -> str | None:
    """The system's Chromium; none means Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def arguments() -> list[str]:
    """How Chromium is started: root needs no sandbox."""
    return [*QUIET, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


@contextmanager
def browsing(playwright: Playwright, profile: str) -> Iterator[Page]:
    """A browser with a profile on disk: a private window would keep no compiled code."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium(), args=arguments(), reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.pages[0]
    finally:
        context.close()


def processes(context: BrowserContext) -> list[int]:
    """The processes of a browser."""
    assert context.browser
    session = context.browser.new_browser_cdp_session()
    found: list[dict[str, Any]] = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return [process["id"] for process in found]


def visit(playwright: Playwright, host: Host, arm: Arm, way: Way, profile: str, *, last: bool) -> dict[str, float]:
    """Milliseconds from the touch to the answer, and the bytes that were sent in between."""
    with browsing(playwright, profile) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(spoken(message)))
        page.goto(host.address + arm.path)
        page.wait_for_timeout(SETTLE_MS)
        host.sent.clear()
        host.line = Line(way.bits_a_second, way.delay)
        with slowed(processes(page.context)) if way.slow else nullcontext():
            got = page.evaluate(arm.script, arm.given)
        host.line = Line()
        sent = sum(host.sent.values())
        page.wait_for_timeout(0 if last else STAY_MS)
    if got["answer"] != arm.expected:
        raise RuntimeError(f"{arm.name} answered {got['answer']}")
    if any("Python the fast way" in words for words in said):
        raise RuntimeError(f"{arm.name} did not start the fast way: {said}")
    return {"ms": round(got["ms"], 1), "bytes": sent}


def spoken(message: ConsoleMessage) -> str:
    """What a page wrote to the console; errors of Pyodide can be a megabyte long."""
    return f"{message.type}: {message.text[:300]}"


def slowdown(playwright: Playwright, profile: str) -> float:
    """How many times longer a loop in a worker takes when the browser is slowed."""
    with browsing(playwright, profile) as page:
        plain = page.evaluate(LOOP)
        with slowed(processes(page.context)):
            slow = page.evaluate(LOOP)
    return float(round(slow / plain, 2))


def version(playwright: Playwright, profile: str) -> str:
    """The browser's version."""
    with browsing(playwright, profile) as page:
        assert page.context.browser
        return page.context.browser.version

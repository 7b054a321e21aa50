"""Nothing gets out: the page and the worker cannot reach another origin, and no inline script runs that is not ours."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Worker

from runtime.seal import digest, inline_scripts
from tests.browser.conftest import Form
from tests.conftest import Site

TRIES = {
    "fetch": "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'sent', () => 'refused')",
    "beacon": "(url) => navigator.sendBeacon ? String(navigator.sendBeacon(url, 'x')) : 'absent'",
    "request": """(url) => new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onload = () => done('sent');
        request.onerror = () => done('refused');
        try { request.open('GET', url); request.send(); } catch { done('refused'); }
    })""",
    "socket": """(url) => new Promise((done) => {
        try {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = () => done('sent');
            socket.onerror = () => done('refused');
        } catch { done('refused'); }
    })""",
    "import": "(url) => import(url).then(() => 'sent', () => 'refused')",
}
IMAGE = """(url) => new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = () => done('tried');
    image.src = url;
})"""
INLINE = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return Boolean(window.injected);
}"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another origin that remembers who came."""

    visits: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        """Remember a visit."""
        self.visits.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another origin on loopback."""
    Elsewhere.visits.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.parametrize("generator", ["by_mkdocs", "by_zensical"])
def test_neither_page_nor_worker_reaches_another_origin(
    generator: str, request: pytest.FixtureRequest, page: Page, elsewhere: str
) -> None:
    site: Site = request.getfixturevalue(generator)
    form = Form(page, site.address, "b12_status").open().fill({"total_b12": "179 ng/L"}).submit()
    assert form.state() == "ready"
    # The theme's search worker comes from the network, so only a host's header binds it; no form's input reaches it.
    calculators = [worker for worker in page.workers if worker.url.startswith("blob:")]
    assert len(calculators) == 1
    places: list[Page | Worker] = [page, *calculators]
    for number, place in enumerate(places):
        for how, code in TRIES.items():
            place.evaluate(code, f"{elsewhere}{how}-{number}")
    page.evaluate(IMAGE, f"{elsewhere}image")
    page.wait_for_timeout(300)
    assert Elsewhere.visits == []


def test_the_other_origin_would_have_noticed(page: Page, elsewhere: str) -> None:
    page.goto(elsewhere)
    assert page.evaluate(TRIES["fetch"], f"{elsewhere}open") == "sent"
    assert "/open" in Elsewhere.visits


def test_an_injected_script_does_not_run(page: Page, site: str) -> None:
    page.goto(site)
    assert page.evaluate(INLINE) is False


@pytest.mark.parametrize("generator", ["by_mkdocs", "by_zensical"])
def test_every_page_carries_the_policy_with_its_scripts(generator: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(generator)
    pages = list(Path(site.folder).rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        html = path.read_text(encoding="utf-8")
        policy = html.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert all(digest(script) in policy for script in inline_scripts(html)), path
    assert "frame-ancestors 'none'" in (site.folder / "_headers").read_text(encoding="utf-8")

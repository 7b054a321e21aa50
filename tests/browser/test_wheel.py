"""Another site's page, with stock Pyodide, installs the wheel from this site as docs/contributing/elsewhere.md says."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from runtime.build import PYODIDE
from runtime.wheel import LOCK
from tests.browser.conftest import START_MS
from tests.cases import ROOT
from tests.conftest import Files, serve

GUIDE = (ROOT / "docs" / "contributing" / "elsewhere.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```html\n(.*?)```", GUIDE, re.DOTALL)
ANSWER = "NICE calls a total B12 of 179 ng/L “confirmed deficiency”."
LOCAL_TIME = 10
"""Where a zip's first entry holds a time that nothing reads: a wheel changed there would still install."""


class Shared(Files):
    """Files with the header that lets other sites' pages read them, as GitHub Pages sends it."""

    def end_headers(self) -> None:
        """Add the header."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def shared(folder: Path) -> Iterator[str]:
    """Serve a folder to every site."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Shared, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Another site: its folder, with Pyodide as it is published, and its address."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(PYODIDE, folder / "pyodide")
    server = serve(folder)
    yield folder, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def wheel_folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site's folder with the wheel, to be changed."""
    return Path(shutil.copytree(built / "assets" / "wheel", tmp_path / "assets" / "wheel"))


def visit(page: Page, elsewhere: tuple[Path, str], ours: str, example: int = 0) -> None:
    """Open one of the guide's pages with both addresses put in."""
    folder, theirs = elsewhere
    html = EXAMPLES[example].replace("https://your.example/", theirs).replace("https://this-site.example/", ours)
    (folder / "page.html").write_text(html, encoding="utf-8")
    page.goto(f"{theirs}page.html")


def refused(page: Page, elsewhere: tuple[Path, str], ours: str) -> str:
    """Open the first page, which must fail. Returns what the console says and what was thrown."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_event("pageerror", timeout=START_MS) as thrown:
        visit(page, elsewhere, ours)
    expect(page.locator("#answer")).to_have_text("Starting Python…")
    return "\n".join([*said, str(thrown.value)])


@pytest.mark.parametrize("example", range(len(EXAMPLES)))
def test_the_guides_pages_get_an_answer_and_send_nothing(
    example: int, page: Page, elsewhere: tuple[Path, str], built: Path
) -> None:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    with shared(built) as ours:
        visit(page, elsewhere, ours, example)
        expect(page.locator("#answer")).to_have_text(ANSWER, timeout=START_MS)
    assert {method for method, _ in asked} == {"GET"}
    fetched = sorted(url for _, url in asked if not url.startswith(elsewhere[1]))
    files = sorted(path.name for path in (built / "assets" / "wheel").iterdir())
    assert fetched == [f"{ours}assets/wheel/{name}" for name in files]
    assert not [url for _, url in asked if "?" in url or "179" in url]


def test_the_guide_has_both_ways_and_names_the_file_that_is_served(built: Path) -> None:
    assert ["lockFileURL" in example for example in EXAMPLES] == [True, False]
    assert {path.name for path in (built / "assets" / "wheel").glob("*")} == set(
        re.findall(r"^\| `([\w.-]+\.(?:whl|json))`", GUIDE, re.MULTILINE)
    )
    assert set(re.findall(r"[\w.-]+\.whl", GUIDE)) == {path.name for path in (built / "assets" / "wheel").glob("*.whl")}


def change(folder: Path, sealed_again: bool) -> None:
    """Change one byte of the wheel and, if wanted, name its new hash in the lock file."""
    wheel = next(folder.glob("*.whl"))
    data = bytearray(wheel.read_bytes())
    data[LOCAL_TIME] ^= 1
    wheel.write_bytes(data)
    if sealed_again:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        lock["packages"]["b12-muscle"]["sha256"] = hashlib.sha256(data).hexdigest()
        (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def test_a_wheel_changed_by_one_byte_is_refused(page: Page, elsewhere: tuple[Path, str], wheel_folder: Path) -> None:
    change(wheel_folder, sealed_again=False)
    with shared(wheel_folder.parents[1]) as ours:
        problems = refused(page, elsewhere, ours)
    assert "integrity" in problems
    assert "No module named 'calculators'" in problems


def test_only_its_hash_refused_it(page: Page, elsewhere: tuple[Path, str], wheel_folder: Path) -> None:
    change(wheel_folder, sealed_again=True)
    with shared(wheel_folder.parents[1]) as ours:
        visit(page, elsewhere, ours)
        expect(page.locator("#answer")).to_have_text(ANSWER, timeout=START_MS)


def test_without_the_header_the_browser_refuses(page: Page, elsewhere: tuple[Path, str], site: str) -> None:
    assert "Access-Control-Allow-Origin" in refused(page, elsewhere, site)

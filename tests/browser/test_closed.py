"""Nothing gets out: page, worker and the Python in it cannot reach another origin, and no script runs that is not ours.

Every attempt is also made where no policy stands, and there it must arrive: so each of these tests can fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from runtime.seal import digest, inline_scripts
from tests.browser.attempts import (
    ANYWHERE,
    NAVIGATIONS,
    NEVER_ANYWHERE,
    NO_PATH,
    PAGE,
    PYTHON,
    RUN,
    attempt,
    calculators_worker,
    copy,
)
from tests.browser.conftest import Form
from tests.conftest import SUBPATH, Site, served
from tests.elsewhere import INLINE, Elsewhere, elsewhere

AS_WORKER = """async ([script, type, url]) => {
    const told = {folder: url, url, base: url, indexURL: url, stdLibURL: url, id: 1, name: 'b12_status', given: {}};
    const searching = {type: 0, data: {config: {lang: ['de', url], separator: ' '}, docs: []}};
    const workers = [url, told, searching].map((message) => {
        const worker = new Worker(script, {type});
        worker.onerror = (event) => event.preventDefault();
        worker.postMessage(message);
        return worker;
    });
    await new Promise((done) => setTimeout(done, 300));
    for (const worker of workers) worker.terminate();
}"""
LEAD_AWAY = """
from calculators.core import render
render.body = lambda *_: f'<meta http-equiv="refresh" content="0;url={url}">'
"""


@pytest.fixture
def other() -> Iterator[Elsewhere]:
    """Another origin."""
    with elsewhere() as server:
        yield server


def try_everything(page: Page, site: str, other: Elsewhere) -> dict[str, object]:
    """Every attempt: from the worker's JavaScript, its Python, and the page. What each says of itself, by its path."""
    worker = calculators_worker(page, site)
    said: dict[str, object] = {}
    for name, code in ANYWHERE.items():
        said[f"worker-{name}"] = attempt(worker, code, f"{other.address}worker-{name}")
    for name, code in PYTHON.items():
        said[f"python-{name}"] = worker.evaluate(RUN, [code, f"{other.address}python-{name}"])
    for name, code in PAGE.items():
        said[f"page-{name}"] = attempt(page, code, f"{other.address}page-{name}")
    page.wait_for_timeout(1000)
    return said


def try_navigations(page: Page, other: Elsewhere) -> dict[str, object]:
    """Every way to have another page opened, in a frame or by a form."""
    said = {f"page-{name}": attempt(page, code, f"{other.address}page-{name}") for name, code in NAVIGATIONS.items()}
    page.wait_for_timeout(1000)
    return said


@pytest.mark.parametrize("generator", ["by_mkdocs", "by_zensical"])
def test_no_attempt_reaches_another_origin(
    generator: str, request: pytest.FixtureRequest, tmp_path: Path, page: Page, other: Elsewhere
) -> None:
    site: Site = request.getfixturevalue(generator)
    copy(site.folder, tmp_path / SUBPATH, closed=True)
    with served(tmp_path) as (address, _):
        said = try_everything(page, address, other)
        assert other.untouched, (other.visits, other.connections, other.datagrams, said)
        try_navigations(page, other)
    assert not other.visits


def test_without_the_policy_every_attempt_arrives(page: Page, built: Path, tmp_path: Path, other: Elsewhere) -> None:
    copy(built, tmp_path / SUBPATH, closed=False)
    with served(tmp_path) as (address, _):
        said = try_everything(page, address, other) | try_navigations(page, other)
    missing = {name: said[name] for name in said if name not in other.arrived}
    if "" in other.arrived:
        missing.pop(NO_PATH, None)
    assert set(missing) == {f"python-{name}" for name in NEVER_ANYWHERE}, missing


def test_the_sites_own_scripts_reach_nowhere_else_without_a_policy(
    page: Page, built: Path, site: str, other: Elsewhere
) -> None:
    """A worker from the network has no policy, and whatever runs in the page can start one from the site's files."""
    page.goto(site)
    scripts = [path for kind in ("*.mjs", "*.js") for path in built.rglob(kind) if "lunr" not in path.parts]
    assert {"worker.mjs", "calculator.mjs"} < {path.name for path in scripts}
    for path in scripts:
        for kind in ("module", "classic"):
            page.evaluate(
                AS_WORKER, [f"{site}{path.relative_to(built).as_posix()}", kind, f"{other.address}{path.name}"]
            )
    assert other.untouched, other.visits


def test_hostile_python_cannot_lead_the_page_away(page: Page, built: Path, tmp_path: Path, other: Elsewhere) -> None:
    copy(built, tmp_path / SUBPATH, closed=True)
    with served(tmp_path) as (address, _):
        calculators_worker(page, address).evaluate(RUN, [LEAD_AWAY, f"{other.address}page"])
        form = Form(page, address, "b12_status")
        form.fill({"total_b12": "178 ng/L"}).submit()
        page.wait_for_timeout(1000)
        assert form.state() == "error"
        expect(form.result).to_contain_text("a fault of ours")
    assert page.url.startswith(address)
    assert other.untouched, other.visits


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
        assert '<meta name="referrer" content="no-referrer">' in html, path
    assert "frame-ancestors 'none'" in (site.folder / "_headers").read_text(encoding="utf-8")

"""Nothing gets out: the page and the worker cannot reach another origin, and no inline script runs that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Worker

from runtime.seal import digest, inline_scripts
from tests.browser.conftest import Form
from tests.conftest import Site
from tests.elsewhere import INLINE, TRIES, Elsewhere

IMAGE = """(url) => new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = () => done('tried');
    image.src = url;
})"""


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

"""The site's Markdown: citations, fences on any page, and builds that stop instead of publishing something broken."""

from __future__ import annotations

import re

import markdown
import pytest
from pymdownx.superfences import SuperFencesException

from calculators.markdown import fences, words
from calculators.markdown.bibliography import bibliography
from runtime.build import build

FENCES = [
    {"name": name, "class": name, "format": getattr(fences, name)} for name in ("calculator", "limits", "references")
]
EXTENSIONS = ["pymdownx.blocks.html", "pymdownx.superfences", "calculators.markdown.citations", "tables"]


@pytest.fixture(autouse=True, scope="module")
def runtime() -> None:
    """The fence says how much is downloaded, so the runtime is built first."""
    build()


def html(text: str) -> str:
    """A page's HTML."""
    return markdown.markdown(
        text, extensions=EXTENSIONS, extension_configs={"pymdownx.superfences": {"custom_fences": FENCES}}
    )


def test_citations_are_numbered_in_reading_order_and_listed_once() -> None:
    page = html("One [@savage1995]. Two [@swart2016; @savage1995, p. 2].")
    assert re.findall(r'class="cite"[^>]*>(\d+)<', page) == ["1", "2", "1"]
    assert page.count('<li id="ref-') == 2
    assert "(p. 2)" in page
    assert bibliography()["savage1995"].plain[:20] in page


def test_a_work_that_was_not_read_is_marked_where_it_is_cited() -> None:
    unread = next(key for key, work in bibliography().items() if not work.read)
    page = html(f"A claim [@{unread}].")
    assert re.search(r'class="cite"[^>]*>1\?<', page)
    assert "Unconfirmed: this work was not read." in page


def test_an_unknown_key_stops_the_build() -> None:
    with pytest.raises(LookupError, match="nobody1900"):
        html("A claim [@nobody1900].")


def test_a_fence_on_another_page_brings_its_words_and_fills_its_example() -> None:
    page = html("# Elsewhere\n\n```calculator\nb12_status\ntotal_b12: 210 ng/L\n```\n\nText.")
    assert 'id="b12_status-confirmed"' in page
    assert 'id="b12_status-note-kidney"' in page
    example = page[page.index("data-result") : page.index("</calculator-form>")]
    assert "Next step" in example
    assert "data-words" not in example


@pytest.mark.parametrize(
    ("body", "said"),
    [("b12_statu", "Did you mean b12_status"), ("b12_status\ntotal_b12: much", "the example does not hold")],
)
def test_a_fence_that_cannot_work_stops_the_build(body: str, said: str) -> None:
    with pytest.raises(SuperFencesException, match=said):
        html(f"```calculator\n{body}\n```")


def test_missing_words_stop_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "blocks", lambda name: [])
    with pytest.raises(LookupError, match="b12_status-confirmed"):
        html("```calculator\nb12_status\ntotal_b12: 210 ng/L\n```")


def test_every_limit_stands_in_the_table_of_all_limits() -> None:
    page = html("```limits\n```")
    for name in ("CONFIRMED_BELOW", "HOMOCYSTEINE_RAISED_ABOVE", "SYMPTOMS_NEEDED"):
        assert name.replace("_", "_<wbr>") in page
    assert "this site’s own caution" in page

"""Words and their meanings: written once, in the glossary, and shown where a reader first meets them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from calculators.markdown.terms import Term, Terms, glossary
from tests.cases import ROOT
from tests.conftest import Site

PAGE = ROOT / "docs" / "glossary.md"
LAY = [path for path in (ROOT / "docs").rglob("*.md") if Terms.wanted(path.relative_to(ROOT / "docs").as_posix())]
LINK = re.compile(r'<a [^>]*class="term"[^>]*>')
SHORT = re.compile(r"\b[A-Z][A-Z0-9]*[A-Z]\b")
LONGEST = 260
KNOWN = {
    *("UK", "US", "GP", "NHS", "JSON", "CC", "BY", "MIT"),  # everyday, or not about health
    *("B-PROOF", "PROOF", "OPEN", "ABC", "DOI", "BMJ", "FRANK", "DVLA"),  # names of trials, of works and of offices
    *("SAM", "TNF", "EGF", "BNF"),  # said in words where they stand, on the one page that has them
}


def body(path: Path) -> str:
    """What a page says, without front matter, links' targets, citations and code."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    return re.sub(
        r"```.*?```|\]\([^)]*\)|\[@[^\]]*\]|\{[^}]*\}|^(?:///|--8<--)[^\n]*|<[^>]*>", " ", text, flags=re.S | re.M
    )


def explained(html: str, terms: Terms) -> str:
    """A piece of a page with its words explained."""
    root = ET.fromstring(f"<div>{html}</div>")
    terms.explain(root)
    return ET.tostring(root, encoding="unicode")


def test_every_entry_is_read_and_in_order() -> None:
    entries = glossary()
    lines = re.findall(r"^:   ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) == len(lines) > 60
    assert [each.name for each in entries] == sorted((each.name for each in entries), key=str.casefold)
    assert len({each.id for each in entries}) == len(entries)
    spellings = [spelling.casefold() for each in entries for spelling in each.spellings]
    assert len(spellings) == len(set(spellings)), "a spelling leads to one entry only"


def test_letters_lead_to_their_first_entry() -> None:
    letters: dict[str, str] = {}
    for each in glossary():
        letters.setdefault(each.name[0].upper(), each.id)
    assert dict(re.findall(r"\[([A-Z])\]\(#([a-z0-9-]+)\)", PAGE.read_text(encoding="utf-8"))) == letters


@pytest.mark.parametrize("term", glossary(), ids=lambda each: each.id)
def test_a_meaning_is_plain_and_short(term: Term) -> None:
    assert len(re.findall(r"[.!?](?=\s|$)", term.meaning)) <= 2, "two sentences at most"
    assert len(term.meaning) <= LONGEST
    assert not re.search(r"[\[\]*@<>{}]", term.meaning), "no markup in what a tooltip shows"
    assert all(len(sentence.split()) <= 30 for sentence in re.split(r"(?<=[.!?])\s", term.meaning))


def test_short_forms_on_pages_for_readers_stand_in_the_glossary() -> None:
    known = KNOWN | {short for each in glossary() for spelling in each.spellings for short in SHORT.findall(spelling)}
    known |= {short for each in glossary() for short in SHORT.findall(each.name)}
    missing = {(path.name, short) for path in LAY for short in SHORT.findall(body(path)) if short not in known}
    assert not missing, "explain them in docs/glossary.md, or add to KNOWN what everybody knows"


def test_the_first_of_a_word_is_linked_and_no_other() -> None:
    html = explained("<p>MMA rises. So does MMA.</p><p>MMA and <em>homocysteine</em>, EMG.</p>", Terms("g/", "page.md"))
    assert re.findall(r'href="g/#([a-z]+)"', html) == ["mma", "homocysteine", "emg"]
    assert re.sub(r"<[^>]+>", "", html) == "MMA rises. So does MMA.MMA and homocysteine, EMG."


def test_every_question_explains_its_words_again() -> None:
    html = "<h3>One?</h3><p>MMA. MMA.</p><h3>Two?</h3><p>MMA.</p>"
    assert explained(html, Terms("g/", "faq.md")).count('class="term"') == 2
    assert explained(html, Terms("g/", "page.md")).count('class="term"') == 1


@pytest.mark.parametrize(
    "html",
    [
        "<h2>MMA</h2>",
        '<p><a href="x">MMA</a></p>',
        "<table><tr><td>MMA</td></tr></table>",
        "<p><code>MMA</code></p>",
        "<form><p>MMA</p></form>",
        '<div class="urgent-line"><p>laughing gas</p></div>',
        '<section class="care care-urgent"><p>laughing gas</p></section>',
        "<p>comma, nicer, reflexive, non-MMA, nice</p>",
    ],
)
def test_headings_links_tables_code_forms_and_warnings_are_left_alone(html: str) -> None:
    assert 'class="term"' not in explained(html, Terms("g/", "page.md"))


@pytest.mark.parametrize("said", ["Reflexes", "ataxia", "Motor nerve fibres", "holotranscobalamin", "CIDP"])
def test_plurals_and_other_spellings_are_found(said: str) -> None:
    assert f">{said}</a>" in explained(f"<p>{said}.</p>", Terms("g/", "page.md"))


@pytest.mark.parametrize("generator", ["by_mkdocs", "by_zensical"])
def test_on_the_site_words_carry_the_glossarys_own_meaning_and_lead_to_it(
    generator: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(generator)
    entries = {each.id: each.meaning for each in glossary()}
    page = (site.folder / "glossary" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<dt [^>]*\bid="([^"]+)"', page)) == set(entries)
    assert not LINK.search(page)
    seen = 0
    for path in site.folder.rglob("index.html"):
        place = path.relative_to(site.folder).as_posix()
        found = LINK.findall(path.read_text(encoding="utf-8"))
        assert not found or not place.startswith(("calculators", "contributing", "safety", "clinicians")), place
        for link in found:
            href, said = (re.findall(rf'{name}="([^"]*)"', link)[0] for name in ("href", "aria-description"))
            target, _, ident = href.partition("#")
            assert (path.parent / target).resolve() == site.folder / "glossary"
            assert unescape(said) == entries[ident]
            seen += 1
    assert seen > 60

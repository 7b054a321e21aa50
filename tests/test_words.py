"""The words of the site: easy enough to read, spelt the British way, and without what the house style rules out.

The rules, and why they are these, are in docs/contributing/words.md; the words themselves in tests/words/house.toml.
"""

from __future__ import annotations

import urllib.request
from pathlib import Path
from typing import NamedTuple

import nltk
import pytest

from calculators.core import render
from calculators.core.model import Calculator
from calculators.core.run import all_calculators, run
from tests.cases import cases_of
from tests.words import grade, house
from tests.words.prose import Page, everything, pages, sentences

HARDEST = {"everyone": 9.0, "clinicians": 13.0}
LONGEST = 30
ENOUGH = 3  # a page of fewer sentences has no grade
PAGES = pages()
READ = [one for one in PAGES if one.audience in HARDEST]
LAY = [one for one in PAGES if one.audience == "everyone"]


class Words(NamedTuple):
    """What stands on each built page."""

    shown: dict[str, list[str]]
    sentences: dict[str, list[str]]


@pytest.fixture(scope="module")
def site_words(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Words:
    """All words and the sentences of every page, and a dictionary for textstat that knows them."""
    html = {one.path: (built / one.html).read_text(encoding="utf-8") for one in PAGES}
    found = {path: list(sentences(text)) for path, text in html.items()}
    grade.prepare(tmp_path_factory.mktemp("nltk"), [each for page in found.values() for each in page])
    shown = {one.path: [*one.shown, *everything(html[one.path])] for one in PAGES}
    return Words(shown, found)


def by_path(one: Page) -> str:
    """Its name in a report."""
    return one.path


def spoken(calculator: Calculator) -> list[str]:
    """Every label of a calculator, and its answer to each of its worked cases."""
    labels = [calculator.title, *calculator.bands.values(), *calculator.situations.values()]
    given = (case.given for case in cases_of(calculator.name) if "error" not in case.expect)
    answers = (render.body(run(calculator, each), str) for each in given)
    return [
        *labels,
        *calculator.all_notes.values(),
        *dict.fromkeys(text for html in answers for text in everything(html)),
    ]


@pytest.mark.parametrize("one", READ, ids=by_path)
def test_a_page_is_no_harder_to_read_than_its_readers_need(one: Page, site_words: Words) -> None:
    said = site_words.sentences[one.path]
    found = grade.grade(said)
    worst = "\n  ".join(
        f"{grade.grade([each]):.1f}: {each}" for each in sorted(said, key=lambda s: -grade.grade([s]))[:5]
    )
    limit = HARDEST[one.audience]
    assert len(said) < ENOUGH or found <= limit, f"{one.path} has grade {found:.1f}, over {limit:.0f}:\n  {worst}"


@pytest.mark.parametrize("one", LAY, ids=by_path)
def test_no_sentence_for_everyone_is_over_thirty_words(one: Page, site_words: Words) -> None:
    found = list(house.too_long(site_words.sentences[one.path], LONGEST))
    assert not found, "\n".join([f"{one.path}: split these, or write a list", *found])


@pytest.mark.parametrize("one", PAGES, ids=by_path)
def test_a_page_keeps_the_house_style(one: Page, site_words: Words) -> None:
    found = [
        *house.broken(site_words.shown[one.path], one.audience, prose=False),
        *house.broken(site_words.sentences[one.path], one.audience, prose=True),
    ]
    assert not found, "\n".join([one.path, *found])


@pytest.mark.parametrize("name", list(all_calculators()))
def test_the_words_of_a_calculator_keep_the_house_style(name: str) -> None:
    found = list(house.broken(spoken(all_calculators()[name]), "everyone", prose=False))
    assert not found, "\n".join([name, *found])


def test_everything_is_spelt_the_british_way(site_words: Words, tmp_path: Path) -> None:
    spoken_words = {f"calculators/{name}": spoken(each) for name, each in all_calculators().items()}
    found = house.slips({**site_words.shown, **spoken_words}, tmp_path)
    assert not found, "\n".join(["mend these, or add a real term to tests/words/medical.txt", *found])


@pytest.mark.parametrize("index", range(len(house.data()["rule"])))
def test_each_rule_finds_its_bad_example_and_passes_its_good_one(index: int) -> None:
    rule, written = house.rules()[index], house.data()["rule"][index]
    assert rule.broken(written["bad"]), f"{rule.name} does not find: {written['bad']}"
    for each in house.rules():
        assert not each.broken(written["good"]), f"{each.name} finds: {written['good']}"


def test_a_slip_and_an_american_spelling_are_found_and_medical_terms_are_not(tmp_path: Path) -> None:
    texts = {"page": ["Hydroxocobalamin and haematocrit: the behavior of wich is normal.", "ALS, myelin, MNSI."]}
    assert [line.partition(": ")[2] for line in house.slips(texts, tmp_path)] == [
        "behavior ==> behaviour",
        "wich ==> which",
    ]


def test_a_long_sentence_is_found_and_a_list_is_read_item_by_item() -> None:
    long = " ".join(["word"] * 31)
    assert list(house.too_long(sentences(f"<article><p>{long}.</p></article>"), LONGEST)) == [f"31 words: {long}."]
    listed = "; ".join([" ".join(["word"] * 20)] * 3)
    assert not list(house.too_long(sentences(f"<article><p>{listed}.</p></article>"), LONGEST))


def test_the_grade_rises_with_long_words_and_sentences_and_needs_no_network(
    site_words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("textstat went to the network")

    monkeypatch.setattr(nltk, "download", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    easy = grade.grade(["Your nerves need B12.", "Ask for a test.", "It may take a month."])
    hard = grade.grade(["Haematological improvement characteristically anticipates neurological recuperation."])
    assert easy < 5 < 13 < hard


def test_no_word_counts_for_less_than_it_is_said_with(site_words: Words) -> None:
    for word, count in (("haemoglobin", 4), ("anaemia", 4), ("homocysteine", 4), ("B12", 2), ("tiredness", 3)):
        alone = grade.grade([f"{word} {word} {word}."])
        assert alone == pytest.approx(0.39 * 3 + 11.8 * count - 15.59), word
    assert grade.grade(["It fell by 0.5 a day."]) == grade.grade(["It fell by 55 a day."]), "a decimal ends no sentence"


def test_prose_leaves_out_code_tables_forms_citations_and_headings() -> None:
    html = (
        "<article><h2>Heading</h2><p>One <code>x</code> two<sup class='cites'>3</sup>. Three.</p><table><tr><td>Cell."
        "</td></tr></table><ul><li>Item</li></ul><form><p>Label</p></form><pre>Code</pre></article><p>Footer.</p>"
    )
    assert list(sentences(html)) == ["One two.", "Three.", "Item"]
    assert everything(html) == ["Heading", "One two†. Three.", "Cell.", "Item", "Label"]

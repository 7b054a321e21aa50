"""Questions people ask: each answered in two sentences that stand alone, and told to machines as it is to people."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.markdown.questions import as_data, questions
from tests.cases import ROOT
from tests.conftest import Site

PAGE = ROOT / "docs" / "faq.md"
QUESTION = re.compile(
    r"^### (?P<asked>[^\n]+\?) \{#(?P<anchor>[a-z0-9-]+)\}\n\n(?P<answer>.*?)(?=^##+ [^\n]+\{|\Z)",
    re.MULTILINE | re.DOTALL,
)
CITED = re.compile(r"\[@[^\]]+\]")
SENTENCE = re.compile(r"[.!?](?=\s+[A-Z“]|\s*$)")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LINKED_TO = {
    *("weakness", "atrophy", "injections-and-strength", "how-different", "diagnosis", "permanent", "who-is-at-risk"),
    *("no-anaemia", "normal-b12", "how-long", "tablets-or-injections", "before-the-test", "folic-acid", "high-result"),
    *("contraceptive-pill", "pregnancy", "vegan", "metformin", "acid-blockers", "surgery", "build-muscle"),
    *("sarcopenia", "homocysteine", "laughing-gas", "laughing-gas-help", "laughing-gas-once", "units", "another-lab"),
    *("kidneys", "twitching", "just-in-case"),
}
ASKED = [match.groupdict() for match in QUESTION.finditer(PAGE.read_text(encoding="utf-8"))]


def data(html: str) -> list[dict[str, Any]]:
    """Every block of data in a page."""
    return [json.loads(block) for block in DATA.findall(html)]


def of_kind(html: str, kind: str) -> dict[str, Any]:
    """The one block of that type."""
    found = [each for each in data(html) if each["@type"] == kind]
    assert len(found) == 1, kind
    return found[0]


def words(text: str) -> str:
    """A text without the way it is laid out."""
    return " ".join(text.split())


def test_at_least_twenty_questions_are_answered() -> None:
    assert len(ASKED) >= 20


@pytest.mark.parametrize("each", ASKED, ids=lambda each: each["anchor"])
def test_an_answer_starts_with_two_sentences_and_has_a_source_there(each: dict[str, str]) -> None:
    first = each["answer"].split("\n\n")[0]
    said = CITED.sub("", first)
    assert len(SENTENCE.findall(re.sub(r"\s+([.!?])", r"\1", said))) == 2, first
    assert CITED.search(first), "the answer itself needs its source"
    assert not first.startswith(("-", "|", "/")), "it starts in plain words"


def test_sentences_are_short() -> None:
    for each in ASKED:
        plain = re.sub(r"\]\([^)]*\)|[\[\]*]", "", CITED.sub("", each["answer"]))
        for line in plain.split("\n"):
            for sentence in re.split(r"(?<=[.!?])\s+", line):
                assert len(sentence.split()) <= 30 or line.startswith(("|", "- ")), sentence


def test_anchors_are_explicit_and_unique_and_old_links_still_arrive() -> None:
    text = PAGE.read_text(encoding="utf-8")
    anchors = re.findall(r"\{#([a-z0-9-]+)\}", text)
    assert len(anchors) == len(set(anchors))
    assert len(anchors) == len(re.findall(r"^##+ ", text, re.MULTILINE))
    assert set(anchors) >= LINKED_TO


def test_the_data_holds_every_question_with_its_whole_answer(built: Path) -> None:
    page = of_kind((built / "faq" / "index.html").read_text(encoding="utf-8"), "FAQPage")
    asked = {each["name"]: each["acceptedAnswer"]["text"] for each in page["mainEntity"]}
    assert list(asked) == [words(each["asked"]) for each in ASKED]
    for each in ASKED:
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*]", r"\1", CITED.sub("", each["answer"].split("\n\n")[0]))
        assert words(re.sub(r"\s+([.,;:])", r"\1", plain)) in words(asked[each["asked"]])


def test_both_generators_say_the_same_to_machines(built: Path, by_zensical: Site) -> None:
    pages = [folder / "faq" / "index.html" for folder in (built, by_zensical.folder)]
    first, second = (of_kind(page.read_text(encoding="utf-8"), "FAQPage") for page in pages)
    assert first == second


@pytest.mark.parametrize("generator", ["by_mkdocs", "by_zensical"])
def test_a_page_says_of_itself_only_what_its_front_matter_says(generator: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(generator)
    for path in (ROOT / "docs").rglob("*.md"):
        place = path.relative_to(ROOT / "docs").with_suffix("")
        folder = place.parent if place.name == "index" else place
        html = (site.folder / folder / "index.html").read_text(encoding="utf-8")
        meta = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        medical = meta["audience"] != "contributors" and place.parts[0] != "safety"
        said = of_kind(html, "MedicalWebPage" if medical else "WebPage")
        assert said["name"] == meta["title"]
        assert said["description"] == meta["description"]
        assert said["audience"]["audienceType"] == meta["audience"]
        assert datetime.date.fromisoformat(said["datePublished"]) == meta["written"]
        assert f"Written {said['datePublished']}" in words(html)
        assert "No clinician has reviewed this page yet" in html
        assert said["creativeWorkStatus"] == "Not reviewed by a clinician"
        assert not {"author", "reviewedBy", "lastReviewed", "publisher", "aggregateRating"} & set(said)


def test_notes_and_permalinks_are_no_part_of_an_answer_and_markup_cannot_end_the_data() -> None:
    html = (
        '<h3 id="a">Is <em>it</em>?<a class="headerlink" href="#a">#</a></h3><p>Yes<sup class="cites"><a>1</a></sup>. '
        "So &lt;/script&gt;.</p><ul><li>One</li></ul><h3>Not a question</h3><p>Apart.</p>"
    )
    assert questions(html) == [("a", "Is it?", "Yes. So </script>.\nOne")]
    assert as_data(html).count("</script>") == 1

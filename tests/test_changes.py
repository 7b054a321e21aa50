"""The record of changes: every moved limit is told, every line of the changelog can be read, and the feed is one."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from calculators.markdown import changes
from calculators.markdown.bibliography import bibliography
from calculators.markdown.changes import Change, changelog
from runtime import feed
from tests.cases import ROOT
from tests.conftest import Site
from tests.record_limits import recorded, today, unexplained

ATOM = f"{{{feed.ATOM}}}"
BASE = "https://b12.example/site/"
HEAD = "## Unreleased, 23 November 2026\n\n### Changed limits\n\n"
CITED = "[@kdigo2012, Table 5; @risch2015]"
LINE = f"- [b12_status.KIDNEY_BELOW](docs/safety/limits.md#x): 60 m → 45 m {CITED} — a < b & c\n"


def moved(name: str, old: str, new: str) -> Change:
    """A change of a limit."""
    return Change(date(2026, 11, 23), "limit", name, "safety/limits.md", "", old, new, "own", "a reason")


def test_every_limit_is_as_first_recorded_or_its_change_is_told() -> None:
    wrong = unexplained(recorded(), today(), changes.changes())
    assert not wrong, "\n".join(wrong)


def test_there_are_limits_to_record() -> None:
    assert len(recorded()) > 200
    assert recorded()["b12_status.CONFIRMED_BELOW"] == "180 ng/L or 133 pmol/L"


@pytest.mark.parametrize(
    ("now", "told", "said"),
    [
        ({"a.B": "2 g"}, [], "a.B was 1 g and is 2 g"),
        ({}, [], "a.B was 1 g and is removed"),
        ({"a.B": "1 g", "a.C": "3 g"}, [], "a.C is new"),
        ({"a.B": "2 g"}, [moved("a.B", "1.5 g", "2 g")], "a.B was 1 g, not 1.5 g"),
        ({"a.B": "1 g"}, [moved("a.B", "1 g", "2 g")], "a.B was 2 g and is 1 g"),
        ({"a.B": "1 g"}, [moved("a.X", "1 g", "2 g")], "a.X was not there, not 1 g"),
    ],
)
def test_a_change_that_is_not_told_is_noticed(now: dict[str, str], told: list[Change], said: str) -> None:
    assert any(said in each for each in unexplained({"a.B": "1 g"}, now, told))


def test_a_chain_of_changes_is_followed_from_the_oldest() -> None:
    told = [moved("a.B", "2 g", "3 g"), moved("a.B", "1 g", "2 g")]
    assert not unexplained({"a.B": "1 g"}, {"a.B": "3 g"}, told)
    assert not unexplained({"a.B": "1 g"}, {}, [moved("a.B", "1 g", "removed")])


def test_a_line_is_read_in_all_its_parts() -> None:
    ((section,),) = [changelog(HEAD + LINE + "\n### You can now\n\n- Do more.\n")]
    (each,) = section.changes
    assert (each.day, each.kind, each.name) == (date(2026, 11, 23), "limit", "b12_status.KIDNEY_BELOW")
    assert (each.old, each.new, each.why) == ("60 m", "45 m", "a < b & c")
    assert (each.address, each.keys) == ("safety/limits/#x", ["kdigo2012", "risch2015"])
    assert section.others == [("You can now", "- Do more.")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "- Something moved.\n", "CHANGELOG.md:5: write"),
        (HEAD + LINE.replace(" — ", " - "), "CHANGELOG.md:5: write"),
        (HEAD + LINE.replace(CITED, "(KDIGO)"), "CHANGELOG.md:5: write"),
        ("## Unreleased\n", "CHANGELOG.md:1: write"),
        (HEAD.replace("limits", "limit"), "“Changed limit” is none of"),
        (HEAD + "\n## Unreleased, 24 November 2026\n", "the newest section comes first"),
    ],
)
def test_a_line_in_another_form_stops_the_build(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        changelog(text)


@pytest.mark.parametrize("each", changes.changes(), ids=lambda each: f"{each.day} {each.name}")
def test_a_change_leads_to_a_page_and_cites_what_exists(each: Change) -> None:
    page = ROOT / "docs" / each.page
    assert page.exists()
    written = page.read_text(encoding="utf-8")
    assert not each.anchor or re.search(rf"\{{#{each.anchor}[ }}]|section#{each.anchor}\[", written)
    assert set(each.keys) <= set(bibliography())
    assert each.old != each.new


def test_the_record_shows_every_change_newest_first(built: Path) -> None:
    page = (built / "safety" / "changes" / "index.html").read_text(encoding="utf-8")
    days = re.findall(r'<time datetime="([^"]+)"', page)
    assert len(days) == len(changes.changes()) > 20
    assert days == sorted(days, reverse=True)
    assert 'href="../../feed.xml"' in page


def entries(xml: bytes) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    """A feed and its entries."""
    root = ElementTree.fromstring(xml)
    return root, root.findall(f"{ATOM}entry")


def test_the_feed_is_atom_with_an_id_a_moment_and_a_link_for_each_entry() -> None:
    root, found = entries(feed.feed(BASE, changelog()))
    assert root.tag == f"{ATOM}feed"
    assert len(found) == len(changes.changes()) + len([each for each in changelog() if each.others])
    ids = [each.findtext(f"{ATOM}id", "") for each in (root, *found)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    moments = [datetime.fromisoformat(each.findtext(f"{ATOM}updated", "")) for each in (root, *found)]
    assert all(moment.tzinfo for moment in moments)
    assert moments[0] == max(moments[1:])
    for each in (root, *found):
        assert each.findtext(f"{ATOM}title")
        assert [link.get("href", "")[: len(BASE)] for link in each.findall(f"{ATOM}link")].count(BASE) >= 1
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}feed.xml"  # type: ignore[union-attr]
    assert root.findtext(f"{ATOM}author/{ATOM}name")


def test_what_a_change_says_is_escaped_and_its_id_does_not_depend_on_the_address() -> None:
    sections = changelog(HEAD + LINE)
    texts = [
        [each.findtext(f"{ATOM}{name}", "") for name in ("id", "title", "content")]
        for base in (BASE, "https://other.example/")
        for each in entries(feed.feed(base, sections))[1]
    ]
    assert texts[0] == texts[1]
    assert "a &lt; b &amp; c" in texts[0][2]
    assert "60 m" in texts[0][2]


def test_links_of_the_changelog_lead_to_the_site() -> None:
    text = (
        HEAD.replace("Changed limits", "You can now") + "- See [it](docs/article/index.md#a), [all](docs/index.md).\n"
    )
    (entry,) = entries(feed.feed(BASE, changelog(text)))[1]
    html = entry.findtext(f"{ATOM}content", "")
    assert f'href="{BASE}article/#a"' in html
    assert f'href="{BASE}"' in html
    assert "docs/" not in html


def test_both_generators_sites_have_the_same_feed(by_mkdocs: Site, by_zensical: Site) -> None:
    first, second = (
        (site.folder / feed.NAME).read_text(encoding="utf-8").replace(site.address, BASE)
        for site in (by_mkdocs, by_zensical)
    )
    assert BASE in first
    assert first == second
    assert "](" not in first


def test_every_page_names_the_feed(built: Path) -> None:
    pages = list(built.rglob("index.html"))
    assert pages
    assert all('type="application/atom+xml"' in page.read_text(encoding="utf-8") for page in pages)

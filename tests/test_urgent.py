"""Where to get help stands before anything else on every page that a worried person may land on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.cases import ROOT

DOCS = ROOT / "docs"
LINE = '--8<-- "urgent.md"'
LIST = '--8<-- "red-flags.md"'
APART = ("safety/", "references.md")  # about the site, not about a person
CALLS = re.compile(r"\b(?:999|911)\b")


def audience(path: Path) -> str:
    """For whom a page is."""
    return str(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])["audience"])


def place(path: Path) -> str:
    """A page's path under docs/."""
    return path.relative_to(DOCS).as_posix()


LAY = [
    path for path in sorted(DOCS.rglob("*.md")) if audience(path) == "everyone" and not place(path).startswith(APART)
]


@pytest.mark.parametrize("path", LAY, ids=place)
def test_every_page_for_readers_says_first_where_to_get_help(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    start = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
    whole = body.split(LIST)[0].count("\n## ") <= 1 if LIST in body else False
    assert LINE in start or whole, f"{place(path)}: write {LINE} before the first heading, or the full list under it"
    form = body.find("```calculator")
    assert form < 0 or body.index(LINE) < form, "the form comes after it"


@pytest.mark.parametrize("path", LAY, ids=place)
def test_it_is_written_once_and_not_by_hand(path: Path) -> None:
    body = path.read_text(encoding="utf-8")
    start = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
    assert not CALLS.search(start), f"{place(path)} names a number of its own before its first heading"
    assert body.count(LINE) <= 1


def test_the_line_has_three_levels_and_the_same_numbers_as_the_full_list() -> None:
    line, full = ((ROOT / "includes" / name).read_text(encoding="utf-8") for name in ("urgent.md", "red-flags.md"))
    assert [words[:6] for words in re.findall(r"^\*\*(.*?)\*\*", line, re.MULTILINE)] == ["Call 9", "Be see", "Book a"]
    for number in ("999", "911", "NHS 111", "local emergency number", "urgent care", "emergency department"):
        assert number in line
        assert number in full
    assert "988" in full
    assert "116 123" in full
    assert not re.findall(r"\b\d{3}\b", re.sub(r"999|911|111", "", line))


def test_its_link_works_from_every_folder(built: Path) -> None:
    for path in LAY:
        if LINE not in path.read_text(encoding="utf-8"):
            continue
        page = built / (place(path).removesuffix(".md").removesuffix("index") or ".") / "index.html"
        html = page.read_text(encoding="utf-8")
        block = re.search(r'<div class="urgent-line">(.*?)</div>', html, re.DOTALL)
        assert block
        assert html.index(block[0]) < (html.find("<h2") if "<h2" in html else len(html))
        target, _, anchor = re.findall(r'href="([^"]+)"', block[1])[0].partition("#")
        arrived = (page.parent / target).resolve()
        arrived = arrived / "index.html" if arrived.is_dir() else arrived
        assert f'id="{anchor}"' in arrived.read_text(encoding="utf-8")

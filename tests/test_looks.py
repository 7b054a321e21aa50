"""The styles keep to one scale of type, one of space and the colours of both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[1] / "overrides" / "assets"
STYLES = sorted(ASSETS.glob("*.css"))
TOKENS = (ASSETS / "tokens.css").read_text(encoding="utf-8")
RULE = re.compile(r"^\s*(?P<name>[a-z-]+): (?P<value>[^;]+);", re.MULTILINE)
SPACE = re.compile(r"^(margin|padding)(-[a-z]+)*$|^(row-|column-)?gap$")
LENGTH = re.compile(r"^(0|auto|-?var\(--space-[0-6]\)|calc\(.*\)|\d+(\.\d+)?mm)$")
TYPE = re.compile(r"^(var\(--text-[a-z0-9]+\)|inherit|8[05]%|\d+(\.\d+)?p[xt])$")
"""A drawing's text is in px of the drawing, paper is in mm and pt; 80 and 85 % make a page fit its sheets of paper."""
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\(")


def rules(path: Path) -> list[tuple[str, str]]:
    """The declarations of a stylesheet, without its custom properties."""
    return [
        (found["name"], found["value"])
        for found in RULE.finditer(path.read_text(encoding="utf-8"))
        if not found["name"].startswith("--")
    ]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_each_size_of_type_is_on_the_scale(path: Path) -> None:
    assert [each for each in rules(path) if each[0] == "font-size" and not TYPE.match(each[1])] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_each_space_is_on_the_scale(path: Path) -> None:
    spaces = [(name, value) for name, value in rules(path) if SPACE.match(name)]
    assert [each for each in spaces if not all(LENGTH.match(part) for part in each[1].split())] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_colour_is_named_before_it_is_used(path: Path) -> None:
    assert [each for each in rules(path) if COLOUR.search(each[1])] == []


def test_each_colour_of_the_light_scheme_has_its_dark_one() -> None:
    light, dark = (set(re.findall(r"(--[a-z-]+): #", part)) for part in TOKENS.split("@media screen")[:2])
    assert light == dark


def test_each_token_is_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    declared = set(re.findall(r"^\s*(--(?!md-)[a-z0-9-]+):", used, re.MULTILINE))
    assert sorted(each for each in declared if f"var({each}" not in used) == []

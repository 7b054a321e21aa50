"""The words of results: blocks of Markdown on a calculator's page, shown with its result and on any page with its form.

    /// html | section#b12_status-confirmed[data-band-text="b12_status.confirmed"]
    ...
    ///

A page with a calculator's fence but without its blocks gets them appended from the calculator's own page; so does the
page of a calculator that combines others, with theirs.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from calculators.core.model import CHECK_UNIT, Calculator
from calculators.core.render import words_id
from calculators.core.run import all_calculators, find

PAGES = Path(__file__).resolve().parents[2] / "docs" / "calculators"
FENCE = re.compile(r"^```\s*calculator\s*\n\s*(\w+)", re.MULTILINE)
BLOCK = re.compile(r"^(/{3,}) html \| section[^\n]*data-(?:band|when|note)-text=.*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(
    r'<section(?=[^>]*\bdata-(?:band|when|note)-text=)[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<html>.*?)</section>', re.DOTALL
)
SLOT = re.compile(r'<div data-words="(?P<id>[^"]+)"></div>')
FORM = re.compile(r'<form data-calculator="(\w+)"')


def needed(calculator: Calculator) -> dict[str, str]:
    """The id of every block a calculator's page must have, with the attribute that says what it is for."""
    bands = {words_id(calculator, "band", band): f"{calculator.name}.{band}" for band in calculator.bands}
    whens = {words_id(calculator, "when", when): f"{calculator.name}.{when}" for when in calculator.situations}
    notes = {words_id(calculator, "note", note): f"{calculator.name}.{note}" for note in calculator.all_notes}
    notes.pop(words_id(calculator, "note", CHECK_UNIT), None)
    if not calculator.combines:
        return {**bands, **whens, **notes}
    shared = {note for each in calculator.combines for note in each.notes}
    own = {ident: text for ident, text in notes.items() if text.partition(".")[2] not in shared}
    return {ident: text for each in calculator.combines for ident, text in needed(each).items()} | own


def blocks(calculator: str) -> list[str]:
    """The Markdown blocks of a calculator's own page; none where there is no such page, which the fence reports."""
    page = PAGES / f"{calculator}.md"
    return [match.group(0) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))] if page.exists() else []


class Borrow(Preprocessor):
    """Appends the blocks of calculators whose form stands on another page."""

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines, with borrowed blocks at the end."""
        text = "\n".join(lines)
        known = [all_calculators()[name] for name in FENCE.findall(text) if name in all_calculators()]
        asked = [each.name for calculator in known for each in (calculator, *calculator.combines)]
        borrowed = [block for name in asked if f'"{name}.' not in text for block in blocks(name)]
        if not borrowed:
            return lines
        return [*lines, "", "## What the answers mean", "", *"\n\n".join(borrowed).split("\n")]


class Words(Postprocessor):
    """Fills the slots of the worked example, and fails the build when a band or a note has no words."""

    def run(self, text: str) -> str:
        """The page's HTML with the slots filled."""
        found = {
            match["id"]: re.sub(r'\s(id|data-[a-z]+-text)="[^"]*"', "", match["html"])
            for match in SECTION.finditer(text)
        }
        for name in FORM.findall(text):
            missing = [ident for ident in needed(find(name)) if ident not in found]
            if missing:
                raise LookupError(f"docs/calculators/{name}.md has no words for {', '.join(missing)}")
        return SLOT.sub(lambda slot: f'<div class="calc-words">{found[slot["id"]]}</div>', text)

    @classmethod
    def register(cls, md: Markdown) -> None:
        """Before fences are read, and after the HTML is complete."""
        md.preprocessors.register(Borrow(md), "calculator_words", 40)
        md.postprocessors.register(cls(md), "calculator_words", 2)

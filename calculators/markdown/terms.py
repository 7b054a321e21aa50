"""The words of docs/glossary.md where they first stand on a page: a link to the entry that carries its meaning.

An entry is a line `Term {#id}` with its definition below. The term itself, what stands in its brackets, and the
spellings in `data-also="…; …"` are looked for; an entry of the class `not-linked` is only looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element

PATH = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ENTRY = re.compile(
    r"^(?P<term>\S[^\n{]*?)[ ]*\{#(?P<id>[a-z0-9-]+)(?P<more>[^}\n]*)\}\n:   (?P<meaning>[^\n]+)", re.MULTILINE
)
ALSO = re.compile(r'data-also="([^"]*)"')
CITED = re.compile(r"\s*\[@[^\]]+\]")
LINKED = re.compile(r"\[([^\]]+)\]\([^)]+\)")
CAPITALS = 2  # from so many on, a word is an abbreviation and means what it says only in capitals
PARTS = ("h1", "h2", "h3")
QUIET = {
    *("a", "abbr", "button", "code", "dl", "form", "h4", "h5", "h6", "label", "math", "pre", "script", "sup", "table"),
}
QUIET_CLASSES = {"care", "red-flags", "urgent-line", "door", "doors", "grade", "not-linked"}


@dataclass(frozen=True)
class Term:
    """One entry: its anchor, its name, its meaning in plain words, and the spellings that lead to it."""

    id: str
    name: str
    meaning: str
    spellings: tuple[str, ...]


def glossary() -> tuple[Term, ...]:
    """Every entry, read anew when the page changes."""
    return _parse(PATH.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _parse(_changed: int) -> tuple[Term, ...]:
    return tuple(_term(match) for match in ENTRY.finditer(PATH.read_text(encoding="utf-8")))


def _term(match: re.Match[str]) -> Term:
    name, bracket = match["term"].strip(), re.search(r"^(.*?) \((.*)\)$", match["term"].strip())
    own = bracket.groups() if bracket else (name,)
    also = ALSO.search(match["more"])
    spellings = () if ".not-linked" in match["more"] else (*own, *(also[1].split("; ") if also else ()))
    return Term(match["id"], name, LINKED.sub(r"\1", CITED.sub("", match["meaning"])), spellings)


@lru_cache(maxsize=1)
def _pattern(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds any spelling, the longest first, and whose it is."""
    owners = {spelling: term for term in terms for spelling in term.spellings}
    cases = [
        re.escape(each) if sum(map(str.isupper, each)) >= CAPITALS else f"(?i:{re.escape(each)})"
        for each in sorted(owners, key=len, reverse=True)
    ]
    lookup = {spelling.casefold(): term for spelling, term in owners.items()}
    return re.compile(rf"(?<![\w/@-])({'|'.join(cases)})s?(?![\w/-])"), lookup


class Terms:
    """One page on which words are explained."""

    PAGE: ClassVar[str] = "glossary.md"
    APART: ClassVar[tuple[str, ...]] = ("calculators/", "contributing/", "safety/", "clinicians.md", "references.md")
    ANEW: ClassVar[tuple[str, ...]] = ("faq.md",)  # read from any question, so each explains its words again

    def __init__(self, href: str, path: str) -> None:
        self.href, self.anew = href, path in self.ANEW
        self.finder, self.owners = _pattern(glossary())
        self.seen: set[str] = set()

    @classmethod
    def wanted(cls, path: str) -> bool:
        """Whether a page is read by people who may not know the words, and has no other words of its own."""
        return path != cls.PAGE and not path.startswith(cls.APART)

    def explain(self, element: Element) -> None:
        """Link the first of each word in an element and what it holds."""
        if element.tag in PARTS:
            self.seen = set() if self.anew else self.seen
            return
        if element.tag in QUIET or QUIET_CLASSES & set(element.get("class", "").split()):
            return
        children = list(element)
        element.text, made = self._linked(element.text)
        for offset, anchor in enumerate(made):
            element.insert(offset, anchor)
        for child in children:
            self.explain(child)
            child.tail, made = self._linked(child.tail)
            at = list(element).index(child) + 1
            for offset, anchor in enumerate(made):
                element.insert(at + offset, anchor)

    def _linked(self, text: str | None) -> tuple[str | None, list[Element]]:
        """The text up to the first new word, and a link for each, with the text that follows it as its tail."""
        made: list[Element] = []
        start, before = 0, text
        for match in self.finder.finditer(text or ""):
            term = self.owners[match[1].casefold()]
            if term.id in self.seen:
                continue
            self.seen.add(term.id)
            between = match.string[start : match.start()]
            if made:
                made[-1].tail = between
            else:
                before = between
            anchor = Element("a", {"class": "term", "href": f"{self.href}#{term.id}", "aria-description": term.meaning})
            anchor.text, anchor.tail = match[0], match.string[match.end() :]
            made.append(anchor)
            start = match.end()
        return before, made

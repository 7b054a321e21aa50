"""docs/references.bib as works a page can cite. Parsing is pybtex's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from pybtex.database import Entry, Person, parse_file
from pybtex.richtext import Text

PATH = Path(__file__).resolve().parents[2] / "docs" / "references.bib"
READ, UNREAD = "verified", "memory"
"""The note of an entry: its work, abstract, table or citation was read, or it was not and counts as unconfirmed."""
NAMED_IN_FULL = 2
SHOWN_AUTHORS = 3


@dataclass(frozen=True)
class Work:
    """One entry: its short name, its full citation as HTML and as plain text, whether it was read, and what of it."""

    key: str
    short: str
    html: str
    plain: str
    read: bool
    what_was_read: str


def entries() -> Mapping[str, Entry]:
    """Every entry as it stands in the file; `ValueError` says which of them cannot stand there."""
    found: Mapping[str, Entry] = parse_file(PATH, "bibtex").entries
    check(found)
    return found


def check(found: Mapping[str, Entry]) -> None:
    """No work twice, by DOI, PMID or title and authors, and each with its status: what breaks this stops the build."""
    for name in ("doi", "pmid", "title"):
        seen: dict[str, str] = {}
        for key, entry in found.items():
            value = re.sub(r"[\W_]" if name == "title" else r"\s", "", _field(entry, name).casefold())
            if value and name == "title":  # two books may have a chapter of one name
                value += " ".join(map(str, entry.persons.get("author", [])))
            if value and seen.setdefault(value, key) != key:
                raise ValueError(f"docs/{PATH.name}: {key} and {seen[value]} have the same {name}: keep one")
    for key, entry in found.items():
        if _field(entry, "note") not in (READ, UNREAD):
            raise ValueError(f"docs/{PATH.name}: the note of {key} is neither {READ} nor {UNREAD}")


def bibliography() -> Mapping[str, Work]:
    """Every work by key, read anew when the file changes."""
    return _parse(PATH.stat().st_mtime_ns)


def work(key: str) -> Work:
    """The work of that key; `LookupError` names the file to mend."""
    works = bibliography()
    if key not in works:
        raise LookupError(f"[@{key}] is not an entry of docs/{PATH.name}")
    return works[key]


@lru_cache(maxsize=1)
def _parse(_changed: int) -> Mapping[str, Work]:
    return {key: _work(key, entry) for key, entry in entries().items()}


def _work(key: str, entry: Entry) -> Work:
    authors = _authors(entry)
    year = _field(entry, "year")
    short = f"{_short(authors)} {year}".strip()
    plain = ". ".join(part.rstrip(".") for part in (_names(entry), _field(entry, "title"), _where(entry)) if part) + "."
    parts = [escape(_names(entry)), escape(_field(entry, "title")), _where_html(entry)]
    html = ". ".join(part.rstrip(".") for part in parts if part) + "." + _links(entry)
    return Work(key, short, html, plain, _field(entry, "note") == READ, _field(entry, "annote"))


def _field(entry: Entry, name: str) -> str:
    """A field as plain text, its LaTeX decoded."""
    raw = entry.fields.get(name, "")
    if name in ("doi", "pmid", "howpublished", "annote"):
        return str(raw).replace("--", "–") if name == "annote" else str(raw)
    return str(Text.from_latex(raw))


def _authors(entry: Entry) -> list[str]:
    return [_last(person) for person in entry.persons.get("author", [])]


def _last(person: Person) -> str:
    return " ".join(str(name) for name in [*person.rich_prelast_names, *person.rich_last_names])


def _short(authors: list[str]) -> str:
    if len(authors) > NAMED_IN_FULL or authors[-1:] == ["others"]:
        return f"{authors[0]} et al."
    return " & ".join(authors)


def _names(entry: Entry) -> str:
    people = entry.persons.get("author", [])
    names = []
    for person in people[:SHOWN_AUTHORS]:
        first = "".join(str(name)[:1] for name in [*person.rich_first_names, *person.rich_middle_names])
        names.append(f"{_last(person)} {first}".strip())
    shown = [name for name in names if name != "others"]
    more = len(people) > SHOWN_AUTHORS or "others" in names
    return ", ".join(shown) + (" et al." if more else "")


def _where(entry: Entry) -> str:
    journal, volume, number = _field(entry, "journal"), _field(entry, "volume"), _field(entry, "number")
    pages = _field(entry, "pages").replace("--", "–")
    issue = f"{volume}({number})" if number else volume
    located = ":".join(part for part in (issue, pages) if part)
    published = _field(entry, "howpublished")
    parts = [journal, _field(entry, "year"), located]
    if published and not published.startswith("http"):
        parts.append(" ".join(word for word in published.split() if not word.startswith("http")).rstrip(","))
    return " ".join(part for part in parts if part)


def _where_html(entry: Entry) -> str:
    journal = _field(entry, "journal")
    where = escape(_where(entry))
    return where.replace(escape(journal), f"<em>{escape(journal)}</em>", 1) if journal else where


def _links(entry: Entry) -> str:
    links = []
    if doi := _field(entry, "doi"):
        links.append(f'<a href="https://doi.org/{escape(doi)}">doi:{escape(doi)}</a>')
    if pmid := _field(entry, "pmid"):
        links.append(f'<a href="https://pubmed.ncbi.nlm.nih.gov/{escape(pmid)}/">PMID {escape(pmid)}</a>')
    for word in _field(entry, "howpublished").split():
        if word.startswith("http"):
            links.append(f'<a href="{escape(word)}">{escape(word.split("/")[2].removeprefix("www."))}</a>')
    return "".join(f" {link}" for link in links)

"""CHANGELOG.md as data: its dated sections, and every change of a limit, of advice or of a source, old and new.

A change is one line below `### Changed limits`, `### Changed advice` or `### Changed sources`:

    - [What it is](docs/page.md#anchor): old → new [@key, where] — why

with `[own]` in place of the citation where a rule is the site's own. What changes in a limit is named as the code names
it, `calculator.LIMIT`, so that tests can hold the record against the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path

from calculators.core.model import OWN
from calculators.markdown.pages import address

PATH = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
KINDS = {"Changed limits": "limit", "Changed advice": "advice", "Changed sources": "source"}
KIND_WORDS = {"limit": "Limit", "advice": "Advice", "source": "Source of a number"}
SECTION = re.compile(r"## (?P<version>[^,]+), (?P<date>\d{1,2} [A-Z][a-z]+ \d{4})")
CHANGE = re.compile(
    r"- \[(?P<name>[^\]]+)\]\(docs/(?P<page>[a-z0-9_/-]+\.md)(?:#(?P<anchor>[a-z0-9_-]+))?\): "
    r"(?P<old>.+?) → (?P<new>.+?) \[(?P<source>own|@[^\]]+)\] — (?P<why>.+)"
)
CITED = re.compile(r"@([a-z0-9_]+)((?:,[^;]*)?)")


@dataclass(frozen=True)
class Change:
    """One change of what a reader is told: from when, of what, from what to what, by which source, and why."""

    day: date
    kind: str
    name: str
    page: str
    anchor: str
    old: str
    new: str
    source: str
    why: str

    @property
    def keys(self) -> list[str]:
        """The works it cites; none where the rule is the site's own."""
        return [key for key, _ in CITED.findall(self.source)]

    @property
    def address(self) -> str:
        """Where it can be read, from the site's root."""
        return address(self.page) + (self.anchor and f"#{self.anchor}")


@dataclass(frozen=True)
class Section:
    """One dated part of the changelog: its changes, and its other lines below their headings."""

    version: str
    day: date
    changes: Sequence[Change]
    others: Sequence[tuple[str, str]]

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.version}, {said(self.day)}"


def said(day: date) -> str:
    """A date in words."""
    return f"{day.day} {day:%B %Y}"


def changelog(text: str | None = None) -> list[Section]:
    """Every section, newest first; `ValueError` names the line that is not of the form above."""
    lines = (PATH.read_text(encoding="utf-8") if text is None else text).splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    ends = [*starts[1:], len(lines)]
    sections = [_section(lines, start, end) for start, end in zip(starts, ends, strict=True)]
    days = [section.day for section in sections]
    if days != sorted(days, reverse=True):
        raise ValueError("CHANGELOG.md: the newest section comes first")
    return sections


def changes(sections: Sequence[Section] | None = None) -> list[Change]:
    """Every change, newest first."""
    return [change for section in (changelog() if sections is None else sections) for change in section.changes]


def _section(lines: Sequence[str], start: int, end: int) -> Section:
    heading = SECTION.fullmatch(lines[start])
    if not heading:
        raise ValueError(f"CHANGELOG.md:{start + 1}: write “## version, 1 January 2027”, not “{lines[start]}”")
    day = datetime.strptime(heading["date"], "%d %B %Y").date()
    found: list[Change] = []
    others: list[tuple[str, str]] = []
    below = ""
    for number in range(start + 1, end):
        line = lines[number]
        if line.startswith("### "):
            below = line.removeprefix("### ").strip()
            if below.startswith("Changed") and below not in KINDS:
                raise ValueError(f"CHANGELOG.md:{number + 1}: “{below}” is none of {', '.join(KINDS)}")
        elif line.strip() and below in KINDS:
            found.append(_change(line, day, KINDS[below], number + 1))
        elif line.strip():
            others.append((below, line))
    return Section(heading["version"], day, found, others)


def _change(line: str, day: date, kind: str, number: int) -> Change:
    match = CHANGE.fullmatch(line)
    if not match:
        form = "- [name](docs/page.md#anchor): old → new [@key, where] — why"
        raise ValueError(f"CHANGELOG.md:{number}: write “{form}”, not “{line}”")
    parts = {key: value or "" for key, value in match.groupdict().items()}
    return Change(day, kind, **parts)


def changes_table() -> str:
    """The record as a reader sees it: every change with its date, newest first."""
    found = changes()
    none = "" if any(each.kind == "limit" for each in found) else "<p>No limit has changed its value so far.</p>"
    rows = "".join(map(_row, found))
    head = "<thead><tr><th scope=col>What, and when</th><th scope=col>Before, now and why</th></tr></thead>"
    return f"{none}<table>{head}<tbody>{rows}</tbody></table>"  # two columns: a phone has room for them


def _capital(words: str) -> str:
    return escape(words[:1].upper() + words[1:])


def _row(each: Change) -> str:
    cited = ", ".join(f'<a data-cite="{escape(key)}"></a>{escape(where)}' for key, where in CITED.findall(each.source))
    origin = "This site’s own rule." if each.source == OWN else f"Source: {cited}."
    return (
        f'<tr><th scope=row><a href="../../{escape(each.address)}">{escape(each.name)}</a><br>'
        f'<small>{KIND_WORDS[each.kind]}, <time datetime="{each.day}">{said(each.day)}</time></small></th>'
        f"<td><p><b>Before:</b> {_capital(each.old)}.</p><p><b>Now:</b> {_capital(each.new)}.</p>"
        f"<p><b>Why:</b> {_capital(each.why)}. {origin}</p></td></tr>"
    )

"""The report of a sweep: what was run on which sources, as JSON and as tables of a page."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "sweep" / "report.json"
REASONS = ROOT / "sweep" / "survivors.toml"
PAGE = ROOT / "docs" / "contributing" / "sweep.md"
APART, UNDER_AGE = ("declined", "left out"), ", under 18"
"""What is counted apart from the adults who were answered."""
BEGIN, END = "<!-- tables -->", "<!-- end of tables -->"
Report = dict[str, Any]


def sources() -> list[Path]:
    """What the sweep is about: the calculators' code and cases, without the site's Markdown."""
    folder = ROOT / "calculators"
    found = [*folder.rglob("*.py"), *folder.rglob("*.toml")]
    return sorted(path for path in found if "markdown" not in path.parts)


def hashes(paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file, whatever the line ends."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in paths
    }


def read() -> Report:
    """The report as it was last written; empty where there is none."""
    return json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}


def reasons() -> dict[str, str]:
    """Why mutants of a function may live, by function."""
    return {
        function: row["reason"] for row in tomllib.loads(REASONS.read_text("utf-8"))["of"] for function in row["in"]
    }


def write(report: Report) -> None:
    """The report, and the tables of its page."""
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables(report)}\n{END}{after}", encoding="utf-8")


def tables(report: Report) -> str:
    """What a reader sees."""
    parts = []
    if found := report.get("properties"):
        parts.append(
            f"**Properties.** {found['tests']} properties, {found['examples']:,} random examples each: all held."
        )
    if found := report.get("people"):
        parts += [_people(name, bands) for name, bands in found["counts"].items()]
    if found := report.get("mutants"):
        parts += [_killed(found["files"]), _survivors(found["survivors"])]
    return "\n\n".join(parts) + "\n"


def share(files: dict[str, dict[str, int]]) -> float:
    """The share of mutants that were killed."""
    made = sum(each["mutants"] for each in files.values())
    return 1 - sum(each["survived"] for each in files.values()) / made


def _people(name: str, bands: dict[str, int]) -> str:
    adults = {band: number for band, number in bands.items() if band not in APART and not band.endswith(UNDER_AGE)}
    answered = sum(adults.values())
    rows = "".join(
        f"| {band} | {number:,} | {f'{100 * number / answered:.1f} %' if band in adults else ''} |\n"
        for band, number in bands.items()
    )
    head = f"**{name}**, people per band (not weighted):\n\n| Band | People | Of the adults answered |\n|---|---|---|\n"
    return (head + rows).rstrip()


def _killed(files: dict[str, dict[str, int]]) -> str:
    rows = "\n".join(f"| `{name}` | {each['mutants']} | {each['survived']} |" for name, each in files.items())
    made = sum(each["mutants"] for each in files.values())
    return (
        f"**Mutants.** {made:,} were made, {100 * share(files):.1f} % were killed.\n\n"
        f"| File | Mutants | Survived |\n|---|---|---|\n{rows}"
    )


def _survivors(survivors: dict[str, int]) -> str:
    why = reasons()
    rows = "\n".join(f"| `{name}` | {number} | {why.get(name, '')} |" for name, number in survivors.items())
    return (
        f"**Survivors**, by function, and why they may live:\n\n| Function | Mutants | Reason |\n|---|---|---|\n{rows}"
    )

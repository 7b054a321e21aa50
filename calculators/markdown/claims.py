"""What rests on a source: every sentence, number and worked case that cites a work of docs/references.bib.

    python -m calculators.markdown.claims niceng239 stabler2013
    python -m calculators.markdown.claims --changed main     the entries that differ from that revision
    python -m calculators.markdown.claims --unused           the entries that nothing cites

The answer is Markdown, for a terminal and for the summary of a pull request.
"""

from __future__ import annotations

import argparse
import difflib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown.extensions.toc import slugify
from pybtex.database import Entry, parse_string

from calculators.core.contract import to_json
from calculators.core.model import STATUS_WORDS, Constant, Limit, Source, Status
from calculators.core.run import all_calculators, constants, find, limits, run
from calculators.markdown.bibliography import PATH, bibliography, entries
from calculators.markdown.citations import CITATION

ROOT = Path(__file__).resolve().parents[2]
HEADING = re.compile(r"#{1,6} (?P<title>.*?)(?: \{#(?P<id>[\w-]+)[^}]*\})?\s*")
BLOCK_ID = re.compile(r"/{3,} html \| \w+[^#\n]*#(?P<id>[\w-]+)")
NEW_BLOCK = re.compile(r"\s*(?:[-*+] |\d+\. |\||#|/{3,}|:|>|--8<--)")
SENTENCE = re.compile(r"(?<=[.!?:”\"*)])\s+(?=[A-Z0-9“\"*(<‘])")
HELD = "\0"
CODE = re.compile(r"^(`{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Claim:
    """One thing that cites works: where it stands and what it says."""

    where: str
    text: str
    keys: frozenset[str]


def keys_in(text: str) -> frozenset[str]:
    """The works that a piece of Markdown cites."""
    return frozenset(key for cited in re.findall(CITATION, text) for key in re.findall(r"@([a-z0-9_]+)", cited))


def sentences(text: str, page: str) -> Iterator[Claim]:
    """Every sentence of a page that cites something, and the nearest anchor above it; a table's row is one."""
    anchor, block = "", ""
    lines = CODE.sub("", FRONT.sub("", text)).splitlines()
    for line in [*lines, ""]:
        if not line.strip() or NEW_BLOCK.match(line):
            yield from _cited(block, f"{page}#{anchor}" if anchor else page)
            block = ""
        if heading := HEADING.fullmatch(line):
            anchor = heading["id"] or slugify(heading["title"], "-")
        elif named := BLOCK_ID.match(line):
            anchor = named["id"]
        else:
            block = f"{block} {line.strip()}".strip()


def _cited(block: str, where: str) -> Iterator[Claim]:
    whole = re.sub(CITATION, lambda cited: cited[0].replace(" ", HELD), block)  # “p. 2” ends no sentence
    for part in [whole] if block.startswith("|") else SENTENCE.split(whole):
        sentence = part.replace(HELD, " ").strip().removeprefix("- ")
        if keys := keys_in(sentence):
            yield Claim(where, sentence, keys)


@cache
def all_sentences() -> Sequence[Claim]:
    """Every sentence of the site that cites something."""
    pages = [*sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "includes").glob("*.md"))]
    return [
        claim
        for page in pages
        for claim in sentences(
            page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix().removeprefix("docs/")
        )
    ]


def amount(number: Limit | Constant) -> str:
    """A limit in each of its units, or a constant as it is printed."""
    if isinstance(number, Constant):
        return f"{number} {number.unit}".strip()
    return " or ".join(f"{value:.10g} {unit}".strip() for unit, value in number.values.items())


@cache
def all_numbers() -> Sequence[Claim]:
    """Every limit, constant and formula of the calculators."""
    return [claim for name in all_calculators() for claim in _numbers(name)]


def _numbers(name: str) -> Iterator[Claim]:
    calculator = find(name)
    numbers: dict[str, Limit | Constant] = {**limits(calculator), **constants(calculator)}
    for constant, number in numbers.items():
        yield _number(f"{name}.{constant}", amount(number), number.source, number.status)
    for formula in calculator.formulas:
        yield _number(f"{name}, formula", formula.title, formula.source, formula.status)


def _number(where: str, text: str, source: Source, status: Status) -> Claim:
    return Claim(where, f"{text} ({source.where}; {STATUS_WORDS[status]})", frozenset({source.key}))


@cache
def all_cases() -> Sequence[Claim]:
    """Every worked case, with the works its answer rests on and those its own source names."""
    return [
        Claim(name, f"{case['name']} ({case['source']})", _rests_on(name, case["given"]) | _named(case["source"]))
        for name in all_calculators()
        for case in tomllib.loads(_beside(name).read_text(encoding="utf-8"))["case"]
    ]


def _beside(name: str) -> Path:
    return next((ROOT / "calculators").glob(f"*/{name}.toml"))


def _rests_on(name: str, given: Mapping[str, str]) -> frozenset[str]:
    answer = to_json(run(find(name), given))
    return frozenset(str(reason["source"]) for reason in answer.get("because", []))


def _named(source: str) -> frozenset[str]:
    """The works that a case's source names by first author and year."""
    return frozenset(
        key
        for key, (name, year) in _names().items()
        if year in source and re.search(rf"\b{re.escape(name)}\b[^;,]*\b{year}\b", source)
    )


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    short = re.compile(r"(.+?)(?: et al\.| & .+)? (\d{4})")
    found = {key: short.fullmatch(work.short) for key, work in bibliography().items()}
    return {key: (match[1], match[2]) for key, match in found.items() if match}


@cache
def all_code() -> Sequence[Claim]:
    """Every line of the calculators' code that names a work, as data that is no limit does."""
    paths = sorted(path for path in (ROOT / "calculators").rglob("*.py") if "markdown" not in path.parts)
    known = frozenset(bibliography())
    return [
        Claim(f"{path.relative_to(ROOT).as_posix()}:{number}", line.strip(), found)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := frozenset(re.findall(r"[a-z][a-z0-9_]+", " ".join(re.findall(r'"([^"]*)"', line)))) & known)
    ]


def resting_on(key: str) -> Mapping[str, Sequence[Claim]]:
    """Everything that rests on one work, by kind."""
    kinds = {"Sentences": all_sentences(), "Numbers": all_numbers(), "Worked cases": all_cases(), "Code": all_code()}
    return {kind: [claim for claim in claims if key in claim.keys] for kind, claims in kinds.items()}


def report(key: str) -> str:
    """What rests on one work, in Markdown."""
    work = bibliography().get(key)
    title = f"{work.plain} ({'read' if work.read else 'not read'})" if work else "no longer in docs/references.bib"
    parts = [
        "\n".join([f"### {kind} ({len(claims)})", "", *(f"- `{each.where}` {each.text}" for each in claims)])
        for kind, claims in resting_on(key).items()
        if claims
    ]
    return "\n\n".join([f"## {key}", title, *(parts or ["Nothing cites it."])]) + "\n"


def changed(before: Mapping[str, Entry], now: Mapping[str, Entry]) -> list[str]:
    """The keys whose entry was added, removed or altered."""
    return [key for key in dict.fromkeys([*now, *before]) if now.get(key) != before.get(key)]


def unused() -> list[str]:
    """The works that nothing cites."""
    cited = {key for claims in (all_sentences(), all_numbers(), all_code()) for each in claims for key in each.keys}
    return [key for key in bibliography() if key not in cited]


def _at(revision: str) -> Mapping[str, Entry]:
    name = f"{revision}:{PATH.relative_to(ROOT).as_posix()}"
    shown = subprocess.run(["git", "show", name], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if shown.returncode:
        sys.exit(f"{revision} is no revision that holds docs/references.bib: {shown.stderr.strip()}")
    return dict(parse_string(shown.stdout, "bibtex").entries)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what rests on the works named."""
    parser = argparse.ArgumentParser(prog="claims", description="What rests on a work of docs/references.bib.")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--changed", metavar="REVISION", help="the entries that differ from that git revision")
    parser.add_argument("--unused", action="store_true", help="list the entries that nothing cites")
    asked = parser.parse_args(arguments)
    for key in asked.keys:
        if key not in bibliography():
            near = ", ".join(difflib.get_close_matches(key, bibliography())) or "see docs/references.bib"
            parser.error(f"no entry is called {key}: {near}")
    if not (asked.keys or asked.changed or asked.unused):
        parser.error("name a work, or say --changed REVISION or --unused")
    if asked.unused:
        print("\n".join(["## Entries that nothing cites", "", *(f"- `{key}`" for key in unused()), ""]))
    keys = [*asked.keys, *(changed(_at(asked.changed), entries()) if asked.changed else [])]
    print("\n".join(map(report, keys)) if keys or asked.unused else "No entry of docs/references.bib differs.")


if __name__ == "__main__":
    main()

"""The worked cases beside each calculator, and how an answer is held against one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculators.core.contract import Json, to_json
from calculators.core.run import all_calculators, find, run

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Case:
    """One worked case: what is typed, what must come of it, and who says so."""

    calculator: str
    name: str
    given: dict[str, str]
    expect: dict[str, Any]
    source: str

    def __str__(self) -> str:
        return f"{self.calculator}: {self.name}"


def path_of(calculator: str) -> Path:
    """The TOML file beside the calculator's module."""
    return next((ROOT / "calculators").glob(f"*/{calculator}.toml"))


def cases_of(calculator: str) -> list[Case]:
    """The cases of one calculator."""
    rows = tomllib.loads(path_of(calculator).read_text(encoding="utf-8"))["case"]
    return [Case(calculator, **row) for row in rows]


def all_cases() -> Iterator[Case]:
    """Every case of every calculator."""
    for name in all_calculators():
        yield from cases_of(name)


def answer(case: Case) -> Json:
    """What the calculator says, as the command line would print it."""
    return to_json(run(find(case.calculator), case.given))


def mismatch(case: Case, got: Json) -> str | None:
    """What differs from the case, in words; none where it holds."""
    expect = case.expect
    if "error" in expect:
        fields = [error["field"] for error in got.get("errors", [])]
        return None if expect["error"] in fields else f"no error at {expect['error']}: {got}"
    if "errors" in got:
        return f"error: {got['errors']}"
    if bool(got.get("declined")) != bool(expect.get("declined")):
        return f"declined: {got}"
    if "band" in expect and got.get("band") != expect["band"]:
        return f"band {got.get('band')}, not {expect['band']}"
    if "notes" in expect and got["notes"] != expect["notes"]:
        return f"notes {got['notes']}, not {expect['notes']}"
    for key, want in expect.get("values", {}).items():
        have = got["values"][key]
        within = expect.get("within", 0)
        close = abs(have - want) <= within if isinstance(want, int | float) and have is not None else have == want
        if not close:
            return f"{key} is {have}, not {want}"
    return None

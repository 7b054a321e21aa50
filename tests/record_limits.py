"""Every limit and constant as it was when first recorded: what the changelog's record of changes starts from.

    python -m tests.record_limits

adds those that are new. One that is recorded already is never written again: from its first value to today's leads a
chain of lines below "Changed limits" in CHANGELOG.md, and `tests/test_changes.py` follows it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from calculators.core.model import Constant, Limit
from calculators.core.run import all_calculators, constants, limits
from calculators.markdown.changes import Change
from calculators.markdown.claims import amount

PATH = Path(__file__).parent / "limits.json"
REMOVED = "removed"


def today() -> dict[str, str]:
    """Every limit and constant of the calculators, by `calculator.NAME`, as the code has it."""
    numbers: dict[str, Limit | Constant] = {}
    for name, calculator in all_calculators().items():
        numbers |= {f"{name}.{constant}": limit for constant, limit in limits(calculator).items()}
        numbers |= {f"{name}.{constant}": each for constant, each in constants(calculator).items()}
    return {name: amount(number) for name, number in numbers.items()}


def recorded() -> dict[str, str]:
    """The same when first recorded."""
    first: dict[str, str] = json.loads(PATH.read_text(encoding="utf-8"))
    return first


def unexplained(first: Mapping[str, str], now: Mapping[str, str], told: Sequence[Change]) -> list[str]:
    """What is wrong between the first record, today's numbers and the changes told, oldest of them last."""
    state, wrong = dict(first), []
    for each in reversed([change for change in told if change.kind == "limit"]):
        if state.get(each.name) != each.old:
            wrong.append(f"CHANGELOG.md: {each.name} was {state.get(each.name, 'not there')}, not {each.old}")
        state[each.name] = each.new
    for name in dict.fromkeys([*state, *now]):
        was, value = state.get(name, "new"), now.get(name, REMOVED)
        if was == "new":
            wrong.append(f"{name} is new: python -m tests.record_limits")
        elif was != value:
            wrong.append(f"{name} was {was} and is {value}: say so below “### Changed limits” in CHANGELOG.md")
    return wrong


def main() -> None:
    """Add what is new."""
    first = recorded() if PATH.exists() else {}
    whole = {**{name: value for name, value in today().items() if name not in first}, **first}
    PATH.write_text(json.dumps(dict(sorted(whole.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The command line: `python -m calculators list` and `python -m calculators run NAME key=value ...`."""

import sys

if sys.version_info < (3, 12):  # noqa: UP036 (says so in words instead of a SyntaxError)
    sys.exit("The calculators need Python 3.12 or later.")

import json
from collections.abc import Sequence

from calculators.core.contract import Json, describe, to_json
from calculators.core.model import Calculator, InputError, Outcome
from calculators.core.run import Result, all_calculators, find, run

USAGE = "usage: python -m calculators list [--json] | run NAME key=value ... [--json]"
BAD_INPUT = 2


def main(arguments: Sequence[str]) -> int:
    """Run one command. Prints the answer, or with --json one object; returns 0, or 2 for bad input."""
    as_json = "--json" in arguments
    words = [word for word in arguments if word != "--json"]
    try:
        match words:
            case ["list"]:
                listing: Json = {"calculators": [describe(each) for each in all_calculators().values()]}
                print(json.dumps(listing, ensure_ascii=False) if as_json else _titles())
                return 0
            case ["run", name, *pairs]:
                return _run(find(name), _given(pairs), as_json)
        raise InputError("command", USAGE)
    except InputError as error:
        return _report({"errors": [{"field": error.field, "message": error.message}]}, as_json)


def _given(pairs: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise InputError(pair, f"{pair} is not key=value.")
        if key in given:
            raise InputError(key, f"{key} is given twice.")
        given[key] = value
    return given


def _run(calculator: Calculator, given: dict[str, str], as_json: bool) -> int:
    result = run(calculator, given)
    if result.errors:
        return _report(to_json(result), as_json)
    print(json.dumps(to_json(result), ensure_ascii=False) if as_json else _words(result))
    return 0


def _report(errors: Json, as_json: bool) -> int:
    if as_json:
        print(json.dumps(errors, ensure_ascii=False))
    for error in errors["errors"]:
        print(f"{error['field']}: {error['message']}", file=sys.stderr)
    return BAD_INPUT


def _titles() -> str:
    return "\n".join(f"{name:20} {each.title}" for name, each in all_calculators().items())


def _words(result: Result) -> str:
    answer, labels = to_json(result), result.calculator.all_notes
    outcome = result.outcome
    lines = [outcome.first] if outcome and outcome.first else []
    lines.append(outcome.sentence if isinstance(outcome, Outcome) else f"No answer: {answer['reason']}")
    lines += [f"{key}: {value}" for key, value in answer.get("values", {}).items() if value is not None]
    lines += [
        f"limit {each['limit']}: {each['value']} {each['unit']} ({each['source']}, {each['where']}; {each['status']})"
        for each in answer.get("because", [])
    ]
    return "\n".join([*lines, *(f"! {labels[note]}" for note in answer["notes"])])


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))

"""The words of every worked case and the questions of every calculator, as somebody has read and approved them.

    python -m tests.approve

writes them anew, one file a calculator, so that a change of words is read in the difference before it is committed.
A calculator without a file is not held to one yet.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from calculators.core.contract import describe, to_json
from calculators.core.model import Declined, Outcome
from calculators.core.run import Result, all_calculators, find, run
from tests.cases import cases_of

FOLDER = Path(__file__).parent / "approved"
LABEL = re.compile(r'aria-label="([^"]*)"')


def said(result: Result) -> dict[str, Any]:
    """Everything an answer says in words or numbers, apart from how it is laid out."""
    answer = to_json(result)
    outcome = result.outcome
    if outcome is None:
        return answer
    words: dict[str, Any] = {key: answer[key] for key in ("band", "values", "notes", "reason") if key in answer}
    words["because"] = [[*each.values()] for each in answer.get("because", [])]
    words |= {"first": outcome.first, "checks": list(result.unit_checks), "answers": result.answers}
    if isinstance(outcome, Declined) and outcome.source:
        words["source"] = [outcome.source.key, outcome.source.where]
    if isinstance(outcome, Outcome):
        words["compared"] = [reason.key for reason in outcome.because]
        words |= {"sentence": outcome.sentence, "situation": outcome.situation}
        words["charts"] = [match for chart in outcome.charts for match in LABEL.findall(chart.svg())]
        words["parts"] = [
            said(Result(part.calculator, part.outcome)) | {"advice": part.advice} for part in outcome.parts
        ]
        words["readings"] = [vars(each) for each in outcome.readings]
    return {key: value for key, value in words.items() if value not in ("", [], None)}


def words_of(name: str) -> dict[str, Any]:
    """What one calculator asks, and what it says to each of its cases."""
    calculator = find(name)
    cases = {case.name: said(run(calculator, case.given)) for case in cases_of(name)}
    whole: dict[str, Any] = json.loads(json.dumps({"asks": describe(calculator), "cases": cases}))
    return whole


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    for name in all_calculators():
        text = json.dumps(words_of(name), ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

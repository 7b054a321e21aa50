"""Results and calculators as plain JSON: what the command line prints and outside programs rely on."""

from __future__ import annotations

from typing import Any

from calculators.core.model import LOCAL, Calculator, Checklist, Choice, Declined, Flag, Limit, Pasted, Quantity
from calculators.core.run import Result, limits

Json = dict[str, Any]


def limit_name(calculator: Calculator, limit: Limit) -> str:
    """The constant's name, or for a limit the reader typed the key of its input."""
    if limit.source.key == LOCAL:
        return limit.source.where
    named = [limits(each) for each in (calculator, *calculator.combines)]
    return next(name for each in named for name, value in each.items() if value is limit)


def to_json(result: Result) -> Json:
    """The result as the command line prints it; see docs/contributing for the contract."""
    name, outcome = result.calculator.name, result.outcome
    if outcome is None:
        return {"errors": [{"field": error.field, "message": error.message} for error in result.errors]}
    notes = list(outcome.notes)
    if isinstance(outcome, Declined):
        source = outcome.source.key if outcome.source else None
        return {"calculator": name, "declined": True, "reason": outcome.reason, "source": source, "notes": notes}
    because = [
        {
            "limit": limit_name(result.calculator, reason.limit),
            "value": reason.limit.values[reason.unit],
            "unit": reason.unit,
            "source": reason.limit.source.key,
            "where": reason.limit.source.where,
            "status": reason.limit.status,
        }
        for reason in outcome.because
    ]
    return {
        "calculator": name,
        "band": outcome.band,
        "values": dict(outcome.values),
        "because": because,
        "notes": notes,
    }


def describe(calculator: Calculator) -> Json:
    """What a calculator asks for, as `list --json` prints it."""
    inputs: list[Json] = []
    for each in calculator.inputs:
        entry: Json = {"key": each.key, "kind": each.kind, "label": each.label}
        match each:
            case Quantity():
                entry |= {"units": list(each.units), "possible": list(each.possible), "unit_of": each.unit_of or None}
                entry["usual"] = list(each.usual) if each.usual else None
                if each.words:
                    entry["words"] = list(each.words)
                if each.slider:
                    entry["slider"] = list(each.slider)
            case Choice():
                entry["items"] = list(each.options)
            case Checklist():
                entry["items"] = [*each.items, "none"]
            case Flag():
                entry["items"] = ["yes", "no"]
            case Pasted():
                entry["most"] = each.most
        inputs.append(entry)
    return {
        "calculator": calculator.name,
        "title": calculator.title,
        "inputs": inputs,
        "bands": list(calculator.bands),
        "notes": list(calculator.all_notes),
    }

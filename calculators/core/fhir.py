"""Results read from FHIR R4: an Observation, a Bundle or a list of them as JSON, by LOINC code and UCUM unit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.core import measure, reading
from calculators.core.analytes import ANALYTES, CODES
from calculators.core.model import Input, Quantity, Reading

LOINC, DEEPEST, MOST = "http://loinc.org", 40, 500
UNUSED = frozenset({"cancelled", "entered-in-error", "registered", "unknown"})
KEYS: Mapping[str, str] = {
    **{code: key for key, analyte in ANALYTES.items() for code in analyte.loinc.values()},
    **{code: key for key, code in CODES.items()},
}
"""The input that a LOINC code stands for; a test without one is known by its name."""
UCUM: Mapping[str, str] = {
    **{code: unit for analyte in ANALYTES.values() for unit, code in analyte.ucum.items()},
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "a": "years",
}
BROKEN = "This looks like JSON but cannot be read as such. Paste the whole of it, or the report’s own text."
NO_RESOURCE = "This JSON holds no FHIR Observation. Paste an Observation or a Bundle, or the report’s own text."
TOO_DEEP = "This JSON is nested too deeply to be a report."
OTHER_KIND = "Its code is for another kind of unit than the one it has: check it on the report."


class NotFhir(ValueError):
    """The text is no FHIR that can be read; the message says what would be."""


def looks_like_json(text: str) -> bool:
    """Whether a text starts as JSON does."""
    return text.lstrip()[:1] in ("{", "[")


def read(text: str, inputs: Sequence[Input]) -> list[Reading]:
    """What the Observations say about the inputs. Raises `NotFhir` where there are none to read."""
    if _depth(text) > DEEPEST:
        raise NotFhir(TOO_DEEP)
    try:
        whole = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError as error:
        raise NotFhir(BROKEN) from error
    asked = {each.key: each for each in inputs}
    found = [_one(each, asked) for each in _observations(whole)]
    if not found:
        raise NotFhir(NO_RESOURCE)
    return reading.without_doubles(found[:MOST])


def _depth(text: str) -> int:
    """How deeply brackets are nested, before anything is built from them."""
    depth = deepest = 0
    for bracket in re.findall(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket, 0)
        deepest = max(deepest, depth)
    return deepest


def _observations(whole: Any) -> Iterator[Mapping[str, Any]]:
    """Every Observation with a value, a panel's components one by one."""
    if isinstance(whole, list):
        for each in whole:
            yield from _observations(each)
    if not isinstance(whole, dict):
        return
    for entry in (*_list(whole, "entry"), *_list(whole, "contained")):
        yield from _observations(entry.get("resource", entry) if isinstance(entry, dict) else entry)
    if whole.get("resourceType") != "Observation":
        return
    if any(key.startswith("value") for key in whole) or not _list(whole, "component"):
        yield whole
    for part in _list(whole, "component"):
        if isinstance(part, dict):
            yield {**part, "status": whole.get("status")}


def _list(of: Mapping[str, Any], key: str) -> list[Any]:
    value = of.get(key)
    return value if isinstance(value, list) else []


def _one(observation: Mapping[str, Any], asked: Mapping[str, Input]) -> Reading:
    """One Observation as a reading."""
    name, codes = _name(observation.get("code")), _codes(observation.get("code"))
    value, unit = _value(observation)
    words = f"{name} {value} {unit}".strip()[: reading.SHOWN]
    if observation.get("status") in UNUSED:
        return Reading(words, problem=f"Its status is {observation['status']}: not used.")
    key = next((KEYS[code] for code in codes if code in KEYS), "")
    each = asked.get(key) if key else None
    if each is None:
        named = [other for other in asked.values() if not codes or other.key not in KEYS.values()]
        return next(iter(reading.read(words, named)), Reading(words, problem=reading.NOT_ASKED))
    if not isinstance(each, Quantity) or not value:
        return Reading(words, problem=reading.NO_NUMBER)
    if unit in each.units and key in ANALYTES and not _fits(codes, key, unit):
        return Reading(words, problem=OTHER_KIND)
    return reading.checked(words, each, f"{value} {unit}".strip(), _range(observation))


def _fits(codes: Sequence[str], key: str, unit: str) -> bool:
    """Whether the code is one for this unit, as far as the catalogue knows."""
    known = ANALYTES[key].loinc
    return unit not in known or known[unit] in codes


def _codes(code: Any) -> list[str]:
    codings = _list(code, "coding") if isinstance(code, dict) else []
    return [str(each.get("code")) for each in codings if isinstance(each, dict) and each.get("system") == LOINC]


def _name(code: Any) -> str:
    if not isinstance(code, dict):
        return ""
    shown = [each.get("display") for each in _list(code, "coding") if isinstance(each, dict)]
    return next((name for name in (code.get("text"), *shown) if isinstance(name, str)), "")


def _value(observation: Mapping[str, Any]) -> tuple[str, str]:
    """The value as it would be typed, and its unit as the form prints it where it is known."""
    quantity, concept = observation.get("valueQuantity"), observation.get("valueCodeableConcept")
    if isinstance(quantity, dict):
        sign = quantity.get("comparator") if quantity.get("comparator") in ("<", "<=", ">", ">=") else ""
        return f"{sign}{_plain(quantity.get('value'))}", _unit(quantity)
    if isinstance(concept, dict):
        return _name(concept), ""
    text = observation.get("valueString")
    return (text, "") if isinstance(text, str) else ("", "")


def _unit(quantity: Mapping[str, Any]) -> str:
    code, unit = quantity.get("code"), quantity.get("unit")
    spelled = [each for each in (code, unit) if isinstance(each, str)]
    return next((UCUM[each] for each in spelled if each in UCUM), spelled[-1] if spelled else "")


def _plain(number: Any) -> str:
    """A JSON number without an exponent, else as it stands."""
    if isinstance(number, str) and re.fullmatch(r"-?\d{1,6}(?:\.\d{1,12})?[eE][-+]?\d", number):
        return measure.text(float(number))
    return number if isinstance(number, str) else ""


def _range(observation: Mapping[str, Any]) -> str:
    """The printed range, to be shown."""
    for each in _list(observation, "referenceRange"):
        if isinstance(each, dict):
            ends = [each[end].get("value", "") for end in ("low", "high") if isinstance(each.get(end), dict)]
            return str(each.get("text") or " to ".join(map(str, ends)))[: reading.SHOWN]
    return ""

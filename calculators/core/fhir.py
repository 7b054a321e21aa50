"""Results read from FHIR R4: an Observation, a Bundle or a list of them as JSON, by LOINC code and UCUM unit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.core import measure, reading
from calculators.core.analytes import ANALYTES, CODES
from calculators.core.grammar import BEFORE, SPECIMEN
from calculators.core.model import Input, Quantity, Reading
from calculators.core.names import FOUND, NOT_BLOOD

LOINC, DEEPEST, MOST = re.compile(r"loinc|2\.16\.840\.1\.113883\.6\.1$", re.IGNORECASE), 40, 500
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
NOT_SURE = "It is marked as not measured, or in a way that is not known here."
OTHER_NAME = "Its name and its code are not of the same test."
TWO_PEOPLE = "This JSON holds results of more than one person. Paste those of one."
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
        whole = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once)
    except ValueError as error:
        raise NotFhir(BROKEN) from error
    asked = {each.key: each for each in inputs}
    observed = list(_observations(whole))
    if not observed:
        raise NotFhir(NO_RESOURCE)
    if len({json.dumps(each["subject"]) for each in observed if "subject" in each}) > 1:
        raise NotFhir(TWO_PEOPLE)
    return reading.without_doubles([_one(each, asked) for each in observed])[:MOST]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no key stands twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _depth(text: str) -> int:
    """How deeply brackets are nested, before anything is built from them."""
    depth = deepest = 0
    for bracket in re.findall(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket, 0)
        deepest = max(deepest, depth)
    return deepest


def _observations(whole: Any, status: str = "") -> Iterator[Mapping[str, Any]]:
    """Every Observation with a value, a panel's components one by one, each with what it has from the whole."""
    if isinstance(whole, list):
        for each in whole:
            yield from _observations(each, status)
    if not isinstance(whole, dict):
        return
    own = str(whole.get("status", "")).casefold()
    status = status if status in UNUSED else own
    for entry in (*_list(whole, "entry"), *_list(whole, "contained")):
        yield from _observations(entry.get("resource", entry) if isinstance(entry, dict) else entry, status)
    if whole.get("resourceType") != "Observation":
        return
    if any(key.startswith("value") for key in whole) or not _list(whole, "component"):
        yield {**whole, "status": status}
    inherited = {key: whole[key] for key in ("specimen", "subject", "focus") if key in whole}
    for part in _list(whole, "component"):
        if isinstance(part, dict):
            yield {**inherited, **part, "status": status, "panel": _names(whole.get("code"))}


def _list(of: Mapping[str, Any], key: str) -> list[Any]:
    value = of.get(key)
    return value if isinstance(value, list) else []


def _one(observation: Mapping[str, Any], asked: Mapping[str, Input]) -> Reading:
    """One Observation as a reading."""
    names, codes = _names(observation.get("code")), _codes(observation.get("code"))
    value, unit = _value(observation)
    words = " ".join(f"{names[0] if names else ''} {value} {unit}".split())[: reading.SHOWN]
    if why := _unusable(observation, names, value):
        return Reading(words, problem=why)
    keys = {KEYS.get(code, "") for code in codes}
    key = keys.pop() if len(keys) == 1 else ""
    each = asked.get(key) if key else None
    if each is None:
        named = [other for other in asked.values() if not codes or other.key not in KEYS.values()]
        return next(iter(reading.read(words, named)), Reading(words, problem=reading.NOT_ASKED))
    if any(_named_otherwise(name, key) for name in names):
        return Reading(words, problem=OTHER_NAME)
    if not isinstance(each, Quantity) or not unit:
        return Reading(words, problem=reading.NO_UNIT)
    if unit == OTHER_KIND or (unit in each.units and key in ANALYTES and not _fits(codes, key, unit)):
        return Reading(words, problem=OTHER_KIND)
    return reading.checked(words, each, f"{value} {unit}", _range(observation))


def _unusable(observation: Mapping[str, Any], names: Sequence[str], value: str) -> str:
    """Why an Observation is no result to be used; empty where it is."""
    if observation["status"] in UNUSED:
        return f"Its status is {observation['status']}: not used."
    if any(key in observation for key in ("dataAbsentReason", "modifierExtension", "focus")):
        return NOT_SURE
    about = json.dumps([observation.get("specimen"), observation.get("panel"), names], ensure_ascii=False)
    if SPECIMEN.search(about):
        return NOT_BLOOD
    return "" if value else reading.NO_NUMBER


def _named_otherwise(name: str, key: str) -> bool:
    """Whether a name is that of another test, or has words before it that may change its meaning."""
    found = list(FOUND.finditer(name))
    others = [match for match in found if match.lastgroup != key]
    return bool(others) or bool(found and not BEFORE.fullmatch(name[: found[0].start()]))


def _fits(codes: Sequence[str], key: str, unit: str) -> bool:
    """Whether the code is one for this unit, as far as the catalogue knows."""
    known = ANALYTES[key].loinc
    return unit not in known or known[unit] in codes


def _codes(code: Any) -> list[str]:
    codings = _list(code, "coding") if isinstance(code, dict) else []
    return [
        str(each.get("code")) for each in codings if isinstance(each, dict) and LOINC.search(str(each.get("system")))
    ]


def _names(code: Any) -> list[str]:
    """Every name that a concept has, its text first."""
    if not isinstance(code, dict):
        return []
    shown = [each.get("display") for each in _list(code, "coding") if isinstance(each, dict)]
    return [name for name in (code.get("text"), *shown) if isinstance(name, str)]


def _value(observation: Mapping[str, Any]) -> tuple[str, str]:
    """The value as it would be typed, and its unit as the form prints it where it is known."""
    quantity, concept = observation.get("valueQuantity"), observation.get("valueCodeableConcept")
    if isinstance(quantity, dict):
        sign = quantity.get("comparator", "")
        number = _plain(quantity.get("value")) if sign in ("", "<", "<=", ">", ">=") else ""
        return (f"{sign}{number}" if number else "", _unit(quantity))
    if isinstance(concept, dict):
        return next(iter(_names(concept)), ""), ""
    text = observation.get("valueString")
    return (text, "") if isinstance(text, str) else ("", "")


def _unit(quantity: Mapping[str, Any]) -> str:
    """The unit by its UCUM code, else by its name; a mark of its own where the two do not agree."""
    code, name = quantity.get("code"), quantity.get("unit")
    by_code = UCUM.get(code, code) if isinstance(code, str) else ""
    by_name = UCUM.get(name, name) if isinstance(name, str) else ""
    if by_code and by_name and measure.match_unit(by_name, UCUM.values()) != measure.match_unit(by_code, UCUM.values()):
        return OTHER_KIND
    return by_code if by_code in UCUM.values() else by_name or by_code


def _plain(number: Any) -> str:
    """A JSON number as people write it; empty for anything else."""
    if not isinstance(number, str) or not re.fullmatch(r"-?\d{1,9}(?:\.\d{1,12})?(?:[eE][-+]?\d)?", number):
        return ""
    return measure.text(float(number)) if "e" in number.casefold() else number


def _range(observation: Mapping[str, Any]) -> str:
    """The printed range, to be shown."""
    for each in _list(observation, "referenceRange"):
        if isinstance(each, dict):
            ends = [each[end].get("value", "") for end in ("low", "high") if isinstance(each.get(end), dict)]
            return str(each.get("text") or " to ".join(map(str, ends)))[: reading.SHOWN]
    return ""

"""Numbers as laboratories print them and people type them: parsing, units, and comparing with a limit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from calculators.core.model import InputError, Limit, Quantity, Reason

SIGNIFICANT = 10
"""Digits kept: C libraries differ in the last one, and 271 × 0.001 must equal 0.271."""


def rounded(value: float) -> float:
    """The number to ten significant digits."""
    return float(f"{value:.{SIGNIFICANT}g}")


def text(value: float) -> str:
    """The number as a person writes it: no exponent, no trailing zeros."""
    return f"{rounded(value):.{SIGNIFICANT}f}".rstrip("0").rstrip(".")


def signed(value: float) -> str:
    """The same with a true minus, for a chart or a sentence."""
    return text(value).replace("-", "−")


SHORT = {
    "ml/min": "mL/min/1.73 m²",
    "ml/min/1.73": "mL/min/1.73 m²",
    "gm/dl": "g/dL",
    "mcg": "µg",
    "mcg/l": "µg/L",
    "mcmol/l": "µmol/L",
    "micromol/l": "µmol/L",
    "μm3": "fL",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "yrs": "years",
    "jahre": "years",
    "años": "years",
    "ans": "years",
    "ohm": "Ω",
    "ohms": "Ω",
    "lbs": "lb",
    "inches": "in",
}
"""Units as reports and people write them otherwise, and one of a thing."""
LONGEST = 60
PASTED_RANGE = re.compile(r"[\[(]|\d\s*[-–]\s*\d")


def quoted(typed: str) -> str:
    """What was typed, as a message about it can hold it."""
    return typed if len(typed) <= LONGEST else f"{typed[:LONGEST]}…"


def unit_token(unit: str) -> str:
    """A spelling that ignores case, blanks and the look-alikes of µ and ², so that units match however typed."""
    folded = (
        SHORT.get(unit.casefold().strip(), unit)
        .casefold()
        .replace("µ", "u")
        .replace("μ", "u")
        .replace("²", "2")
        .replace("^", "")
    )
    return re.sub(r"[\s*]", "", folded)


def match_unit(typed: str, units: Iterable[str]) -> str | None:
    """The printed unit that `typed` spells, or none."""
    return next((unit for unit in units if unit_token(unit) == unit_token(typed)), None)


class Straddles(Exception):
    """A censored value lies on both sides of a limit; carries the value cut in two at that limit."""

    def __init__(self, low: Measurement, high: Measurement) -> None:
        super().__init__(low.key)
        self.key, self.low, self.high = low.key, low, high


@dataclass(frozen=True)
class Measurement:
    """A value in the unit typed, known exactly or within bounds (`<60` lies between 0 and 60).

    Comparisons use the typed unit when the limit gives it, and convert only when it does not, because guidelines
    round their pairs: 132.9 pmol/L is below 133 pmol/L although it converts to 180.1 ng/L. They raise `Straddles`
    where the answer is 'cannot tell'.
    """

    key: str
    low: float
    high: float
    unit: str
    units: Mapping[str, float]
    typed: str
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> float | None:
        """The value itself, or none where only a bound is known."""
        return self.low if self.low == self.high else None

    @property
    def bound(self) -> float:
        """The number typed: the value, or the bound that is known."""
        return self.high if math.isfinite(self.high) else self.low

    def unit_for(self, limit: Limit) -> str:
        """The unit of the limit's that this value is compared in: its own, one of the same size, or the first."""
        if self.unit in limit.values:
            return self.unit
        shared = [unit for unit in limit.values if unit in self.units]
        same = [unit for unit in shared if self.units[unit] == self.units[self.unit]]
        return (same or shared)[0]

    def to(self, unit: str, value: float) -> float:
        """`value`, a number in this measurement's unit, in another unit."""
        if self.units[unit] == self.units[self.unit]:
            return rounded(value)
        return rounded(value * self.units[self.unit] / self.units[unit])

    def below(self, limit: Limit) -> bool:
        """Whether the value is less than the limit."""
        at, low, high = self._against(limit)
        if high < at or (high == at and self.high_open):
            return True
        if low >= at:
            return False
        raise self._cut(limit, limit_goes_low=False)

    def at_least(self, limit: Limit) -> bool:
        """Whether the value is the limit or more."""
        return not self.below(limit)

    def at_most(self, limit: Limit) -> bool:
        """Whether the value is the limit or less."""
        at, low, high = self._against(limit)
        if high <= at:
            return True
        if low > at or (low == at and self.low_open):
            return False
        raise self._cut(limit, limit_goes_low=True)

    def above(self, limit: Limit) -> bool:
        """Whether the value is more than the limit."""
        return not self.at_most(limit)

    def reason(self, limit: Limit) -> Reason:
        """The limit as something this value was compared with, in the unit used."""
        return Reason(limit, self.unit_for(limit), self.key)

    def _against(self, limit: Limit) -> tuple[float, float, float]:
        unit = self.unit_for(limit)
        return rounded(limit.values[unit]), self.to(unit, self.low), self.to(unit, self.high)

    def _cut(self, limit: Limit, *, limit_goes_low: bool) -> Straddles:
        unit = self.unit_for(limit)
        at = limit.values[unit]
        if unit != self.unit:
            at = at * self.units[unit] / self.units[self.unit]
        return Straddles(
            replace(self, high=at, high_open=not limit_goes_low), replace(self, low=at, low_open=limit_goes_low)
        )


TYPED = re.compile(r"(?P<sign><=|>=|<|>|≤|≥)?\s*(?P<number>[-−+]?[\d.,][\d.,\s]*)\s*(?P<unit>[^\d\s].*)?", re.ASCII)
GROUPED = re.compile(r"\d{1,3}( \d{3})+([.,]\d+)?")
DECIMAL = re.compile(r"\d+([.,]\d*)?|[.,]\d+")
MAYBE_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


def parse_number(typed: str, key: str, label: str) -> float:
    """A plain number; a comma may be the decimal sign. Ambiguous or other text is an error that says so."""
    number = re.sub(r"\s+", " ", typed).strip().lstrip("+")
    if number[:1] in "-−":
        raise InputError(key, f"{label} must be more than 0. You typed {typed.strip()}.")
    if GROUPED.fullmatch(number):
        number = number.replace(" ", "")
    if MAYBE_THOUSANDS.fullmatch(number) or ("," in number and "." in number):
        raise InputError(
            key,
            f"{label}: {number} can be read in two ways. Write thousands without a sign (1250) "
            "and decimals with a point (1.25).",
        )
    if not DECIMAL.fullmatch(number):
        raise InputError(key, f"{label} must be one number. You typed {number}.")
    return float(number.replace(",", "."))


def parse(typed: str, unit_beside: str, quantity: Quantity, unit_followed: str = "") -> Measurement:
    """What was typed as a measurement.

    `unit_beside` is the unit menu's; a unit in the text wins over it. `unit_followed` is the unit of the quantity that
    this one follows (`unit_of`). Raises `InputError` at the quantity's key.
    """
    key, label = quantity.key, quantity.label
    cleaned = re.sub(r"[\u00a0\u2007\u2009\u202f]", " ", typed).strip()
    if len(cleaned) > LONGEST:
        raise InputError(key, f"{label} must be a number with its unit, not {len(cleaned)} characters.")
    match = TYPED.fullmatch(cleaned)
    if PASTED_RANGE.search(cleaned):
        raise InputError(key, f"{label}: type only your own result, without the range printed beside it.")
    if not match:
        raise InputError(key, f"{label} must be a number. You typed {cleaned}.")
    number = parse_number(match["number"], key, label)
    unit = _unit(match["unit"] or unit_beside or unit_followed, quantity)
    if quantity.unit_of and unit != unit_followed:
        raise InputError(key, f"{label} must be in the unit of the result it belongs to, {unit_followed}.")
    sign = {"<=": "≤", ">=": "≥"}.get(match["sign"] or "", match["sign"] or "")
    if sign and not quantity.censored:
        raise InputError(key, f"{label} must be one number, without {sign}.")
    _check_possible(number, unit, sign, quantity)
    low, high = number, number
    if sign in ("<", "≤"):
        low = 0.0
    elif sign in (">", "≥"):
        high = math.inf
    shown = f"{sign}{text(number)} {unit}"
    return Measurement(key, low, high, unit, quantity.units, shown, sign == ">", sign == "<")


def _unit(typed: str, quantity: Quantity) -> str:
    if not typed:
        if len(quantity.units) == 1:
            return next(iter(quantity.units))
        raise InputError(quantity.key, f"{quantity.label} needs its unit: {_either(quantity.units)}.")
    unit = match_unit(typed, quantity.units)
    if unit is None:
        raise InputError(
            quantity.key,
            f"{quantity.label}: {quoted(typed.strip())} is not a unit taken here. Use {_either(quantity.units)}.",
        )
    return unit


def _check_possible(number: float, unit: str, sign: str, quantity: Quantity) -> None:
    low, high = quantity.possible
    value = rounded(number * quantity.units[unit])
    if number <= 0 < low:
        raise InputError(quantity.key, f"{quantity.label} must be more than 0. You typed {text(number)}.")
    too_low = value < low and sign not in ("<", "≤")
    if too_low or value > high:
        side, end = ("at least", low) if too_low else ("at most", high)
        message = (
            f"{quantity.label}: {text(number)} {unit} is not believable; "
            f"{side} {text(end / quantity.units[unit])} {unit} is taken here. {unit_advice(number, unit, quantity)}"
        )
        raise InputError(quantity.key, message)


def unusual(measurement: Measurement, quantity: Quantity) -> bool:
    """Whether the number typed lies outside the quantity's usual range."""
    if quantity.usual is None:
        return False
    low, high = quantity.usual
    value = rounded(measurement.bound * quantity.units[measurement.unit])
    if measurement.exact is None and math.isfinite(measurement.high):
        return value > high
    return value > high or (value < low and measurement.exact is not None)


def unit_advice(number: float, unit: str, quantity: Quantity) -> str:
    """What to check, naming the unit in which the number would be usual, if there is one."""
    if quantity.usual:
        low, high = quantity.usual
        for other, factor in quantity.units.items():
            if quantity.units[unit] != factor and low <= number * factor <= high:
                return f"{text(number)} {other} would be usual: check the unit."
    return "Check the number and its unit."


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last

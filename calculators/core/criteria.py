"""Definitions made of parts and tests, where a test may not have been done: low, not low and not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calculators.core.measure import Measurement
from calculators.core.model import Limit, Reason

Answer = Measurement | str | None
"""A measurement, a word taken in its place such as `not_done`, or not answered."""
Compare = Callable[[Measurement, Limit], bool]


@dataclass(frozen=True)
class Found:
    """A test or a part: low, not low or not known; the inputs that could still change it; the limits compared."""

    low: bool | None
    open: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """A definition's word, the inputs that could still change it, and the limits that decided."""

    word: str
    open: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()


def held(key: str, value: Answer, compare: Compare, limit: Limit) -> Found:
    """One test against one limit. A word in place of a number is a test that could not be done, and counts as low."""
    if value is None:
        return Found(None, (key,))
    if isinstance(value, str):
        return Found(True, (), (Reason(limit, next(iter(limit.values))),))
    return Found(compare(value, limit), (), (value.reason(limit),))


def worked_out(value: float | None, limit: Limit, lacking: tuple[str, ...]) -> Found:
    """A number worked out from several inputs, low below the limit; `lacking` are those of the inputs not given."""
    if value is None:
        return Found(None, lacking)
    (unit,) = limit.values
    return Found(Measurement("", value, value, unit, {unit: 1.0}, "").below(limit), (), (Reason(limit, unit),))


def either(*tests: Found, every: bool = False) -> Found:
    """A part with several tests: low if one is; not low if one is known, or with `every` if all are."""
    if low := [test for test in tests if test.low]:
        return Found(True, (), reasons(low))
    known = [test for test in tests if test.low is not None]
    if not known or (every and len(known) < len(tests)):
        return Found(None, missing(tests))
    return Found(False, missing(tests), reasons(known))


def both(*parts: Found, met: str, not_met: str, unknown: str) -> Verdict:
    """A definition that needs every part low: one that is not low settles it. The three words are the caller's."""
    if failed := [part for part in parts if part.low is False]:
        return Verdict(not_met, (), reasons(failed))
    if any(part.low is None for part in parts):
        return Verdict(unknown, missing(parts))
    return Verdict(met, (), reasons(parts))


def missing(parts: Iterable[Found]) -> tuple[str, ...]:
    """The inputs that could still change any of them, each once."""
    return tuple(dict.fromkeys(key for part in parts for key in part.open))


def reasons(parts: Iterable[Found]) -> tuple[Reason, ...]:
    """The limits that any of them was compared with."""
    return tuple(reason for part in parts for reason in part.because)

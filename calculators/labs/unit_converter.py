"""The same blood result in every unit that laboratories print for it."""

from __future__ import annotations

from calculators.core import measure
from calculators.core.analytes import ANALYTES, Analyte
from calculators.core.measure import Measurement
from calculators.core.model import CHECK_UNIT, Calculator, Choice, InputError, Outcome, Quantity

EVERY_UNIT = dict.fromkeys((unit for analyte in ANALYTES.values() for unit in analyte.units), 1.0)
ANYTHING_ABOVE_ZERO = (1e-9, 1e9)


def interpret(*, analyte: str | None = None, value: Measurement | None = None) -> Outcome:
    """The value in each unit of the analyte; a bound such as `<60` stays a bound.

    Raises `InputError` where either is missing, the unit is not one of that analyte's, or the value is not possible.
    Source: molar masses from the chemical formulas; creatinine 88.4 µmol/L in 1 mg/dL by convention.
    """
    if analyte is None:
        raise InputError("analyte", "Choose what was measured.")
    if value is None:
        raise InputError("value", "Enter the value with its unit.")
    chosen = ANALYTES[analyte]
    quantity = chosen.quantity("value", label=chosen.label)
    typed = measure.parse(value.typed, "", quantity)
    advice = f"{typed.typed} is unusual. {measure.unit_advice(typed.bound, typed.unit, quantity)}"
    sign = value.typed[0] if value.exact is None else ""
    converted = {unit: typed.to(unit, typed.bound) for unit in chosen.units}
    values: dict[str, float | str | None] = {
        unit: f"{sign}{measure.text(n)}" if sign else n for unit, n in converted.items()
    }
    return Outcome(
        band=None,
        values=values,
        sentence=f"{chosen.label}: {_list(chosen, values)}.",
        checks=[advice] if measure.unusual(typed, quantity) else [],
    )


def _list(chosen: Analyte, values: dict[str, float | str | None]) -> str:
    shown = [f"{v if isinstance(v, str) else measure.text(float(f'{v:.4g}'))} {unit}" for unit, v in values.items()]
    return " = ".join(shown)


CALCULATOR = Calculator(
    title="Convert a blood result to another unit",
    interpret=interpret,
    button="Convert",
    inputs=(
        Choice("analyte", "What was measured?", {key: analyte.label for key, analyte in ANALYTES.items()}),
        Quantity("value", "Value", EVERY_UNIT, ANYTHING_ABOVE_ZERO, hint="As printed, with its unit."),
    ),
    notes={CHECK_UNIT: "Check the unit."},
)

"""Random requests, made from a calculator's own declaration: right, extreme and wrong ones."""

from __future__ import annotations

from hypothesis import strategies as st

from calculators.core.model import Calculator, Checklist, Choice, Flag, Input, Pasted, Quantity

LINES = (
    "Serum vitamin B12 179 ng/L (197-771)",
    "Hb 11,8 g/dL",
    "MCV 104 fL",
    "Creatinine 78 umol/L 59 - 104",
    "Methylmalonic acid <0.1 umol/L",
    "Intrinsic factor antibody: positive",
)
ASSIGNED = st.characters(exclude_categories=["Cs", "Cn"])
"""Not what this Python's Unicode leaves open: a newer one, such as the browser's, may call it a letter."""
SIGNS = st.sampled_from(["", "", "", "", "<", ">", "≤", ">="])


def numbers(each: Quantity) -> st.SearchStrategy[float]:
    """Numbers in the quantity's first unit: mostly usual ones, some at the ends of what is possible."""
    low, high = each.usual or each.possible
    ends = st.floats(max(each.possible[0], 0), each.possible[1])
    return st.one_of(st.floats(low, min(high, max(low * 50, 1.0))), st.floats(low, high), ends)


@st.composite
def measured(draw: st.DrawFn, each: Quantity) -> str:
    """A quantity as a person types it."""
    unit = draw(st.sampled_from(list(each.units)))
    value = draw(numbers(each)) / each.units[unit]
    digits = draw(st.integers(0, 3))
    sign = draw(SIGNS) if each.censored else ""
    return f"{sign}{value:.{digits}f}" + ("" if each.unit_of else f" {unit}")


def typed(each: Input) -> st.SearchStrategy[str]:
    """Something a person may give for one input."""
    match each:
        case Quantity():
            return st.one_of(measured(each), st.sampled_from(list(each.words))) if each.words else measured(each)
        case Choice():
            return st.sampled_from(list(each.options))
        case Flag():
            return st.sampled_from(["yes", "no"])
        case Checklist():
            ids = st.lists(st.sampled_from(list(each.items)), max_size=4, unique=True)
            return ids.map(lambda picked: ",".join(picked) or "none")
        case Pasted():
            lines = st.one_of(st.sampled_from(LINES), st.text(ASSIGNED, max_size=20))
            return st.lists(lines, max_size=5).map("\n".join)


def requests(calculator: Calculator) -> st.SearchStrategy[dict[str, str]]:
    """A whole form, any part of it left out."""
    return st.fixed_dictionaries({}, optional={each.key: typed(each) for each in calculator.inputs})


def nonsense(calculator: Calculator) -> st.SearchStrategy[dict[str, str]]:
    """Any text in any field."""
    return st.dictionaries(st.sampled_from([each.key for each in calculator.inputs]), st.text(ASSIGNED, max_size=12))

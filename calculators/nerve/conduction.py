"""How fast a nerve fibre carries a signal: Hursh's rule for its size, Rushton's theory for the share that is myelin."""

from __future__ import annotations

from math import exp, log, sqrt

from calculators.core.measure import Measurement, text
from calculators.core.model import OWN, Calculator, Choice, Constant, Formula, InputError, Outcome, Quantity, Source
from calculators.core.plot import Axis, Plot, Point

MODEL = Source(OWN, "decision 0014")
RULE = Source("hursh1939", "cat, large fibres; read in two programs that name it")
THEORY = Source("rushton1951", "read in two programs, one of which names it")

SPEED_PER_MICROMETRE = Constant("6", RULE, "secondary", "m/s per µm")
LOG_OF_BEST_G = Constant("-0.5", Source(OWN, "where the slope of g√(−ln g) is 0"), "own")
HEALTHY_G = Constant("0.6", Source("chomiak2009", "abstract: Rushton’s optimal g-ratio"), "original")

SHOWN_G = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
SHOWN_DIAMETERS = (0, 5, 10, 15, 20, 25)
SPEEDS = (0, 50, 100, 150, 200, 250)
TOPS = (10, 20, 40, 60, 80, 120, 160, 240)
"""The charts' ticks: g-ratios, diameters in µm, speeds in m/s, and where the speed axis of the first may end."""
PERCENT, SIDES, PARTS, STEPS, TOO_NEAR = 100, 2, 4, 140, 0.1


def factor(g_ratio: float) -> float:
    """How speed depends on the g-ratio (above 0, below 1) at one fibre size, without a unit. Source: Rushton 1951."""
    return g_ratio * sqrt(-log(g_ratio))


def best_g() -> float:
    """The g-ratio at which a fibre of one size is fastest, e^(−1/2)."""
    return exp(LOG_OF_BEST_G.value)


def fibre_now(diameter: float, g_ratio: float, *, axon_kept: bool) -> float:
    """The fibre's diameter in µm at this g-ratio; `diameter` in µm is what it was with a healthy g-ratio."""
    return diameter * HEALTHY_G.value / g_ratio if axon_kept else diameter


def velocity(diameter: float, g_ratio: float, *, axon_kept: bool) -> float:
    """Speed of the signal in m/s; `diameter` in µm of the healthy fibre, axon and myelin; `g_ratio` above 0, below 1.

    Source: 6 m/s per µm (Hursh 1939) at the best g-ratio, scaled by Rushton 1951; that they are joined is ours.
    """
    fibre = fibre_now(diameter, g_ratio, axon_kept=axon_kept)
    return SPEED_PER_MICROMETRE.value * fibre * factor(g_ratio) / factor(best_g())


def interpret(
    *, hold: str | None = None, diameter: Measurement | None = None, g_ratio: Measurement | None = None
) -> Outcome:
    """Speed in m/s, compared with g 0.6 and, for a fibre of one size, with the best g-ratio; and the sizes in µm.

    Raises `InputError` where an input is missing.
    """
    if hold is None:
        raise InputError("hold", "Choose what stays the same. Where myelin is lost, that is the axon.")
    if diameter is None:
        raise InputError("diameter", "Enter the diameter of the healthy fibre. Those to muscles have 12 to 20 µm.")
    if g_ratio is None:
        raise InputError("g_ratio", "Enter the g-ratio. About 0.6 is healthy; nearer to 1 there is less myelin.")
    size, g, axon_kept = diameter.bound, g_ratio.bound, hold == "axon"
    speed = velocity(size, g, axon_kept=axon_kept)
    relative = speed / velocity(size, HEALTHY_G.value, axon_kept=axon_kept)
    fibre = fibre_now(size, g, axon_kept=axon_kept)
    return Outcome(
        band=None,
        values={
            "velocity": speed,
            "relative": relative,
            "relative_to_best": None if axon_kept else factor(g) / factor(best_g()),
            "best_g": best_g(),
            "axon_diameter": g * fibre,
            "fibre_diameter": fibre,
            "myelin_thickness": (fibre - g * fibre) / SIDES,
        },
        sentence=f"By this model a signal runs at about {_two(speed)} m/s, "
        f"{text(round(PERCENT * relative))} % of the speed at a g-ratio of {HEALTHY_G}.",
        notes=["model", "axon_kept" if axon_kept else "fibre_kept", "large_fibres"],
        charts=[_by_myelin(size, g, axon_kept=axon_kept), _by_size(size, g, axon_kept=axon_kept)],
    )


def _two(value: float) -> str:
    return text(float(f"{value:.2g}"))


def _curve(diameter: float, *, axon_kept: bool) -> list[Point]:
    low, high = SHOWN_G[0], SHOWN_G[-1]
    shown = [low + (high - low) * step / STEPS for step in range(STEPS)]
    return [*((g, velocity(diameter, g, axon_kept=axon_kept)) for g in shown), (high, 0.0)]


def _by_myelin(diameter: float, g: float, *, axon_kept: bool) -> Plot:
    speed, best = velocity(diameter, g, axon_kept=axon_kept), velocity(diameter, best_g(), axon_kept=False)
    curves = [_curve(diameter, axon_kept=axon_kept), _curve(diameter, axon_kept=not axon_kept)]
    highest = max(each for curve in curves for _, each in curve)
    top = next((each for each in TOPS if each >= highest), TOPS[-1])
    kept, other = ("axon", "fibre") if axon_kept else ("fibre", "axon")
    name = "" if abs(g - best_g()) < TOO_NEAR else f"best fibre, g {best_g():.4f}"
    return Plot(
        "Speed of the signal against the g-ratio",
        f"At a g-ratio of {text(g)} and with the {kept} kept, {_two(speed)} m/s. With the fibre kept, the most is "
        f"{_two(best)} m/s at {best_g():.4f}, a flat top. With the axon kept, each loss of myelin costs speed.",
        Axis("g-ratio: less myelin to the right", SHOWN_G),
        Axis(f"m/s. Bold: {kept} kept. Dashed: {other} kept.", [top * part / PARTS for part in range(PARTS + 1)]),
        lines=curves,
        points=[(name, (best_g(), best)), ("this one", (g, speed))],
    )


def _by_size(diameter: float, g: float, *, axon_kept: bool) -> Plot:
    speed, end = velocity(diameter, g, axon_kept=axon_kept), SHOWN_DIAMETERS[-1]
    now = [(0.0, 0.0), (end, velocity(end, g, axon_kept=axon_kept))]
    healthy = [(0.0, 0.0), (end, velocity(end, HEALTHY_G.value, axon_kept=axon_kept))]
    return Plot(
        "Speed of the signal against the diameter of the fibre",
        f"A straight line: twice the diameter, twice the speed. At {text(diameter)} µm, {_two(speed)} m/s. "
        f"The dashed line is a g-ratio of {HEALTHY_G}.",
        Axis("diameter of the healthy fibre, µm", SHOWN_DIAMETERS),
        Axis(f"m/s. Bold: this g-ratio. Dashed: {HEALTHY_G}.", SPEEDS),
        lines=[now, healthy],
        points=[("this one", (diameter, speed))],
    )


CALCULATOR = Calculator(
    title="How fast do nerves carry a signal?",
    interpret=interpret,
    button="Work it out",
    inputs=(
        Choice(
            "hold",
            "What stays the same when the myelin changes?",
            {"axon": "The axon: myelin is lost from around it", "fibre": "The fibre: axon and myelin share its size"},
        ),
        Quantity(
            "diameter",
            "Diameter of the healthy fibre",
            {"µm": 1.0},
            possible=(1, 25),
            censored=False,
            hint="Axon and myelin together. Those to muscles have 12 to 20.",
            slider=(1, 20, 0.5),
        ),
        Quantity(
            "g_ratio",
            "g-ratio",
            {"axon/fibre": 1.0},
            possible=(0.3, 0.99),
            censored=False,
            hint="Axon divided by fibre. About 0.6 is healthy; at 1 no myelin is left.",
            slider=(0.4, 0.99, 0.01),
        ),
    ),
    notes={
        "model": "A model: it slows signals and never stops them.",
        "axon_kept": "The axon stays: this is loss of myelin.",
        "fibre_kept": "The fibre stays: less myelin is a fatter axon.",
        "large_fibres": "The rule is for large fibres.",
    },
    presets={
        "A healthy large fibre": {"hold": "axon", "diameter": "12", "g_ratio": "0.6"},
        "Half of the myelin lost": {"hold": "axon", "diameter": "12", "g_ratio": "0.75"},
        "Most of the myelin lost": {"hold": "axon", "diameter": "12", "g_ratio": "0.9"},
    },
    value_labels={
        "velocity": "Speed, m/s",
        "relative": f"Compared with a g-ratio of {HEALTHY_G}",
        "relative_to_best": "Compared with the best g-ratio",
        "best_g": "Best g-ratio of a fibre of one size",
        "axon_diameter": "Axon, µm",
        "fibre_diameter": "Fibre, µm",
        "myelin_thickness": "Myelin around the axon, µm",
    },
    formulas=(
        Formula(
            "Speed of a fibre of a given size",
            rf"v = {SPEED_PER_MICROMETRE} \cdot D \cdot \frac{{g \sqrt{{-\ln g}}}}"
            rf"{{\hat g \sqrt{{-\ln \hat g}}}}, \quad \hat g = e^{{{LOG_OF_BEST_G}}}",
            "v in m/s, D the fibre’s diameter in µm, g the axon’s diameter divided by the fibre’s.",
            THEORY,
            "secondary",
            "Large myelinated fibres. That Hursh’s rule holds at the best g-ratio is our choice; at "
            f"{HEALTHY_G} it makes a difference of 1 in 10,000.",
        ),
        Formula(
            "Speed where the axon keeps its size",
            rf"v = {SPEED_PER_MICROMETRE} \cdot {HEALTHY_G} \cdot D \cdot \frac{{\sqrt{{-\ln g}}}}"
            rf"{{\hat g \sqrt{{-\ln \hat g}}}}",
            f"D is the diameter that the fibre had with a g-ratio of {HEALTHY_G}.",
            MODEL,
            "own",
            "Loss of myelin along the whole fibre alike. Slowing only: no block.",
        ),
    ),
)

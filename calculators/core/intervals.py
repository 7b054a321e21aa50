"""Estimates with their intervals in rows, as inline SVG: a mark for the estimate, a line for what it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from calculators.core.measure import signed
from calculators.core.plot import Axis

WIDTH, EDGE, TOP, ROW, BOTTOM = 360, 14, 8, 38, 44


def _height(number: int) -> int:
    """Where a row's interval is drawn."""
    return TOP + number * ROW + 28


@dataclass(frozen=True)
class Estimate:
    """One row: its name, the estimate and its interval, and the same in words."""

    name: str
    value: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Intervals:
    """Rows on one axis; `mark` is where a line is drawn from top to bottom, such as no difference."""

    title: str
    axis: Axis
    rows: Sequence[Estimate]
    mark: float | None = None

    def alternative(self) -> str:
        """The same in words."""
        return "; ".join(f"{row.name}: {row.words}" for row in self.rows)

    def x(self, value: float) -> float:
        """Where a number stands; beyond the axis it stays at its end."""
        return round(EDGE + self.axis.share(value) * (WIDTH - 2 * EDGE), 1)

    def svg(self) -> str:
        """The rows as one inline SVG element."""
        bottom = TOP + len(self.rows) * ROW
        ticks = "".join(
            f'<path class="plot__grid" d="{self._upright(tick)}"/>'
            f'<text class="plot__tick" x="{self.x(tick)}" y="{bottom + 15}" text-anchor="middle">{signed(tick)}</text>'
            for tick in self.axis.ticks
        )
        mark = "" if self.mark is None else f'<path class="intervals__mark" d="{self._upright(self.mark)}"/>'
        return (
            f'<svg class="plot intervals" viewBox="0 0 {WIDTH} {bottom + BOTTOM}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(self.alternative())}">{ticks}{mark}'
            f"{''.join(self._row(number, row) for number, row in enumerate(self.rows))}"
            f'<text class="plot__label" x="{WIDTH - EDGE}" y="{bottom + 34}" text-anchor="end">'
            f"{escape(self.axis.label)}</text></svg>"
        )

    def _upright(self, value: float) -> str:
        """A line through the rows that leaves their words free."""
        return "".join(f"M{self.x(value)} {y - 8}v18" for y in map(_height, range(len(self.rows))))

    def _row(self, number: int, row: Estimate) -> str:
        y = _height(number)
        ends = f"M{self.x(row.low)} {y}H{self.x(row.high)}M{self.x(row.low)} {y - 4}v8M{self.x(row.high)} {y - 4}v8"
        return (
            f'<text class="plot__name" x="{EDGE}" y="{y - 13}">{escape(row.name)}</text>'
            f'<text class="intervals__words" x="{WIDTH - EDGE}" y="{y - 13}" text-anchor="end">'
            f"{escape(row.words)}</text>"
            f'<path class="intervals__range" d="{ends}"/>'
            f'<path class="plot__point" d="M{self.x(row.value)} {y}m-5 0l5 -5l5 5l-5 5Z"/>'
        )

"""Spans of time as bars below one another, with a line for now, as inline SVG; time runs on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from calculators.core.measure import text

WIDTH, EDGE, TOP, ROW, BOTTOM = 360, 8, 26, 34, 30
TICKS = ((1, "1 day"), (7, "1 week"), (28, "4 weeks"), (91, "3 months"), (365, "1 year"))
FIRST, LAST = 1, 365


@dataclass(frozen=True)
class Timeline:
    """Bars from one day to another, each with its name and status; `now` is in days since the start."""

    title: str
    bars: Sequence[tuple[str, float, float]]
    now: float

    def x(self, days: float) -> float:
        """Where a day stands; before the first and after the last it stays at the end."""
        share = log10(min(max(days, FIRST), LAST) / FIRST) / log10(LAST / FIRST)
        return EDGE + share * (WIDTH - 2 * EDGE)

    def alternative(self) -> str:
        """The same in words."""
        rows = "; ".join(f"{name}: day {text(start)} to {text(end)}" for name, start, end in self.bars)
        return f"Now: day {text(round(self.now))}. {rows}."

    def svg(self) -> str:
        """The timeline as one inline SVG element."""
        bottom = TOP + ROW * len(self.bars)
        ticks = "".join(
            f'<path class="plot__grid" d="M{self.x(day):.1f} {TOP}V{bottom}"/>'
            f'<text class="plot__tick" x="{self.x(day):.1f}" y="{bottom + 16}" text-anchor="{anchor}">{name}</text>'
            for (day, name), anchor in zip(TICKS, ("start", *["middle"] * 3, "end"), strict=True)
        )
        bars = "".join(self._bar(index, *bar) for index, bar in enumerate(self.bars))
        x = self.x(self.now)
        side = "start" if x < WIDTH / 2 else "end"
        now = (
            f'<path class="timeline__now" d="M{x:.1f} {TOP - 8}V{bottom}"/>'
            f'<text class="timeline__label" x="{x:.1f}" y="{TOP - 13}" text-anchor="{side}">now</text>'
        )
        return (
            f'<svg class="timeline" viewBox="0 0 {WIDTH} {bottom + BOTTOM}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(self.alternative())}">{ticks}{now}{bars}</svg>'
        )

    def _bar(self, index: int, name: str, start: float, end: float) -> str:
        y = TOP + ROW * index
        left, right = self.x(start), self.x(end)
        anchor, at = ("start", left) if left < WIDTH / 2 else ("end", right)
        return (
            f'<text class="timeline__label" x="{at:.1f}" y="{y + 13}" text-anchor="{anchor}">{escape(name)}</text>'
            f'<rect class="timeline__bar" x="{left:.1f}" y="{y + 18}" width="{max(right - left, 4):.1f}" height="11"/>'
        )

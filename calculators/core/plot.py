"""A plot of lines and points as inline SVG: linear or logarithmic axes, a band for what is uncertain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from calculators.core.measure import signed

WIDTH, HEIGHT = 360, 240
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 26, 44
FOR_NAMES = 24
"""Room kept at the right where lines have names."""
NAME = 12
"""Height of a label."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """One axis: what it shows, and the numbers written beside it, the ends included."""

    label: str
    ticks: Sequence[float]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value stands, from 0 to 1; beyond the ends it stays at the end."""
        scale: Callable[[float], float] = log10 if self.logarithmic else float
        low, high = scale(self.ticks[0]), scale(self.ticks[-1])
        least = self.ticks[0] if self.logarithmic else float("-inf")
        return min(max((scale(max(value, least)) - low) / (high - low), 0.0), 1.0)


@dataclass(frozen=True)
class Plot:
    """Lines, points and an area between two lines, with a sentence that says what they show.

    `lines` are drawn in order, the first one bold, each with its name of `names` at its end, if it has one; `points`
    have a name each; `area` runs along its lower edge first.
    """

    title: str
    alternative: str
    x: Axis
    y: Axis
    lines: Sequence[Sequence[Point]]
    points: Sequence[tuple[str, Point]] = ()
    area: Sequence[Point] = ()
    names: Sequence[str] = ()

    @property
    def right(self) -> int:
        """Where the drawing ends and the names of lines begin."""
        return WIDTH - RIGHT - (FOR_NAMES if self.names else 0)

    def at(self, point: Point) -> str:
        """A point in the drawing's own coordinates."""
        x = LEFT + self.x.share(point[0]) * (self.right - LEFT)
        y = HEIGHT - BOTTOM - self.y.share(point[1]) * (HEIGHT - TOP - BOTTOM)
        return f"{x:.1f} {y:.1f}"

    def svg(self) -> str:
        """The plot as one inline SVG element."""
        area = f'<path class="plot__area" d="M{"L".join(map(self.at, self.area))}Z"/>' if self.area else ""
        lines = "".join(
            f'<path class="plot__line plot__line--{number}" d="M{"L".join(map(self.at, line))}"/>'
            for number, line in enumerate(self.lines)
        )
        return (
            f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(self.alternative)}">'
            f"{self._axes()}{area}{lines}{self._names()}{''.join(self._points())}</svg>"
        )

    def _axes(self) -> str:
        bottom, right = HEIGHT - BOTTOM, self.right
        across = "".join(
            f'<text class="plot__tick" x="{self.at((tick, 0)).split()[0]}" y="{bottom + 15}" text-anchor="middle">'
            f"{signed(tick)}</text>"
            for tick in self.x.ticks
        )
        up = "".join(
            f'<path class="plot__grid" d="M{LEFT} {y}H{right}"/>'
            f'<text class="plot__tick" x="{LEFT - 5}" y="{y}" dy=".35em" text-anchor="end">{signed(tick)}</text>'
            for tick in self.y.ticks
            for y in [self.at((self.x.ticks[0], tick)).split()[1]]
        )
        return (
            f'{up}{across}<text class="plot__label" x="{right}" y="{HEIGHT - 8}" text-anchor="end">'
            f'{escape(self.x.label)}</text><text class="plot__label" x="{LEFT}" y="{TOP - 12}">'
            f"{escape(self.y.label)}</text>"
        )

    def _names(self) -> str:
        ends = [self.at(line[-1]).split() for line in self.lines[: len(self.names)]]
        return "".join(
            f'<text class="plot__end" x="{float(x) + 4:.1f}" y="{y}" dy=".35em">{escape(name)}</text>'
            for name, (x, y) in zip(self.names, ends, strict=True)
            if name
        )

    def _points(self) -> list[str]:
        parts = []
        for name, point in self.points:
            x, y = self.at(point).split()
            away = "-.7em" if float(y) > TOP + NAME else "1.6em"  # at the top the label would leave the drawing
            label = f'<text class="plot__name" x="{x}" y="{y}" dy="{away}" text-anchor="middle">{escape(name)}</text>'
            parts.append(f'<path class="plot__point" d="M{x} {y}m-4 0l4 -4l4 4l-4 4Z"/>{label if name else ""}')
        return parts

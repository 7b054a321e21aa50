"""Charts as inline SVG in the theme's own colours, readable without colour, each with a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from calculators.core.measure import Measurement, text

WIDTH, HEIGHT, EDGE = 360, 112, 6
BAND_TOP, BAND_HEIGHT = 44, 30
BEYOND = 2
"""The last band is drawn to twice its limit; a value further out is an arrow at the end."""


@dataclass(frozen=True)
class NumberLine:
    """A guideline's bands in a row, equally wide, with the reader's value in its place.

    `cuts` are the limits between the bands in `unit`; `place` is the index of the value's band, or none where a
    censored value may lie in several.
    """

    title: str
    unit: str
    bands: Sequence[str]
    cuts: Sequence[float]
    value: Measurement
    place: int | None

    def x(self, number: float) -> float:
        """Where a number stands: linear within its band."""
        ends = [0.0, *self.cuts, self.cuts[-1] * BEYOND]
        width = (WIDTH - 2 * EDGE) / len(self.bands)
        for index, (low, high) in enumerate(pairwise(ends)):
            if number <= high:
                return EDGE + (index + (number - low) / (high - low)) * width
        return WIDTH - EDGE

    def ranges(self) -> list[str]:
        """What each band covers, in words."""
        cuts = [text(cut) for cut in self.cuts]
        middle = [f"{low} to {high}" for low, high in pairwise(cuts)]
        return [f"below {cuts[0]}", *middle, f"above {cuts[-1]}"]

    def alternative(self) -> str:
        """The chart in a sentence or two."""
        rows = "; ".join(f"{band}: {span} {self.unit}" for band, span in zip(self.bands, self.ranges(), strict=True))
        where = f"in the band “{self.bands[self.place]}”" if self.place is not None else "in more than one band"
        return f"{self.value.typed} lies {where}. Bands, drawn equally wide: {rows}."

    def svg(self) -> str:
        """The chart as one inline SVG element."""
        return (
            f'<svg class="number-line" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(self.alternative())}">'
            f"{''.join(self._bands())}{''.join(self._cuts())}{self._marker()}</svg>"
        )

    def _bands(self) -> list[str]:
        width = (WIDTH - 2 * EDGE) / len(self.bands)
        middle = BAND_TOP + BAND_HEIGHT / 2
        parts = []
        for index, band in enumerate(self.bands):
            x = EDGE + index * width
            here = " number-line__band--here" if index == self.place else ""
            parts.append(
                f'<rect class="number-line__band number-line__band--{index}{here}" x="{x:.1f}" y="{BAND_TOP}" '
                f'width="{width:.1f}" height="{BAND_HEIGHT}"/>'
                f'<text class="number-line__label{here}" x="{x + width / 2:.1f}" y="{middle:.1f}" dy=".35em" '
                f'text-anchor="middle">{escape(band)}</text>'
            )
        return parts

    def _cuts(self) -> list[str]:
        bottom = BAND_TOP + BAND_HEIGHT
        return [
            f'<path class="number-line__cut" d="M{self.x(cut):.1f} {BAND_TOP}v{BAND_HEIGHT + 6}"/>'
            f'<text class="number-line__tick" x="{self.x(cut):.1f}" y="{bottom + 20}" text-anchor="middle">{text(cut)}'
            f"{' ' + escape(self.unit) if cut == self.cuts[-1] else ''}</text>"
            for cut in self.cuts
        ]

    def _marker(self) -> str:
        unit_of_value = self.value.unit
        at = self.value.to(self.unit, self.value.bound) if unit_of_value != self.unit else self.value.bound
        x = min(max(self.x(at), EDGE + 1), WIDTH - EDGE - 1)
        anchor = "start" if x < WIDTH * 0.2 else "end" if x > WIDTH * 0.8 else "middle"
        span = ""
        if self.value.exact is None:
            end = EDGE if self.value.low == 0 else WIDTH - EDGE
            span = f'<path class="number-line__span" d="M{x:.1f} {BAND_TOP - 6}H{end}"/>'
        return (
            f'{span}<path class="number-line__marker" d="M{x:.1f} {BAND_TOP - 1}l-6 -10h12z"/>'
            f'<text class="number-line__value" x="{x:.1f}" y="{BAND_TOP - 17}" text-anchor="{anchor}">'
            f"{escape(self.value.typed)}</text>"
        )

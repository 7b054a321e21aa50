"""People as squares: how many of 1,000 have something, in two or more situations side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

COLUMNS, STEP, LABEL = 50, 7, 20
WIDTH = COLUMNS * STEP


@dataclass(frozen=True)
class IconArray:
    """One field of squares for each situation, its name and how many of `people` are filled."""

    title: str
    fields: Sequence[tuple[str, int]]
    people: int

    def alternative(self) -> str:
        """The same in words."""
        return "; ".join(f"{name}: {count} of {self.people:,}" for name, count in self.fields)

    def svg(self) -> str:
        """The fields as one inline SVG element."""
        height = LABEL + -(-self.people // COLUMNS) * STEP + 10
        parts = [self._field(name, count, number * height) for number, (name, count) in enumerate(self.fields)]
        return (
            f'<svg class="icon-array" viewBox="0 0 {WIDTH} {len(self.fields) * height}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(self.alternative())}">{"".join(parts)}</svg>'
        )

    def _field(self, name: str, count: int, top: int) -> str:
        label = f"{name}: {count} of {self.people:,}"
        return (
            f'<text class="icon-array__label" x="0" y="{top + 13}">{escape(label)}</text>'
            f'<path class="icon-array__yes" d="{_rows(0, count, top + LABEL)}"/>'
            f'<path class="icon-array__no" d="{_rows(count, self.people, top + LABEL)}"/>'
        )


def _rows(start: int, end: int, top: int) -> str:
    """Dashed lines, one a row, from one square to before another; the style sheet's dashes make squares of them."""
    parts = []
    while start < end:
        row, column = divmod(start, COLUMNS)
        stop = min(end, (row + 1) * COLUMNS)
        parts.append(f"M{column * STEP} {top + row * STEP + STEP / 2}H{(stop - row * COLUMNS) * STEP}")
        start = stop
    return "".join(parts)

"""A fence of results: lines of a table in docs/evidence/data as a chart, as a table, and to download.

The fence's body is the table's name, then `key: value` lines: `title`; `only`, the columns and values that a line
must have, with `;` between; `label`, the row's name, with columns in braces; `value`, the column of the estimate;
`axis`, its label, then `|`, then the numbers along it; `unit`, written after a number; `mark`, where a line is drawn;
`decimals`. A fence with `lines` draws those columns as lines over the column `x`; its `axis` is along `x`, `up` is the
other one, and `diagonal` draws where both are equal.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from html import escape
from itertools import takewhile
from pathlib import Path

from calculators.core import render
from calculators.core.intervals import Estimate, Intervals
from calculators.core.plot import Axis, Plot, Point

DATA = Path(__file__).resolve().parents[2] / "docs" / "evidence" / "data"
KEYS = {"title", "only", "label", "value", "axis", "unit", "mark", "decimals", "x", "up", "lines", "diagonal"}
TOO_FEW = "too few people to say"
Row = Mapping[str, str]


def rows_of(name: str) -> list[Row]:
    """Every line of a table of results.

    Raises:
        FileNotFoundError: if there is no such table.
    """
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(source: str) -> str:
    """The chart and the table that a fence asks for.

    Raises:
        ValueError: if a key is unknown, or no line of the table is left.
    """
    name, *lines = [line.strip() for line in source.strip().splitlines() if line.strip()]
    asked = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    if unknown := asked.keys() - KEYS:
        raise ValueError(f"{', '.join(sorted(unknown))}: not one of {', '.join(sorted(KEYS))}")
    wanted = dict(part.strip().split("=", 1) for part in asked.get("only", "").split(";") if part.strip())
    rows = [row for row in rows_of(name) if all(row[key] == value for key, value in wanted.items())]
    if not rows:
        raise ValueError(f"no line of {name}.csv has {asked.get('only')}")
    curves = "lines" in asked
    chart = _curves(rows, asked) if curves else _chart(rows, asked)
    table = _columns(rows, asked) if curves else _table(rows, asked)
    return (
        f'<figure class="results"><figcaption>{escape(asked["title"])}</figcaption>{chart.svg()}'
        f"<details><summary>The numbers</summary>{table}"
        f'<p><a href="../data/{name}.csv" download>All of this table as a file (CSV)</a></p></details></figure>'
    )


def _words(row: Row, asked: Row) -> str:
    """An estimate with its interval, in words."""
    if not row[asked["value"]]:
        return TOO_FEW
    unit, decimals = asked.get("unit", ""), int(asked.get("decimals", "1"))
    unit = f" {unit}" if unit not in ("", "%") else unit
    value, low, high = (f"{float(row[key]):.{decimals}f}".replace("-", "−") for key in (asked["value"], "low", "high"))
    return f"{value}{unit} ({low} to {high})"


def _chart(rows: Sequence[Row], asked: Row) -> Intervals:
    shown = [row for row in rows if row[asked["value"]]]
    estimates = [
        Estimate(
            asked["label"].format_map(row),
            float(row[asked["value"]]),
            float(row["low"]),
            float(row["high"]),
            _words(row, asked),
        )
        for row in shown
    ]
    mark = float(asked["mark"]) if "mark" in asked else None
    return Intervals(asked["title"], _axis(asked["axis"]), estimates, mark)


def _axis(said: str) -> Axis:
    """An axis from its label, `|` and the numbers along it."""
    label, _, ticks = said.partition("|")
    return Axis(label.strip(), [float(tick) for tick in ticks.split()])


def _curves(rows: Sequence[Row], asked: Row) -> Plot:
    across, up, names = _axis(asked["axis"]), _axis(asked["up"]), [name.strip() for name in asked["lines"].split(",")]
    whole: list[list[Point]] = [[(float(row[asked["x"]]), float(row[name])) for row in rows] for name in names]
    lines = [_down_to(up.ticks[0], line) for line in whole]
    if "diagonal" in asked:
        lines.append([(tick, tick) for tick in (up.ticks[0], up.ticks[-1])])
    said = "; ".join(f"{name} from {line[0][1]:g} to {line[-1][1]:g}" for name, line in zip(names, whole, strict=True))
    ends = [*names, asked["diagonal"]] if "diagonal" in asked else []  # names at the ends of many would overlap
    return Plot(asked["title"], f"{said}.", across, up, lines, names=ends)


def _down_to(lowest: float, line: Sequence[Point]) -> list[Point]:
    """A line as far as it stays on the axis: one that runs along its end would say what is not so."""
    shown = list(takewhile(lambda point: point[1] >= lowest, line))
    if 0 < len(shown) < len(line):
        (x, y), (below_x, below_y) = shown[-1], line[len(shown)]
        shown.append((x + (below_x - x) * (y - lowest) / (y - below_y), lowest))
    return shown


def _table(rows: Sequence[Row], asked: Row) -> str:
    body = "".join(
        f"<tr><th scope=row>{escape(asked['label'].format_map(row))}</th><td>{int(row['people']):,}</td>"
        f"<td>{escape(_words(row, asked))}</td></tr>"
        for row in rows
    )
    return render.table(asked["title"], ("Group", "People", "Estimate (95% interval)"), body)


def _columns(rows: Sequence[Row], asked: Row) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{float(value):g}</td>' for value in row.values())}</tr>" for row in rows)
    return render.table(asked["title"], tuple(name.replace("_", " ") for name in rows[0]), body)

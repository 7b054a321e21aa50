"""Writes the page about speed: every table is made from the readings, which are kept beside this file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from bench.arms import HERE, ROOT

READINGS = HERE / "readings.json"
PAGE = ROOT / "docs" / "contributing" / "speed.md"
START, END = "<!-- made by make bench: start -->", "<!-- made by make bench: end -->"
NTH = ("First visit", "Second visit", "Third visit")
LIMIT_KB, FRAME_MS, MARK = 150, 16, 98
REACH = {  # times faster than stock: to reach, and aimed for
    ("full", 0): (4, 6),
    ("full", 1): (6, 12),
    ("slowed", 0): (3, None),
    ("line", 0): (1, None),
}
MOST_BYTES = (80, 60)  # per cent of stock's
OTHERS = ("stock", "pyscript")
NAMES = {"ours": "Ours", "stock": "Stock Pyodide", "pyscript": "PyScript", "form": "The form on this site"}
Readings = dict[str, Any]


def keep(readings: Readings) -> None:
    """Keep the readings and renew the page's tables."""
    READINGS.write_text(json.dumps(readings, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), readings), encoding="utf-8")


def renewed(page: str, readings: Readings) -> str:
    """The page with its tables made of these readings."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{tables(readings)}\n{END}{after}"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def times(readings: Readings, way: str, arm: str, nth: int, what: str = "ms") -> list[float]:
    """One reading of each round."""
    return [visits[nth][what] for visits in readings["visits"][way][arm]]


def ratio(readings: Readings, way: str, nth: int, other: str) -> tuple[float, float, float]:
    """How many times as long another way takes: of the medians, and least and most of any round."""
    theirs, ours = (times(readings, way, arm, nth) for arm in (other, "ours"))
    each = [them / us for them, us in zip(theirs, ours, strict=True)]
    return median(theirs) / median(ours), min(each), max(each)


def cases(readings: Readings) -> list[tuple[str, str, int]]:
    """The conditions measured: in words, by name, and which visit."""
    slower = median(readings["slowdown"])
    words = {"full": "", "slowed": f", everything slowed {slower:.1f} times", "line": ", 10 Mbit/s"}
    visits = {way: len(readings["visits"][way]["ours"][0]) for way in words}
    return [(NTH[nth] + words[way], way, nth) for way in words for nth in range(visits[way])]


def verdict(value: float, reach: float, aim: float | None, better: Callable[[float, float], bool], unit: str) -> str:
    """What was to be reached, and whether it was."""
    if aim is not None and better(value, aim):
        return f"{reach}{unit}, aim {aim}{unit}: both reached"
    words = f"{reach}{unit}" + (f", aim {aim}{unit}" if aim is not None else "")
    return f"{words}: {'reached' if better(value, reach) else '**not reached**'}"


def faster(readings: Readings) -> str:
    """How many times faster the first result is."""
    rows = []
    for words, way, nth in cases(readings):
        cells = [
            f"**{mid:.1f}** ({low:.1f}–{high:.1f})" for mid, low, high in (ratio(readings, way, nth, o) for o in OTHERS)
        ]
        reach = REACH.get((way, nth))
        wanted = verdict(ratio(readings, way, nth, "stock")[0], *reach, float.__ge__, "×") if reach else ""
        rows.append([words, *cells, wanted])
    share = [100 * sent(readings, "ours") / sent(readings, other) for other in OTHERS]
    wanted = verdict(share[0], *MOST_BYTES, float.__le__, " %")
    rows.append(["Bytes of the first visit", *(f"**{each:.0f} %**" for each in share), wanted])
    return table(["From touch to first result", "Than stock Pyodide", "Than PyScript", "To reach, against stock"], rows)


def sent(readings: Readings, arm: str) -> float:
    """The bytes of a first visit."""
    return float(median(times(readings, "full", arm, 0, "bytes")))


def absolute(readings: Readings) -> str:
    """The medians behind the ratios."""
    rows: list[list[object]] = [
        [words, *(f"{median(times(readings, way, arm, nth)):,.0f} ms" for arm in NAMES)]
        for words, way, nth in cases(readings)
    ]
    rows.append(["Bytes of the first visit", *(f"{sent(readings, arm) / 1e6:.2f} MB" for arm in NAMES)])
    return table(["Medians on this machine", *NAMES.values()], rows)


def centile(values: Iterable[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def used(readings: Readings) -> str:
    """What happens once Python runs."""
    use = readings["use"]
    slider, second = use["slider"], use["second"]
    form, python = slider["form"], slider["python"]
    worker, shown = zip(*use["changes"], strict=True)

    def spread(values: Iterable[float]) -> str:
        return " / ".join(f"{centile(values, share):.1f}" for share in (0.5, 0.95, 1)) + " ms"

    high = centile(worker, 0.95)
    return table(
        ["Once Python runs", "Reading", "To reach"],
        [
            [
                f"{len(worker)} changes of a number: asked until answered, middle / 95 of 100 / slowest",
                spread(worker),
                verdict(high, FRAME_MS, None, float.__le__, " ms for 95 of 100"),
            ],
            ["The same until the frame that shows it", spread(shown), ""],
            [
                f"{slider['moves']} moves of a slider: requests sent, most waiting in the worker at once",
                f"{form['asked']}, {form['most']}",
                verdict(form["most"], 1, None, lambda a, b: a <= b, " at once"),
            ],
            [
                "As many, each asked of Python at once: sent, most waiting, whether the last is answered",
                f"{python['asked']}, {python['most']}, {'yes' if slider['last_is_right'] else 'no'}",
                verdict(python["most"], 1, None, lambda a, b: a <= b, " at once"),
            ],
            [
                "A second calculator in the same visit: starts of Python, its bytes, first answer",
                f"{second['starts'] - 1:.0f}, {second['bytes']:.0f}, {second['ms']:.0f} ms",
                verdict(second["starts"] - 1, 0, None, lambda a, b: a <= b, " started"),
            ],
            [
                "Python bytes of a page whose calculator nobody touches",
                use["untouched_bytes"],
                verdict(use["untouched_bytes"], 0, None, lambda a, b: a <= b, ""),
            ],
        ],
    )


def pages(readings: Readings) -> str:
    """What pages weigh and how they are rated."""
    rows = []
    for page, weight in readings["weight"].items():
        size = sum(weight.values()) / 1000
        marks = [
            f"{median(run['marks'][name] for run in readings['lighthouse'][page]):.0f}"
            for name in readings["lighthouse"][page][0]["marks"]
        ]
        rows.append([page.capitalize(), f"{size:.0f} kB", verdict(size, LIMIT_KB, None, float.__le__, " kB"), *marks])
    head = ["Page", "Before any touch", "To reach", "Performance", "Accessibility", "Best practices", "SEO"]
    return table(head, rows)


def tables(readings: Readings) -> str:
    """Everything between the page's two marks."""
    about = readings["about"]
    rounds, runs = len(readings["slowdown"]), len(next(iter(readings["lighthouse"].values())))
    memory = f", {about['memory_gb']} GB of memory" if about["memory_gb"] else ""
    stamp = (
        f"Measured on {about['date']} in {rounds} rounds with Pyodide {about['pyodide']}, "
        f"PyScript {about['pyscript']}, Chromium {about['chromium']} and Lighthouse {about['lighthouse']}, "
        f"on {about['system']} with {about['cores']} cores ({about['processor']}){memory}.\n"
    )
    ratios = "A ratio is of the medians; in brackets, the lowest and the highest of any round.\n"
    marks = f"Lighthouse’s marks are medians of {runs} runs; the aim is {MARK} for each.\n"
    parts = [stamp, faster(readings), ratios, absolute(readings), used(readings), pages(readings), marks]
    return "\n".join(parts)

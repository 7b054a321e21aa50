"""The analysis of the survey: its own tests in its own environment, and what pages and calculators say of it."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from calculators.core.survey import CENTILES, GROUPS, PERCENTILES
from calculators.markdown.evidence import DATA, figure, rows_of
from tests.cases import ROOT

PYTHON = ROOT / ".venv-analysis" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PAGES = sorted((ROOT / "docs" / "evidence").glob("*.md"))
FENCE = re.compile(r"^```evidence\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_analysis_passes_its_own_tests() -> None:
    if not PYTHON.exists():
        pytest.fail("the environment of the analysis is missing: run `python dev.py test`, which makes it")
    run = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", ".", "analysis"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_table_holds_a_person() -> None:
    for path in DATA.glob("*.csv"):
        rows = rows_of(path.stem)
        assert "SEQN" not in rows[0]
        assert len(rows) < 1000, "one line a person?"
        assert all(int(row["people"]) > 1 for row in rows if "people" in row)


def test_the_calculators_read_what_the_tables_say() -> None:
    centiles = rows_of("centiles")
    assert len(centiles) == sum(len(ages) for sexes in CENTILES.values() for ages in sexes.values())
    for row in centiles:
        people, effective, *values = CENTILES[row["analyte"]][row["sex"]][int(row["age"])].split()
        assert (people, effective) == (row["people"], row["effective"])
        assert [float(value) for value in values] == [float(row[f"p{each:g}"]) for each in PERCENTILES]
    assert len(GROUPS) == len(rows_of("groups"))


def test_quantiles_rise_with_the_percentile() -> None:
    for row in rows_of("centiles"):
        values = [float(row[f"p{each:g}"]) for each in PERCENTILES]
        assert values == sorted(values), row


def fences() -> list[tuple[str, str]]:
    """Every fence of results, with its page."""
    return [(path.name, body) for path in PAGES for body in FENCE.findall(path.read_text(encoding="utf-8"))]


def test_every_table_is_on_a_page_to_see_or_to_download() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    shown = {body.split("\n", 1)[0].strip() for _, body in fences()}
    assert [
        path.stem for path in DATA.glob("*.csv") if path.stem not in shown and f"data/{path.name}" not in pages
    ] == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("prevalence\ntitel: x", "titel: not one of"),
        ("prevalence\nonly: age=200\nvalue: share\naxis: x | 0 1\ntitle: t\nlabel: l", "no line of prevalence"),
        ("nothing\ntitle: x", "nothing.csv"),
    ],
)
def test_a_fence_that_cannot_work_says_why(body: str, message: str) -> None:
    with pytest.raises((ValueError, FileNotFoundError), match=message):
        figure(body)


def test_a_chart_says_what_its_table_says() -> None:
    html = figure(
        "blood-count\ntitle: t\nonly: who=low B12 and raised MMA; age=20–39\nlabel: {count}\nvalue: share\nunit: %\n"
        "axis: x | 0 50 100\nmark: 50"
    )
    assert html.count("too few people to say") == 3
    assert "intervals__range" not in html, "what cannot be shown is not drawn"
    html = figure("prevalence\ntitle: t\nonly: age=20 and over\nlabel: {measure}\nvalue: share\naxis: x | 0 5 10")
    assert html.count("1.8 (1.4 to 2.3)") == 3, "in the chart, in its words and in the table"


QUOTED = re.compile(r"(?P<value>\d+(?:\.\d+)?)% \((?P<low>\d+(?:\.\d+)?) to (?P<high>\d+(?:\.\d+)?)\)")


def test_every_published_share_stands_on_the_page_as_it_was_counted() -> None:
    rows = [row for row in rows_of("published") if row["low"]]
    counted = {tuple(f"{float(row[key]):.1f}" for key in ("ours", "low", "high")) for row in rows}
    text = (ROOT / "docs" / "evidence" / "people.md").read_text(encoding="utf-8")
    quoted = {(found["value"], found["low"], found["high"]) for found in QUOTED.finditer(text)}
    assert quoted == counted
    outside = [row for row in rows if not float(row["low"]) <= float(row["published"]) <= float(row["high"])]
    assert text.count("**outside**") == len(outside)


CELLS = re.compile(r"^\| (?P<name>[^|]+?) \|(?P<numbers>( [\d.]+ \|){6})$", re.MULTILINE)
NAMED = {"MMA": "mma", "Homocysteine": "homocysteine", "Folate": "folate", "Haemoglobin": "haemoglobin", "MCV": "mcv"}


def test_the_table_without_the_form_holds_the_counted_percentiles() -> None:
    text = (ROOT / "docs" / "calculators" / "population_percentile.md").read_text(encoding="utf-8")
    counted = {(row["analyte"], row["sex"], row["age"]): row for row in rows_of("centiles")}
    lines = list(CELLS.finditer(text))
    assert len(lines) == 17
    for line in lines:
        name, *_ = line["name"].split(",")
        age = re.findall(r"\d+", line["name"])[-1]
        rows = [counted[NAMED.get(name, "total_b12"), sex, age] for sex in ("female", "male")]
        said = [float(each) for each in line["numbers"].split("|")[:-1]]
        assert said == [float(row[each]) for row in rows for each in ("p10", "p50", "p90")], line["name"]


OF_1000 = re.compile(r"(\d+) \((\d+) to (\d+)\)")


def test_the_counts_without_the_form_are_the_counted_groups() -> None:
    text = (ROOT / "docs" / "calculators" / "people_like_you.md").read_text(encoding="utf-8")
    alone = {
        (row["age_band"] or "20 and over", row["metformin"], row["outcome"]): row
        for row in rows_of("groups")
        if not (row["sex"] or row["acid_blocker"] or row["poor_kidneys"])
    }
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if OF_1000.search(line)]
    assert len(lines) == 6
    for who, *cells in lines:
        age, _, metformin = who.partition(", on ")
        for outcome, cell in zip(("low_b12", "raised_mma", "both"), cells, strict=True):
            row = alone[age, "yes" if metformin else "", outcome]
            counted = tuple(str(round(10 * float(row[key]))) for key in ("share", "low", "high"))
            assert OF_1000.findall(cell) == [counted], (who, outcome)


def one(table: str, **where: str) -> dict[str, float]:
    """The numbers of the only line of a table that has these values."""
    (row,) = [row for row in rows_of(table) if all(row[key] == value for key, value in where.items())]
    return {key: float(value) for key, value in row.items() if re.fullmatch(r"-?[\d.]+", value)}


def test_what_the_pages_say_in_words_is_what_was_counted() -> None:
    count = {"count": "neither", "age": "20 and over"}
    both, neither = (one("blood-count", who=who, **count) for who in ("low B12 and raised MMA", "B12 and MMA normal"))
    below, between, above = (
        one("indeterminate", mma="above 0.27", b12=name, group="20 and over")["share"]
        for name in ("below 133", "133–258", "above 258")
    )
    older, raised = {"who": "60 and over", "step": "and diabetes"}, "MMA above 0.27, against not"
    grip = one("strength", what=raised, **older)
    all_low = one("strength", who="20 and over", step="and diabetes", what="B12 below 148, against above 221")
    unseen, tested = one("strength-unmeasured", who="60 and over"), one("model-tested")
    said = {
        "blood-count": [
            f"about {both['share']:.0f}% had neither",
            f"either sign it was {neither['share']:.0f}%",
            f"found {both['people']:.0f} adults",
            f"{neither['people']:,.0f} people without",
        ],
        "indeterminate": [f"about {between:.0f} of 100 US", f"it was {below:.0f} of 100, and above them {above:.0f}."],
        "strength": [
            f"measured grip, B12 and MMA in {one('strength-unmeasured', who='20 and over')['measured']:,.0f} adults",
            f"{one('strength-unmeasured', who='20 and over')['people']:,.0f} people had all",
            f"average is about {unseen['mean_by_bmi']:.1f}.",
            f"about {-grip['slope']:.0f} kg less",
            f"{-grip['high']:.1f} to {-grip['low']:.1f} kg",
            f"{grip['people']:,.0f} of them 60 and over",
            f"average was {unseen['mean']:.0f} kg",
            f"about {unseen['e_value']:.1f} times",
            f"range it is {unseen['e_value_nearer_end']:.1f}.",
            f"size it is {unseen['e_value_of_rest']:.1f}.",
            f"{-all_low['slope']:.1f} kg ({-all_low['high']:.1f} to {-all_low['low']:.1f})",
        ],
        "model": [
            f"{tested[name]:.2f} ({tested[f'{name}_low']:.2f} to {tested[f'{name}_high']:.2f})"
            for name in ("auc", "slope", "ratio")
        ],
        "people": [f"Only {one('prevalence', measure='B12 below 148', age='20 and over')['having']:.0f} adults"],
    }
    pages = {name: (ROOT / "docs" / "evidence" / f"{name}.md").read_text(encoding="utf-8") for name in said}
    assert [(name, words) for name, every in said.items() for words in every if words not in pages[name]] == []

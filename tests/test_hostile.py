"""Whatever is typed stays text: the HTML around it is the same as around something harmless."""

from __future__ import annotations

import json
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from calculators.core import render
from calculators.core.model import Calculator, Quantity
from calculators.core.respond import respond
from calculators.core.run import all_calculators, find, run
from calculators.markdown import fences
from tests.hostile import CLASSES, COUNT, Shape, hostile

HARMLESS = "zzz"
STRINGS = hostile()
KEYS = [(name, each.key) for name, calculator in all_calculators().items() for each in calculator.inputs]
UNITS = [
    (name, each.key)
    for name, calculator in all_calculators().items()
    for each in calculator.inputs
    if isinstance(each, Quantity) and not each.unit_of and len(each.units) > 1
]
MEGABYTE = 1_000_000
QUICK = 1.0
CELL = 1000
VERY_LONG = {"digits": "9", "blanks": " ", "spaced": "1 ", "markup": "<b>", "lines": "1\n", "text": "x", "commas": "1,"}


def shape_of_errors(calculator: Calculator, given: dict[str, str]) -> Shape:
    """The shape of the page's list of problems; its text must be exactly the messages."""
    result = run(calculator, given)
    assert result.errors, f"{given!r} was taken"
    shape = Shape(render.error_summary(result))
    assert shape.text == "There is a problem" + "".join(error.message for error in result.errors)
    return shape


def test_there_are_five_hundred_of_every_class() -> None:
    assert len(set(STRINGS)) == COUNT
    assert all(set(seeds) <= set(STRINGS) for seeds in CLASSES.values())
    assert all(text.strip() for text in STRINGS)


def test_the_shape_notices_what_was_not_escaped() -> None:
    unescaped = [text for text in STRINGS if Shape(f"<p>{text}</p>").parts != ["<p >", "</p>"]]
    assert len(unescaped) > COUNT / 3


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_in_an_input_it_is_text(name: str, key: str) -> None:
    calculator = find(name)
    harmless = shape_of_errors(calculator, {key: HARMLESS}).parts
    for text in STRINGS:
        assert shape_of_errors(calculator, {key: text}).parts == harmless, repr(text[:200])


@pytest.mark.parametrize(("name", "key"), UNITS)
def test_as_a_unit_it_is_text(name: str, key: str) -> None:
    calculator = find(name)
    harmless = shape_of_errors(calculator, {key: "179", f"{key}.unit": HARMLESS}).parts
    for text in STRINGS:
        assert shape_of_errors(calculator, {key: "179", f"{key}.unit": text}).parts == harmless, repr(text[:200])


@pytest.mark.parametrize("name", all_calculators())
def test_as_the_name_of_an_input_it_is_text(name: str) -> None:
    harmless = Shape(json.loads(respond(name, json.dumps({HARMLESS: "1"})))["summary"]).parts
    for text in STRINGS:
        reply = json.loads(respond(name, json.dumps({text: "1"})))
        assert Shape(reply["summary"]).parts == harmless, repr(text[:200])


def cases_file(path: Path, texts: list[str]) -> Path:
    """A file of worked cases that has each text in every place."""

    def quoted(text: str) -> str:
        return '"' + "".join(f"\\U{ord(letter):08X}" for letter in text) + '"'

    path.write_text(
        "".join(
            f"[[case]]\nname = {each}\ngiven = {{ {each} = {each} }}\nsource = {each}\n"
            f"expect = {{ band = {each}, notes = [{each}], values = {{ {each} = {each} }} }}\n"
            for each in map(quoted, texts)
        ),
        encoding="utf-8",
    )
    return path


class Cells(HTMLParser):
    """The text of each cell of a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell begins."""
        self.cells += [""] if tag == "td" else []

    def handle_data(self, data: str) -> None:
        """Text of the last cell."""
        if self.cells:
            self.cells[-1] += data


def shortened(text: str) -> str:
    """A long text as a table of cases shows it."""
    return text if len(text) <= fences.LONGEST else f"{text[: fences.LONGEST]}…"


def test_in_a_file_of_cases_it_is_text(tmp_path: Path) -> None:
    texts = [text[:CELL] for text in STRINGS if text.encode("utf-8", "ignore").decode() == text]
    assert len(texts) > COUNT * 0.95, "only what TOML cannot hold, half a pair, is left out"
    html = fences._cases(cases_file(tmp_path / "hostile.toml", texts))
    harmless = fences._cases(cases_file(tmp_path / "harmless.toml", [HARMLESS] * len(texts)))
    assert Shape(html).parts == Shape(harmless).parts
    assert Cells(html).cells == [
        cell for text in texts for cell in (text, f"{text}={shortened(text)}", f"{text}; {text} {text}; {text}", text)
    ]


def test_a_message_holds_only_the_beginning_of_what_was_typed() -> None:
    for given in ({"x" * MEGABYTE: "1"}, {"total_b12": "179", "total_b12.unit": "x" * MEGABYTE}):
        (error,) = run(find("b12_status"), given).errors
        assert len(error.message) < 2000


@pytest.mark.parametrize("of", VERY_LONG)
@pytest.mark.parametrize(("name", "key"), KEYS)
def test_a_megabyte_is_refused_at_once_and_at_its_field(name: str, key: str, of: str) -> None:
    text = "1" + VERY_LONG[of] * (MEGABYTE // len(VERY_LONG[of])) + "a\nb"
    began = time.process_time()
    reply = json.loads(respond(name, json.dumps({key: text})))
    assert time.process_time() - began < QUICK
    (error,) = reply["answer"]["errors"]
    assert error["field"] == key
    assert len(error["message"]) < 2000

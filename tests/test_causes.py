"""The comparison with causes: the table cell by cell, and that no answers hide a sign that needs help."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product

import pytest

from calculators.core.causes import CAUSES, PHRASES
from calculators.core.contract import Json
from calculators.core.model import Checklist, Choice, Flag, Input
from calculators.core.run import find, run
from calculators.nerve import weakness_pattern as pattern
from calculators.risk import when_to_test
from tests.causes_table import TABLE
from tests.test_properties import ask

NAME = "weakness_pattern"
ASKED = {each.key: each for each in find(NAME).inputs if each.key not in ("red_flags", "age")}


def answers(each: Input) -> list[str]:
    """Every answer to a question, of a list each item by itself."""
    match each:
        case Choice():
            return [*each.options]
        case Flag():
            return ["yes", "no"]
        case Checklist():
            return [*each.items, "none"]
    raise TypeError(each)


SINGLE = [(key, answer) for key, each in ASKED.items() for answer in answers(each)]
SINGLE += [("age", "15 years"), ("age", "49 years"), ("age", "80 years")]
PAIRED = [(first, second) for first, second in combinations(SINGLE, 2) if first[0] != second[0]]
CALM = {"gas": "no", "twitching": "no", "balance": "no", "reflexes": "weak", "symmetry": "both_alike"}
ITEMS = {item: key for key in ("medicines", "background") for item in answers(ASKED[key])}


def answer(**given: str) -> Json:
    """What is said to a form whose red flags are answered with none, and that came slowly unless said."""
    return ask(NAME, {"red_flags": "none", "onset": "years"} | given)


def form(cause: str, which: int) -> dict[str, str]:
    """A form with the first answer that fits (0) or speaks against (1) each feature of a cause in the second table."""
    given: dict[str, str] = {}
    for question, cells in TABLE[cause].items():
        if not cells[which]:
            continue
        chosen = cells[which].split()[-1]
        if question in ITEMS:
            ticked = given.get(ITEMS[question], "").split(",") if chosen == "yes" else []
            given[ITEMS[question]] = ",".join(filter(None, [*ticked, question])) if chosen == "yes" else "none"
        else:
            given[question] = {"under_50": "30", "50_or_over": "70"}.get(chosen, chosen)
    return given


def known(given: dict[str, str]) -> dict[str, str]:
    """Every answer by question; each item of an answered list is a yes or a no."""
    each_one: dict[str, str] = {}
    for key, value in given.items():
        if key in ("medicines", "background"):
            each_one |= {item: "yes" if item in value.split(",") else "no" for item in answers(ASKED[key])}
        elif key == "age":
            each_one["age"] = "under_50" if float(value.split()[0]) < 50 else "50_or_over"
        else:
            each_one[key] = value
    return each_one


def as_typed(said: Mapping[str, str]) -> dict[str, str]:
    """Answers by question as the form takes them."""
    return {ITEMS.get(key, key): key if key in ITEMS else value for key, value in said.items()}


def counted(cause: str, given: dict[str, str]) -> list[int]:
    """Agree, against and unknown by the second table."""
    answered = known(given)
    cells = {question: [set(each.split()) for each in both] for question, both in TABLE[cause].items()}
    fits = sum(answered.get(question) in fit for question, (fit, _) in cells.items())
    against = sum(answered.get(question) in no for question, (_, no) in cells.items())
    return [fits, against, sum(question not in answered for question in cells)]


def test_the_table_of_causes_is_the_one_written_a_second_time() -> None:
    split = {
        key: {each.question: (set(each.fits.split()), set(each.against.split())) for each in cause.features}
        for key, cause in CAUSES.items()
    }
    second = {
        key: {question: (set(fits.split()), set(against.split())) for question, (fits, against) in rows.items()}
        for key, rows in TABLE.items()
    }
    assert split == second
    assert all(len(rows) == len(CAUSES[key].features) for key, rows in split.items()), "a question stands twice"


def test_every_answer_has_words_and_every_question_is_asked() -> None:
    asked = {item: {"yes", "no"} for item in ITEMS if item != "none"} | {"age": {"under_50", "50_or_over"}}
    for key, each in ASKED.items():
        if not isinstance(each, Checklist):
            asked[key] = set(answers(each))
    assert {question: set(words) for question, words in PHRASES.items()} == asked
    used = {each.question for cause in CAUSES.values() for each in cause.features}
    assert used <= set(PHRASES)


def test_choices_are_asked_in_the_words_of_the_table() -> None:
    for key, each in ASKED.items():
        if isinstance(each, Choice):
            assert pattern._choice(key, each.label, each.hint) == each
            assert [words.casefold() for words in each.options.values()] == [
                words.casefold() for words in PHRASES[key].values()
            ]


@pytest.mark.parametrize("cause", TABLE)
@pytest.mark.parametrize("which", [0, 1], ids=["fits", "against"])
def test_counts_are_those_of_the_second_table(cause: str, which: int) -> None:
    given = {"onset": "months"} | form(cause, which)
    given["onset"] = "years" if "years" in TABLE[cause]["onset"][which] else "months"
    for key, calm in CALM.items():  # what would stop the form is answered so that it does not
        if key in given:
            given[key] = calm
    if given.get("where") == "hands":
        given.pop("background", None)
    said = answer(**given)
    assert said["band"] == "compared", given
    for key in TABLE:
        counts = [said["values"][f"{key}_{what}"] for what in ("agree", "against", "unknown")]
        assert counts == counted(key, given), key


@pytest.mark.parametrize("flag", pattern.SIGNS)
def test_no_other_answer_hides_a_sign(flag: str) -> None:
    for (key, value), (other, second) in PAIRED:
        said = ask(NAME, {"red_flags": flag, key: value, other: second})
        assert said["band"] == "red_flag", (key, value, other, second)
        assert flag in said["values"]["red_flags"].split(",")
        worst = pattern.LEVELS.index(said["values"]["urgency"])
        assert worst <= pattern.LEVELS.index(pattern.URGENCY[flag])
        assert said["notes"] == [said["values"]["urgency"]]
        assert "b12_agree" not in said["values"]


@pytest.mark.parametrize("pair", list(combinations(pattern.SIGNS, 2)), ids="+".join)
def test_of_two_signs_the_more_urgent_decides(pair: tuple[str, str]) -> None:
    said = ask(NAME, {"red_flags": ",".join(pair)})
    levels = [pattern.URGENCY[flag] for flag in pair]
    assert said["values"]["urgency"] == min(levels, key=["emergency", "same_day", "urgent_referral"].index)
    assert said["values"]["red_flags"] == ",".join(pair)


def test_no_pair_of_answers_that_means_a_sign_is_compared() -> None:
    for (key, value), (other, second) in PAIRED:
        given = {key: value, other: second}
        said = answer(**given)
        meant = known({"onset": "years"} | given)
        implied = [flag for flag, others in pattern.IMPLIED if others.items() <= meant.items()]
        if "15 years" in given.values() and not implied:
            assert said.get("declined"), given
            continue
        assert said["band"] == ("red_flag" if implied else "compared"), given
        assert (said["values"]["urgency"] == "none") == (not implied), given


@pytest.mark.parametrize(("flag", "said"), pattern.IMPLIED)
def test_an_answer_that_means_a_sign_counts_whatever_else_is_said(flag: str, said: dict[str, str]) -> None:
    for (key, value), red in product(SINGLE, ("", "none", "foot_sore")):
        given = {"red_flags": red, key: value} | as_typed(said)
        assert flag in ask(NAME, given)["values"]["red_flags"].split(","), given


def test_signs_that_another_form_asks_too_are_as_urgent_there() -> None:
    for flag in set(pattern.SIGNS) & set(when_to_test.SIGNS):
        assert pattern.URGENCY[flag] == when_to_test.URGENCY[flag]
    assert list(pattern.URGENCY) == list(pattern.SIGNS)


def test_what_fits_is_named_in_words_and_marked_where_unconfirmed() -> None:
    outcome = run(find(NAME), {"red_flags": "none", "onset": "months", "where": "feet", "reflexes": "normal"}).outcome
    comparison = {each.name: each for each in getattr(outcome, "comparison", ())}
    b12, sarcopenia = comparison["Lack of vitamin B12"], comparison["Sarcopenia: muscle loss of later life"]
    assert b12.fits == ["came over more than 4 weeks, up to a year or so", "feet or lower legs most"]
    assert b12.against == []
    assert "weak or absent reflexes, or brisk reflexes" not in b12.unknown
    assert "numbness or tingling" in b12.unknown
    assert sarcopenia.fits == ["normal reflexes (unconfirmed)"]
    assert sarcopenia.against == [
        "came over more than 4 weeks, up to a year or so",
        "feet or lower legs most (unconfirmed)",
    ]
    assert [each.help_if for each in comparison.values()] == [cause.help_if for cause in CAUSES.values()]
    assert [each.tests for each in comparison.values()] == [cause.tests for cause in CAUSES.values()]

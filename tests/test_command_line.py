"""The command line in a bare checkout: standard library only, one JSON object, words on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.cases import ROOT


def call(*words: str) -> tuple[int, str, str]:
    """Run it without site-packages; exit code, stdout, stderr."""
    command = [sys.executable, "-E", "-s", "-S", "-m", "calculators", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def call_json(*words: str) -> tuple[int, Any]:
    """Run it with --json; exit code and the object."""
    code, out, _ = call(*words, "--json")
    return code, json.loads(out)


def test_an_answer() -> None:
    code, answer = call_json("run", "b12_status", "total_b12=179 ng/L", "pregnant=no")
    assert code == 0
    assert list(answer) == ["calculator", "band", "values", "because", "notes"]
    assert (answer["calculator"], answer["band"], answer["notes"]) == ("b12_status", "confirmed", [])
    assert answer["because"] == [
        {
            "limit": "CONFIRMED_BELOW",
            "value": 180,
            "unit": "ng/L",
            "source": "niceng239",
            "where": "Table 1",
            "status": "secondary",
        }
    ]


def test_a_local_limit_is_said_to_be_local() -> None:
    _, answer = call_json("run", "b12_status", "total_b12=250 ng/L", "lab_lower=145", "lab_upper=180")
    assert answer["because"][0]["source"] == "local"


def test_a_decline_is_an_answer() -> None:
    code, answer = call_json("run", "b12_status", "total_b12=179 ng/L", "age=0.4", "neurological=yes")
    assert code == 0
    assert answer["declined"] is True
    assert answer["notes"] == ["urgent_neurology"]
    assert answer["source"] == "niceng239"


def test_a_decline_names_the_possible_bands() -> None:
    _, answer = call_json("run", "b12_status", "total_b12=<200 ng/L")
    assert "“confirmed deficiency” or “indeterminate" in answer["reason"]
    assert "Total B12 (<200 ng/L)" in answer["reason"]


def test_bad_input_is_exit_2_and_one_object() -> None:
    code, answer = call_json("run", "b12_status", "total_b12=abc", "age=old")
    assert code == 2
    assert [error["field"] for error in answer["errors"]] == ["total_b12", "age"]


def test_words_for_people_go_to_stderr() -> None:
    code, out, err = call("run", "b12_status", "total_b12=210")
    assert (code, out) == (2, "")
    assert "needs its unit" in err


def test_an_unknown_key_is_an_error_at_that_key() -> None:
    code, answer = call_json("run", "b12_status", "totl_b12=210 ng/L")
    assert (code, answer["errors"][0]["field"]) == (2, "totl_b12")
    assert "total_b12" in answer["errors"][0]["message"]


def test_an_unknown_calculator_names_the_nearest() -> None:
    code, answer = call_json("run", "b12status")
    assert (code, answer["errors"][0]["field"]) == (2, "calculator")
    assert "b12_status" in answer["errors"][0]["message"]


def test_an_empty_value_is_absent() -> None:
    _, answer = call_json("run", "b12_status", "total_b12=179 ng/L", "mma=", "age= ")
    assert answer["band"] == "confirmed"


def test_list_tells_what_each_calculator_asks() -> None:
    code, listing = call_json("list")
    assert code == 0
    named = {each["calculator"]: each for each in listing["calculators"]}
    assert set(named) >= {"b12_status", "when_to_test", "unit_converter"}
    inputs = {each["key"]: each for each in named["b12_status"]["inputs"]}
    assert inputs["total_b12"]["units"] == ["pmol/L", "ng/L", "pg/mL"]
    assert inputs["lab_lower"]["unit_of"] == "total_b12"
    assert inputs["pregnant"]["kind"] == "flag"


def test_words_without_json() -> None:
    code, out, _ = call("run", "b12_status", "total_b12=179 ng/L")
    assert code == 0
    assert out.startswith("NICE calls a total B12 of 179 ng/L")


def test_a_strange_command_says_how_it_is_used() -> None:
    code, answer = call_json("fly")
    assert code == 2
    assert "usage" in answer["errors"][0]["message"]


def test_bytes_that_are_not_text_are_answered_too() -> None:
    command: list[str | bytes] = [sys.executable, "-m", "calculators", "run", "b12_status", b"total_b12=\xff", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["errors"][0]["field"] == "total_b12"


def test_the_answer_is_the_same_each_time() -> None:
    outputs = {call("run", "b12_status", "zzzz=1", "--json")[1] for _ in range(3)}
    assert len(outputs) == 1

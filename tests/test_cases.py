"""Every worked case, run through the same function the browser runs."""

import pytest

from tests.cases import Case, all_cases, answer, mismatch


@pytest.mark.parametrize("case", list(all_cases()), ids=str)
def test_case_holds(case: Case) -> None:
    assert mismatch(case, answer(case)) is None

"""What a calculator is made of: sources, limits, inputs, outcomes. Declarations only; `run` gives them life."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Status = Literal["original", "secondary", "unconfirmed", "own", "local"]
"""What was read of a limit: its original, a source that quotes it, nothing yet; or it is ours, or the reader's."""

STATUS_WORDS: Mapping[Status, str] = {
    "original": "read in the original",
    "secondary": "read in a source that quotes it",
    "unconfirmed": "unconfirmed: not yet read in any source",
    "own": "this site’s own caution",
    "local": "typed by you",
}


@dataclass(frozen=True)
class Source:
    """Where a number is from: `key` is an entry of docs/references.bib, `where` the table, recommendation or page."""

    key: str
    where: str


OWN = "own"
LOCAL = "local"
NOT_IN_BIBLIOGRAPHY = frozenset({OWN, LOCAL})
"""Source keys that name no publication: this site's own caution, and a limit the reader typed."""


@dataclass(frozen=True)
class Limit:
    """A threshold in every unit its source prints. `whole` marks one that counts whole things."""

    values: Mapping[str, float]
    source: Source
    status: Status
    whole: bool = False


@dataclass(frozen=True)
class Constant:
    """A number of a formula, written as its source prints it; its last digit is as exact as the source."""

    printed: str
    source: Source
    status: Status
    unit: str = ""

    @property
    def value(self) -> float:
        """The number."""
        return float(self.printed)

    def __str__(self) -> str:
        return self.printed


@dataclass(frozen=True)
class Formula:
    """An equation that a calculator uses, in LaTeX with its constants in place, and for whom it holds."""

    title: str
    latex: str
    symbols: str
    source: Source
    status: Status
    valid: str


class Chart(Protocol):
    """A picture of a result."""

    def svg(self) -> str:
        """One inline SVG element with a text alternative."""
        ...


@dataclass(frozen=True)
class Reason:
    """A limit that decided an outcome, in the unit it was compared in, and the input it was compared with."""

    limit: Limit
    unit: str
    key: str = ""


class InputError(ValueError):
    """What was typed cannot be used. `field` is the input's key; the message says what would be right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Quantity:
    """A number with a unit. Factors in `units` turn a unit into the first one, in which both ranges are given.

    Outside `usual` the result carries the note `check_unit`; outside `possible` (ends included) the input is an error.
    `unit_of` names the quantity whose unit a plain number takes. `censored` allows `<60`, as laboratories print.
    `words` are answers taken in place of a number, such as `not_done`; `interpret` gets the id itself.
    `slider` (lowest, highest, step) puts a slider below the box of a quantity with one unit. It starts where the
    calculator's first preset has it, and moving it fills what is still empty from there.
    `timed` puts a stop-watch beside the box, for a quantity in seconds: it ends by itself after so many, 0 for never.
    """

    key: str
    label: str
    units: Mapping[str, float]
    possible: tuple[float, float]
    usual: tuple[float, float] | None = None
    hint: str = ""
    censored: bool = True
    unit_of: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    slider: tuple[float, float, float] | None = None
    timed: float | None = None
    kind: str = field(default="quantity", init=False)


@dataclass(frozen=True)
class Choice:
    """One of several ids, each with the words a reader sees."""

    key: str
    label: str
    options: Mapping[str, str]
    hint: str = ""
    kind: str = field(default="choice", init=False)


@dataclass(frozen=True)
class Flag:
    """Yes, no or not answered; not answered is never taken for no."""

    key: str
    label: str
    hint: str = ""
    kind: str = field(default="flag", init=False)


@dataclass(frozen=True)
class Checklist:
    """Any of several ids; `none` is an answer of its own, and no answer is not `none`."""

    key: str
    label: str
    items: Mapping[str, str]
    hint: str = ""
    kind: str = field(default="checklist", init=False)


@dataclass(frozen=True)
class Pasted:
    """Free text of several lines, at most `most` characters: a report as it was printed."""

    key: str
    label: str
    most: int
    hint: str = ""
    kind: str = field(default="pasted", init=False)


Input = Quantity | Choice | Flag | Checklist | Pasted


@dataclass(frozen=True)
class Reading:
    """What was made of one result in a pasted report: the words it was read from, and the answer or the problem.

    `key` is the input it belongs to and `typed` what goes there. `printed_range` is shown and used for nothing.
    """

    words: str
    key: str = ""
    typed: str = ""
    printed_range: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Compared:
    """A possible cause beside the answers: what fits it, what speaks against it, what was not asked, in words.

    `tests` are those doctors often begin with, `help_if` says when it cannot wait; either may be empty.
    """

    name: str
    fits: Sequence[str]
    against: Sequence[str]
    unknown: Sequence[str]
    tests: str
    help_if: str


@dataclass(frozen=True)
class Outcome:
    """An answer: a band (or none), flat values, the sentence that says who says so, and what decided it.

    `first` is said before everything else (where to get help). `situation` names the words that fit better than the
    band's own. `checks` says in words what is unusual about a value, where `run` cannot know. `parts` are the answers
    of other calculators that this one asked, `readings` what was read of a pasted report, `comparison` the causes
    that the answers were held against, the one in question first.
    """

    band: str | None
    values: Mapping[str, float | str | None]
    sentence: str
    because: Sequence[Reason] = ()
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    first: str = ""
    situation: str = ""
    checks: Sequence[str] = ()
    parts: Sequence[Part] = ()
    readings: Sequence[Reading] = ()
    comparison: Sequence[Compared] = ()


@dataclass(frozen=True)
class Declined:
    """A refusal to answer, with its reason. Notes survive it: 'act today' is said whatever the answer."""

    reason: str
    source: Source | None = None
    notes: Sequence[str] = ()
    first: str = ""


@dataclass(frozen=True)
class Group:
    """Inputs that stand together in the form under one heading; a folded group opens on request.

    A searchable group has a box that hides the inputs whose label lacks what is typed.
    """

    title: str
    keys: Sequence[str]
    folded: bool = False
    hint: str = ""
    searchable: bool = False


CHECK_UNIT = "check_unit"


@dataclass(frozen=True)
class Calculator:
    """One typed function and what can be asked of it. Form, limits table, command line, page and tests follow.

    `bands`, `situations` and `notes` give each id ten words; the paragraphs stand on the calculator's page. A
    situation's paragraphs replace the band's where they fit better. `urgent` names the notes that mean 'act today'.
    A preset fills the form with the answers of a common situation. A value's label names its unit.
    `value_words` says what the ids in values (one, or several with commas between) are to a reader.
    `combines` names the calculators whose answers it puts together; their words stand on its page too.
    Every note but `check_unit`, which any calculator may give, is declared here.
    """

    title: str
    interpret: Callable[..., Outcome | Declined]
    inputs: Sequence[Input]
    button: str
    bands: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    situations: Mapping[str, str] = field(default_factory=dict)
    urgent: frozenset[str] = frozenset()
    groups: Sequence[Group] = ()
    formulas: Sequence[Formula] = ()
    presets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    value_labels: Mapping[str, str] = field(default_factory=dict)
    value_words: Mapping[str, str] = field(default_factory=dict)
    combines: Sequence[Calculator] = ()

    @property
    def name(self) -> str:
        """The module's own name, the one token that finds its files, page and tests."""
        return self.interpret.__module__.rpartition(".")[2]

    @property
    def all_notes(self) -> Mapping[str, str]:
        """Declared notes in order, then `check_unit` where a quantity has a usual range."""
        checked = any(isinstance(i, Quantity) and i.usual for i in self.inputs) or CHECK_UNIT in self.notes
        return {**self.notes, **({CHECK_UNIT: "Check the unit."} if checked else {})}


@dataclass(frozen=True)
class Part:
    """What another calculator says, as part of an answer; without `advice` its band's words are left out."""

    calculator: Calculator
    outcome: Outcome | Declined
    advice: bool = True

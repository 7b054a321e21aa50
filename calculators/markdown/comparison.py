"""The causes of weak muscle compared: at a glance, two or three side by side, and each by itself, from one table.

Everything is in the page as built. What needs the script (filters, order, choice) is hidden until it runs, and every
word that it will show stands here. Only questions with an answer in the table can be filtered by: nothing is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from calculators.core.causes import CAUSES, PHRASES, Cause, Feature

Cite = Callable[[str], str]
MOST, FIRST = 3, "b12"
DOUBTS = {"unconfirmed": "unconfirmed", "secondary": "second-hand"}
BRIEFLY = {"days_weeks": "days to weeks", "months": "months", "years": "years"}
"""How fast it comes, in a narrow column."""


class Row(NamedTuple):
    """One feature of the comparison and the questions it is made of."""

    title: str
    questions: Sequence[str]


SIGNS = ("balance", "twitching", "wasting", "pain", "weight", "cold", "tongue_memory", "neck_pain", "ck", "blood_count")
BEFORE = (
    *("age", "diet", "stomach_surgery", "diabetes", "alcohol", "gas", "steroid", "statin", "metformin"),
    *("acid_blocker", "zinc", "bed_rest", "intensive_care", "infection"),
)
ROWS: Mapping[str, Row] = {
    "onset": Row("How fast it comes", ("onset",)),
    "where": Row("Where", ("where", "symmetry")),
    "feeling": Row("Feeling", ("numbness",)),
    "reflexes": Row("Reflexes", ("reflexes",)),
    "signs": Row("Other signs and results", SIGNS),
    "before": Row("Background and medicines", BEFORE),
    "tests": Row("Tests that often come first", ()),
    "mends": Row("Can it get better?", ()),
    "help": Row("Get help if", ()),
    "sources": Row("Sources", ()),
}
FILTERS: Mapping[str, Row] = {
    "onset": Row("How fast it comes", ("onset",)),
    "where": Row("Where", ("where",)),
    "symmetry": Row("One side or both", ("symmetry",)),
    "numbness": Row("Feeling", ("numbness",)),
    "signs": Row("Another sign or result", ("balance", "reflexes", *SIGNS[1:])),
    "before": Row("Background or medicine", BEFORE[1:]),  # not age: what is commoner with age is not only there
}
ORDERS = {
    "listed": "As in our list",
    "name": "By name, A to Z",
    "fast": "Fastest to come first",
    "slow": "Slowest to come first",
}
SAYS = {
    "all": "All {} causes shown.",
    "some": "{} of {} causes shown. A hidden one is not ruled out.",
    "none": "{} of {} causes shown. That rules none of them out: take a filter away, or all with “Start again”.",
    "one": "1 chosen. Choose one or two more to set them side by side.",
    "chosen": "{} chosen, side by side below.",
    "full": "Three fit side by side, not more. Take one out first.",
}


def comparison(cite: Cite) -> str:
    """The whole comparison: its controls, the table at a glance, the place for two or three, and each cause."""
    cards = "".join(_card(key, each, cite) for key, each in CAUSES.items())
    return (
        f'<div class="comparison"><cause-table class="causes" data-most="{MOST}">'
        f"{_controls()}{_overview()}{_bar()}{_beside()}"
        f"<h3 id=each-cause>Each cause by itself</h3><div data-cards>{cards}</div></cause-table></div>"
    )


def _controls() -> str:
    choices = "".join(_select(key, row.title, _options(row.questions)) for key, row in FILTERS.items())
    orders = "".join(f'<option value="{key}">{title}</option>' for key, title in ORDERS.items())
    return (
        '<form class="causes__form" data-search-exclude autocomplete="off" hidden '
        'aria-label="Filter and order the causes">'
        '<p class="causes__field causes__field--words"><label for="causes-words">Words in the table</label>'
        '<input type="search" id="causes-words" name="words" maxlength="60" aria-describedby="causes-words-hint">'
        '<small id="causes-words-hint">Such as cramp, CK or metformin. What speaks against a cause counts too.</small>'
        f'</p><fieldset><legend>Show only causes that go with</legend><div class="causes__grid">{choices}</div>'
        "<small><strong>Sudden weakness is not in these lists:</strong> it can be a stroke. Call 999, 911 or your "
        "local emergency number. Spreading over days to 4 weeks, or after nitrous oxide: be seen today.</small>"
        "</fieldset>"
        '<div class="causes__last"><p class="causes__field"><label for="causes-order">Order</label>'
        f'<select id="causes-order" name="order">{orders}</select></p>'
        '<button type="reset">Start again</button></div></form>'
    )


def _select(key: str, title: str, options: str) -> str:
    return (
        f'<p class="causes__field"><label for="causes-{key}">{title}</label><select id="causes-{key}" '
        f'data-filter name="{key}"><option value="">any</option>{options}</select></p>'
    )


def _options(questions: Iterable[str]) -> str:
    """The answers that fit at least one cause."""
    found = {
        f"{each.question}:{answer}" for cause in CAUSES.values() for each in cause.features for answer in _fits(each)
    }
    listed = [(f"{question}:{answer}", question, answer) for question in questions for answer in PHRASES[question]]
    return "".join(
        f'<option value="{value}">{escape(_phrase(question, answer))}</option>'
        for value, question, answer in listed
        if value in found
    )


def _fits(feature: Feature) -> list[str]:
    return feature.fits.split()


def _phrase(question: str, answer: str) -> str:
    """An answer's words; beside “how fast it comes” they need no verb."""
    return PHRASES[question][answer].removeprefix("came ")


def _doubt(feature: Feature) -> str:
    return f" (<em>{DOUBTS[feature.status]}</em>)" if feature.status in DOUBTS else ""


def _said(feature: Feature, answers: str) -> str:
    """Answers in words, marked where the source was not read or only quoted."""
    words = ", or ".join(_phrase(feature.question, answer) for answer in answers.split())
    return f"{escape(words)}{_doubt(feature)}"


def _overview() -> str:
    """Roles are said again because a phone's style sheet stacks the cells, and some browsers then forget the table."""
    titles = {"Choose": " data-choose hidden", "Cause": "", ROWS["onset"].title: "", ROWS["feeling"].title: ""}
    heads = "".join(f'<th scope="col" role="columnheader"{more}>{title}</th>' for title, more in titles.items())
    rows = "".join(_overview_row(key, each) for key, each in CAUSES.items())
    return (
        '<table class="causes__overview" role="table"><caption>At a glance: what is typical. The order is not by '
        f'likelihood.</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _overview_row(key: str, each: Cause) -> str:
    features = {feature.question: feature for feature in each.features}
    onset, feeling = features["onset"], features.get("numbness")
    fits = " ".join(f"{feature.question}:{answer}" for feature in each.features for answer in _fits(feature))
    speeds = " ".join(str([*PHRASES["onset"]].index(answer)) for answer in _fits(onset))
    felt = _said(feeling, feeling.fits) if feeling else "feeling not said"
    checked = " checked" if key == FIRST else ""
    return (
        f'<tr role="row" data-key="{key}" data-fits="{fits}" data-speeds="{speeds}"><td role="cell" data-choose hidden>'
        f'<label><input type="checkbox" name="beside" value="{key}"{checked}>'
        f'<span class="calc-heard">Set side by side: {escape(each.name)}</span></label></td>'
        f'<th scope="row" role="rowheader"><a href="#cause-{key}">{escape(each.name)}</a></th>'
        f'<td role="cell">{_brief(onset)}{_doubt(onset)}</td><td role="cell">{felt}</td></tr>'
    )


def _brief(onset: Feature) -> str:
    *others, last = (BRIEFLY[answer] for answer in _fits(onset))
    return f"{', '.join(others)} or {last}" if others else last


def _bar() -> str:
    says = " ".join(f'data-{name}="{escape(words)}"' for name, words in SAYS.items())
    return (
        f'<div class="causes__bar" hidden><p role="status" {says}></p>'
        '<button type="button" data-go hidden>See them side by side</button></div>'
    )


def _beside() -> str:
    rows = "".join(
        f'<tr role="row" data-row="{key}"><th scope="row" role="rowheader">{row.title}</th></tr>'
        for key, row in ROWS.items()
    )
    return (
        '<section class="causes__beside" data-search-exclude aria-labelledby="beside" hidden>'
        '<h3 id="beside" tabindex="-1">The ones you chose'
        "</h3><p>This does not say which is likelier. The signs at the top of this page count for all of them. What "
        "speaks against a cause is often our reading of what is typical.</p>"
        '<table class="causes__chosen" role="table"><thead role="rowgroup"><tr role="row"><th scope="col" '
        f'role="columnheader">Feature</th></tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
        '<p class="causes__buttons"><button type="button" data-print>Print this</button></p>'
        '<template><button type="button">Take out<span class="calc-heard"></span></button></template>'
        "<template data-nothing>nothing said</template></section>"
    )


def _card(key: str, each: Cause, cite: Cite) -> str:
    cells = {name: _cell(_of(each, row)) for name, row in ROWS.items()}
    cells |= {
        "tests": escape(each.tests),
        "mends": escape(each.mends).replace("unconfirmed", "<em>unconfirmed</em>"),
        "help": escape(each.help_if or "a sign at the top of this page appears"),
        "sources": ", ".join(map(cite, each.sources)),
    }
    shown = "".join(
        f'<div data-row="{name}"><dt>{ROWS[name].title}</dt><dd>{cell}</dd></div>'
        for name, cell in cells.items()
        if cell
    )
    name = escape(each.name)
    return f'<section class="cause" id="cause-{key}" data-key="{key}"><h4>{name}</h4><dl>{shown}</dl></section>'


def _of(each: Cause, row: Row) -> list[Feature]:
    features = {feature.question: feature for feature in each.features}
    return [features[question] for question in row.questions if question in features]


def _cell(features: Sequence[Feature]) -> str:
    """What fits, then what speaks against."""
    fits = "; ".join(_said(feature, feature.fits) for feature in features)
    against = "; ".join(_said(feature, feature.against) for feature in features if feature.against)
    spoken = f"<p><b>Speaks against it:</b> {against}</p>" if against else ""
    return f"<p>{fits}</p>{spoken}" if fits else ""

"""What the browser calls: plain data in, plain data out. The page puts the HTML in place and knows no medicine."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pkgutil import get_data

from calculators.core import render
from calculators.core.contract import to_json
from calculators.core.model import Declined
from calculators.core.run import find, run

NAMES = "sources.json"
"""Short names of the works cited, put beside this module when the browser's Python is built."""


def respond(name: str, given_json: str) -> str:
    """Interpret one form. Returns JSON: state, headline, body or summary, units and the plain answer."""
    result = run(find(name), json.loads(given_json))
    reply = {
        "state": "error" if result.errors else "declined" if isinstance(result.outcome, Declined) else "ready",
        "answer": to_json(result),
        "headline": render.headline(result),
        "units": {key: value.unit for key, value in result.read.items()},
    }
    if result.errors:
        reply["summary"] = render.error_summary(result)
    else:
        reply["body"] = render.body(result, cite)
    return json.dumps(reply, ensure_ascii=False)


@cache
def short_names() -> dict[str, str]:
    """The short name of each work, by key."""
    names: dict[str, str] = json.loads(get_data("calculators.core", NAMES) or b"{}")
    return names


def cite(key: str) -> str:
    """A link to the page's own entry for a work."""
    return f'<a href="#ref-{escape(key)}">{escape(short_names()[key])}</a>'

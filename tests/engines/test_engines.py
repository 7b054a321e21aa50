"""What must hold in every browser: a calculator answers, refuses, sends nothing, and runs nothing that is not ours."""

from __future__ import annotations

import json
import time

from tests.conftest import Host
from tests.elsewhere import INLINE, elsewhere
from tests.engines.drivers import Engine

FORM = 'form[data-calculator="b12_status"]'
FIELD = f'{FORM} [name="total_b12"]'
RESULT = "document.querySelector('[data-result]')"
UNASKED = ("empty", "example")
LOST_S = 20  # a click that arrives changes the result's state at once
START_S = 200  # longer than the page's own patience: it tries the plain way after 90 s without news
TRIES = {
    "fetch": "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'sent', () => 'refused')",
    "beacon": "(url) => navigator.sendBeacon ? String(navigator.sendBeacon(url, 'x')) : 'absent'",
    "request": """(url) => new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onload = () => done('sent');
        request.onerror = () => done('refused');
        try { request.open('GET', url); request.send(); } catch { done('refused'); }
    })""",
    "socket": """(url) => new Promise((done) => {
        try {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = () => done('sent');
            socket.onerror = () => done('refused');
        } catch { done('refused'); }
    })""",
    "import": "(url) => import(url).then(() => 'sent', () => 'refused')",
}
# Not every driver can look into the page's own worker. This one starts as that one does.
WORKER = """new Promise((done) => {
    const source = new Blob(['postMessage(await ' + %s + ')'], {type: 'text/javascript'});
    const worker = new Worker(URL.createObjectURL(source), {type: 'module'});
    worker.onmessage = ({data}) => done(data);
    worker.onerror = () => done('the worker failed');
})"""


def one(selector: str) -> str:
    """JavaScript for the element there."""
    return f"document.querySelector({json.dumps(selector)})"


def calling(function: str, argument: str = "") -> str:
    """JavaScript for a call."""
    return f"({function})({json.dumps(argument)})"


def in_worker(expression: str) -> str:
    """JavaScript for what a worker of the page makes of an expression."""
    return WORKER % json.dumps(expression)


def wait_for(engine: Engine, expression: str) -> None:
    """Ask until it is so."""
    until = time.monotonic() + START_S
    while not engine.evaluate(expression):
        assert time.monotonic() < until, f"{expression}; the result: {engine.evaluate(f'{RESULT}?.dataset.state')}"
        time.sleep(0.1)


def press(engine: Engine) -> None:
    """Press the form's button, and once more where a busy engine lost the click while the page still moved."""
    engine.click(f"{FORM} [type=submit]")
    until = time.monotonic() + LOST_S
    while engine.evaluate(f"{RESULT}.dataset.state") in UNASKED and time.monotonic() < until:
        time.sleep(0.1)
    if engine.evaluate(f"{RESULT}.dataset.state") in UNASKED:
        engine.click(f"{FORM} [type=submit]")


def ask(engine: Engine, site: str, typed: str) -> dict[str, str]:
    """What the result says of itself once a form is filled in and sent."""
    engine.goto(f"{site}calculators/b12_status/")
    wait_for(engine, "Boolean(customElements.get('calculator-form'))")
    engine.type(FIELD, typed)
    press(engine)
    wait_for(engine, f"!{json.dumps([*UNASKED, 'loading'])}.includes({RESULT}.dataset.state)")
    says: dict[str, str] = engine.evaluate(f"({{...{RESULT}.dataset}})")
    return says


def test_a_calculator_answers(engine: Engine, site: str) -> None:
    says = ask(engine, site, "179 ng/L")
    assert (says["state"], says["band"]) == ("ready", "confirmed")


def test_bad_input_is_an_error_at_its_field_and_is_kept(engine: Engine, site: str) -> None:
    assert ask(engine, site, "abc")["state"] == "error"
    shown = f"[...{one(FORM)}.querySelectorAll('[data-error-for]:not([hidden])')]"
    assert engine.evaluate(f"{shown}.map((each) => each.dataset.errorFor)") == ["total_b12"]
    assert engine.evaluate(f"{shown}[0].innerText.length > 10")
    assert engine.evaluate(f"[{one(FIELD)}.value, {one(FIELD)}.getAttribute('aria-invalid')]") == ["abc", "true"]


def test_neither_page_nor_worker_reaches_another_origin(engine: Engine, site: str) -> None:
    engine.goto(f"{site}calculators/b12_status/")
    with elsewhere() as other:
        for how, code in TRIES.items():
            replies = [
                engine.evaluate(calling(code, f"{other.address}{how}-page")),
                engine.evaluate(in_worker(calling(code, f"{other.address}{how}-worker"))),
            ]
            assert how == "beacon" or replies == ["refused", "refused"], how  # a beacon may be said to be queued
        time.sleep(0.3)
        assert other.untouched


def test_an_injected_script_does_not_run(engine: Engine, site: str) -> None:
    engine.goto(site)
    assert engine.evaluate(calling(INLINE)) is False


def test_without_a_policy_both_would_happen(engine: Engine) -> None:
    with elsewhere() as other:
        engine.goto(f"{other.address}page")
        for where in ("page", "worker"):
            code = calling(TRIES["fetch"], other.address + where)
            assert engine.evaluate(code if where == "page" else in_worker(code)) == "sent"
            assert where in other.arrived
        assert engine.evaluate(calling(INLINE)) is True


STATUS = one("offline-keeper [role=status]")


def test_all_of_it_works_without_a_connection(engine: Engine, host: Host) -> None:
    engine.goto(f"{host.address}safety/offline/")
    wait_for(engine, f"{STATUS}?.textContent.includes('kept')")
    engine.click("offline-keeper [data-do=keep]")
    wait_for(engine, f"{STATUS}.textContent.startsWith('All')")
    host.stop()
    says = ask(engine, host.address, "179 ng/L")
    assert (says["state"], says["band"]) == ("ready", "confirmed")
    engine.goto(f"{host.address}faq/")
    assert engine.evaluate("document.title").startswith("Questions")
    assert engine.evaluate(f"getComputedStyle({one('.md-header')}).position") == "sticky"

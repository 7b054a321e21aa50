"""What happens once Python runs: how long an answer takes, whether requests queue up, and a second calculator."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Playwright

from bench.arms import FORM, Arm
from bench.server import Host
from bench.visits import SETTLE_MS, browsing

SECOND = "calculators/unit_converter/"
CHANGES = 220
PYTHON = "/assets/runtime/"

# Notes when each request leaves for a worker and when each reply is there, before the page's own code sees it.
WATCH = """(() => {
  const Plain = Worker;
  window.bench = { starts: 0, asked: [], replied: [], most: 0 };
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => data.reply && window.bench.replied.push(performance.now()));
    }
    postMessage(data) {
      if (data.way) window.bench.starts += 1;
      if (data.name) window.bench.asked.push(performance.now());
      window.bench.most = Math.max(window.bench.most, window.bench.asked.length - window.bench.replied.length);
      super.postMessage(data);
    }
  };
})()"""

# Changes the number, waits for the changed answer and for the frame after it. Each time: in the worker, to the frame.
CHANGE = """async (count) => {
  const result = document.querySelector("[data-result]");
  const input = document.querySelector("calculator-form [name=total_b12]");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  const times = [];
  for (let i = 0; i < count; i++) {
    const before = window.bench.replied.length;
    const answered = new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (window.bench.replied.length === before || result.dataset.state !== "ready") return;
        watch.disconnect();
        done();
      });
      watch.observe(result, { attributes: true, childList: true, subtree: true });
    });
    input.value = String(60 + 7 * i);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await answered;
    const shown = await frame();
    times.push([window.bench.replied.at(-1) - window.bench.asked.at(-1), shown - window.bench.asked.at(-1)]);
  }
  return times;
}"""

# Moves as a slider would, faster than answers come: through the form, then past its pause, straight to Python.
SLIDE = """async (count) => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const address = loaded.find((name) => name.includes("assets/runtime.mjs")); // with the version in its name
  const { ask } = await import(address);
  const { build } = document.querySelector("calculator-form").dataset;
  const input = document.querySelector("calculator-form [name=total_b12]");
  const restart = () => Object.assign(window.bench, { asked: [], replied: [], most: 0 });
  restart();
  for (let i = 0; i < count; i++) {
    input.value = String(60 + 7 * i);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await wait(4);
  }
  await wait(1000);
  const form = { asked: window.bench.asked.length, most: window.bench.most };
  restart();
  let last;
  for (let i = 0; i < count; i++) {
    last = ask(build, "b12_status", { total_b12: `${60 + 7 * i} ng/L` });
    last.catch(() => null); // a newer one came first
    if (i % 10 === 0) await wait(0);
  }
  const start = performance.now();
  const got = await last;
  const python = { asked: window.bench.asked.length, most: window.bench.most, last_ms: performance.now() - start };
  const alone = await ask(build, "b12_status", { total_b12: `${60 + 7 * (count - 1)} ng/L` });
  return { moves: count, form, python, last_is_right: JSON.stringify(got) === JSON.stringify(alone) };
}"""

USE_SECOND = """async () => {
  const result = document.querySelector("[data-result]");
  const form = document.querySelector("calculator-form form");
  const start = performance.now();
  form.elements.value.focus();
  form.elements.analyte.value = "total_b12";
  form.elements.value.value = "200 pg/mL";
  form.requestSubmit();
  while (!["ready", "declined", "error"].includes(result.dataset.state)) await new Promise(requestAnimationFrame);
  return { ms: performance.now() - start, starts: window.bench.starts };
}"""


def python_bytes(host: Host) -> int:
    """What was sent of Python since the count began."""
    return sum(size for path, size in host.sent.items() if PYTHON in path)


def untouched(page: Page, host: Host) -> int:
    """The Python bytes of a page with a calculator that nobody touches."""
    host.sent.clear()
    page.goto(f"{host.address}site/{FORM}")
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(3 * SETTLE_MS)
    return python_bytes(host)


def second(page: Page, host: Host) -> dict[str, float]:
    """Going on to another calculator in the same visit: what is sent and started, and the time to its first answer."""
    host.sent.clear()
    page.evaluate("window.bench.same = true")
    page.locator(f"nav a[href$='{SECOND}'], nav a[href$='{SECOND.split('/')[1]}/']").first.click()
    page.locator("form[data-calculator=unit_converter]").wait_for()
    page.wait_for_timeout(SETTLE_MS)
    if not page.evaluate("window.bench.same"):
        raise RuntimeError("going on loaded the page anew")
    got: dict[str, float] = page.evaluate(USE_SECOND)
    return {**got, "bytes": python_bytes(host)}


def used(playwright: Playwright, host: Host, profile: str, arm: Arm) -> dict[str, Any]:
    """All that is read from one long visit to the calculator's page."""
    with browsing(playwright, profile) as page:
        page.add_init_script(WATCH)
        found: dict[str, Any] = {"untouched_bytes": untouched(page, host)}
        page.evaluate(arm.script, arm.given)
        page.wait_for_timeout(SETTLE_MS)
        found["changes"] = [[round(ms, 2) for ms in each] for each in page.evaluate(CHANGE, CHANGES)]
        found["slider"] = page.evaluate(SLIDE, CHANGES)
        found["second"] = second(page, host)
    return found

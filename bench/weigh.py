"""What the pages weigh before anything is touched, and how Lighthouse rates them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from bench.arms import FORM, HERE
from bench.server import Host
from bench.visits import SETTLE_MS, arguments, browsing, chromium

PAGES = {"front page": "", "article": "article/", "calculator": FORM}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
FULL = 0.995  # what is rated less than this costs points


def weigh(playwright: Playwright, host: Host, profile: str, path: str) -> dict[str, int]:
    """What is sent for a page on the first visit, by address."""
    host.sent.clear()
    with browsing(playwright, profile) as page:
        page.goto(f"{host.address}site/{path}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2 * SETTLE_MS)
    return {address.removeprefix("/site/"): size for address, size in host.sent.items()}


def rate(address: str, work: Path) -> dict[str, Any]:
    """One run of Lighthouse as it comes: its four marks, and which audits cost points."""
    out = work / "lighthouse.json"
    flags = " ".join(["--headless=new", *arguments()])
    command = ["node", str(LIGHTHOUSE), address, "--output=json", f"--output-path={out}", "--quiet"]
    only = f"--only-categories={','.join(CATEGORIES)}"
    environment = {**os.environ, **({"CHROME_PATH": path} if (path := chromium()) else {})}
    subprocess.run([*command, only, f"--chrome-flags={flags}"], env=environment, check=True)
    report = json.loads(out.read_text(encoding="utf-8"))
    marks = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return {"marks": marks, "lost": [each for name in CATEGORIES for each in lost(report, name)]}


def lost(report: dict[str, Any], category: str) -> list[str]:
    """The audits of a category that cost points, with what they found."""
    found = []
    for each in report["categories"][category]["auditRefs"]:
        audit = report["audits"][each["id"]]
        if each["weight"] and audit["score"] is not None and audit["score"] < FULL:
            said = audit.get("displayValue", "")
            found.append(f"{category}: {each['id']} {audit['score']:.2f} (weight {each['weight']}) {said}")
    return found

"""When, with which versions and on what the benchmark ran."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
from pathlib import Path

from bench.arms import HERE, ROOT


def pinned(folder: Path) -> dict[str, str]:
    """The versions that a folder's package.json names."""
    versions: dict[str, str] = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return versions


def processor() -> str:
    """The processor's model, as the system names it."""
    listed = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", listed.read_text(encoding="utf-8")) if listed.exists() else None
    return named[1] if named else platform.machine()


def memory_gb() -> int | None:
    """How much memory there is, where the system says so."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def about(chromium: str) -> dict[str, str | int | None]:
    """What a reader must know to judge the figures."""
    return {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "pyodide": pinned(ROOT / "runtime")["pyodide"],
        "pyscript": pinned(HERE)["@pyscript/core"],
        "lighthouse": pinned(HERE)["lighthouse"],
        "chromium": chromium,
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gb": memory_gb(),
        "system": platform.system(),
    }

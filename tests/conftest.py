"""The built site, served on loopback under a sub-path as a project's pages are, and a Chromium to read it with."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from runtime import feed
from runtime.seal import seal
from tests.cases import ROOT

SUBPATH = "b12-muscle"
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
ZENSICAL = ROOT / ".venv-zensical" / ("Scripts" if os.name == "nt" else "bin")


class Files(http.server.SimpleHTTPRequestHandler):
    """Static files with the types a host gives them."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Site(NamedTuple):
    """A built site: its folder and the address it is served at."""

    folder: Path
    address: str


def serve(root: Path) -> http.server.ThreadingHTTPServer:
    """Serve a folder on a free loopback port until the tests are done."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Host:
    """A copy of a built site on a server of its own that can be stopped and changed."""

    def __init__(self, built: Path, root: Path) -> None:
        self.site = root / SUBPATH
        shutil.copytree(built, self.site)
        self.server: http.server.ThreadingHTTPServer | None = serve(root)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/{SUBPATH}/"

    def stop(self) -> None:
        """Be gone, as a connection is."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None


@contextmanager
def served(root: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address a site under `root` will have, and the environment to build it with for that address."""
    server = serve(root)
    address = f"http://127.0.0.1:{server.server_address[1]}/{SUBPATH}/"
    yield address, {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address}
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as MkDocs builds it, warnings being errors."""
    root = tmp_path_factory.mktemp("mkdocs")
    with served(root) as (address, environment):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(root / SUBPATH)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        feed.write(root / SUBPATH)
        seal(root / SUBPATH)
        yield Site(root / SUBPATH, address)


@pytest.fixture(scope="session")
def by_zensical(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same site as Zensical builds it, from a copy, because it writes beside its configuration."""
    root = tmp_path_factory.mktemp("zensical")
    for part in ("docs", "includes", "overrides", "calculators"):
        shutil.copytree(ROOT / part, root / part)
    for part in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / part, root)
    with served(root) as (address, environment):
        command = [str(ZENSICAL / "zensical"), "build", "--strict"]
        subprocess.run(command, cwd=root, env={**environment, "PYTHONPATH": str(root)}, check=True)
        (root / "site").rename(root / SUBPATH)
        feed.write(root / SUBPATH)
        seal(root / SUBPATH)
        yield Site(root / SUBPATH, address)


@pytest.fixture(scope="session")
def built(by_mkdocs: Site) -> Path:
    """The folder of the site built by MkDocs."""
    return by_mkdocs.folder


@pytest.fixture(scope="session")
def site(by_mkdocs: Site) -> str:
    """Its address."""
    return by_mkdocs.address


@pytest.fixture
def host(built: Path, tmp_path: Path) -> Iterator[Host]:
    """A host to visit."""
    host = Host(built, tmp_path)
    yield host
    host.stop()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without motion: a result scrolls into view, and a click must not meet a page that is still moving.

    Without the service worker: requests that go through it cannot be seen or changed. What it does has its own tests.
    """
    return {**browser_context_args, "reduced_motion": "reduce", "service_workers": "block"}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium where there is one; root needs no sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    system = os.environ.get("CHROMIUM") or shutil.which("chromium")
    args = [*QUIET, *(["--no-sandbox"] if as_root else [])]
    return {**browser_type_launch_args, "args": args, **({"executable_path": system} if system else {})}

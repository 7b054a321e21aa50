"""One small driver for each engine, so that what is checked is written once."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from playwright.sync_api import Page
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

BRIDGE = Path(__file__).with_name("firefox.mjs")


class Engine(Protocol):
    """A browser with one page. An expression is JavaScript; a promise is awaited."""

    def goto(self, url: str) -> None: ...

    def evaluate(self, expression: str) -> Any: ...

    def type(self, selector: str, text: str) -> None: ...

    def click(self, selector: str) -> None: ...


class Chromium:
    """Chromium by Playwright."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)

    def click(self, selector: str) -> None:
        self.page.locator(selector).click()


class Firefox:
    """Firefox by WebDriver BiDi, over the bridge's lines."""

    def __init__(self, bridge: subprocess.Popen[str]) -> None:
        self.bridge = bridge

    def ask(self, *request: str) -> Any:
        """One request, one reply."""
        assert self.bridge.stdin and self.bridge.stdout
        print(json.dumps(request), file=self.bridge.stdin, flush=True)
        reply = json.loads(self.bridge.stdout.readline() or '{"failure": "the bridge has ended"}')
        if "failure" in reply:
            raise RuntimeError(reply["failure"])
        return reply["value"]

    def goto(self, url: str) -> None:
        self.ask("goto", url)

    def evaluate(self, expression: str) -> Any:
        return self.ask("evaluate", expression)

    def type(self, selector: str, text: str) -> None:
        self.ask("type", selector, text)

    def click(self, selector: str) -> None:
        self.ask("click", selector)


class WebKit:
    """WebKitGTK by WebDriver."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self.driver = driver

    def goto(self, url: str) -> None:
        self.driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_async_script(f"Promise.resolve({expression}).then(arguments[0])")

    def type(self, selector: str, text: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()


def lacking(what: str) -> NoReturn:
    """Skip the test and say what to install; where tests must not be left out, fail."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def program(package: str, *names: str) -> str:
    """The path of a program."""
    return next(filter(None, map(shutil.which, names)), None) or lacking(f"no {names[0]}: install {package}")


@contextmanager
def running(*command: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that is gone afterwards: first its input ends, then it is asked to end, then it is made to."""
    with subprocess.Popen(command, text=True, encoding="utf-8", **options) as process:
        try:
            yield process
        finally:
            for end in (process.stdin.close if process.stdin else process.terminate, process.terminate, process.kill):
                end()
                try:
                    process.wait(timeout=20)
                    break
                except subprocess.TimeoutExpired:
                    continue


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Firefox without a window."""
    path = program("firefox-esr", "firefox-esr", "firefox")
    node = program("what requirements/dev.txt names", "node")
    with running(node, str(BRIDGE), path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bridge:
        yield Firefox(bridge)


@contextmanager
def display() -> Iterator[str]:
    """A screen that nobody sees; Xvfb chooses a free number itself."""
    read, write = os.pipe()
    with running(program("xvfb", "Xvfb"), "-displayfd", str(write), pass_fds=[write], stderr=subprocess.DEVNULL):
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"


def reserved_port() -> int:
    """A free port that the kernel gives to nobody else for a minute: a connection on it has just been closed."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        server.accept()[0].close()
        return int(server.getsockname()[1])


@contextmanager
def webkit() -> Iterator[WebKit]:
    """WebKitGTK's own small browser. Given the driver's path, selenium looks for none to download."""
    path = program("webkit2gtk-driver", "WebKitWebDriver")
    browsers = [str(each) for each in Path("/usr").glob("lib*/*/webkit2gtk-4.*/MiniBrowser")]
    options = Options()
    options.binary_location = browsers[0] if browsers else lacking("no MiniBrowser: install webkit2gtk-driver")
    options.add_argument("--automation")
    with display() as number:
        environment = {**os.environ, "DISPLAY": number, "GDK_BACKEND": "x11"}
        driver = webdriver.WebKitGTK(options, Service(path, reserved_port(), env=environment))
        try:
            driver.set_script_timeout(90)
            yield WebKit(driver)
        finally:
            driver.quit()

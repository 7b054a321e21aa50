"""Ways out of a page, of its worker, and of the Python inside the worker. Each is told where to go.

Whether one gets through is read off the other origin, not off what the attempt says of itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Worker

from tests.browser.conftest import Form

# Nested workers: the address of a classic and of a module worker whose source tries a fetch and an import.
NESTED = """
    const start = (source, options, scheme = 'blob') => new Promise((done) => {
        const made = scheme === 'blob'
            ? URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))
            : `data:text/javascript,${encodeURIComponent(source)}`;
        const nested = new Worker(made, options);
        nested.onmessage = ({data}) => done(data);
        nested.onerror = () => done('error');
    });
"""

ANYWHERE = {
    "fetch": "(url) => fetch(url, {mode: 'no-cors'})",
    "fetch-post": "(url) => fetch(url, {method: 'POST', body: 'typed', keepalive: true})",
    "request": """(url) => new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onloadend = done;
        request.open('GET', url);
        request.send();
    })""",
    "request-sync": """(url) => {
        const request = new XMLHttpRequest();
        request.open('GET', url, false);
        request.send();
    }""",
    "socket": """(url) => new Promise((done) => {
        new WebSocket(url.replace('http', 'ws')).onerror = done;
    })""",
    "events": "(url) => new Promise((done) => { new EventSource(url).onerror = done; })",
    "import": "(url) => import(url)",
    "blob-import": """(url) => import(URL.createObjectURL(
        new Blob([`import ${JSON.stringify(url)}`], {type: 'text/javascript'})))""",
    "nested-fetch": f"""(url) => {{ {NESTED}
        return start(`fetch(${{JSON.stringify(url)}}).finally(() => postMessage(1))`, {{type: 'module'}});
    }}""",
    "nested-classic-fetch": f"""(url) => {{ {NESTED}
        return start(`fetch(${{JSON.stringify(url)}}).finally(() => postMessage(1))`, {{}});
    }}""",
    "nested-classic-scripts": f"""(url) => {{ {NESTED}
        return start(`try {{ importScripts(${{JSON.stringify(url)}}) }} finally {{ postMessage(1) }}`, {{}});
    }}""",
    "nested-module-import": f"""(url) => {{ {NESTED}
        return start(`import ${{JSON.stringify(url)}}`, {{type: 'module'}});
    }}""",
    "nested-data-fetch": f"""(url) => {{ {NESTED}
        return start(`fetch(${{JSON.stringify(url)}}).finally(() => postMessage(1))`, {{}}, 'data');
    }}""",
    "nested-twice": f"""(url) => {{ {NESTED}
        const inner = `fetch(${{JSON.stringify(url)}}).finally(() => postMessage(1))`;
        return start(`const made = URL.createObjectURL(new Blob([${{JSON.stringify(inner)}}]));
            new Worker(made).onmessage = () => postMessage(1)`, {{}});
    }}""",
}
ADDED = "(url) => { document.body.insertAdjacentHTML('beforeend', `%s`); }"
LINKED = "(url) => { document.head.append(Object.assign(document.createElement('link'), {rel: '%s', href: url})); }"
PAGE = {
    **ANYWHERE,
    "beacon": "(url) => navigator.sendBeacon(url, 'typed')",
    "ping": """(url) => {
        const link = Object.assign(document.createElement('a'), {href: '#', ping: url});
        document.body.append(link);
        link.click();
    }""",
    "prefetch": LINKED % "prefetch",
    "modulepreload": LINKED % "modulepreload",
    "stylesheet": LINKED % "stylesheet",
    "icon": LINKED % "icon",
    "preload": """(url) => {
        const link = Object.assign(document.createElement('link'), {rel: 'preload', as: 'image', href: url});
        document.head.append(link);
    }""",
    "image": ADDED % "<img src=${url}>",
    "picture": ADDED % "<picture><source srcset=${url}><img></picture>",
    "drawing": ADDED % "<svg><image href=${url} width=9 height=9></image></svg>",
    "frame-srcdoc": ADDED % "<iframe srcdoc=\"<img src='${url}'>\"></iframe>",
    "video": ADDED % "<video src=${url} preload=auto></video>",
    "audio": ADDED % "<audio src=${url} preload=auto></audio>",
    "style-element": ADDED % "<style>.x { background: url(${url}) }</style><p class=x>x</p>",
    "style-attribute": ADDED % "<p style='background: url(${url})'>x</p>",
    "style-object": "(url) => { document.body.style.backgroundImage = `url(${url})`; }",
    "sheet-import": """(url) => {
        const own = [...document.styleSheets].find((sheet) => sheet.href?.startsWith(location.origin));
        own.insertRule(`body { --x: 1; border-image: url(${url}) 1 }`);
    }""",
    "font": "(url) => new FontFace('x', `url(${url})`).load()",
    "script": """(url) => {
        document.head.append(Object.assign(document.createElement('script'), {src: url}));
    }""",
    "shared-worker": """(url) => new Promise((done) => {
        const source = `fetch(${JSON.stringify(url)}).finally(() => onconnect = null)`;
        new SharedWorker(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))).onerror = done;
        setTimeout(done, 500);
    })""",
    "worklet": "(url) => CSS.paintWorklet.addModule(url)",
    "audio-worklet": "(url) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(url)",
}
# Chromium opens a connection for these before it refuses them, over which nothing may be sent.
NAVIGATIONS = {
    "frame": ADDED % "<iframe src=${url}></iframe>",
    "object": ADDED % "<object data=${url}></object>",
    "embed": ADDED % "<embed src=${url}>",
    "form-post": """(url) => {
        const form = Object.assign(document.createElement('form'), {action: url, method: 'POST', target: '_blank'});
        document.body.append(form);
        form.submit();
    }""",
    "form-get": """(url) => {
        const form = Object.assign(document.createElement('form'), {action: url, target: '_blank'});
        document.body.append(form);
        form.requestSubmit();
    }""",
}
# What an attacker's Python could do that is none of the above: through Pyodide's bridges and its sockets.
PYTHON = {
    "fetch": "import js\nawait js.fetch(url)",
    "request": """
import js
request = js.XMLHttpRequest.new()
request.open("GET", url, False)
request.send()""",
    "socket": "import js\njs.WebSocket.new(url.replace('http', 'ws'))",
    "events": "import js\njs.EventSource.new(url)",
    "beacon": "import js\njs.navigator.sendBeacon(url, 'typed')",
    "importScripts": "import js\njs.importScripts(url)",
    "import": "from pyodide.code import run_js\nawait run_js(f'import(\"{url}\")')",
    "blob-import": """
import js
from pyodide.ffi import to_js
options = to_js({"type": "module"}, dict_converter=js.Object.fromEntries)
made = js.Blob.new(to_js([f'import "{url}"']), to_js({"type": "text/javascript"}, dict_converter=js.Object.fromEntries))
js.Worker.new(js.URL.createObjectURL(made), options)""",
    "nested-classic": """
import js
from pyodide.ffi import to_js
js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([f'fetch("{url}"); importScripts("{url}?again")']))))""",
    "nested-data": "import js\njs.Worker.new(f'data:text/javascript,fetch(\"{url}\")')",
    "frame": "import js\njs.Worker.new(url)",
    "eval": "import js\nawait js.eval(f'fetch(\"{url}\")')",
    "function": "import js\nawait js.Function.new(f'return fetch(\"{url}\")')()",
    "timer": "import js\njs.setTimeout(f'fetch(\"{url}\")', 0)",
    "open_url": "from pyodide.http import open_url\nopen_url(url)",
    "pyfetch": "from pyodide.http import pyfetch\nawait pyfetch(url)",
    "urllib": "from urllib.request import urlopen\nurlopen(url)",
    "package": "import pyodide_js\nawait pyodide_js.loadPackage(f'{url}/x-1.0-py3-none-any.whl')",
    "socket-module": """
import socket
host, port = url.split("/")[2].split(":")
plain = socket.socket()
plain.setblocking(False)
plain.connect((host, int(port)))""",
    # Last: the interpreter does not survive the refusal.
    "lazy-file": """
import pyodide_js
pyodide_js.FS.createLazyFile("/", "lazy", url, True, False)
open("/lazy").read()""",
}
# Where Python's own socket arrives: at no path in particular.
NO_PATH = "python-socket-module"
# Refused by the platform even where no policy stands: nothing to take away, so no counter-test either.
NEVER_ANYWHERE = {
    "beacon": "workers have no sendBeacon",
    "importScripts": "module workers have no importScripts",
    "frame": "a worker's script must be of the page's origin",
    "open_url": "pyodide.http is not shipped",
    "pyfetch": "pyodide.http is not shipped",
    "urllib": "urllib is not shipped",
}
# An attempt that fails unseen would have the page replace the worker.
SURVIVE = """() => {
    for (const what of ["error", "unhandledrejection"]) self.addEventListener(what, (event) => event.preventDefault());
}"""
RUN = """async ([code, url]) => {
    const started = await self.pythonForTest;
    started.globals.set("url", url);
    const patience = new Promise((done) => setTimeout(done, 1500, "waited"));
    const last = (error) => String(error).trim().split("\\n").pop().slice(0, 200);
    return Promise.race([patience, started.runPythonAsync(code).then(() => "done", last)]);
}"""
RACE = """
    const patience = new Promise((done) => setTimeout(done, 1500, "waited"));
    const said = (async () => tried(url))().then(() => "done", (error) => String(error).slice(0, 200));
    return Promise.race([patience, said]);
"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
WRAPPED = """
import * as real from "./real.mjs";
export * from "./real.mjs";
export function loadPyodide(...given) { return (self.pythonForTest = real.loadPyodide(...given)); }
"""


def copy(site: Path, to: Path, *, closed: bool) -> None:
    """The same files, but that a test can reach the worker's interpreter and, where not `closed`, no policy stands.

    Files on a server and not answers of the test tool: Chromium keeps pages of unknown origin away from loopback.
    Python starts the plain way: the fast way's binary has few of the functions that an attempt needs.
    """
    shutil.copytree(site, to, copy_function=os.link)
    (loader,) = to.glob("assets/runtime/*/pyodide.mjs")
    shutil.rmtree(loader.with_name("fast"))
    loader.rename(loader.with_name("real.mjs"))
    loader.write_text(WRAPPED, encoding="utf-8")
    about = json.loads(loader.with_name("manifest.json").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(WRAPPED.encode()).digest()).decode()
    worker = loader.with_name("worker.mjs")
    text = worker.read_text(encoding="utf-8").replace(about["sha256"]["pyodide.mjs"], digest)
    worker.unlink()
    worker.write_text(text.replace(f'"pyodide.mjs": {about["sizes"]["pyodide.mjs"]}', f'"pyodide.mjs": {len(WRAPPED)}'))
    for path in [] if closed else to.rglob("*.html"):
        html, count = POLICY.subn("", path.read_text(encoding="utf-8"))
        assert count == 1, path
        path.unlink()  # the original shares its contents
        path.write_text(html, encoding="utf-8")


def calculators_worker(page: Page, site: str) -> Worker:
    """The worker that a calculator's form has started, with Python ready in it."""
    form = Form(page, site, "b12_status").open().fill({"total_b12": "179 ng/L"}).submit()
    assert form.state() == "ready"
    # The theme's search worker comes from the network, so only a host's header binds it; no form's input reaches it.
    (worker,) = [each for each in page.workers if each.url.startswith("blob:")]
    worker.evaluate(SURVIVE)
    return worker


def attempt(place: Page | Worker, code: str, url: str) -> Any:
    """Make one JavaScript attempt; what it says of itself, for the failure message."""
    return place.evaluate(f"async (url) => {{ const tried = {code}; {RACE} }}", url)

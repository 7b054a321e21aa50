"""Takes Pyodide's loader and binary down to the exports that its JavaScript uses.

Pyodide exports nearly every function so that compiled packages can link to it, and each start makes a JavaScript
function and a table entry of every one. The calculators link nothing.
"""

from __future__ import annotations

import re

from runtime import wasm

ASSIGN = "function assignWasmExports(wasmExports){"
STATEMENT = re.compile(r'(?:[\w$]+=|Module\["[\w$]+"\]=)*wasmExports\["([^"]+)"\](?:\.value>>>0)?')
NOT_NAMES = {"Module", "wasmExports", "value", "0"}
VARIABLES = re.compile(r"var ([\w$]+(?:,[\w$]+){500,});")
WORD = re.compile(r"[\w$]+")


def slim(module: str, loader: str, binary: bytes) -> tuple[str, bytes]:
    """The JavaScript module and the binary without the exports that neither the module nor the loader names."""
    start = module.index(ASSIGN) + len(ASSIGN)
    end = module.index("}", start)
    statements = module[start:end].split(";")
    variables = VARIABLES.search(module)
    if not variables or not all(map(STATEMENT.fullmatch, statements)):
        raise ValueError("this version of Pyodide assigns its exports in another way")
    rest = module[: variables.start()] + module[variables.end() : start] + module[end:] + loader
    used = {*WORD.findall(rest), *wasm.linked(binary)}
    kept = [each for each in statements if used & (set(WORD.findall(each)) - NOT_NAMES)]
    named = used.union(*map(WORD.findall, kept))
    declared = ",".join(name for name in variables[1].split(",") if name in named)
    slimmer = module[:start] + ";".join(kept) + module[end:]
    return slimmer.replace(variables[0], f"var {declared};", 1), wasm.exporting(binary, named)

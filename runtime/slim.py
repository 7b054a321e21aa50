"""Takes Pyodide's JavaScript and binary down to what the binary alone uses.

Pyodide carries all of Emscripten's JavaScript (WebGL, SDL, sockets) and exports nearly every function, so that compiled
packages can link to them. The calculators link nothing. What is left out cannot be called: that fails, and the page
then starts Pyodide as its makers do.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from runtime import wasm

TERSER = Path(__file__).resolve().parent / "node_modules" / "terser" / "bin" / "terser"
KEEP_ALL_BUT_UNUSED = "defaults=false,unused=true,dead_code=true,pure_getters=true,side_effects=true,passes=6"
IMPORTS = re.compile(r"var wasmImports=\{([^}]*)\}")
TO_MODULE = re.compile(r'Module\["([\w$]+)"\]=[\w$]+;')
SIGNATURE = re.compile(r'([\w$]+)\.sig="[^"]*";')  # how to link a JavaScript function
READ = re.compile(r"""(?:\.|"|')([\w$]+)""")
UNDEFINED = "if(!value&&!entry.required)"  # else the start ends with an error
EVAL = re.compile(r"\beval\(")  # a direct one could use any name; every page's policy forbids both kinds
GRAPHICS = "emscripten_gl"
ASSIGN = "function assignWasmExports(wasmExports){"
STATEMENT = re.compile(r'(?:[\w$]+=|Module\["[\w$]+"\]=)*wasmExports\["([^"]+)"\](?:\.value>>>0)?')
NOT_NAMES = {"Module", "wasmExports", "value", "0"}
WORD = re.compile(r"[\w$]+")


def slim(module: str, loader: str, binary: bytes) -> tuple[str, bytes]:
    """The JavaScript module and the binary without what neither the binary, the module nor the loader uses."""
    module = without_unused(unlinked(module, loader, binary))
    return without_exports(module, loader, binary)


def unlinked(module: str, loader: str, binary: bytes) -> str:
    """The module without the names by which compiled packages would find its functions."""
    imports = IMPORTS.search(module)
    if not imports or UNDEFINED not in module:
        raise ValueError("this version of Pyodide links in another way")
    linked = {name for name in wasm.linked(binary) if not name.startswith(GRAPHICS)}
    entries = [entry for entry in imports[1].split(",") if entry.split(":")[0] in linked | wasm.imported(binary)]
    locals_linked = {entry.split(":")[-1] for entry in entries if entry.split(":")[0] in linked}
    module = module.replace(imports[0], f"var wasmImports={{{','.join(entries)}}}").replace(UNDEFINED, "if(!value)")
    module = SIGNATURE.sub(lambda found: found[0] if found[1] in locals_linked else "", module)
    read = set(READ.findall(TO_MODULE.sub("", module) + loader))
    module = TO_MODULE.sub(lambda found: found[0] if found[1] in read else "", module)
    return EVAL.sub("(0,eval)(", module)


def without_unused(module: str) -> str:
    """The module without the functions and variables that nothing names."""
    command = ["node", str(TERSER), "--module", "--compress", KEEP_ALL_BUT_UNUSED]
    return subprocess.run(command, input=module, capture_output=True, check=True, encoding="utf-8").stdout


def without_exports(module: str, loader: str, binary: bytes) -> tuple[str, bytes]:
    """The module and the binary without the exports that neither the module nor the loader names.

    At each start Emscripten makes a JavaScript function and a table entry of every export.
    """
    start = module.index(ASSIGN) + len(ASSIGN)
    end = module.index("}", start)
    statements = module[start:end].split(";")
    if not all(map(STATEMENT.fullmatch, statements)):
        raise ValueError("this version of Pyodide assigns its exports in another way")
    used = {*WORD.findall(module[:start] + module[end:] + loader), *wasm.linked(binary)}
    kept = [each for each in statements if used & (set(WORD.findall(each)) - NOT_NAMES)]
    named = used.union(*map(WORD.findall, kept))
    return module[:start] + ";".join(kept) + module[end:], wasm.exporting(binary, named)

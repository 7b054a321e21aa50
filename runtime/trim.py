"""Runs inside Pyodide: packs the modules that the calculators use, compiled, into one zip.

Stock Pyodide spends most of its start compiling its standard library's source. Compiling here, in the interpreter
that will load the result, gives byte code that is right for it by construction.
"""

# mypy: ignore-errors

import importlib
import importlib.util
import io
import json
import marshal
import sys
import zipfile
from pathlib import Path
from types import CodeType

STDLIB = f"/lib/python3{sys.version_info.minor}.zip"
ALWAYS = (
    "encodings.aliases",
    "encodings.ascii",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.utf_8",
    "encodings.cp437",
    "importlib.resources",
    "importlib.resources.readers",
    "traceback",
    "linecache",
    "tokenize",
    "pyodide",
    "pyodide.code",
    "pyodide.ffi",
    "_pyodide._base",
    "_pyodide._core_docs",
    "zipimport",
    "warnings",
)
NO_LINE = b"\xff"
UNCHECKED_HASH = (1).to_bytes(4, "little") + bytes(8)
EPOCH = (2020, 1, 1, 0, 0, 0)


def exercise(source: str, requests: str) -> None:
    """Import the calculators and answer every request once, so that what they need is loaded."""
    sys.path.insert(0, source)
    respond = importlib.import_module("calculators.core.respond").respond
    for name, given in json.loads(requests):
        respond(name, json.dumps(given))
    for name in ALWAYS:
        importlib.import_module(name)


def compiled(data: bytes, path: str) -> bytes:
    """A `.pyc` that is loaded without looking for its source."""
    code = compile(data, path, "exec", dont_inherit=True, optimize=2)
    return importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + marshal.dumps(without_lines(code))


def without_lines(code: CodeType) -> CodeType:
    """The code with a table of lines that says "no line" throughout: there is no source to show them against."""
    whole, rest = divmod(len(code.co_code) // 2, 8)  # an entry covers up to eight instructions
    table = NO_LINE * whole + (bytes([NO_LINE[0] - 8 + rest]) if rest else b"")
    parts = tuple(without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=table, co_consts=parts)


def pack(source: str) -> bytes:
    """A zip of the loaded standard-library modules and of the calculators, in a fixed order."""
    files = {}
    with zipfile.ZipFile(STDLIB) as stdlib:
        loaded = {str(getattr(module, "__file__", "") or "") for module in list(sys.modules.values())}
        for name in stdlib.namelist():
            if f"{STDLIB}/{name}" in loaded or name.startswith("_sysconfigdata"):
                files[name] = stdlib.read(name)
    for path in sorted(Path(source).rglob("*")):
        if path.is_file():
            files[path.relative_to(source).as_posix()] = path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            data, target = files[name], name
            if name.endswith(".py"):
                data, target = compiled(data, name), f"{name}c"
            entry = zipfile.ZipInfo(target, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return out.getvalue()

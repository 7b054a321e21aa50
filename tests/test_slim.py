"""What is taken out of Pyodide's JavaScript: nothing that a name leads to, and all that none does."""

from __future__ import annotations

import pytest

from runtime import wasm
from runtime.slim import slim

MODULE = """
async function createPyodideModule(Module = {}) {
  var _used = () => 1; _used.sig = "i";
  var _unused = () => _alone(); _unused.sig = "i";
  var _alone = () => "nobody calls this";
  var _exposed = () => 3;
  var _hidden = () => 4;
  Module["exposed"]=_exposed;Module["hidden"]=_hidden;
  var wasmImports={used:_used,unused:_unused};
  function link(entry, value) { if(!value&&!entry.required) entry.value = 0; else entry.value = eval("1"); }
  var _one, _two;
  function assignWasmExports(wasmExports){_one=Module["_one"]=wasmExports["one"];_two=Module["_two"]=wasmExports["two"]}
  link({}, 0); assignWasmExports({});
  return [wasmImports, _one];
}
export default createPyodideModule;
""".replace('; _used.sig = "i";', ';_used.sig="i";').replace('; _unused.sig = "i";', ';_unused.sig="i";')
LOADER = "loaded.exposed()"


def imported(name: bytes) -> bytes:
    """An import of a function of no arguments from `env`."""
    return b"\x03env" + bytes([len(name)]) + name + b"\x00\x00"


BINARY = wasm.binary(
    [
        wasm.Section(1, b"\x01\x60\x00\x01\x7f"),
        wasm.Section(2, b"\x01" + imported(b"used")),
        wasm.Section(3, b"\x02\x00\x00"),
        wasm.Section(7, b"\x02\x03one\x00\x01\x03two\x00\x02"),
        wasm.code_of([b"\x00\x41\x01\x0b", b"\x00\x41\x02\x0b"]),
    ]
)


def test_only_what_is_named_stays() -> None:
    module, binary = slim(MODULE, LOADER, BINARY)
    assert "used:_used}" in module
    assert 'Module["exposed"]' in module
    for gone in ("_unused", "nobody calls this", "_hidden", '"two"', ".sig", "entry.required"):
        assert gone not in module
    assert "(0,eval)" in module.replace(" ", "")
    assert [part.body for part in wasm.sections(binary) if part.kind == wasm.EXPORT] == [b"\x01\x03one\x00\x01"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("var wasmImports=", "var others="),
        ("!value&&!entry.required", "!value&&!entry.must"),
        ('wasmExports["one"]', 'look("one")'),
    ],
)
def test_a_version_that_links_in_another_way_is_refused(old: str, new: str) -> None:
    assert old in MODULE
    with pytest.raises(ValueError, match="this version of Pyodide"):
        slim(MODULE.replace(old, new), LOADER, BINARY)

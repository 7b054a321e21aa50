"""The lean binary: made from a small binary whose every byte is known, and run in Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from runtime import wasm


def small() -> bytes:
    """Two functions that answer 1 and 2, and a page of memory with "abcd" at 8 and "z" at 70."""
    return wasm.binary(
        [
            wasm.Section(1, b"\x01\x60\x00\x01\x7f"),
            wasm.Section(3, b"\x02\x00\x00"),
            wasm.Section(5, b"\x01\x00\x01"),
            wasm.Section(7, b"\x03\x06memory\x02\x00\x03one\x00\x00\x03two\x00\x01"),
            wasm.Section(12, b"\x02"),
            wasm.code_of([b"\x02\x01\x7e\x01\x7f\x41\x01\x0b", b"\x00\x41\x02\x0b"]),
            wasm.data_of([(8, b"abcd"), (70, b"z")]),
        ]
    )


def run(binary: bytes, code: str, folder: Path) -> object:
    """What JavaScript makes of a binary: `exports`, `memory` and `module` are at hand."""
    (folder / "small.wasm").write_bytes(binary)
    script = f"""
        const bytes = require("fs").readFileSync({json.dumps(str(folder / "small.wasm"))});
        WebAssembly.instantiate(bytes).then(({{ instance: {{ exports }}, module }}) => {{
          const memory = new Uint8Array(exports.memory.buffer);
          console.log(JSON.stringify({code}));
        }});"""
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 300, 65_535, 65_536, 2**31 - 1])
def test_numbers_are_written_as_they_are_read(number: int) -> None:
    assert wasm.read_leb(wasm.leb(number), 0) == (number, len(wasm.leb(number)))
    if number < 64:
        assert wasm.signed_leb(number) == wasm.leb(number)


def test_a_binary_is_taken_apart_and_put_together_unchanged() -> None:
    assert wasm.binary(wasm.sections(small())) == small()
    with pytest.raises(ValueError, match="not a WebAssembly"):
        wasm.sections(b"something else")


def test_counting_marks_just_the_functions_that_ran(tmp_path: Path) -> None:
    binary = wasm.counting(small())
    assert wasm.memory_size(binary) == 2 * wasm.memory_size(small())
    answer = run(binary, "[exports.two(), ...memory.slice(65536, 65539)]", tmp_path)
    assert answer == [2, 0, 1, 0]


def test_a_lean_binary_starts_with_the_image_and_stops_where_nothing_ran(tmp_path: Path) -> None:
    image = bytearray(wasm.memory_size(small()))
    image[8:12], image[5000:5003] = b"abXd", b"new"
    binary = wasm.lean(small(), b"\x01\x00", bytes(image))
    shown = "[exports.one(), (() => { try { return exports.two(); } catch (error) { return error.message; } })()]"
    assert run(binary, shown, tmp_path) == [1, "unreachable"]
    assert run(binary, "[...memory.slice(8, 12), ...memory.slice(5000, 5003), memory[70]]", tmp_path) == [
        *b"abXd",
        *b"new",
        0,
    ]


def test_undo_gives_back_what_the_full_binary_starts_with() -> None:
    before = wasm.at_start(wasm.sections(small()))
    assert before[8:12] == b"abcd"
    assert before[70:71] == b"z"
    after = bytearray(before)
    after[9], after[70], after[5000] = 0, 1, 7
    patch = wasm.undo(before, bytes(after))
    end, used = (int.from_bytes(patch[at : at + 4], "little") for at in (0, 4))
    assert (end, used) == (5004, 72)
    back, at = bytearray(after[:used]), 8
    while at < len(patch):
        address, length = (int.from_bytes(patch[place : place + 4], "little") for place in (at, at + 4))
        back[address : address + length] = patch[at + 8 : at + 8 + length]
        at += 8 + length
    assert bytes(back).ljust(len(before), b"\0") == before


def test_an_image_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="memory grew"):
        wasm.lean(small(), b"\x01\x01", bytes(2 * wasm.PAGE))
    with pytest.raises(ValueError, match="more functions"):
        wasm.lean(small(), b"\x01", bytes(wasm.PAGE))

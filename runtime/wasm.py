"""Rewrites Pyodide's binary: counts the functions that run, then keeps those, with a memory image for its data.

A function that was never seen to run is replaced by one that stops at once (`unreachable`), so the lean binary either
does what the full one does or stops, and the page then starts the full one. Format: WebAssembly core specification,
binary format.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from struct import pack
from typing import NamedTuple

MAGIC = b"\0asm\1\0\0\0"
CUSTOM, IMPORT, MEMORY, EXPORT, CODE, DATA, DATA_COUNT = 0, 2, 5, 7, 10, 11, 12
FUNCTION, GLOBAL, TAG = 0, 3, 4  # kinds of what is imported
UNDO = b"undo"
GOT = "GOT."  # the global offset table: addresses to be filled in
PAGE = 65_536
WORD = 4
STOP = bytes([0, 0x00, 0x0B])  # no locals, unreachable, end
GAP = re.compile(rb"\0{24,}")  # a shorter run of zeros costs less than the header of another segment


class Section(NamedTuple):
    """One part of a binary."""

    kind: int
    body: bytes


def leb(number: int) -> bytes:
    """A number of no sign, as the format writes it."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def signed_leb(number: int) -> bytes:
    """A number with a sign, as the format writes it."""
    out = bytearray()
    while not -64 <= number < 64:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number & 0x7F])


def read_leb(data: bytes, at: int) -> tuple[int, int]:
    """A number of no sign and the place after it."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def sections(wasm: bytes) -> list[Section]:
    """The parts of a binary."""
    if wasm[:8] != MAGIC:
        raise ValueError("not a WebAssembly 1 binary")
    found, at = [], 8
    while at < len(wasm):
        size, start = read_leb(wasm, at + 1)
        found.append(Section(wasm[at], wasm[start : start + size]))
        at = start + size
    return found


def binary(parts: Iterable[Section]) -> bytes:
    """A binary of these parts."""
    return MAGIC + b"".join(bytes([part.kind]) + leb(len(part.body)) + part.body for part in parts)


def bodies(code: bytes) -> Iterator[bytes]:
    """The functions of a code section, each from its locals to its end."""
    count, at = read_leb(code, 0)
    for _ in range(count):
        size, start = read_leb(code, at)
        at = start + size
        yield code[start:at]


def code_of(functions: Iterable[bytes]) -> Section:
    """A code section of these functions."""
    written = [leb(len(body)) + body for body in functions]
    return Section(CODE, leb(len(written)) + b"".join(written))


def after_locals(body: bytes) -> int:
    """Where a function's instructions begin."""
    groups, at = read_leb(body, 0)
    for _ in range(groups):
        _, at = read_leb(body, at)
        at += 1  # the type of the group, one byte for all that Pyodide uses
    return at


def pages(parts: Iterable[Section]) -> int:
    """How many pages the memory starts with."""
    (memory,) = (part.body for part in parts if part.kind == MEMORY)
    return read_leb(memory, 2)[0]  # one memory: its count, its flags, then its least size


def more_memory(memory: bytes, more: int) -> Section:
    """A memory section that starts larger."""
    least, at = read_leb(memory, 2)
    return Section(MEMORY, memory[:2] + leb(least + more) + memory[at:])


def text(data: bytes, at: int) -> tuple[str, int]:
    """A name and the place after it."""
    size, start = read_leb(data, at)
    return data[start : start + size].decode(), start + size


def exporting(wasm: bytes, names: Collection[str]) -> bytes:
    """The binary with only these of its exports."""
    parts = sections(wasm)
    (body,) = (part.body for part in parts if part.kind == EXPORT)
    count, at = read_leb(body, 0)
    kept = []
    for _ in range(count):
        name, kind = text(body, at)
        _, end = read_leb(body, kind + 1)
        if name in names:
            kept.append(body[at:end])
        at = end
    exports = Section(EXPORT, leb(len(kept)) + b"".join(kept))
    return binary(exports if part.kind == EXPORT else part for part in parts)


def imports(wasm: bytes) -> Iterator[tuple[str, str]]:
    """The module and the name of everything that a binary imports."""
    (body,) = (part.body for part in sections(wasm) if part.kind == IMPORT)
    count, at = read_leb(body, 0)
    for _ in range(count):
        module, at = text(body, at)
        name, at = text(body, at)
        at += {FUNCTION: 1, GLOBAL: 2, TAG: 2}[body[at]]  # to the function's or tag's type, or to a global's last byte
        _, at = read_leb(body, at)
        yield module, name


def linked(wasm: bytes) -> set[str]:
    """The names whose address Emscripten's linker looks up when it starts, among exports and JavaScript's functions."""
    return {name for module, name in imports(wasm) if module.startswith(GOT)}


def imported(wasm: bytes) -> set[str]:
    """The names of the JavaScript functions that a binary calls."""
    return {name for module, name in imports(wasm) if not module.startswith(GOT)}


def memory_size(wasm: bytes) -> int:
    """How many bytes the memory starts with."""
    return pages(sections(wasm)) * PAGE


def counting(wasm: bytes) -> bytes:
    """A binary whose functions each set a byte of their own when they run, right after its usual memory."""
    parts = sections(wasm)
    (code,) = (part.body for part in parts if part.kind == CODE)
    (memory,) = (part.body for part in parts if part.kind == MEMORY)
    first, functions = memory_size(wasm), list(bodies(code))

    def marked(number: int, body: bytes) -> bytes:
        at = after_locals(body)
        mark = b"\x41" + signed_leb(first + number) + b"\x41\x01\x3a\x00\x00"  # i32.store8 (address) 1
        return body[:at] + mark + body[at:]

    written = {
        CODE: code_of(marked(number, body) for number, body in enumerate(functions)),
        MEMORY: more_memory(memory, -(-len(functions) // PAGE)),
    }
    return binary(written.get(part.kind, part) for part in parts)


def segments(image: bytes) -> list[tuple[int, bytes]]:
    """The parts of a memory image that are not empty, with their addresses."""
    found, at = [], 0
    for gap in [*GAP.finditer(image), None]:
        end = gap.start() if gap else len(image)
        if end > at:
            found.append((at, image[at:end]))
        at = gap.end() if gap else end
    return found


def data_of(held: list[tuple[int, bytes]]) -> Section:
    """A data section that puts each of these at its address."""
    written = [b"\0\x41" + signed_leb(at) + b"\x0b" + leb(len(data)) + data for at, data in held]
    return Section(DATA, leb(len(written)) + b"".join(written))


def at_start(parts: list[Section]) -> bytes:
    """What a binary's memory holds before anything runs."""
    memory = bytearray(pages(parts) * PAGE)
    (data,) = (part.body for part in parts if part.kind == DATA)
    count, at = read_leb(data, 0)
    for _ in range(count):
        if data[at : at + 2] != b"\0\x41":
            raise ValueError("a data segment that is not at a constant address")
        address, at = read_leb(data, at + 2)  # below 2^31, so the sign is of no matter
        size, start = read_leb(data, at + 1)
        at = start + size
        memory[address : address + size] = data[start:at]
    return bytes(memory)


def end_of(memory: bytes) -> int:
    """Where the last word ends that is not zero."""
    return -(-len(memory.rstrip(b"\0")) // WORD) * WORD


def undo(before: bytes, after: bytes) -> bytes:
    """What turns one memory back into another: where each ends, the later one first, and the parts that differ.

    A memory ends where all that follows is zero. Each part is an address, a length and its bytes, in whole words. A
    number has 32 bits, little-endian.
    """
    used = end_of(before)
    old, new = memoryview(before).cast("I"), memoryview(after).cast("I")
    changed = [at for at in range(used // WORD) if old[at] != new[at]]
    out, start = [pack("<II", end_of(after), used)], 0
    for number, at in enumerate(changed, start=1):
        if number == len(changed) or changed[number] - at > 2:
            first = changed[start] * WORD
            part = before[first : (at + 1) * WORD]
            out.append(pack("<II", first, len(part)) + part)
            start = number
    return b"".join(out)


def lean(wasm: bytes, ran: bytes, image: bytes) -> bytes:
    """The binary with only the functions that ran (`ran`: a byte for each, or more), and with this memory at its start.

    A part of its own, `undo`, says how to get the memory that the full binary starts with: static initialisers that
    see a finished memory would skip what they do outside it.
    """
    parts = sections(wasm)
    if len(image) != pages(parts) * PAGE:
        raise ValueError(f"an image of {len(image)} bytes does not fit {pages(parts)} pages: memory grew")
    held = segments(image)
    (code,) = (part.body for part in parts if part.kind == CODE)
    if len(ran) < read_leb(code, 0)[0]:
        raise ValueError("a binary with more functions than were counted")
    written = {
        CODE: code_of(body if seen else STOP for body, seen in zip(bodies(code), ran, strict=False)),
        DATA: data_of(held),
        DATA_COUNT: Section(DATA_COUNT, leb(len(held))),
    }
    back = Section(CUSTOM, leb(len(UNDO)) + UNDO + undo(at_start(parts), image))
    return binary([*(written.get(part.kind, part) for part in parts), back])

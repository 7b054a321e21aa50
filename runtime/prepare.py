"""Runs inside Pyodide just before its memory is kept: answers every request once, then forgets what no answer needs."""

# mypy: ignore-errors

import gc
import importlib
import json
import re
import sys
from itertools import pairwise, product
from types import ModuleType

# Modules to keep with all they name: what Pyodide's start and a traceback use, beside the calculators.
ROOTS = """__main__ builtins sys _frozen_importlib _frozen_importlib_external _imp _io _thread _weakref
_warnings marshal posix time zipimport codecs encodings encodings.utf_8 io abc site os importlib._bootstrap
importlib._bootstrap_external ast tokenize linecache copy textwrap warnings _py_warnings traceback errno pathlib
random"""
# Modules to keep alone: what else they name was needed to define things, and is not needed to answer.
ALONE = """dataclasses html pkgutil typing importlib importlib.machinery importlib.abc importlib.util pyodide
pyodide.code pyodide.ffi pyodide._package_loader pyodide._state pyodide.common pyodide.webloop pyodide_js
pyodide_js._api _pyodide _pyodide._base _pyodide._core_docs _pyodide._importhook _pyodide_core
_pyodide._future_helper"""


KNOTS = 50_000


class Knot:
    """A thing of a class of our own."""


def halfway(thing: Knot) -> list[object]:
    """One iterator of each kind, not at its end: the collector may come upon any of them in the middle of an answer."""
    three, some = {number: thing for number in range(3)}, [thing] * 3
    of_dict = [iter(three), iter(three.values()), iter(three.items()), reversed(three), reversed(three.items())]
    of_others = [iter(some), iter(tuple(some)), iter({1, 2, 3}), iter("abc"), iter(range(3)), reversed(some)]
    of_those = [enumerate(iter(some)), zip(some, three, strict=True), map(id, three), filter(None, [1, 2, 3])]
    of_modules = [pairwise(some), product(some, three), re.finditer("a", "aaa"), iter(lambda: thing, None)]
    found = [*of_dict, *of_others, *of_those, *of_modules]
    return [*found, *(next(each) for each in found), slice(thing), three.keys(), three.items(), found.append]


def tie(number: int) -> None:
    """Leave things of many kinds that hold each other, as answers and errors do."""
    thing = Knot()
    thing.halfway = halfway(thing)
    thing.all = [thing, (number, {number: thing}), {number}, lambda: thing, (each for each in [thing]), thing.__eq__]
    try:
        raise ValueError(thing)
    except ValueError as error:
        thing.error = error  # its traceback holds this frame


def exercise(requests: str) -> None:
    """Answer every request once, and leave rubbish that only the collector finds, as a long visit would."""
    respond = importlib.import_module("calculators.core.respond").respond
    for name, given in json.loads(requests):
        respond(name, json.dumps(given))
    for number in range(KNOTS):
        tie(number)
    importlib.import_module("random").random()


def named_by(module: ModuleType) -> set[str]:
    """The modules that a module's names come from."""
    things = list(vars(module).values())
    found = {thing.__name__ for thing in things if isinstance(thing, ModuleType)}
    origins = {getattr(thing, "__module__", None) for thing in things if not isinstance(thing, ModuleType)}
    return found | {origin for origin in origins if isinstance(origin, str)}


def needed() -> set[str]:
    """The loaded modules that the calculators, or Pyodide's own start, can reach by a name."""
    alone, found = set(ALONE.split()), set()
    todo = [*ROOTS.split(), *alone, *(name for name in sys.modules if name.split(".")[0] == "calculators")]
    while todo:
        name = todo.pop()
        if name in found or name not in sys.modules:
            continue
        found.add(name)
        parents = [name.rpartition(".")[0]] if "." in name else []
        if name not in alone:
            todo += [*named_by(sys.modules[name]), *parents]
    return found


def forget() -> None:
    """Empty and drop every module that is not needed, and this file's own names but `wake`."""
    kept = {id(sys.modules[name]) for name in needed()}  # a module may be known by two names
    names = [name for name, module in sys.modules.items() if id(module) not in kept]
    modules = [sys.modules.pop(name) for name in names]
    sys.unraisablehook = lambda _: None  # emptied modules cannot tidy up after themselves
    for module in modules:
        if type(module) is ModuleType:
            vars(module).clear()
    sys._clear_internal_caches()
    sys.path_importer_cache.clear()
    for name in [name for name in globals() if not name.startswith("__") and name not in ("wake", "sys", "gc")]:
        del globals()[name]
    del names, modules, module, kept
    for _ in range(3):
        gc.collect()
    sys.unraisablehook = sys.__unraisablehook__


def wake() -> None:
    """What must not be the same in every visit: called after each restore."""
    if random := sys.modules.get("random"):
        random.seed()

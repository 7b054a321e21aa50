"""The house style: the rules of `house.toml`, and spelling by codespell, its list of American words turned round."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import codespell_lib

from tests.words.grade import medical
from tests.words.prose import items, words

LIST = Path(__file__).parent / "house.toml"
AMERICAN = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
AUDIENCES = {"lay": {"everyone"}, "read": {"everyone", "clinicians"}, "all": {"everyone", "clinicians", "contributors"}}
TOO_LONG = "too long"


class Rule(NamedTuple):
    """What is not written, for whom, whether in sentences only, and what to write."""

    name: str
    audiences: set[str]
    prose: bool
    find: re.Pattern[str]
    allowed: tuple[re.Pattern[str], ...]
    say: str

    def broken(self, text: str) -> str | None:
        """The words that break it."""
        for allowed in self.allowed:
            text = allowed.sub("…", text)
        found = self.find.search(text)
        return text[max(0, found.start() - 30) : found.end() + 30] if found else None


@cache
def data() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule."""
    found = []
    for each in data()["rule"]:
        flags = re.NOFLAG if each.get("case") else re.IGNORECASE
        allowed = tuple(re.compile(pattern, flags) for pattern in each.get("except", ()))
        find = re.compile(each["find"], flags)
        prose = each.get("prose", False)
        found.append(Rule(each["name"], AUDIENCES[each["where"]], prose, find, allowed, each["say"]))
    return tuple(found)


def known(rule: str, text: str) -> bool:
    """Whether these words stood there when the rule came."""
    return any(each["rule"] == rule and each["words"] in text for each in data()["known"])


def broken(texts: Iterable[str], audience: str, *, prose: bool) -> Iterator[str]:
    """What a page says against the rules of its readers: those for sentences, or those for all that is shown."""
    mine = [rule for rule in rules() if audience in rule.audiences and rule.prose == prose]
    for text in texts:
        for rule in mine:
            if (shown := rule.broken(text)) and not known(rule.name, text):
                yield f"{rule.name}: “{shown.strip()}” {rule.say}"


def too_long(sentences: Iterable[str], limit: int) -> Iterator[str]:
    """Sentences with more words than `limit`, or with such an item of a list."""
    for sentence in sentences:
        if (count := max(len(words(item)) for item in items(sentence))) > limit and not known(TOO_LONG, sentence):
            yield f"{count} words: {sentence}"


def american() -> str:
    """codespell's British-to-American list, turned round, without what is British too."""
    both = set(data()["spelling"]["british"])
    pairs = (line.split("->") for line in AMERICAN.read_text(encoding="utf-8").splitlines() if "->" in line)
    turned = {there.strip(): here for here, many in pairs for there in many.split(",") if there.strip()}
    return "".join(f"{there}->{here}\n" for there, here in turned.items() if there not in both)


def slips(texts: Mapping[str, Iterable[str]], folder: Path) -> list[str]:
    """Misspellings and American spellings in texts, by the name of each."""
    (folder / "american.dic").write_text(american(), encoding="utf-8")
    texts_folder = folder / "texts"
    for where, lines in texts.items():
        path = texts_folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(lines).replace("’", "'")
        for name in data()["spelling"]["names"]:
            text = text.replace(name, "…")
        path.write_text(text, encoding="utf-8")
    ours = ",".join([*medical(), *data()["spelling"]["known"]])
    command = [sys.executable, "-m", "codespell_lib", "--disable-colors", "-D", "-", "-D", str(folder / "american.dic")]
    done = subprocess.run(
        [*command, "-L", ours, "."], cwd=texts_folder, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert not done.stderr.strip(), done.stderr
    return done.stdout.splitlines()

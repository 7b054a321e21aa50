"""Results read from a pasted report, line by line: what was read, from which words, and what was not understood.

A printed range is kept to be shown and never used. Nothing is guessed: two numbers, a unit that is not taken or a test
that only sounds alike is a problem with its reason.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculators.core import measure
from calculators.core.grammar import (
    ARROW,
    BEFORE,
    BETWEEN,
    BLOOD,
    BRACKETS,
    CELL,
    DATES,
    DOUBTFUL,
    FLAG,
    FOOTNOTES,
    LAB_CODE,
    MARK,
    MARKS,
    NEXT_ITEM,
    NORMAL_WORDS,
    NUMBER,
    OLDER,
    OPEN_TAIL,
    RANGE,
    SEX_WORD,
    SIGNS,
    SPECIMEN,
    STARTS,
    THOUSANDS,
    UNIT,
    WORDS,
    YEARS,
)
from calculators.core.model import Input, InputError, Quantity, Reading
from calculators.core.names import FOUND, NOT_BLOOD, OTHERS

LONGEST_LINE, LONGEST_REST, SHOWN = 1000, 80, 120
NO_NUMBER, TWO_NUMBERS = "No number was found.", "More than one number: type your own in the form."
WORDS_BETWEEN = "There are words between the name and the number that may change its meaning."
STRANGE_UNIT = "What follows the number is no unit that is known here."
WORDS_BEFORE = "There are words before the name that may change what the number means."
MAYBE_NOT = "Its words say that it may be old, not valid, or another test."
OLD = "It stands under a heading of earlier results."
COLUMNS = "It stands under several dates: which is meant cannot be told."
SURFACE = "1.73"
THOUSAND = "The number can be read in two ways: a point may mark thousands."
BOTH_WORDS = "More than one answer stands there: choose in the form."
NO_UNIT = "The unit is missing: choose it in the form."
NOT_ASKED = "Not one of the results asked for here."
TOO_MANY = "The same test twice: choose one."


@dataclass(frozen=True)
class Segment:
    """One test's name and what stands after it; `key` is an input, or empty with the reason why it is none."""

    words: str
    key: str
    rest: str
    reason: str = ""


def read(text: str, inputs: Sequence[Input]) -> list[Reading]:
    """What the lines of a report say about the inputs, and each line that has a number and was not understood."""
    asked = {each.key: each for each in inputs}
    found: list[Reading] = []
    for segment in _segments(_lines(text)):
        each = _one(segment, asked)
        if found and _repeats(segment, asked.get(found[-1].key)):
            found[-1] = Reading(found[-1].words, problem=TWO_NUMBERS)
        found += [each] if each else []
    return without_doubles(found)


def _repeats(segment: Segment, before: Input | None) -> bool:
    """Whether a line without a name starts with a result of the test in the line before: an older or newer one."""
    start = STARTS.match(DATES.sub("", segment.words).strip(" ([")) if segment.reason == NOT_ASKED else None
    return start is not None and isinstance(before, Quantity) and bool(measure.match_unit(start["unit"], before.units))


def _lines(text: str) -> list[str]:
    """The lines, with look-alike characters made plain and cells that stand below one another put together."""
    plain = [line for long in text.splitlines() for line in map(_plain, _pieces(long)) if line]
    joined: list[str] = []
    for line in plain:
        if joined and _continues(joined[-1], line):
            joined[-1] += f"  {line}"
        else:
            joined.append(line)
    if not plain:
        return []
    first, last = plain[0], FOUND.sub("", plain[-1])
    below = STARTS.match(first) or (not re.search(r"\d", last) and not CELL.match(plain[-1]))
    return plain if below else joined  # where names may stand below their results, nothing is put together


def _pieces(line: str) -> list[str]:
    """A line, or a very long one cut at blanks."""
    return textwrap.wrap(line, LONGEST_LINE) if len(line) > LONGEST_LINE else [line]


def _plain(line: str) -> str:
    """A line without control and private characters, in which look-alikes of digits and letters are the same."""
    marked = line.replace("m²", "m2").replace("m³", "m3").translate(FOOTNOTES)
    kept = unicodedata.normalize("NFKC", marked)[: 2 * LONGEST_LINE].replace("⁄", "/")
    return " ".join("".join(" " if unicodedata.category(c)[0] == "C" else c for c in kept).split())


def _continues(before: str, line: str) -> bool:
    """Whether a line is the rest of the one before: that one has a name, and no number or no unit yet."""
    if not CELL.match(line) or FOUND.search(line):
        return False
    ends = [match.end() for match in FOUND.finditer(before[:LONGEST_LINE])]
    rest = before[ends[-1] :] if ends else ""
    if not ends or len(rest) > LONGEST_REST:
        return False
    if re.search(r"\d", rest) and UNIT.search(rest):
        return not RANGE.search(rest) and bool(RANGE.fullmatch(line) or FLAG.fullmatch(line))
    return True


def _segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Every named test with its text; a line with a number but no name is one too."""
    below = ""  # why the lines below a heading are not read
    for line in lines:
        names, here = _names(line), NOT_BLOOD if SPECIMEN.search(line) else ""
        if not names:
            below = _heading(line, here, below)
            if re.search(r"\d", DATES.sub("", line)):
                yield Segment(line, "", "", NOT_ASKED)
        for index, (start, end, key, reason) in enumerate(names):
            stop = names[index + 1][0] if index + 1 < len(names) else len(line)
            before = re.split(r"\d", DATES.sub(" ", line[names[index - 1][1] if index else 0 : start]))[-1]
            odd = "" if BEFORE.fullmatch(before) else WORDS_BEFORE
            yield Segment(line[start:stop], key, line[end:stop], reason or here or below or odd)


def _heading(line: str, specimen: str, before: str) -> str:
    """What a line without a test's name says of the lines below it."""
    if len(YEARS.findall(line)) > 1 or len(list(DATES.finditer(line))) > 1:
        return COLUMNS
    if specimen or OLDER.search(line):
        return specimen or OLD
    return "" if BLOOD.search(line) else before


def _names(line: str) -> list[tuple[int, int, str, str]]:
    """Where each name stands, its input or the reason why there is none; a name given twice in a row counts once."""
    found: list[tuple[int, int, str, str]] = []
    reasons = list(OTHERS.values())
    for match in FOUND.finditer(line):
        group = str(match.lastgroup)
        other = group.startswith("other_")
        key, reason = ("", reasons[int(group[6:])]) if other else (group, "")
        if found and found[-1][2:] == (key, reason) and not re.search(r"\d", line[found[-1][1] : match.start()]):
            found[-1] = (found[-1][0], match.end(), key, reason)
        else:
            found.append((match.start(), match.end(), key, reason))
    return found


def _one(segment: Segment, asked: Mapping[str, Input]) -> Reading | None:
    """A segment as a reading; none for a heading."""
    words = segment.words[:SHOWN].rstrip(" ,;|(")
    each = asked.get(segment.key)
    if segment.reason or each is None:
        told = segment.reason != WORDS_BEFORE or re.search(r"\d", segment.rest)
        return Reading(words, problem=segment.reason or NOT_ASKED) if told else None
    if DOUBTFUL.search(segment.rest):
        return Reading(words, problem=MAYBE_NOT)
    if not isinstance(each, Quantity):
        return _in_words(words, each, segment.rest)
    if not re.search(r"\d", segment.rest):
        return None
    return _number(words, each, segment.rest)


def _in_words(words: str, each: Input, rest: str) -> Reading | None:
    """A result that is printed as a word: the only one, and right after the name."""
    if each.key == "sex":
        found = SEX_WORD.match(rest)
        answer = next(
            (sex for sex, pattern in WORDS["sex"].items() if found and re.fullmatch(pattern, found[1], re.I)), ""
        )
        return Reading(words, each.key, answer) if answer else None
    said, answers = NORMAL_WORDS.sub("", rest), []
    for answer, pattern in WORDS[each.key].items():
        said, count = re.subn(pattern, "\0", said, flags=re.IGNORECASE)
        answers += [answer] * count
    if len(set(answers)) > 1 or (answers and re.search(r"\d", said.partition("\0")[2])):
        return Reading(words, problem=BOTH_WORDS)
    if answers:
        between = UNIT.sub(" ", re.sub(r"(?<![<>≤≥=\d.,])\s\d[\d.,]*", " ", said.partition("\0")[0]))
        return (
            Reading(words, each.key, answers[0])
            if BETWEEN.fullmatch(between)
            else Reading(words, problem=WORDS_BETWEEN)
        )
    unclear = re.search(r"\d|equi", rest, re.IGNORECASE)
    return Reading(words, problem="Only “positive” or “negative” can be read.") if unclear else None


def _number(words: str, each: Quantity, rest: str) -> Reading:
    """A result that is printed as a number: the only one that is neither date nor range, right after the name."""
    units: list[str] = []

    def mark(unit: re.Match[str]) -> str:
        if unit.group() not in units:
            units.append(unit.group())
        return chr(MARK + min(units.index(unit.group()), 255))

    text = UNIT.sub(mark, DATES.sub(" ", LAB_CODE.sub(r"\1", rest)))
    ranges = [_unmarked(match.group(), units) for match in RANGE.finditer(text)]
    bare = BRACKETS.sub(" ", RANGE.sub(" ", text))
    numbers = list(NUMBER.finditer(bare))
    one = bool(numbers) and bool(numbers[0]["unit"]) and not numbers[0]["sign"]
    if len(numbers) > 1 and one and all(number["sign"] for number in numbers[1:]) and not ARROW.search(bare):
        ranges += [_unmarked(number.group(), units) for number in numbers[1:]]
        numbers = numbers[:1]
    printed = "; ".join(ranges)[:SHOWN]
    if not numbers:
        return Reading(words, printed_range=printed, problem=NO_NUMBER)
    start = numbers[0].start("sign" if numbers[0]["sign"] else "number")
    after = bare[numbers[0].end() :]
    if not _plainly(bare[:start], after, numbers[0]["sign"]):
        return Reading(words, printed_range=printed, problem=WORDS_BETWEEN)
    if len(numbers) > 1 and not _of_others(numbers, bare, units, each):
        return Reading(words, printed_range=printed, problem=TWO_NUMBERS)
    unit = _unit(numbers[0], text, units, each)
    if not numbers[0]["unit"] and not FLAG.match(after.lstrip()):
        return Reading(words, printed_range=printed, problem=STRANGE_UNIT)
    sign, number = (numbers[0]["sign"] or "").casefold(), numbers[0]["number"].rstrip(".,")
    if THOUSANDS.fullmatch(number) or number == SURFACE:
        return Reading(words, printed_range=printed, problem=THOUSAND)
    return checked(words, each, f"{SIGNS.get(sign, sign)}{number} {unit}".strip(), printed)


def _plainly(between: str, after: str, sign: str | None) -> bool:
    """Whether a number stands plainly after its name: no word, no half of a number, no cell left out."""
    between = between.rstrip() if sign else between
    if re.search(MARKS, between) and (sign or re.search(r"[^\s:()\[\]]", re.sub(MARKS, "", between))):
        return False  # a unit before the number: only directly after the name
    if re.search(r"(?:^|[^.])[.,]$|,\s*$|[-+~?]$", between) or re.match(r"\s*[.,]\s*\d|[?^+~)]", after):
        return False
    return bool(BETWEEN.fullmatch(between)) and (not sign or bool(OPEN_TAIL.fullmatch(after)))


def _of_others(numbers: Sequence[re.Match[str]], text: str, units: Sequence[str], each: Quantity) -> bool:
    """Whether further numbers belong to another test, which is named after a comma and has no unit of this one."""
    beside = [number["unit"] for number in numbers]
    item = NEXT_ITEM.match(text[numbers[0].end() :])
    known = [units[ord(mark.strip()) - MARK] for mark in beside[1:] if mark]
    return bool(item and beside[0]) and not any(measure.match_unit(unit, each.units) for unit in known)


def _unmarked(text: str, units: Sequence[str]) -> str:
    """A printed range with its units put back and its brackets taken off."""
    whole = re.sub(MARKS, lambda mark: f" {units[ord(mark.group()) - MARK]}", text)
    return " ".join(re.sub(r"^[^\d<>≤≥]*|[\])}]", "", whole).split())


def _unit(number: re.Match[str], text: str, units: Sequence[str], each: Quantity) -> str:
    """The unit beside the number, else the only one in the line, spelled as the form prints it where it knows it."""
    beside = number["unit"]
    found = [beside.strip()] if beside else sorted(set(re.findall(MARKS, text)))
    if len(found) != 1:
        return ""
    unit = units[ord(found[0]) - MARK].replace("1,73", "1.73")
    return measure.match_unit(unit, each.units) or unit


def checked(words: str, each: Quantity, typed: str, printed_range: str) -> Reading:
    """A number that the form will take, or the reason why it will not."""
    if not re.search(r"[^\d.,<>≤≥= ]", typed) and len(each.units) > 1:
        return Reading(words, each.key, typed, printed_range, NO_UNIT)
    try:
        return Reading(words, each.key, measure.parse(typed, "", each).typed, printed_range)
    except InputError as error:
        return Reading(words, printed_range=printed_range, problem=error.message)


def without_doubles(found: Sequence[Reading]) -> list[Reading]:
    """The same answer read twice counts once; different answers to one question are a problem for each."""
    answers: dict[str, set[str]] = {}
    for each in found:
        answers.setdefault(each.key, set()).add(each.typed)
    kept: list[Reading] = []
    for each in found:
        if each.key and len(answers[each.key]) > 1:
            kept.append(Reading(each.words, each.key, each.typed, each.printed_range, TOO_MANY))
        elif not (each.key and any(other.key == each.key for other in kept)):
            kept.append(each)
    return kept

"""Results read from a pasted report, line by line: what was read, from which words, and what was not understood.

A printed range is kept to be shown and never used. Nothing is guessed: two numbers, a unit that is not taken or a test
that only sounds alike is a problem with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculators.core import measure
from calculators.core.model import Input, InputError, Quantity, Reading

LONGEST_LINE, LONGEST_REST, SHOWN = 4000, 80, 120
NO_NUMBER, TWO_NUMBERS = "No number was found.", "More than one number: type your own in the form."
NO_UNIT = "The unit is missing: choose it in the form."
NOT_BLOOD = "That is no blood test, or a ratio."
NOT_ASKED = "Not one of the results asked for here."
TOO_MANY = "The same test twice: choose one."

OTHERS: Mapping[str, str] = {
    r"(?:red\W*(?:blood\W*)?cell|rbc|erythrocyte)\W*folate|folate\W{0,3}(?:rbc|red\W*(?:blood\W*)?cell)|"
    r"erythrozyten\W*fols\w*": "Folate in red cells is another test than folate in serum.",
    r"\bacr\b|(?:albumin|protein|mma|acid)\w*\s*[:/]\s*creat\w*|creatinine?\s+(?:clearance|ratio)|"
    r"\bu[-.](?:creatinin|methyl\s?malon)\w*": NOT_BLOOD,
    r"\bhb\s*a1\s*c|ha?emoglobin\w*\W*a1\s*c|glyc\w+\W*ha?emoglobin\w*": "HbA1c is a test for sugar, not haemoglobin.",
    r"\bmchc?\b|mean\W*(?:cell|corpuscular)\W*ha?emoglobin(?:\W*conc\w*)?": "MCH and MCHC are not asked for here.",
    r"(?:gastric\W*)?parietal\W*cell\w*": "Only intrinsic factor antibodies are asked for here.",
    r"b\W{0,2}12\W*binding\w*|\bubbc\b": "The binding capacity is another test than B12.",
}
"""Tests that sound like one asked for, with the reason why they are not read."""

B12 = r"(?<!\w)(?:vit(?:amin[aeo]?)?\.?\W{0,2})?b\W{0,2}12\b"
NAMES: Mapping[str, str] = {
    "active_b12": rf"(?:active|aktives|actif)\W*{B12}|{B12}\W{{1,3}}(?:active|aktiv)\w*|holo\W{{0,2}}tc\b|"
    r"holo\W{0,2}transcobalamin\w*|transcobalamin\W*(?:ii|2)\b",
    "total_b12": rf"{B12}|\b[ck]obalamin[ea]?\b",
    "mma": r"methyl\W{0,2}malon(?:ic\W*acid|ate|s\w+)?|acide\W*m[ée]thyl\W?malonique|\bmma\b",
    "homocysteine": r"homo[ck]?[cz]yst[eé]in[ea]?|omocisteina|\bt?hcy\b",
    "anti_if": r"(?:anti\W{0,2})?intrinsic\W{0,2}fa[ck]tor(?:\W{0,2}(?:blocking|type\W?\w+))?\W{0,2}"
    r"(?:antibod\w*|ab\b|abs\b|ak\b|antik\w+)?|anti\W?if\b|\bif\W?(?:ab|antibod\w*)\b|anti\W?facteur\W*intrins\w*",
    "egfr": r"(?:e\W?|estimated\W*)?(?:gfr|glomerular\W*filtration(?:\W*rate)?|dfg)\b"
    r"(?:\W{0,3}(?:by|from|using)?\W{0,2}(?:creatinine|ckd\W?epi)(?:\W{0,3}20\d\d\b)?)*|\bckd\W?epi\b(?:\W{0,3}20\d\d\b)?",
    "creatinine": r"[ck]r[eé]atinin[aeo]?\b|\bcrea\b",
    "haemoglobin": r"h(?:ae|e|ä|é)moglobin[aeo]?\b|\bemoglobina\b|\bhgb\b|\bhb\b",
    "mcv": r"\bm\.?c\.?v\b|mean\W*(?:cell|corpuscular)\W*vol\w*|\bv\.?g\.?m\b|\bv\.?c\.?m\b",
    "folate": r"\bfolates?\b|folic\W*acid|fols(?:ä|ae)ure|acide\W*folique|[aá]cido\W*f[oó]lico|foliumzuur",
    "age": r"\b(?:age|alter|âge|edad)\b",
    "sex": r"\b(?:sex(?!\W*hormone)|gender|geschlecht|sexe|sexo)\b",
}
FOUND = re.compile(
    "|".join(
        [f"(?P<other_{index}>{pattern})" for index, pattern in enumerate(OTHERS)]
        + [f"(?P<{key}>{pattern})" for key, pattern in NAMES.items()]
    ),
    re.IGNORECASE,
)
MONTHS = "jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
DATES = re.compile(
    r"(?<![\d.,])\d{1,2}(?P<by>[./-])\d{1,2}(?P=by)\d{2}(?:\d{2})?(?![\d.,]\d|\d)|\b\d{4}-\d{2}-\d{2}\b|"
    r"\b(?:19|20)\d{6}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|"
    rf"\b\d{{1,2}}[ -](?:{MONTHS})[a-z]*[ -]\d{{2,4}}\b|\b\d{{4,5}}-\d\b",
    re.IGNORECASE,
)
"""Dates, times and LOINC codes: digits that are no result."""
UNIT = re.compile(
    r"(?<![A-Za-z])(?:(?:[pnumkfμ]|mc|micro)?(?:gm?|mol|iu|u|eq)\s*/\s*(?:100\s*)?[dmuf]?l|"
    r"ml\s*/\s*min(?:\s*/?\s*1[.,]73\s*(?:m\^?2|sq\.?\s?m|m)?)?|fl|[uμ]m\^?3|g\s?%|%|years?|yrs?|jahre|ans)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
MARK = 0xE000  # a private character for each unit found, so that "1.73 m²" is no number
DIGITS = r"\d+(?:[.,]\d+)?"
SIGN = r"[<>≤≥]=?"
MARKS = r"[\ue000-\ue0ff]"
RANGE = re.compile(
    rf"(?:\b(?:ref|normal|range|interval|norm)\w*\.?\W{{0,3}})*[\[({{]?\s*{DIGITS}\s*{MARKS}?\s*"
    rf"(?:[-–—−]|\bto\b|\bbis\b|\bà\b|\ba\b)\s*{DIGITS}\s*{MARKS}?\s*[\])}}]?|"
    rf"[\[({{][^\d\])}}]*{SIGN}\s*{DIGITS}[^\])}}]*[\])}}]|"
    rf"\b(?:ref|normal|range|interval|norm)\w*\.?\W{{0,3}}{SIGN}\s*{DIGITS}\s*{MARKS}?",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"(?P<sign>{SIGN}|\b(?:less|more|greater) than\b)?\s*(?<![\w^.,])(?P<number>\d[\d.,]*)(?P<unit>\s*{MARKS})?",
    re.IGNORECASE,
)
SIGNS = {"less than": "<", "more than": ">", "greater than": ">"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "anti_if": {
        "negative": r"\bn[eé]g\w*|\bnot detected\b|\bnon\W?reactive\b|\babsent\b|\bnicht nachweisbar\b",
        "positive": r"\bpos\w*|\bdetected\b|\breactive\b|\bpresent\b|\bnachweisbar\b",
    },
    "sex": {
        "female": r"\bf\b|\bfemale\b|\bwomen?\b|\bw\b|\bweiblich\b|\bfemme\b|\bféminin\b|\bmujer\b|\bfemenino\b",
        "male": r"\bm\b|\bmale\b|\bm[äa]nnlich\b|\bhomme\b|\bmasculin[o]?\b",
    },
}
"""Answers given in words, each with how reports say it."""
NORMAL_WORDS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\bref\w*\b.*|\bnormal\w*\W.*", re.IGNORECASE)
SPECIMEN = re.compile(
    r"\burin|\bharn(?!s)|\borina|\bcsf\b|cerebrospinal|\bliquor\b|saliva|\bstool|\bf[ae]+c(?:al|es)", re.I
)
"""What a test was done on, where that is not blood."""
LAB_CODE = re.compile(r"\s0\d\s*$")
CELL = re.compile(rf"(?:[\d<>≤≥(\[]|\w{{1,2}}$|(?:low|high)$|{UNIT.pattern}).{{0,38}}$", re.IGNORECASE)
NEXT_ITEM = re.compile(r"[,;]\s+(?=[^\W\d]{2})")


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
    found = [_one(segment, asked) for segment in _segments(_lines(text)) if segment]
    return without_doubles([each for each in found if each])


def _lines(text: str) -> list[str]:
    """The lines, with look-alike characters made plain and cells that stand below one another put together."""
    plain = [_plain(line) for line in text.splitlines()]
    joined: list[str] = []
    for line in filter(None, plain):
        if joined and _continues(joined[-1], line):
            joined[-1] += f"  {line}"
        else:
            joined.append(line)
    return joined


def _plain(line: str) -> str:
    """A line without control and private characters, in which look-alikes of digits and letters are the same."""
    kept = unicodedata.normalize("NFKC", line[:LONGEST_LINE]).replace("⁄", "/")
    return " ".join("".join(" " if unicodedata.category(c)[0] == "C" else c for c in kept).split())


def _continues(before: str, line: str) -> bool:
    """Whether a line is the rest of the one before: that one has a name, and no number or no unit yet."""
    if not CELL.match(line) or FOUND.search(line):
        return False
    ends = [match.end() for match in FOUND.finditer(before[:LONGEST_LINE])]
    rest = before[ends[-1] :] if ends else ""
    if not ends or len(rest) > LONGEST_REST:
        return False
    return not (re.search(r"\d", rest) and UNIT.search(rest) and RANGE.search(rest))


def _segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Every named test with its text; a line with a number but no name is one too."""
    for line in lines:
        names = _names(line)
        if not names and re.search(r"\d", DATES.sub("", line)):
            yield Segment(line, "", "", NOT_ASKED)
        for index, (start, end, key, reason) in enumerate(names):
            stop = names[index + 1][0] if index + 1 < len(names) else len(line)
            elsewhere = NOT_BLOOD if SPECIMEN.search(line) else ""
            yield Segment(line[start:stop], key, line[end:stop], reason or elsewhere)


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
        return Reading(words, problem=segment.reason or NOT_ASKED)
    if not isinstance(each, Quantity):
        return _in_words(words, each, segment.rest)
    if not re.search(r"\d", segment.rest):
        return None
    return _number(words, each, segment.rest)


def _in_words(words: str, each: Input, rest: str) -> Reading | None:
    """A result that is printed as a word."""
    said = NORMAL_WORDS.sub("", rest)
    answers = [answer for answer, pattern in WORDS[each.key].items() if re.search(pattern, said, re.IGNORECASE)]
    if answers:
        return Reading(words, each.key, answers[0])
    unclear = each.key != "sex" and re.search(r"\d|equi", rest, re.IGNORECASE)
    return Reading(words, problem="Only “positive” or “negative” can be read.") if unclear else None


def _number(words: str, each: Quantity, rest: str) -> Reading:
    """A result that is printed as a number: the one that is neither date nor range."""
    units: list[str] = []

    def mark(unit: re.Match[str]) -> str:
        if unit.group() not in units:
            units.append(unit.group())
        return chr(MARK + min(units.index(unit.group()), 255))

    text = UNIT.sub(mark, DATES.sub(" ", LAB_CODE.sub("", rest)))
    first = NUMBER.search(RANGE.sub(" ", text))
    cut = NEXT_ITEM.search(text, first.end() if first else 0)
    text = text[: cut.start()] if cut and first else text
    ranges = [_unmarked(match.group(), units) for match in RANGE.finditer(text)]
    numbers = list(NUMBER.finditer(RANGE.sub(" ", text)))
    if len(numbers) > 1 and not numbers[0]["sign"] and all(number["sign"] for number in numbers[1:]):
        ranges += [_unmarked(number.group(), units) for number in numbers[1:]]
        numbers = numbers[:1]
    printed = "; ".join(ranges)[:SHOWN]
    if not numbers:
        return Reading(words, printed_range=printed, problem=NO_NUMBER)
    beside = [number["unit"] for number in numbers]
    if len(numbers) > 1 and (None in beside or len(set(beside)) < len(beside)):
        return Reading(words, printed_range=printed, problem=TWO_NUMBERS)
    unit = _unit(numbers[0], text, units, each)
    sign = (numbers[0]["sign"] or "").casefold()
    return checked(words, each, f"{SIGNS.get(sign, sign)}{numbers[0]['number'].rstrip('.,')} {unit}".strip(), printed)


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

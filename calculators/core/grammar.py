"""What stands around a result on a report: units, ranges, dates, flags, and words that may change its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    r"ml\s*/\s*min(?:\s*/?\s*1[.,]73\s*(?:m\^?2|sq\.?\s?m|m)?)?|fl|[uμ]m\^?3|g\s?%|%|years?|yrs?|jahre|años|ans)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
FOOTNOTES = str.maketrans(dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "))
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
SPECIMENS = r"serum|plasma|blood|sang|sanguine|s[eé]ri(?:que|co)s?|suero|siero|s[eé]rum"
COMMON = (
    rf"{SPECIMENS}|i\.\s?s|im|in|of|s|p|b|se|vit|vitamin|levels?|total|results?|value|your|test|estimation|concentration|"
    r"assay|quant\w*|ecl?ia|lc|ms|enzymatic|jaffe|isotope|idms|rate|mass|volume|moles|method|num|ln|nm"
)
BETWEEN = re.compile(rf"(?:[^\w?~≈−;]|_|{MARKS}|\b(?:{COMMON})\b)*", re.IGNORECASE)
"""What may stand between a test's name and its number: anything else may change what the number means."""
BEFORE = re.compile(
    rf"(?:[^\w?]|_|{MARKS}|{UNIT.pattern}|\b(?:{COMMON}|fbc|cbc|full|count|complete|ha?ematology|biochemistry|chemistry|"
    r"lab\w*|report|obx|nm|st|loinc|copy|to|gp|patient|and|low|high|hh?|ll?|a|n|name|analy[st]e|level|the|fl|x|h[ae]matinics|"
    r"negative|positive|years?|female|male|f|m|w)\b)*",
    re.IGNORECASE,
)
"""What may stand between the number before, or the line's start, and a test's name."""
FLAG = re.compile(
    rf"$|[\s,;|()\[\]*:/↓↑+-]|\.(?!\d)|{MARKS}|(?:(?-i:HH?|LL?|A|N)|high|low|abnormal|normal|final)\b", re.I
)
"""What may follow a number whose unit is not beside it."""
OPEN_TAIL = re.compile(
    rf"(?:\W|_|{MARKS}|\d|\b(?:{COMMON}|high|low|abnormal|h|l|ref\w*|range|interval|normal\w*)\b)*", re.I
)
"""What may follow a number that is only a bound; other words may make a rule of it."""
DOUBTFUL = re.compile(
    r"previous|prior\b|historic|pending|invalid|not valid|h[ae]+moly[sz]ed|cancelled|clotted|insufficient|cystatin|"
    r"cockcroft|african|afr\b|afro|black|retic|unable",
    re.IGNORECASE,
)
"""Words by which a result may be old, not valid, or another test's."""
THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
SIGNS = {"less than": "<", "more than": ">", "greater than": ">"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "anti_if": {
        "negative": r"(?<!not )\bn[eé]gati[vf][eoa]?\b|(?<!not )\bneg\b\.?|\bnot detected\b|"
        r"\bnon\W?reactive\b|\babsent\b|\bnicht nachweisbar\b",
        "positive": r"\bpositi[vf][eoa]?\b|\bpos\b\.?(?![?])|\bdetected\b|\breactive\b|\bpresent\b",
    },
    "sex": {
        "female": r"f|female|woman|w|weiblich|femme|féminin|mujer|femenino",
        "male": r"m|male|man|m[äa]nnlich|homme|hombre|masculino?",
    },
}
"""Answers given in words, each with how reports say it."""
SEX_WORD = re.compile(r"[\s:=.]*([^\W\d]+)\b(?!\s*(?:/|:|\d|\(|(?:or|to|[fmw])\b))", re.IGNORECASE)
NORMAL_WORDS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\bref\w*\b.*|\bnormal\w*\W.*", re.IGNORECASE)
SPECIMEN = re.compile(
    r"\burin|\bharn(?!s)|\borina|\bcsf\b|cerebrospinal|\bliquor\b|saliva|\bstool|\bf[ae]+c(?:al|es)|\bfluid|dialys|"
    r"ascit|\bsweat|amnio|milk|sputum|cord blood|\(u\)|\b\d{1,2}\s?-?h(?:r|ours?)?\b",
    re.IGNORECASE,
)
"""What a test was done on, where that is not blood."""
BLOOD = re.compile(rf"\b(?:{SPECIMENS}|ha?ematology|fbc|cbc|biochem\w*|chemistry)\b", re.IGNORECASE)
OLDER = re.compile(r"\bprevious|\bprior\b|\blast\b|histor", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d\b")
LAB_CODE = re.compile(r"([-–]\s*\d[\d.,]*|[)\]]|l)\s+0\d(?:\s+[A-Z]{2,3})?\s*$", re.IGNORECASE)
STARTS = re.compile(rf"(?:{SIGN})?\s*{DIGITS}\s*(?P<unit>{UNIT.pattern})", re.IGNORECASE)
CELL = re.compile(
    rf"(?:[\d<>≤≥(\[]|\w{{1,2}}$|(?:low|high|negative|positive|not detected)$|{UNIT.pattern}).{{0,38}}$", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
ARROW = re.compile(r"[-=]>|[→⇒]")
NEXT_ITEM = re.compile(r"\s*[,;]\s+(?=[^\W\d]{2})")

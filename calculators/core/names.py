"""What reports call the tests that are asked for, and the tests that only sound like them."""

from __future__ import annotations

import re
from collections.abc import Mapping

NOT_BLOOD = "That is no blood test, or a ratio."
SUGAR = "HbA1c is a test for sugar, not haemoglobin."
OTHER_B12 = "That is another test than B12."
RED_CELLS = "Folate in red cells is another test than folate in serum."
NOT_HAEMOGLOBIN = "That is another test than haemoglobin itself."
GLOBIN = r"(?:hb|h(?:ae|e|ä|é)moglobin[aeo]?|emoglobina)\b"
OTHERS: Mapping[str, str] = {
    r"(?:red\W*(?:blood\W*)?cell|rbc|erythrocyte|whole\W*blood)\W*folate|"
    r"folates?\W{0,3}(?:[a-z]{1,20}\W{1,3}){0,4}?(?:rbc|red\W*(?:blood\W*)?cells?|h[ae]+molysate|[eé]rythrocyt\w*)|"
    r"erythrozyten\W*fols\w*": RED_CELLS,
    r"\bacr\b|(?:albumin|protein|mma|acid|bun|urea)\w*\s*[:/]\s*[ck]reat\w*|/\s*[ck]reatinin\w*|"
    r"[ck]reatinin\w*\W{1,2}(?:clearance|ratio|quotient)|\bu\W?(?:[ck]reatinin|methyl\W?malon|mma)\w*": NOT_BLOOD,
    rf"{GLOBIN}\W*a1\s*c|\bhb\s*a1\s*c|\bgl[yi][ck]\w{{0,12}}\W{{1,3}}(?:\w{{1,20}}\W{{1,3}})?{GLOBIN}|"
    rf"{GLOBIN}\W{{0,3}}gl[yi][cqk]\w*": SUGAR,
    rf"\bmchc?\b|\b(?:mean|free|reticul\w{{0,10}}|fo?etal|plasma)\W{{1,3}}(?:\w{{1,20}}\W{{1,3}})?{GLOBIN}(?:\W*conc\w*)?|"
    rf"{GLOBIN}\W*(?:corpusc\w*|free|frei\w*)|\b\w{{1,20}}h[ae]{{1,2}}moglobin\w*": NOT_HAEMOGLOBIN,
    r"(?:gastric\W*)?parietal\W*cell\w*": "Only intrinsic factor antibodies are asked for here.",
    r"b\W{0,2}12\W*binding\w*|\bubbc\b|(?<!holo)(?<!holo )(?<!holo-)transcobalamin\w*": OTHER_B12,
    r"\b(?:heart|bone|gestational|biological|lung|vascular)\W*age\b": "That is not the age of a person.",
}
"""Tests that sound like one asked for, with the reason why they are not read."""

B12 = r"(?<!\w)(?:vit(?:amin[aeo]?)?\.?\W{0,2})?b\W{0,2}12\b"
ACTIVE = r"\b(?:a[ck]ti[ve][a-z]*|att?iv[a-z]*|holo)\b"
NAMES: Mapping[str, str] = {
    "active_b12": rf"{ACTIVE}\W{{0,3}}(?:\w{{1,20}}\W{{1,3}}){{0,2}}?{B12}|"
    rf"{B12}\W{{1,3}}(?:\w{{1,20}}\W{{1,3}}){{0,2}}?{ACTIVE}|"
    r"holo\W{0,2}tc\b|holo\W{0,2}transcobalamin\w*",
    "total_b12": rf"{B12}|\b[ck]obalamin[ea]?\b",
    "mma": r"methyl\W{0,2}malon(?:ic\W*acid|ate|s\w+)?|acide\W*m[ée]thyl\W?malonique|\bmma\b",
    "homocysteine": r"homo[ck]?[cz]yst[eé]in[ea]?|omocisteina|\bt?hcy\b",
    "anti_if": r"(?:anti\W{0,2})?intrinsic\W{0,2}fa[ck]tor(?:\W{0,2}(?:blocking|type\W?\w+))?\W{0,2}"
    r"(?:antibod\w*|ab\b|abs\b|ak\b|antik\w+)?|anti\W?if\b(?:\W{0,2}(?:ab\b|antibod\w*))?|\bif\W?(?:ab|antibod\w*)\b|anti\W?facteur\W*intrins\w*",
    "egfr": r"(?:e\W?|estimated\W*)?(?:gfr|glomerular\W*filtration(?:\W*rate)?|dfg)(?=\b|creat)"
    r"(?:\W{0,3}(?:by|from|using)?\W{0,2}(?:creat(?:inine)?|ckd\W?epi|/\s?1[.,]73\s?m\W?2)(?:\W{0,3}20\d\d\b)?)*|"
    r"\bckd\W?epi\b(?:\W{0,3}20\d\d\b)?",
    "creatinine": r"[ck]r[eé]atinin[aeo]?\b|\bcrea\b",
    "haemoglobin": r"\bh(?:ae|e|ä|é)moglobin[aeo]?\b|\bemoglobina\b|\bhgb\b|\bhb\b",
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

"""The function that every arm of the benchmark runs: plain Python, standard library only."""

import json
from math import log, sqrt


def answer(given: str) -> str:
    """Summarise numbers that were typed with commas between them. JSON in, JSON out."""
    numbers: list[float] = []
    errors: list[str] = []
    for part in json.loads(given)["numbers"].split(","):
        try:
            numbers.append(float(part))
        except ValueError:
            errors.append(f"{part.strip()!r} is not a number")
    if errors or not numbers:
        return json.dumps({"errors": errors or ["nothing was typed"]})
    ordered, count = sorted(numbers), len(numbers)
    mean = sum(ordered) / count
    spread = sqrt(sum((each - mean) ** 2 for each in ordered) / max(count - 1, 1))
    middle = (ordered[count // 2] + ordered[(count - 1) // 2]) / 2
    logs = [log(each) for each in ordered if each > 0]
    words = f"{count} numbers from {ordered[0]:.1f} to {ordered[-1]:.1f}, middle {middle:.1f}"
    values = {"mean": round(mean, 6), "spread": round(spread, 6), "logs": round(sum(logs), 6)}
    return json.dumps({"words": words, **values})

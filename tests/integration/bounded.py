"""What a statement that changes rows must not do: choose them in a place that may be run again.

PostgreSQL may look a subquery up once for each row of the outer table. One that stops at a LIMIT,
or skips what is locked, then finds others each time: all rows go where two were meant.
"""

import re

_CHANGES = re.compile(r"\b(DELETE FROM|UPDATE(?!\s+SET\b))\s+\w+", re.IGNORECASE)
_IS_BOUNDED = re.compile(r"\bSKIP LOCKED\b|\bLIMIT (?!1\b)", re.IGNORECASE)
_RUNS_ONCE = re.compile(r"(\bARRAY|\bAS MATERIALIZED)\s*$", re.IGNORECASE)


def chosen_anew(statement: str) -> list[str]:
    """Returns the subqueries of a changing statement that choose rows, and may do so repeatedly."""
    bare = re.sub(r"FOR (NO KEY )?UPDATE", "FOR_UPDATE", statement)
    if not _CHANGES.search(bare):
        return []
    found = []
    opened: list[int] = []
    own: list[str] = [""]
    for place, sign in enumerate(bare):
        if sign == "(":
            opened.append(place)
            own.append("")
        elif sign == ")" and opened:
            start, inner = opened.pop(), own.pop()
            chooses = inner.lstrip().upper().startswith("SELECT") and _IS_BOUNDED.search(inner)
            if chooses and not _RUNS_ONCE.search(bare[:start]):
                found.append(bare[start : place + 1])
        else:
            own[-1] += sign
    return found

"""Measures the running stack: ``make bench``; ``python -m bench NAME [ROWS]`` anything by name.

``make bench SIZE=1000000`` measures a bank's size, ``make figures`` writes docs/figures.md anew.
A missed target is said, and is no fault: the exit code tells whether everything could be measured.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from bench import (
    coming_up,
    cost,
    document,
    files,
    imports,
    model,
    monitor,
    package,
    portfolio,
    results,
    score_bytes,
    simulation,
    site,
    size,
    waiting,
    what_if,
)
from bench.figure import Figure
from bench.machine import Machine
from bench.machine import measure as measure_machine
from bench.target import Target, running
from local.errors import StackError
from local.stack import named_stack

# What needs no running stack -> how it is measured, and of how many rows
ALONE = {
    "imports": (imports.measure, 1_000_000),
    "simulation": (simulation.measure, 100_000),
    "monitor": (monitor.measure, 1_000_000),
    "size": (size.measure, 1_000_000),
    "bytes": (score_bytes.measure, 1_000),
    "files": (files.measure, 1_000_000),
}
# What needs none either, and is of no number of rows
FIXED = {"model": model.measure, "up": coming_up.measure, "cost": cost.measure}
# What is measured on the running stack
RUNNING: dict[str, Callable[[Target], Sequence[Figure]]] = {
    "package": lambda _: package.measure(),
    "waiting": waiting.measure,
    "what_if": what_if.measure,
    "portfolio": lambda target: portfolio.measure(target.stack, target),
    "site": site.measure,
}
FIGURES = "figures"
KNOWN = (*RUNNING, *ALONE, *FIXED, FIGURES)


def main() -> int:
    """Measures what is named, or all of the running stack; returns the exit code."""
    name, *rows = sys.argv[1:] or [""]
    if name and (name not in KNOWN or not all(map(str.isdecimal, rows))):
        print(f"error: python -m bench [NAME [ROWS]], where NAME is one of {', '.join(KNOWN)}")
        return 2
    try:
        if name != FIGURES:
            _measure(name, int(rows[0]) if rows else None)
    except StackError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        document.write()
    return 0


def _measure(name: str, rows: int | None) -> None:
    """Measures the machine, and then what is named.

    Raises:
        StackError: something that it needs is not there, and the text says what.
    """
    if name in ALONE:
        measure, usual = ALONE[name]
        of = rows or usual
        result = _take(name, of, measure_machine(), partial(measure, of))
        if of >= usual:  # of fewer they say too little to be told
            results.write(result)
    elif name in FIXED:
        results.write(_take(name, None, measure_machine(), FIXED[name]))
    else:
        target, machine = running(named_stack()), measure_machine()
        for one in [name] if name else RUNNING:
            results.write(_take(one, None, machine, partial(RUNNING[one], target)))


def _take(
    name: str, rows: int | None, machine: Machine, measure: Callable[[], Sequence[Figure]]
) -> results.Result:
    """Takes one measurement, and shows it."""
    print(name.replace("_", " "), flush=True)
    result = results.result_of(name, rows, machine, measure())
    results.show(result)
    return result


if __name__ == "__main__":
    sys.exit(main())

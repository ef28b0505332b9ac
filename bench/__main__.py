"""Measures everything: ``make bench``; ``python -m bench imports [rows]`` a file of payments.

``python -m bench simulation [scores]`` a candidate policy over frozen scores.
"""

import sys

from bench import figure, imports, package, portfolio, simulation, waiting, what_if
from bench.target import running
from local.errors import StackError
from local.stack import named_stack


def main() -> int:
    """Measures, prints one JSON line a figure and keeps them; returns the exit code."""
    if sys.argv[1:2] == ["imports"]:
        rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
        found = imports.measure(rows)
        imports.show(found)
        figure.write(found)
        return 0
    if sys.argv[1:2] == ["simulation"]:
        found = simulation.measure(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
        imports.show(found)
        figure.write(found)
        return 0
    stack = named_stack()
    try:
        target = running(stack)
    except StackError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("sizes and starts", flush=True)
    figures = package.measure()
    print("people who wait", flush=True)
    figures += waiting.measure(target)
    print("what would be", flush=True)
    figures += what_if.measure(target)
    print("portfolio", flush=True)
    figures += portfolio.measure(stack, target)
    path = figure.write(figures)
    print(path.read_text(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

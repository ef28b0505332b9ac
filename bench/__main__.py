"""Measures everything: ``make bench``."""

import sys

from bench import figure, package, portfolio, waiting
from bench.target import running
from local.errors import StackError
from local.stack import named_stack


def main() -> int:
    """Measures, prints one JSON line a figure and keeps them; returns the exit code."""
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
    print("portfolio", flush=True)
    figures += portfolio.measure(stack, target)
    path = figure.write(figures)
    print(path.read_text(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A figure in words: its value, its ratio to a yardstick of the machine, and its target."""

from typing import Any

from bench.figure import Figure
from bench.machine import Machine

MILLISECONDS = {"ms": 1.0, "s": 1_000.0}


def ratio(figure: Figure, machine: Machine) -> str:
    """Returns a figure as a ratio to the yardstick of its kind, where it has one."""
    if figure.unit in MILLISECONDS and machine.import_catboost_ms:
        imports = figure.value * MILLISECONDS[figure.unit] / machine.import_catboost_ms
        return f"{imports:.2g} imports"
    if figure.unit.endswith("/s") and machine.offline_rate:
        return f"{figure.value / machine.offline_rate:.2f} of one thread"
    return ""


def verdict(figure: Figure) -> str:
    """Returns what a figure has to reach, and whether it does; nothing where there is no target."""
    if figure.at_most is not None:
        wanted = f"at most {shown(figure.at_most, figure.unit)}"
    elif figure.at_least is not None:
        wanted = f"at least {shown(figure.at_least, figure.unit)}"
    else:
        return ""
    return f"{wanted}: {'reached' if figure.reached else 'MISSED'}"


def shown(value: float, unit: str) -> str:
    """Returns a value as people read it."""
    if unit == "bytes" and value >= 1_000_000:
        return f"{value / 1_000_000:,.1f} MB"
    return f"{plain(value)} {unit}".strip()


def plain(value: Any) -> str:
    """Returns a number with its thousands apart, a list with its parts apart."""
    if isinstance(value, float) and value >= 1_000:
        return f"{value:,.0f}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, list):
        return " / ".join(map(plain, value))
    return str(value)

"""What differs between two policies, figure by figure, and which cut-offs split a grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.decisions.rules.policy import Policy
from core.scores.rules.master_scale import master_scale
from core.scores.rules.points import edge_points

CUT_OFFS = ("approve_below", "decline_from")
Value = bool | int | float | str | list[str] | None


@dataclass(frozen=True)
class Difference:
    """A figure that two policies say differently.

    Attributes:
        field: the names that lead to it; of a band its model (`all` of every one) and its amount:
            `lending.bands.all.1000000.approve_below`.
        before, after: null where a policy does not say it.
        before_points, after_points: of cut-offs the same in points.
    """

    field: str
    before: Value
    after: Value
    before_points: int | None
    after_points: int | None


def differences(before: Policy, after: Policy) -> list[Difference]:
    """Returns where they differ, in the order of the body; the day that both are of is none."""
    old, new = dict(_figures(before)), dict(_figures(after))
    return [
        _difference(name, old.get(name), new.get(name))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _difference(name: str, before: Value, after: Value) -> Difference:
    return Difference(name, before, after, _points(name, before), _points(name, after))


def off_grade_edges(policy: Policy) -> list[str]:
    """Returns the cut-offs that lie inside a grade, whose people are then treated in two ways."""
    edges = {grade.points_from for grade in master_scale()}
    return [
        name
        for name, value in _figures(policy)
        if name.endswith(CUT_OFFS) and _points(name, value) not in edges
    ]


def _points(name: str, value: Value) -> int | None:
    if not (name.endswith(CUT_OFFS) and isinstance(value, int | float)):
        return None
    return edge_points(float(value))


def _figures(policy: Policy) -> Iterator[tuple[str, Value]]:
    body = {name: value for name, value in policy.body.items() if name != "dated"}
    bands = {
        f"{band['model'] or 'all'}.{band['amount_from_rub']}": {
            name: band[name] for name in CUT_OFFS
        }
        for band in body["lending"]["bands"]
    }
    return _flat("", body | {"lending": body["lending"] | {"bands": bands}})


def _flat(prefix: str, body: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for name, value in body.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", sorted(value) if isinstance(value, list) else value

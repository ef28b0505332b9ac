"""Simulations that are kept: frozen, so that who approves a policy sees what its author saw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from core.decisions.rules.policy import Policy
from core.decisions.tables import simulations
from core.kit.errors import NotFoundError

_GET = text(
    """
    SELECT id, made_by, made_at, baseline_sha256, candidate_sha256, asked, figures
      FROM simulations WHERE id = :id
    """
)


@dataclass(frozen=True)
class KeptSimulation:
    """A simulation as it was made.

    Attributes:
        baseline_sha256, candidate_sha256: of the bodies of both policies.
        asked: whose scores, by which economics, with which seed.
        figures: see ``SimulatedFigures``.
    """

    id: int
    made_by: int
    made_at: datetime
    baseline_sha256: str
    candidate_sha256: str
    asked: dict[str, Any]
    figures: dict[str, Any]


def keep_simulation(
    connection: Connection,
    made_by: int,
    policies: tuple[Policy, Policy],
    asked: dict[str, Any],
    figures: dict[str, Any],
) -> int:
    """Writes a simulation down, of what is in force and of a candidate; returns its id."""
    baseline, candidate = policies
    statement = insert(simulations).values(
        made_by=made_by,
        baseline_sha256=baseline.sha256,
        candidate_sha256=candidate.sha256,
        asked=asked,
        figures=figures,
    )
    simulation_id: int = connection.execute(statement.returning(simulations.c.id)).scalar_one()
    return simulation_id


def get_simulation(connection: Connection, simulation_id: int) -> KeptSimulation:
    """Returns a simulation that was kept.

    Raises:
        NotFoundError: there is none such.
    """
    row = connection.execute(_GET, {"id": simulation_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such simulation. Simulate again and keep it.")
    return KeptSimulation(**row._mapping)

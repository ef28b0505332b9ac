"""Compares a challenger with the champion on the same people, and keeps what it comes to."""

from datetime import date
from typing import Any

from core.decisions.policies import policy_of_hash
from core.kit.clock import bank_date
from core.kit.database import connect, transaction
from core.models.bundle_bucket import fetch_bundle_file
from core.models.compared_scores import read_compared_scores
from core.models.comparing import end_comparison, open_comparison
from core.models.queries import get_model
from core.models.records import Comparison
from core.scores.rules.bundle_names import BundleName
from model.bundle_store import BundleStore
from model.scoring import ScoringModel
from monitor.comparison_figures import change_figures, outcome_figures
from monitor.comparison_rows import lay_side_by_side


def compare_models(comparison_id: int) -> dict[str, Any]:
    """Computes a comparison that waits; what cannot be computed is kept with its error."""
    with connect() as connection:
        asked = open_comparison(connection, comparison_id)
    if asked is None:
        return {"comparison_id": comparison_id, "state": "done before"}
    try:
        figures = _compare(asked)
    except Exception as error:
        with transaction() as connection:
            end_comparison(connection, comparison_id, None, type(error).__name__)
        raise
    with transaction() as connection:
        end_comparison(connection, comparison_id, figures)
    return {"comparison_id": comparison_id, "state": "done"}


def _compare(asked: Comparison) -> dict[str, Any]:
    store = BundleStore(fetch_bundle_file)
    models = [
        _model(store, version) for version in (asked.champion_version, asked.challenger_version)
    ]
    today = bank_date()
    with connect() as connection:
        policy = policy_of_hash(connection, asked.policy_sha256)
        matured, present = (
            lay_side_by_side(read_compared_scores(connection, until), *models)
            for until in (_a_year_before(today), today)
        )
    by_outcome = outcome_figures(matured, policy)
    return {
        "as_of": today.isoformat(),
        "policy_version": policy.version,
        "conclusion": by_outcome["conclusion"],
        "outcomes": by_outcome,
        "changes": change_figures(present, policy),
    }


def _model(store: BundleStore, version: str) -> ScoringModel:
    with connect() as connection:
        found = get_model(connection, version)
    assert found is not None
    return store.model(BundleName(found.version, found.sha256, found.files))


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))

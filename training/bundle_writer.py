"""Writes the model bundle: models, explanations, card, and a manifest that binds and names them."""

import json
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

from analysis.profit import break_even_proba
from core.clients.rules.answer_kinds import Category
from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    FLAG,
    QUESTIONNAIRE,
    hash_feature_list,
)
from core.kit.versions import hash_content, version_name
from core.scores.rules.champion import Champion
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import FILES, GoldenRow, ModelDescription, hash_file, read_bundle
from model.scoring import ScoringModel, to_applicants
from training.business import ECONOMICS, propose_cutoffs
from training.contributions import tabulate
from training.data import Array, features_of
from training.models import TARGETS, Fitted

# The day of the recipe, and not of the training: the same recipe on the same data gives the same
# bundle under the same name on any day. Set it when either changes.
DATED = "2026-11-28"
GOLDEN_COUNT = 24
GOLDEN_DATE = date(2026, 11, 28)
SMALLEST_BIN_SHARE = 0.01
LIBRARIES = ("catboost", "numpy", "optuna", "pandas", "scikit-learn", "scipy")
LIMITS_OF_USE = [
    "The application model separates little better than chance: it moves the base rate slightly.",
    "The behavioural model needs six months of payment history.",
    "Trained on a public data set of one lender: validate it on your own clients first.",
    "Clients 90 or more days past due have defaulted: their probability is understated.",
    "A decision is a hint; people decide what lies between the cut-offs.",
]


def write_bundle(folder: Path, fitted: list[Fitted], data_hash: str) -> Champion:
    """Writes all files; the same data and libraries give the same bytes.

    Returns:
        The name and the hash of the bundle, for ``champion.json`` where it is to be in force.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptions = {one.name: _write_model(folder, one) for one in fitted}
    _write(folder / "models.json", {name: one.model_dump() for name, one in descriptions.items()})
    _write(folder / "reference.json", {one.name: _reference(one) for one in fitted})
    _write(folder / "card.json", _card(fitted, data_hash))
    _write(folder / "golden.json", [])
    _write_manifest(folder)
    _write(folder / "golden.json", _golden_rows(folder))
    return _write_manifest(folder)


def put_in_force(champion: Champion, path: Path) -> None:
    """Names a bundle as the one that scores for real."""
    _write(path, asdict(champion))


def _write_model(folder: Path, fitted: Fitted) -> ModelDescription:
    _forget_the_moment(fitted.classifier)
    fitted.classifier.save_model(str(folder / f"{fitted.name}.cbm"))
    contributions, base, codes = tabulate(fitted.classifier, fitted.sample.pool(np.arange(1)))
    np.save(folder / f"{fitted.name}.npy", contributions)
    features = tuple(map(str, fitted.sample.table))
    return ModelDescription(
        target=TARGETS[fitted.name],
        features=features,
        feature_list_hash=hash_feature_list(features),
        codes=codes,
        base=base,
        calibrator=fitted.calibrator,
    )


def _forget_the_moment(classifier: CatBoostClassifier) -> None:
    """Takes out of the model file what differs between two trainings of the same model."""
    metadata = classifier.get_metadata()
    for key in ("train_finish_time", "model_guid"):
        metadata[key] = ""


def _write_manifest(folder: Path) -> Champion:
    hashes = {name: hash_file(folder / name) for name in FILES}
    sha256 = hash_content(hashes)
    champion = Champion(version_name(DATED, sha256), sha256)
    manifest = {"model_version": champion.version, "dated": DATED, "sha256": hashes}
    _write(folder / "manifest.json", manifest)
    return champion


def _golden_rows(folder: Path) -> list[dict[str, Any]]:
    """Invents clients and writes down what the bundle says of them."""
    random = Random("golden rows")  # noqa: S311 - invented people, not secrets
    people = [_invent(random, months) for months in range(GOLDEN_COUNT)]
    blank = [
        GoldenRow(**person, model=ModelName.APPLICATION, proba=0, reasons=[]) for person in people
    ]
    scored = ScoringModel(read_bundle(folder)).score(to_applicants(blank))
    return [
        {
            **person,
            "model": result.model,
            "proba": result.proba,
            "reasons": [reason.code for reason in result.reasons],
        }
        for person, result in zip(people, scored, strict=True)
    ]


def _invent(random: Random, months: int) -> dict[str, Any]:
    """Draws every answer from all that is allowed, and a history of so many months."""
    answers: dict[str, Any] = {}
    for name in ANSWERED_FEATURES.values():
        kind = QUESTIONNAIRE[name]
        if isinstance(kind, Category):
            answers[name] = random.choice(kind.values)
        else:
            answers[name] = random.randint(*((0, 1) if kind is FLAG else (1, 5)))
    del answers["born_on"], answers["employed_since"]
    answers["amt_income_total"] = random.randrange(30_000, 900_000, 500)
    answers["days_birth"] = -random.randint(9_000, 24_000)
    answers["days_employed"] = -random.randint(10, 3_000)
    features_of(answers)
    statuses = "".join(random.choices("CX012", (3, 2, 6, 2, 1), k=months))
    return {"as_of": GOLDEN_DATE.isoformat(), "answers": answers, "statuses": statuses}


def _reference(fitted: Fitted) -> dict[str, Any]:
    """Returns frozen bins and their shares, to watch drift (PSI) against; no share is of few."""
    table = fitted.sample.table.iloc[np.flatnonzero(fitted.evaluated)]
    bins = {str(name): _bins(table[name]) for name in table}
    return {**bins, "proba": _number_bins(fitted.proba)}


def _bins(values: "pd.Series[Any]") -> dict[str, Any]:
    if values.dtype != object:
        return _number_bins(values.to_numpy(dtype=float))
    shares = values.value_counts(normalize=True).sort_index()
    common = shares[shares >= SMALLEST_BIN_SHARE]
    named = {str(name): round(float(share), 5) for name, share in common.items()}
    return {"shares": named, "others": round(1 - sum(named.values()), 5)}


def _number_bins(values: Array) -> dict[str, Any]:
    """Bins at the deciles; bin i holds the values from edge i-1 on and below edge i."""
    edges = np.unique(np.quantile(values, np.linspace(0.1, 0.9, 9)).round(6))
    counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
    shares = counts / counts.sum()
    return {"edges": edges.tolist(), "shares": shares.round(5).tolist()}


def _card(fitted: list[Fitted], data_hash: str) -> dict[str, Any]:
    behavioural = next(one for one in fitted if one.name is ModelName.BEHAVIOURAL)
    target = behavioural.sample.target[behavioural.evaluated]
    return {
        "data_sha256": data_hash,
        "break_even_proba": round(break_even_proba(ECONOMICS), 4),
        "proposed_cutoffs": propose_cutoffs(target, behavioural.proba),
        "libraries": {name: version(name) for name in LIBRARIES},
        "limits_of_use": LIMITS_OF_USE,
        "models": {
            one.name: {
                "target": TARGETS[one.name],
                "parameters": one.parameters,
                "calibration": one.calibrator.kind,
                "metrics": one.metrics,
            }
            for one in fitted
        },
    }


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

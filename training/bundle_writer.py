"""Writes the model bundle: models, explanations, card, and a manifest that binds and names them."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

from core.clients.rules.answer_kinds import Category
from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    FLAG,
    QUESTIONNAIRE,
    hash_feature_list,
)
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import (
    FILES,
    GoldenRow,
    ModelDescription,
    Segment,
    hash_file,
    read_bundle,
)
from model.scorecard import Scorecard
from model.scoring import ScoringModel, load_model, to_applicants
from training.contributions import centre, tabulate
from training.data import features_of
from training.models import TARGETS, Fitted

# The day of the recipe, and not of the training: the same recipe on the same data gives the same
# bundle under the same name on any day. Set it when either changes.
DATED = "2026-11-28"
MANIFEST = "manifest.json"
GOLDEN_COUNT = 24
GOLDEN_DATE = date(2026, 11, 28)
LIBRARIES = ("catboost", "numpy", "pandas", "scikit-learn", "scipy")
LIMITS_OF_USE = [
    "The behavioural model needs an open credit with six months of payments.",
    "The thin-file model separates little where a person has no other credit.",
    "Without any payment month nothing can be told: the PD is the segment's, and a person decides.",
    "Trained on a public data set of one lender: validate and recalibrate it on your own first.",
    "Few people who had defaulted before were seen: rules ask for a review of them.",
    "Who is 90 or more days past due has defaulted; no model is asked.",
    "Levels are those of the newest months of the data; a downturn is not in them.",
    "A decision is a hint; people decide what lies between the cut-offs.",
]
"""What a reader must know before relying on a figure."""


@dataclass(frozen=True)
class Training:
    """All that a training made.

    Attributes:
        models: fitted on everything, with their figures.
        references: of each model, what drift is measured against.
        data_sha256: identity of the data's content.
        more: further figures for the card, by name.
    """

    models: list[Fitted]
    segment: Segment
    scorecard: Scorecard
    references: dict[ModelName, dict[str, Any]]
    data_sha256: str
    more: dict[str, Any]


def write_bundle(folder: Path, training: Training) -> BundleName:
    """Writes all files; the same data and libraries give the same bytes.

    They are made aside, and have to score their golden rows before they come to where they are to
    be: a bundle that cannot score replaces none.

    Returns:
        The name of the bundle.
    """
    fitted = training.models
    with TemporaryDirectory() as aside:
        made = Path(aside)
        descriptions = {one.name: _write_model(made, one) for one in fitted}
        write_json(
            made / "models.json", {name: one.model_dump() for name, one in descriptions.items()}
        )
        write_json(made / "segment.json", training.segment.model_dump())
        write_json(made / "scorecard.json", training.scorecard.model_dump())
        write_json(made / "reference.json", training.references)
        write_json(made / "card.json", _card(training))
        name = sign(made)
        publish(made, folder)
    return name


def publish(made: Path, folder: Path) -> None:
    """Copies a bundle that scores its golden rows to where it is to be."""
    load_model(made)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, MANIFEST):
        shutil.copyfile(made / name, folder / name)


def sign(folder: Path) -> BundleName:
    """Has a bundle score its golden rows, and names it by its content."""
    write_json(folder / "golden.json", [])
    _write_manifest(folder)
    write_json(folder / "golden.json", _golden_rows(folder))
    return _write_manifest(folder)


def put_in_release(name: BundleName, folder: Path, path: Path) -> None:
    """Names a bundle as the one that the next release comes with, and says what it is."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    write_json(path, {"name": asdict(name), "card": card})


def _write_model(folder: Path, fitted: Fitted) -> ModelDescription:
    _forget_the_moment(fitted.classifier)
    fitted.classifier.save_model(str(folder / f"{fitted.name}.cbm"))
    everybody = fitted.sample.pool(fitted.sample.everything())
    table, expected, codes = tabulate(fitted.classifier, everybody)
    leaves = fitted.classifier.calc_leaf_indexes(everybody)
    contributions, base = centre(table, expected, leaves)
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


def _write_manifest(folder: Path) -> BundleName:
    name = BundleName.of(DATED, {file: hash_file(folder / file) for file in FILES})
    manifest = {"model_version": name.version, "dated": DATED, "sha256": name.files}
    write_json(folder / MANIFEST, manifest)
    return name


def _golden_rows(folder: Path) -> list[dict[str, Any]]:
    """Invents clients and writes down what the bundle says of them."""
    random = Random("golden rows")  # noqa: S311 - invented people, not secrets
    people = [_invent(random, place) for place in range(GOLDEN_COUNT)]
    blank = [GoldenRow(**person, model=ModelName.SEGMENT, proba=0, reasons=[]) for person in people]
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


def _invent(random: Random, place: int) -> dict[str, Any]:
    """Draws every answer from all that is allowed, and up to three credits of up to 24 months."""
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
    credits = [
        "C" * random.choice((0, 0, 3)) + "".join(random.choices("X012", (3, 6, 2, 1), k=months))
        for months in (random.randint(1, place + 1) for _ in range(place % 4))
    ]
    return {"as_of": GOLDEN_DATE.isoformat(), "answers": answers, "credits": credits}


def _card(training: Training) -> dict[str, Any]:
    return {
        "data_sha256": training.data_sha256,
        "libraries": {name: version(name) for name in LIBRARIES},
        "limits_of_use": LIMITS_OF_USE,
        "models": {
            one.name: {
                "target": TARGETS[one.name],
                "parameters": one.sample.parameters,
                "calibration": one.calibrator.kind,
                "metrics": one.metrics,
            }
            for one in training.models
        },
        **training.more,
    }


def write_json(path: Path, content: object) -> None:
    """Writes a file of a bundle, the same content always as the same bytes.

    A figure that could not be measured (NaN, infinite) is null: JSON knows no other word for it.
    """
    text = json.dumps(_measured(content), indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _measured(content: object) -> object:
    if isinstance(content, dict):
        return {name: _measured(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_measured(value) for value in content]
    return None if isinstance(content, float) and not isfinite(content) else content

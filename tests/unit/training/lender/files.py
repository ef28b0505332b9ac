"""Invented files of another lender, their mapping, and a small bundle to measure."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.questionnaire import hash_feature_list
from core.scores.rules.vocabulary import ModelName
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES
from training.bundle_writer import sign, write_json
from training.contributions import tabulate
from training.learning import Sample, fit
from training.lender.mapping import Mapping

MONTHS = ["M0", "M1", "M2", "M3", "M4", "M5", "M6", "M7"]
WIDE: dict[str, Any] = {
    "name": "another lender",
    "source": {"file": "cards.csv"},
    "rows": {"layout": "wide", "credit": "CARD", "months_newest_first": MONTHS},
    "codes": {
        "closed": ["Z"],
        "no_debt": ["-"],
        "paid_in_full": ["P"],
        "on_time": [0],
        "days_30_59": [1],
        "days_60_89": [2],
        "days_90_119": [3],
        "days_120_149": [4],
        "days_150_or_more": [5],
    },
    "outcome": {
        "from": "column",
        "column": "BAD",
        "default": [1],
        "good": [0],
        "horizon_months": 3,
    },
}
LONG: dict[str, Any] = {
    **WIDE,
    "rows": {
        "layout": "long",
        "credit": "CARD",
        "person": "CLIENT",
        "month": "MONTH",
        "status": "STATUS",
        "month_is": "months back",
    },
}


def mapping(body: dict[str, Any] = WIDE, **changes: Any) -> Mapping:
    """The mapping with some of its tables changed."""
    return Mapping.model_validate({**body, **changes})


def cards(count: int = 400, seed: int = 1) -> pd.DataFrame:
    """One row a card: mostly on time, sometimes late by one month more each month; late ones default."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        codes, late = [], 0
        for _ in MONTHS:
            late = min(late + 1, 2) if random.random() < (0.6 if late else 0.1) else 0
            codes.append(str(late) if late else random.choice(["P", "0", "0", "-"]))
        bad = random.random() < (0.7 if late else 0.15)
        newest_first = dict(zip(MONTHS, reversed(codes), strict=True))
        rows.append({"CARD": f"c{number}", **newest_first, "BAD": str(int(bad))})
    return pd.DataFrame(rows)


def to_long(table: pd.DataFrame) -> pd.DataFrame:
    """The same cards, one row a month, each its own client's."""
    long = table.melt(["CARD", "BAD"], MONTHS, "MONTH", "STATUS")
    return long.assign(MONTH=-long["MONTH"].str[1:].astype(int), CLIENT="p" + long["CARD"])


def to_toml(body: dict[str, Any]) -> str:
    """A mapping as TOML: its values look alike in Python."""
    top = f"name = {body['name']!r}\n"
    tables = ((name, table) for name, table in body.items() if isinstance(table, dict))
    return top + "".join(
        f"[{name}]\n" + "".join(f"{key} = {value!r}\n" for key, value in table.items())
        for name, table in tables
    )


def small_bundle(folder: Path) -> Path:
    """Writes a bundle of two small models of invented people, with golden rows."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(5)
    models = {}
    for name, columns in (
        (ModelName.BEHAVIOURAL, tuple(STATE_FEATURES)),
        (ModelName.THIN_FILE, tuple(NEW_CREDIT_FEATURES)),
    ):
        table = pd.DataFrame(random.integers(0, 8, (600, len(columns))), columns=list(columns))
        late = "worst_status_6_months" if name is ModelName.BEHAVIOURAL else "own_status"
        target = random.random(600) < 0.05 + 0.05 * table[late]
        parameters = {"iterations": 20, "depth": 3, "learning_rate": 0.2}
        signs = (0,) * len(columns)
        sample = Sample(
            name, table.astype(float), target.to_numpy(), np.arange(600), signs, parameters
        )
        classifier = fit(sample, sample.everything())
        classifier.save_model(str(folder / f"{name}.cbm"))
        contributions, base, codes = tabulate(classifier, sample.pool(np.arange(1)))
        np.save(folder / f"{name}.npy", contributions)
        models[name] = {
            "target": "late",
            "features": columns,
            "feature_list_hash": hash_feature_list(columns),
            "codes": codes,
            "base": base,
            "calibrator": {"kind": "sigmoid", "slope": 1.0, "intercept": -1.0},
        }
    for name, content in (
        ("models", models),
        ("segment", {"proba": 0.01, "people": 100, "defaults": 1}),
        ("scorecard", {}),
        ("reference", {name: {"inputs": {}, "scores": {}} for name in models}),
        ("card", {"limits_of_use": ["none"]}),
    ):
        write_json(folder / f"{name}.json", content)
    sign(folder)
    return folder

"""What a version of a model was like when it was made: frozen bins, grades, and its separation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

from botocore.exceptions import ClientError
from sqlalchemy import Connection

from core.models.bundle_bucket import fetch_bundle_file
from core.models.queries import get_model
from core.monitoring.outcome_records import InitialArea
from core.monitoring.stability_records import BinKind, CharacteristicKind
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, BundleError
from monitor.replay_bundles import NOT_THERE
from monitor.stability_figures import FrozenBin, FrozenBins

# How a model of new months does, if that was measured; else how it does on other people
PROTOCOLS = ("out_of_time", "grouped")
_PAPERS = ("reference.json", "card.json")
_MISSING = FrozenBin(BinKind.MISSING, 0.0)


@dataclass(frozen=True)
class Baseline:
    """What a month is compared with.

    Attributes:
        people: whose rows the frozen shares of inputs are of.
        people_scored: whose those of probabilities and grades are: others, once a model was
            recalibrated.
        score: bins of the probability.
        grades: how many were in each.
        inputs: bins of the features.
    """

    people: int
    people_scored: int
    score: FrozenBins
    grades: FrozenBins
    inputs: tuple[FrozenBins, ...]
    initial: InitialArea | None


def find_baseline(connection: Connection, model: ModelName, version: str) -> Baseline | None:
    """Returns what a version was like; None where it is not registered, or has no inputs.

    Raises:
        BundleError: what lies in the bucket is not what was registered.
        ClientError: the bucket cannot be reached, so that nobody knows.
    """
    if version == _own("manifest")["model_version"]:
        return baseline_of(model, version)
    registered = get_model(connection, version)
    if registered is None or not set(_PAPERS) <= set(registered.files):
        return None
    name = BundleName(version, registered.sha256, registered.files)
    try:
        reference, card = (json.loads(_verified(name, file)) for file in _PAPERS)
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_THERE:
            return None
        raise
    return _baseline(model, reference, card)


@cache
def baseline_of(model: ModelName, version: str) -> Baseline | None:
    """Returns what a version was like that lies in the layer; None of another one."""
    if version != _own("manifest")["model_version"]:
        return None
    return _baseline(model, _own("reference"), _own("card"))


def _own(name: str) -> Any:
    return json.loads((BUNDLE / f"{name}.json").read_text(encoding="utf-8"))


def _verified(name: BundleName, file: str) -> bytes:
    content = fetch_bundle_file(name, file)
    if sha256(content).hexdigest() != name.files[file]:
        raise BundleError(f"{name.version}: {file} is not the file that was registered.")
    return content


def _baseline(
    model: ModelName, reference: Mapping[str, Any], card: Mapping[str, Any]
) -> Baseline | None:
    # A bundle that is older than references of scores has nothing to compare with
    if "scores" not in reference.get(model, {}):
        return None
    inputs, scores = reference[model]["inputs"], reference[model]["scores"]
    return Baseline(
        people=inputs["people"],
        people_scored=scores["people"],
        score=_bins(CharacteristicKind.SCORE, "proba", scores["proba"]),
        grades=_grades(scores["grades"]),
        inputs=tuple(_bins(CharacteristicKind.INPUT, *one) for one in inputs["bins"].items()),
        initial=_initial(card["models"][model]["metrics"]),
    )


def _bins(kind: CharacteristicKind, name: str, frozen: Mapping[str, Any]) -> FrozenBins:
    """Returns bins with one more for what is missing; nothing was when the model was made."""
    shares = frozen["shares"]
    if "edges" in frozen:
        ends = pairwise([None, *frozen["edges"], None])
        found = [
            FrozenBin(BinKind.RANGE, share, low, high)
            for share, (low, high) in zip(shares, ends, strict=True)
        ]
    else:
        found = [FrozenBin(BinKind.WORD, share, word=word) for word, share in shares.items()]
        found.append(FrozenBin(BinKind.OTHERS, frozen["others"]))
    return FrozenBins(kind, name, (*found, _MISSING))


def _grades(shares: Mapping[str, float]) -> FrozenBins:
    bins = [FrozenBin(BinKind.WORD, share, word=grade) for grade, share in shares.items()]
    others = FrozenBin(BinKind.OTHERS, 0.0)
    return FrozenBins(CharacteristicKind.GRADES, "grade", (*bins, others))


def _initial(metrics: Mapping[str, Any]) -> InitialArea | None:
    for protocol in PROTOCOLS:
        if "roc_auc_interval_95" in metrics.get(protocol, {}):
            found = metrics[protocol]
            low, high = found["roc_auc_interval_95"]
            return InitialArea(found["roc_auc"], low, high, protocol)
    return None

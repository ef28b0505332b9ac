"""Challengers score in the shadow of the champion: the bundle's scorecard, and models of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, CatBoostError, Pool

from core.clients.rules.questionnaire import CATEGORICAL_FEATURES, FEATURE_NAMES, Feature, Features
from model.bundle_reader import BUNDLE
from model.scorecard import SCORECARD_NAME, Scorecard, read_scorecard

CHALLENGERS = BUNDLE / "challengers"
LARGEST_CHALLENGER_BYTES = 20_000_000
_MAGIC = b"CBM1"  # how a model file begins; the size of the model without its tables follows
# The spellings of two classes that come of one target: as numbers, texts or truth values
PAID_CLASS, DEFAULT_CLASS = frozenset({"0", "0.0", "false"}), frozenset({"1", "1.0", "true"})
# Of models that answer several questions at once: a column is the probability of one of them
LOSSES_OF_LABELS = frozenset({"MultiLogloss", "MultiCrossEntropy"})


class ChallengerError(ValueError):
    """The file is no model that can score clients here; the text says why."""


@dataclass(frozen=True)
class Challenger:
    """A classifier on some of the 18 features, in any order.

    Attributes:
        default_column: which of its two probabilities is the one of default.
    """

    name: str
    classifier: CatBoostClassifier
    default_column: int

    def score(self, rows: Sequence[Features]) -> list[float | None]:
        """Returns the challenger's own, uncalibrated probability of default of each row."""
        return [float(value) for value in self.probabilities(rows)[:, self.default_column]]

    def probabilities(self, rows: Sequence[Features]) -> npt.NDArray[np.float64]:
        """Returns the probabilities of both classes of each row, shape (n, 2)."""
        names = self.classifier.feature_names_
        categories = set(self.classifier.get_cat_feature_indices())
        pool = Pool(
            [
                [_as(row[name], text=place in categories) for place, name in enumerate(names)]
                for row in rows
            ],
            cat_features=sorted(categories),
            thread_count=1,
        )
        told = self.classifier.predict(pool, prediction_type="Probability", thread_count=1)
        return np.asarray(told, dtype=np.float64)


AnyChallenger = Challenger | Scorecard


def _as(value: Feature, *, text: bool) -> Feature:
    return str(value) if text else value


def read_challenger(path: Path) -> Challenger:
    """Reads a model file and makes sure that it is one that can score.

    Raises:
        ChallengerError: it is broken, too large, no classifier of paid and default, or wants other
            features than the 18, or text or embeddings where they are numbers and categories.
    """
    if not path.is_file():
        raise ChallengerError(f"There is no file {path}.")
    if path.stat().st_size > LARGEST_CHALLENGER_BYTES:
        raise ChallengerError(f"{path.name} is larger than {LARGEST_CHALLENGER_BYTES:,} bytes.")
    if not _is_whole(path):
        raise ChallengerError(f"{path.name} is not a CatBoost model (.cbm), or a part of one.")
    classifier = CatBoostClassifier()
    try:
        classifier.load_model(str(path))
        default_column = _default_column(path.name, classifier)
        _check_features(path.name, classifier)
    except (CatBoostError, UnicodeError) as error:
        raise ChallengerError(f"{path.name} is a damaged model: save it again.") from error
    return Challenger(path.stem, classifier, default_column)


def _is_whole(path: Path) -> bool:
    """Says whether a file is as long as its head tells, or CatBoost ends the process."""
    with path.open("rb") as file:
        head = file.read(len(_MAGIC) + 4)
    size = int.from_bytes(head[len(_MAGIC) :], "little")
    return head.startswith(_MAGIC) and len(head) + size <= path.stat().st_size


def _default_column(name: str, classifier: CatBoostClassifier) -> int:
    """Returns the place of the class "default" among the two."""
    classes = [str(one) for one in classifier.classes_]
    meanings = [one.lower() in DEFAULT_CLASS for one in classes]
    known = all(one.lower() in PAID_CLASS | DEFAULT_CLASS for one in classes)
    if not (known and sorted(meanings) == [False, True]):
        found = ", ".join(classes) or "none"
        raise ChallengerError(
            f"{name} is no binary classifier of 0 (paid) and 1 (default); its classes: {found}."
            " Cast the target to 0 and 1 and train again."
        )
    if _loss(classifier) in LOSSES_OF_LABELS:
        raise ChallengerError(
            f"{name} is no binary classifier: its two columns are labels of their own"
            f" ({_loss(classifier)}). Train with Logloss on one target, 0 (paid) and 1 (default)."
        )
    return meanings.index(True)


def _loss(classifier: CatBoostClassifier) -> str | None:
    """Returns what the model was trained by; None of one put together of several."""
    try:
        loss: str | None = classifier.get_all_params().get("loss_function")
    except CatBoostError:
        return None
    return loss


def _check_features(name: str, classifier: CatBoostClassifier) -> None:
    names = classifier.feature_names_
    strange = sorted(set(names) - set(FEATURE_NAMES))
    if strange:
        known = ", ".join(FEATURE_NAMES)
        raise ChallengerError(f"{name} wants {', '.join(strange)}. Known features: {known}.")
    vectors = [names[place] for place in classifier.get_embedding_feature_indices()]
    if vectors:
        raise ChallengerError(
            f"{name} wants embeddings as {', '.join(vectors)}. Train it on numbers and categories."
        )
    categories = {names[place] for place in classifier.get_cat_feature_indices()}
    texts = [names[place] for place in classifier.get_text_feature_indices()]
    untold = sorted({*(set(names) & set(CATEGORICAL_FEATURES) - categories), *texts})
    if untold:
        raise ChallengerError(
            f"{name}: declare {', '.join(untold)} as categories (cat_features) and train again."
        )


def load_challengers(bundle: Path = BUNDLE) -> tuple[list[AnyChallenger], dict[str, str]]:
    """Returns the scorecard of a bundle and the challengers added to it, in the order of names.

    Returns:
        Those that can score; and name -> why of those that cannot.
    """
    able: list[AnyChallenger] = []
    faults: dict[str, str] = {}
    reads: list[tuple[str, Callable[[], AnyChallenger]]] = [
        (SCORECARD_NAME, partial(read_scorecard, bundle))
    ]
    added = sorted((bundle / CHALLENGERS.name).glob("*.cbm"))
    reads += [(path.stem, partial(read_challenger, path)) for path in added]
    for name, read in reads:
        try:
            able.append(read())
        except Exception as error:  # noqa: BLE001 - a foreign file: its fault is its own
            faults[name] = f"{type(error).__name__}: {error}"
    return able, faults

"""Challengers score in the shadow of the champion: the bundle's scorecard, and models of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from catboost import CatBoostClassifier, CatBoostError, Pool

from core.clients.rules.questionnaire import CATEGORICAL_FEATURES, FEATURE_NAMES, Feature, Features
from model.bundle_reader import BUNDLE
from model.scorecard import Scorecard, read_scorecard

CHALLENGERS = BUNDLE / "challengers"
LARGEST_CHALLENGER_BYTES = 20_000_000


class ChallengerError(ValueError):
    """The file is no model that can score clients here; the text says why."""


@dataclass(frozen=True)
class Challenger:
    """A classifier on some of the 18 features, in any order."""

    name: str
    classifier: CatBoostClassifier

    def score(self, rows: Sequence[Features]) -> list[float | None]:
        """Returns the challenger's own, uncalibrated probability of default of each row."""
        names = self.classifier.feature_names_
        categories = set(self.classifier.get_cat_feature_indices())
        pool = Pool(
            [
                [_as(row[name], text=place in categories) for place, name in enumerate(names)]
                for row in rows
            ],
            cat_features=sorted(categories),
            feature_names=names,
            thread_count=1,
        )
        probas = self.classifier.predict(pool, prediction_type="Probability", thread_count=1)
        return [float(value) for value in probas[:, 1]]


def _as(value: Feature, *, text: bool) -> Feature:
    return str(value) if text else value


def read_challenger(path: Path) -> Challenger:
    """Reads a model file and makes sure that it can score.

    Raises:
        ChallengerError: it is broken, too large, no binary classifier of 0 and 1, or wants other
            features than the 18 or text where they are numbers.
    """
    if not path.is_file():
        raise ChallengerError(f"There is no file {path}.")
    if path.stat().st_size > LARGEST_CHALLENGER_BYTES:
        raise ChallengerError(f"{path.name} is larger than {LARGEST_CHALLENGER_BYTES:,} bytes.")
    classifier = CatBoostClassifier()
    try:
        classifier.load_model(str(path))
    except CatBoostError as error:
        raise ChallengerError(f"{path.name} is not a CatBoost model (.cbm).") from error
    _check(path.name, classifier)
    return Challenger(path.stem, classifier)


def _check(name: str, classifier: CatBoostClassifier) -> None:
    if [str(one) for one in classifier.classes_] != ["0", "1"]:
        raise ChallengerError(
            f"{name} is no binary classifier. Train one with the classes 0 (paid) and 1 (default)."
        )
    names = classifier.feature_names_
    strange = sorted(set(names) - set(FEATURE_NAMES))
    if strange:
        known = ", ".join(FEATURE_NAMES)
        raise ChallengerError(f"{name} wants {', '.join(strange)}. Known features: {known}.")
    categories = {names[place] for place in classifier.get_cat_feature_indices()}
    untold = sorted(set(names) & set(CATEGORICAL_FEATURES) - categories)
    if untold or classifier.get_text_feature_indices():
        listed = ", ".join(untold) or "text features"
        raise ChallengerError(f"{name}: declare {listed} as categories (cat_features) and train.")


def load_challengers(bundle: Path = BUNDLE) -> list[Challenger | Scorecard]:
    """Returns the scorecard of a bundle, and the challengers that were added to it, by name.

    Raises:
        ChallengerError: one of them cannot score.
    """
    added = sorted((bundle / CHALLENGERS.name).glob("*.cbm"))
    return [read_scorecard(bundle), *(read_challenger(path) for path in added)]

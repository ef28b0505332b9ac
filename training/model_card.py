"""The model card: one page on the bundle."""

from typing import Any

from training.markdown import table


def limits(card: dict[str, Any]) -> str:
    """Returns what the models are not for."""
    return "## Limits of use\n\n" + "\n".join(f"- {one}" for one in card["limits_of_use"])


def model_card(card: dict[str, Any], version: str) -> str:
    """Returns one page on the bundle: what it is for, what of, how good, and its limits."""
    rows = [
        (
            name,
            one["target"],
            ", ".join(f"{key} {_short(value)}" for key, value in one["parameters"].items()),
            one["calibration"],
            f"{one['metrics']['grouped']['roc_auc']:.3f}",
        )
        for name, one in card["models"].items()
    ]
    header = ("model", "target", "parameters", "calibration", "ROC-AUC, grouped folds")
    libraries = ", ".join(f"{name} {version}" for name, version in card["libraries"].items())
    return f"""# Model card

Bundle {version}. Every figure with its protocol:
[model-report.md](model-report.md) and `layers/model/bundle/card.json`.

**Use.** A probability of default, a grade, reasons and a hint for people who decide on consumer
credit. Not for deciding without them.

**Models.** CatBoost, oblivious trees, one-hot categories; calibrated out of fold.

{table(header, rows)}

The behavioural model is monotone: a later payment never lowers the probability. Exact SHAP values
come from a table of leaves, so depth and number of trees cost no time worth choosing by; they were
chosen by log loss in inner folds, those of the application model fixed beforehand.

**Data.** Public Kaggle set "Credit Card Approval Prediction", sha-256 of the loaded content
`{card["data_sha256"][:16]}`; see [data.md](data.md).

**Left out.** Gender and age, by measurement; see the report's fairness monitor.

**Made with.** {libraries}.

{limits(card)}"""


def _short(value: float) -> str:
    return f"{value:.3g}"

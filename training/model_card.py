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
            f"{one['metrics']['out_of_time_new_people']['roc_auc']:.3f}",
        )
        for name, one in card["models"].items()
    ]
    header = (
        "model",
        "target",
        "parameters",
        "calibration",
        "ROC-AUC, grouped",
        "out of time, new people",
    )
    libraries = ", ".join(f"{name} {version}" for name, version in card["libraries"].items())
    return f"""# Model card

Bundle {version}. Every figure with its protocol:
[model-report.md](model-report.md) and `layers/model/bundle/card.json`.

**Use.** A probability of default within 12 months, a grade, points, reasons and a hint for people
who decide on consumer credit. Not for deciding without them.

**Models.** CatBoost, oblivious trees, one-hot categories; the unit is a person with all credits;
calibrated out of fold, on the level of the newest six months. A scorecard scores beside them, in
the shadow. Of people without any payment month only the segment's rate is told.

{table(header, rows)}

Both are monotone: a later payment, or a loan in a month that had none, never lowers the
probability; a higher income or a longer employment never raises it. Contributions are exact SHAP
values, centred on the people that the model was trained on. Parameters were fixed beforehand: with
so few defaults a search follows noise.

**Data.** Public Kaggle set "Credit Card Approval Prediction", sha-256 of the loaded content
`{card["data_sha256"][:16]}`; see [data.md](data.md).

**Left out.** Gender and age, by measurement; people in default, by rule; see the report.

**Made with.** {libraries}.

{limits(card)}

The dossier of each release (`make dossier`) tells what else was measured, what changed, who
approved, and which tests did not run."""


def _short(value: float) -> str:
    return f"{value:.3g}"

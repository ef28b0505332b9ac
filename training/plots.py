"""The plots of the model report."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from sklearn.metrics import precision_recall_curve, roc_curve

from training.data import Array
from training.reproduce import Result

mpl.use("Agg")
BINS = 10
MODEL, OTHER, QUIET = "#1c5fb0", "#c4501b", "#8a8f98"


def _save(path: Path) -> None:
    plt.tight_layout()
    plt.savefig(path, dpi=90, metadata={"Software": None})
    plt.close()


def plot_curves(results: Sequence[Result], path: Path) -> None:
    """Draws ROC and precision-recall of every model, a row of panels for each protocol."""
    protocols = list(dict.fromkeys(result.protocol for result in results))
    _, panels = plt.subplots(len(protocols), 2, figsize=(10, 4 * len(protocols)), squeeze=False)
    for (roc, precision_recall), protocol in zip(panels, protocols, strict=True):
        for result in (one for one in results if one.protocol == protocol):
            false_rate, true_rate, _ = roc_curve(result.target, result.proba)
            roc.plot(false_rate, true_rate, label=result.model)
            precision, recall, _ = precision_recall_curve(result.target, result.proba)
            precision_recall.plot(recall, precision, label=result.model)
        roc.plot([0, 1], [0, 1], color=QUIET, linestyle=":")
        _label(roc, f"ROC, {protocol}", "share of goods refused", "share of bads caught")
        _label(precision_recall, f"Precision and recall, {protocol}", "recall", "precision")
        roc.legend(fontsize=8)
    _save(path)


def plot_reliability(target: Array, proba: Array, path: Path) -> None:
    """Draws observed against predicted rates, on logarithmic axes: default is rare."""
    bins = np.array_split(np.argsort(proba, kind="stable"), BINS)
    predicted = [proba[rows].mean() for rows in bins]
    observed = [max(target[rows].mean(), 1e-6) for rows in bins]
    _, panel = plt.subplots(figsize=(5.5, 5))
    panel.plot(predicted, predicted, color=QUIET, linestyle=":", label="perfect")
    panel.plot(predicted, observed, "o-", color=MODEL, label="out of fold, tenths")
    panel.set_xscale("log")
    panel.set_yscale("log")
    _label(panel, "Reliability", "mean predicted probability", "observed rate")
    panel.legend()
    _save(path)


def plot_bars(names: Sequence[str], values: Sequence[float], title: str, path: Path) -> None:
    """Draws one horizontal bar for each name, the first at the top."""
    _, panel = plt.subplots(figsize=(8, 0.4 * len(names) + 1.2))
    panel.barh(list(names)[::-1], list(values)[::-1], color=MODEL)
    _label(panel, title, "", "")
    _save(path)


def plot_profit(share: Array, profit: Array, chosen: Sequence[float], path: Path) -> None:
    """Draws profit over the share approved; ``chosen`` are the shares at the policy's cut-offs."""
    _, panel = plt.subplots(figsize=(8, 4.5))
    panel.plot(share * 100, profit / 1e6, color=MODEL)
    for value, name in zip(chosen, ("approve below", "decline from"), strict=True):
        panel.axvline(value * 100, color=OTHER, linestyle="--", label=f"{name}: {value:.1%}")
    _label(panel, "Profit curve", "approved, % of all, the safest first", "profit, million RUB")
    panel.legend()
    _save(path)


def _label(panel: Axes, title: str, across: str, up: str) -> None:
    panel.set_title(title)
    panel.set_xlabel(across)
    panel.set_ylabel(up)
    panel.grid(visible=True, alpha=0.3)

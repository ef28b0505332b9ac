"""Exact SHAP values of every leaf, summed by reason code.

In an oblivious tree all nodes of a level ask the same question, so the leaf that a row falls into
says how the row answered every question of the tree, and with that its SHAP values
(path-dependent, as CatBoost defines them; Lundberg et al. 2020). They are computed here by their
definition, over all subsets of the tree's features, once for each leaf.
"""

import json
from itertools import combinations
from math import factorial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

from core.scores.rules.reasons import reason_codes
from training.data import Array


def tabulate(classifier: CatBoostClassifier, pool: Pool) -> tuple[Array, float, tuple[str, ...]]:
    """Returns contributions of shape (trees, leaves, codes), the base, and the codes.

    Args:
        classifier: trained with oblivious trees and one-hot categories.
        pool: any pool with the model's features; CatBoost wants it to name categories.
    """
    trees, scale, bias = _export(classifier, pool)
    owner = {name: code.code for code in reason_codes().values() for name in code.features}
    names = classifier.feature_names_
    codes = tuple(code for code in reason_codes() if code in {owner[name] for name in names})
    leaf_count = max(len(tree["leaf_values"]) for tree in trees)
    table, base = np.zeros((len(trees), leaf_count, len(codes))), bias
    for row, tree in zip(table, trees, strict=True):
        values, expected = shapley_of_leaves(tree)
        base += scale * expected
        for feature, contribution in values.items():
            row[: len(contribution), codes.index(owner[names[feature]])] += scale * contribution
    return table, float(base), codes


def centre(table: Array, base: float, leaves: Array) -> tuple[Array, float]:
    """Returns contributions that are zero on average over some rows, and the base beside them.

    A contribution then says by how much a person differs from the others of the sample. What is
    taken from each code is taken from the leaves of the first tree: every row falls into one.

    Args:
        table, base: as ``tabulate`` returns them.
        leaves: leaf of each row in each tree, shape (n, trees).
    """
    means = np.zeros(table.shape[2])
    for tree, of_tree in zip(table, leaves.T, strict=True):
        means += np.bincount(of_tree, minlength=len(tree)) @ tree / len(leaves)
    centred = table.copy()
    centred[0] -= means
    return centred, base + float(means.sum())


def shapley_of_leaves(tree: dict[str, Any]) -> tuple[dict[int, Array], float]:
    """Returns feature index -> contribution to each leaf, and the tree's expected value."""
    questions = [split["feature"] for split in tree["splits"]]
    features = sorted(set(questions))
    worth = {
        subset: _expected_given(tree, questions, set(subset))
        for size in range(len(features) + 1)
        for subset in combinations(features, size)
    }
    contributions = {}
    for feature in features:
        total = np.zeros(len(tree["leaf_values"]))
        for subset, without in worth.items():
            if feature not in subset:
                size = len(subset)
                weight = factorial(size) * factorial(len(features) - size - 1)
                total += weight * (worth[tuple(sorted((*subset, feature)))] - without)
        contributions[feature] = total / factorial(len(features))
    return contributions, float(worth[()][0])


def _expected_given(tree: dict[str, Any], questions: list[int], known: set[int]) -> Array:
    """Returns the tree's expected value when only some features are known, for each leaf.

    Question i is bit i of the leaf's number; the last question is at the root. An unknown answer
    is averaged over, weighted by how many training rows gave it; where no row went, evenly.
    """
    shape = (2,) * len(questions)
    expected = np.array(tree["leaf_values"], dtype=float).reshape(shape)
    weights = np.array(tree["leaf_weights"], dtype=float).reshape(shape)
    for place, feature in enumerate(questions):
        axis = len(questions) - 1 - place
        if feature not in known:
            total = weights.sum(axis=axis, keepdims=True)
            share = np.divide(weights, total, out=np.full_like(weights, 0.5), where=total > 0)
            expected = (expected * share).sum(axis=axis, keepdims=True)
        weights = weights.sum(axis=axis, keepdims=True)
    return np.broadcast_to(expected, shape).reshape(-1)


def _export(
    classifier: CatBoostClassifier, pool: Pool
) -> tuple[list[dict[str, Any]], float, float]:
    """Returns trees with their splits' feature indices, the scale and the bias."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        classifier.save_model(str(path), format="json", pool=pool)
        model = json.loads(path.read_text())
    info = model["features_info"]
    places = {
        "FloatFeature": {
            one["feature_index"]: one["flat_feature_index"] for one in info["float_features"]
        },
        "OneHotFeature": {
            one["feature_index"]: one["flat_feature_index"]
            for one in info.get("categorical_features", [])
        },
    }
    keys = {"FloatFeature": "float_feature_index", "OneHotFeature": "cat_feature_index"}
    for tree in model["oblivious_trees"]:
        for split in tree["splits"] or []:
            kind = split["split_type"]
            split["feature"] = places[kind][split[keys[kind]]]
        tree["splits"] = tree["splits"] or []
    scale, (bias,) = model["scale_and_bias"]
    return model["oblivious_trees"], float(scale), float(bias)

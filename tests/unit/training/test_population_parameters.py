"""The parameters of the synthetic population are aggregates: no small group shows through."""

import pandas as pd

from training.population_figures import SMALLEST_QUANTILE_GROUP, _quantiles, _shares


def people(small: int) -> pd.DataFrame:
    large = pd.DataFrame({"group": "large", "kind": "a", "income": range(1_000)})
    few = pd.DataFrame({"group": "small", "kind": "secret", "income": [10**6] * small})
    return pd.concat([large, few])


def test_a_small_group_is_given_everybodys_quantiles() -> None:
    quantiles = _quantiles(people(6), "income", "group")
    assert max(quantiles["small"]) < 10**6
    assert len(quantiles["small"]) == 21


def test_a_large_group_keeps_its_own_quantiles() -> None:
    quantiles = _quantiles(people(SMALLEST_QUANTILE_GROUP), "income", "group")
    assert set(quantiles["small"]) == {10**6}


def test_a_share_of_few_people_is_left_out_everywhere() -> None:
    assert _shares(people(19), "kind") == {"a": 1.0}
    assert _shares(people(19), "kind", "group") == {"large": {"a": 1.0}, "small": {"a": 1.0}}
    assert _shares(people(20), "kind", "group")["small"] == {"secret": 1.0}

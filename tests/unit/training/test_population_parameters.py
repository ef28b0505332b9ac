"""The parameters of the synthetic population are aggregates: no small group shows through."""

import pandas as pd

from training.cells import SMALLEST_GROUP, heaps_by, quantiles_by, shares_by


def people(small: int) -> pd.DataFrame:
    large = pd.DataFrame({"group": "large", "kind": "a", "income": range(1_000)})
    few = pd.DataFrame({"group": "small", "kind": "secret", "income": [10**6] * small})
    return pd.concat([large, few])


def test_a_small_group_is_given_everybodysquantiles_by() -> None:
    quantiles = quantiles_by(people(6), "income", "group")
    assert max(quantiles["small"]) < 10**6
    assert len(quantiles["small"]) == 21


def test_a_large_group_keeps_its_ownquantiles_by() -> None:
    quantiles = quantiles_by(people(SMALLEST_GROUP), "income", "group")
    assert set(quantiles["small"]) == {10**6}


def test_a_share_of_few_people_is_left_out_everywhere() -> None:
    assert shares_by(people(19), "kind") == {"a": 1.0}
    assert shares_by(people(19), "kind", "group") == {"large": {"a": 1.0}, "small": {"a": 1.0}}
    assert shares_by(people(20), "kind", "group")["small"] == {"secret": 1.0}


def test_a_rare_number_counts_as_the_nearest_frequent_one() -> None:
    incomes = [100_000] * 150 + [200_000] * 100 + [149_000, 151_000, 10**7]
    table = pd.DataFrame({"group": "large", "income": incomes})
    assert heaps_by(table, "income", "group") == {"large": {"100000": 0.59684, "200000": 0.40316}}


def test_a_small_group_is_given_everybodys_heaps() -> None:
    table = pd.DataFrame({"group": ["large"] * 250 + ["small"] * 30, "income": 100_000})
    table.loc[table["group"] == "small", "income"] = 10**6
    heaps = heaps_by(table, "income", "group")
    assert heaps["small"] == heaps_by(table.assign(group="all"), "income", "group")["all"]

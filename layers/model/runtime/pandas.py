"""Stands in for pandas on Lambda: CatBoost asks of what it is given whether it is one of these.

It imports pandas whether anybody has data frames or not, and the functions have none: the package
itself is a quarter of the scorer's start and of the model layer.
"""


class DataFrame:
    """What nothing is."""


class Series:
    """What nothing is."""

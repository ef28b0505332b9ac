"""What a verdict looks at, of all that a run has found."""

from collections.abc import Iterator

from core.monitoring.outcome_records import ModelOutcomes, OutcomeRow
from core.monitoring.rules.lights import both_ways
from core.monitoring.rules.verdict import Signal, SignalKind
from core.monitoring.stability_records import ModelStability


def population_signals(found: ModelStability) -> Iterator[Signal]:
    """Yields a signal of each distribution that could be tested."""
    for one in found.characteristics:
        if one.light is not None and one.p_value is not None:
            yield Signal(
                SignalKind.POPULATION,
                found.model,
                found.model_version,
                one.name,
                one.p_value,
                one.psi,
            )


def outcome_signals(found: ModelOutcomes) -> Iterator[Signal]:
    """Yields signals of a cohort that has matured: of all, of grades, of how well they are told.

    Few defaults are tested all together; where there are enough, each row is a test of its own.
    """
    backtest, of = found.backtest, (found.model, found.model_version)
    if backtest is None:
        return
    yield Signal(SignalKind.PORTFOLIO, *of, "portfolio", _p_value(backtest.total))
    if len(backtest.rows) > 1:
        for row in backtest.rows:
            yield Signal(SignalKind.GRADE, *of, "".join(row.grades), _p_value(row))
    if backtest.slope:
        yield Signal(SignalKind.SLOPE, *of, "slope", backtest.slope.p_value)
    if backtest.separation and backtest.separation.p_value is not None:
        yield Signal(SignalKind.AREA, *of, "area", backtest.separation.p_value)


def _p_value(row: OutcomeRow) -> float:
    return both_ways(row.p_too_low, row.p_too_high)

"""What a comparison comes to: which of two models is better, or that nobody can tell yet."""

from math import ceil

from core.models.rules.vocabulary import Conclusion

FEWEST_DEFAULTS = 20
TIE_FROM_P = 0.05


def conclude(
    defaults: int,
    areas: tuple[float, float],
    p_value: float | None,
    calibrated: tuple[bool, bool],
) -> Conclusion:
    """Returns which is better, champion or challenger, on the same people and outcomes.

    Who ranks better is better. Where neither does, who is calibrated is better than who is not.

    Args:
        areas: under the ROC curve, of champion and challenger.
        p_value: of their difference; None where both rank everybody alike.
        calibrated: whether Jeffreys' test lets the level of each pass.
    """
    if defaults < FEWEST_DEFAULTS:
        return Conclusion.NOT_ENOUGH_EVIDENCE
    better = (Conclusion.CHAMPION_BETTER, Conclusion.CHALLENGER_BETTER)
    if p_value is not None and p_value < TIE_FROM_P:
        return better[areas[1] > areas[0]]
    if calibrated[0] != calibrated[1]:
        return better[calibrated[1]]
    return Conclusion.TIE


def months_more(defaults: int, months: int) -> int | None:
    """Returns how many months more until there is evidence enough, at the pace so far.

    Args:
        defaults: that became known within these months.

    Returns:
        None where nobody defaulted yet, and 0 where it is enough.
    """
    missing = FEWEST_DEFAULTS - defaults
    if missing <= 0:
        return 0
    return ceil(missing * months / defaults) if defaults else None

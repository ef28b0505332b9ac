"""The rate of interest of who named none."""

from decimal import Decimal

from core.kit.settings import setting


def usual_annual_rate() -> Decimal:
    """Returns it in percent a year, as ``USUAL_ANNUAL_RATE`` says."""
    return Decimal(setting("USUAL_ANNUAL_RATE", "24"))

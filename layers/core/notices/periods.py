"""The periods of notices and objections."""

from core.kit.settings import setting


def notice_days() -> int:
    """Returns within how many days of a complete application a notice is sent."""
    return int(setting("NOTICE_DAYS", "30"))


def minutes_before_writing() -> int:
    """Returns how long after a decision its notice is written unless somebody does before."""
    return int(setting("NOTICE_AFTER_MINUTES", "15"))


def objection_days() -> int:
    """Returns for how many days after a notice was produced one may object."""
    return int(setting("OBJECTION_DAYS", "60"))


def objection_answer_days() -> int:
    """Returns within how many days an objection is answered."""
    return int(setting("OBJECTION_ANSWER_DAYS", "30"))


def lender_name() -> str | None:
    """Returns what the lender is called in letters, if the settings say so."""
    return setting("LENDER_NAME", "") or None

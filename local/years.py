"""`make demo-years`: a book of several years, scored and watched month by month."""

from typing import Any

from local import rescore, seeding, watching
from local.stack import Stack

CLIENTS, YEARS = 2_000, 4


def plan_years(stack: Stack, function: str, clients: int, years: int) -> dict[str, Any]:
    """Asks what a book holds that ends with the last month, or with that of one begun before."""
    begun = seeding.book_of_years(stack)
    asked = {"clients": clients, "years": years}
    until = begun["until"] if begun and asked.items() <= begun.items() else None
    plan = seeding.invoke(stack, function, {"action": "plan_years", **asked, "until": until})
    return {**plan, "book": {**asked, "until": plan["months"][-1]}}


def make_years(stack: Stack, functions: dict[str, str], plan: dict[str, Any]) -> None:
    """Has the people of a book take the place of other demo clients, scores them, watches them.

    What is there of it already stays, so that it goes on where it was broken off.

    Args:
        functions: names of the stack's functions by their outputs.

    Raises:
        StackError: a function failed, or the scores do not come.
    """
    maintenance = functions["MaintenanceFunctionName"]
    seeding.seed_years(stack, maintenance, plan["book"], plan["people"])
    rescore.score_past(stack, maintenance, len(plan["months"]))
    rescore.rescore(stack)
    watching.watch(stack, functions["MonitorFunctionName"], plan["months"])


def tell(plan: dict[str, Any]) -> str:
    """Says what was planted, and since when it is to be seen."""
    months = plan["months"]
    return (
        f"  The book is of {months[0]} to {months[-1]}, a month by its first day.\n"
        f"  Before {plan['shifted_from']} it is quiet: no month calls for anything.\n"
        f"  From {plan['shifted_from']} on, who joins has more credits at once.\n"
        f"  From {plan['doubled_from']} on, twice as many default; the cohort of"
        f" {plan['doubled_from']}\n  matures with {plan['doubled_matures']}.\n"
    )

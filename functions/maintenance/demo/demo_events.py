"""Events of the maintenance function that make a demo, and what each of them does."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SecretStr

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from maintenance.demo.application_stories import apply_for_credits
from maintenance.demo.book import FEWEST_YEARS, HORIZON_MONTHS, MOST_YEARS, Book, generate_members
from maintenance.demo.late_news import hear_late_news
from maintenance.demo.records import Applicant
from maintenance.demo.score_history import MONTHS, month_ends, score_past
from maintenance.demo.seed import (
    PEOPLE_PER_CALL,
    check,
    generate_people,
    name_people,
    require_demo,
    seed,
)

Password = Annotated[SecretStr, Field(min_length=8)]
Place = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0, le=PEOPLE_PER_CALL)]


class Seed(BaseModel):
    """Makes demo users: of ``applicants`` if given, else ``count`` synthetic from ``first`` on.

    With ``replace`` the demo clients there are go first; with ``check`` nothing is written, and it
    is only looked whether these could be.
    """

    action: Literal["seed"]
    password: Password
    first: Place = 0
    replace: bool = False
    check: bool = False
    count: Count = 0
    applicants: Annotated[list[Applicant] | None, Field(max_length=PEOPLE_PER_CALL)] = None


class BookOfYears(BaseModel):
    """Which book of several years is meant; without ``until`` it ends with the month before."""

    clients: Annotated[int, Field(ge=10, le=20_000, description="on the book at a time")]
    years: Annotated[int, Field(ge=FEWEST_YEARS, le=MOST_YEARS)]
    until: date | None = None

    @property
    def book(self) -> Book:
        """The book."""
        until = self.until or month_of(month_number(bank_date()) - 1)
        return Book(self.clients, self.years, until)


class PlanYears(BookOfYears):
    """Says how many people are drawn for a book, and from which months on what is planted in it."""

    action: Literal["plan_years"]


class SeedYears(BookOfYears):
    """Makes those of the next people of a book who are ever on it.

    With ``replace`` the demo clients there are go first.
    """

    action: Literal["seed_years"]
    password: Password
    first: Place
    count: Count
    replace: bool = False


class ScorePast(BaseModel):
    """Asks for the scores of the next demo clients after one, of the ends of the last months."""

    action: Literal["score_past"]
    after: Annotated[int, Field(ge=0)] = 0
    months: Annotated[int, Field(ge=1, le=12 * MOST_YEARS)] = MONTHS


class GoOn(BaseModel):
    """What happens after a demo was scored: credits are applied for, a late payment is heard of.

    Called until no application waits for its score.
    """

    action: Literal["go_on"]


DemoEvent = Seed | PlanYears | SeedYears | ScorePast | GoOn


def make_demo(request: DemoEvent) -> dict[str, Any]:
    """Does what an event says, and answers with what was done."""
    match request:
        case Seed():
            return _seed(request)
        case PlanYears():
            return _plan(request.book)
        case SeedYears():
            members = generate_members(request.book, request.first, request.count)
            return seed(members, request.password.get_secret_value(), replace=request.replace)
        case ScorePast():
            return score_past(request.after, month_ends(bank_date(), request.months))
        case GoOn():
            hear_late_news()
            return apply_for_credits()


def _seed(request: Seed) -> dict[str, int]:
    if request.applicants is None:
        people = generate_people(request.first, request.count)
    else:
        people = name_people(request.first, request.applicants)
    if request.check:
        return check(people)
    return seed(people, request.password.get_secret_value(), replace=request.replace)


def _plan(book: Book) -> dict[str, Any]:
    require_demo()
    return {
        "people": book.people,
        "months": [_day(number) for number in range(book.first, book.last + 1)],
        "shifted_from": _day(book.shifted_from),
        "doubled_from": _day(book.doubled_from),
        "doubled_matures": _day(book.doubled_from + HORIZON_MONTHS),
    }


def _day(month: int) -> str:
    return month_of(month).isoformat()

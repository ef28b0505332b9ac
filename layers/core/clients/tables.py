"""Clients and applicants with their answers, their credits, and the payments of each month."""

from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.clients.rules.answer_kinds import Category, Kind, PastDate
from core.clients.rules.coverage_states import CoverageState
from core.clients.rules.history import PaymentStatus
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.tables import in_calendar, metadata, moment, one_of


def _answer(name: str, kind: Kind) -> "Column[Any]":
    """A questionnaire answer: text for a category, a date, or a number of the fitting size."""
    if isinstance(kind, Category):
        return Column(name, Text, nullable=kind.nullable)
    if isinstance(kind, PastDate):
        return Column(name, Date, nullable=kind.nullable)
    return Column(name, SmallInteger if kind.whole else Numeric(14, 2), nullable=False)


# One spelling of what somebody may look for, see core.kit.patterns
SEARCHED = (
    "translate(lower(last_name || ' ' || first_name || ' ' || patronymic"
    " || coalesce(' ' || phone, '') || coalesce(' ' || external_id, '')), 'ё', 'е')"
)

# A person the lender keeps a record of: an applicant until ``client_since``, a client afterwards.
# Neither needs a login.
clients = Table(
    "clients",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("user_id", ForeignKey("users.id"), unique=True),
    Column("manager_id", ForeignKey("managers.id"), index=True),
    Column("last_name", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("patronymic", Text, nullable=False, server_default=""),
    Column("phone", Text),  # digits with a leading plus
    Column("email", Text),
    Column("document_hash", Text, index=True),  # keyed, see core.clients.rules.documents
    Column("external_id", Text, unique=True),  # the lender's own number of the person
    Column("searched", Text(collation="C"), Computed(SEARCHED, persisted=True)),
    moment("created_at"),
    Column("client_since", TIMESTAMP(timezone=True), server_default=func.now()),
    moment("closed_at", nullable=True),
    Column("closed_reason", Text),
    *(_answer(name, kind) for name, kind in QUESTIONNAIRE.items()),
    moment("updated_at"),  # of the answers
    moment("profile_updated_at"),  # of name, ways to be reached and the lender's own number
    moment("payments_updated_at"),  # of the credits and their months
    Column("payments_seen_until", Date),  # newest month of the open credits; null without any
    # NaN is above every number to PostgreSQL
    CheckConstraint("amt_income_total BETWEEN 0 AND 1000000000", name="amt_income_total"),
    in_calendar("born_on"),
    in_calendar("employed_since"),
    Index("ix_clients_born_on", "born_on", "last_name"),  # who may be the same person
    # What lists are sorted by, each with the id that decides between equals
    Index("ix_clients_by_name", "searched", "id"),
    Index("ix_clients_by_income", "amt_income_total", "id"),
    Index("ix_clients_by_change", "updated_at", "id"),
    # Each word from each of its letters on, so that its beginning finds what stands anywhere in it
    Index("ix_clients_search_parts", text("search_parts(searched)"), postgresql_using="gin"),
    Index("ix_clients_closed", "closed_at", postgresql_where=text("closed_at IS NOT NULL")),
    Index("ix_clients_phone", "phone", postgresql_where=text("phone IS NOT NULL")),
    Index(
        "ix_clients_of_nobody",
        "id",
        postgresql_where=text(
            "manager_id IS NULL AND client_since IS NOT NULL AND closed_at IS NULL"
        ),
    ),
)

# The one link by which a person comes to a login: another one takes its place.
invitations = Table(
    "invitations",
    metadata,
    Column("client_id", ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("invited_by", ForeignKey("users.id"), nullable=False),
    moment("created_at"),
    Column("expires_at", TIMESTAMP(timezone=True), nullable=False),
    moment("accepted_at", nullable=True),
)

credits = Table(
    "credits",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False, index=True),
    Column("amount_total", Numeric(14, 2), nullable=False),
    Column("annual_rate", Numeric(5, 2), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("term_months", SmallInteger, nullable=False, server_default=text("60")),
    Column("external_id", Text, unique=True),  # the lender's own number of the contract
    Column("closed_on", Date),  # the first day of the month since which it is paid off
    # What it came of, and the score at origination; null of what other systems have granted
    Column("application_id", ForeignKey("applications.id"), unique=True),
    Column("score_id", ForeignKey("scores.id"), index=True),
    CheckConstraint("term_months BETWEEN 1 AND 480", name="term_months"),
    CheckConstraint("amount_total >= 0 AND amount_total <> 'NaN'", name="amount_total"),
    CheckConstraint("annual_rate >= 0 AND annual_rate <> 'NaN'", name="annual_rate"),
    in_calendar("issued_on"),
    in_calendar("closed_on"),
)

# The half of the year in which a credit k was issued, as a number that grows with time
HALF_OF_ISSUE = (
    "(extract(year from {k}issued_on) * 2 + trunc(extract(month from {k}issued_on) / 7))"
)
Index("ix_credits_half_of_issue", text(HALF_OF_ISSUE.format(k="")), credits.c.client_id)

# A correction is a new row: the one before ends when it was superseded, so that what was known on
# a day can be asked. One row of a month is the present one.
payment_months = Table(
    "payment_months",
    metadata,
    Column("credit_id", ForeignKey("credits.id"), nullable=False),
    Column("month", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("days_past_due", SmallInteger),
    Column("amount_overdue", Numeric(14, 2)),
    moment("recorded_at"),
    moment("superseded_at", nullable=True),
    Column("import_id", BigInteger),  # of the file it came with; no key, a million checks a file
    PrimaryKeyConstraint("credit_id", "month", "recorded_at"),
    one_of("status", PaymentStatus),
    CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
    CheckConstraint("days_past_due >= 0", name="days_past_due"),
    CheckConstraint("amount_overdue >= 0", name="amount_overdue"),
    CheckConstraint("amount_overdue <> 'NaN'", name="amount_is_a_number"),
    in_calendar("month", name="month_in_calendar"),
    Index(
        "ix_payment_months_present",
        "credit_id",
        text("month DESC"),
        unique=True,
        postgresql_include=["status", "amount_overdue"],
        postgresql_where=text("superseded_at IS NULL"),
    ),
    Index(
        "ix_payment_months_import_id",
        "import_id",
        "credit_id",
        "month",
        postgresql_where=text("import_id IS NOT NULL"),
    ),
)

# How much of a month is known, kept beside the months because no request counts a whole book. What
# is fed makes the figures stale; they are counted anew in steps, so far as ``progress`` says.
payment_coverage = Table(
    "payment_coverage",
    metadata,
    Column("month", Date, primary_key=True),
    Column("state", Text, nullable=False, server_default=CoverageState.STALE),
    *(
        Column(name, Integer)
        for name in ("expected", "present", "unexpected", "restated", "after_closing")
    ),
    Column("missing", Integer, Computed("expected - present", persisted=True)),
    moment("counted_at", nullable=True),
    Column("progress", JSONB),
    one_of("state", CoverageState),
    CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
    in_calendar("month"),
    CheckConstraint("state <> 'counted' OR counted_at IS NOT NULL", name="counted_at"),
)

# A signature under the figures of a month. A trigger keeps what was signed: a second person's
# confirmation and a reopening are added once, and nothing else ever changes.
month_closings = Table(
    "month_closings",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("month", Date, nullable=False),
    Column("signed_by", ForeignKey("users.id"), nullable=False),
    moment("signed_at"),
    Column("statement", Text, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("expected", "present", "unexpected", "restated")
    ),
    Column("needs_second", Boolean, nullable=False),
    Column("confirmed_by", ForeignKey("users.id")),
    moment("confirmed_at", nullable=True),
    Column("reopened_by", ForeignKey("users.id")),
    moment("reopened_at", nullable=True),
    Column("reason", Text),
    CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
    in_calendar("month"),
    CheckConstraint("confirmed_by <> signed_by", name="second_is_another"),
    CheckConstraint("confirmed_by IS NULL OR needs_second", name="second_where_needed"),
    CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_whole"),
    CheckConstraint("reopened_by <> signed_by", name="reopened_by_another"),
    CheckConstraint(
        "num_nonnulls(reopened_by, reopened_at, reason) IN (0, 3)", name="reopened_whole"
    ),
    Index(
        "ix_month_closings_in_force",
        "month",
        unique=True,
        postgresql_where=text("reopened_at IS NULL"),
    ),
)

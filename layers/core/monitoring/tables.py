"""The portfolio by month, the runs that counted it, and what months call for."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from core.clients.rules.history import PaymentStatus
from core.kit.tables import metadata, moment, one_of
from core.monitoring.rules.handling_states import HandlingState
from core.monitoring.rules.lights import Light
from core.monitoring.rules.replay_verdicts import ReplayVerdict
from core.monitoring.rules.verdict import SignalKind, Verdict
from core.monitoring.rules.vocabulary import LiveBy, Step
from core.scores.rules.vocabulary import Decision, ModelName


def _month() -> "Column[Any]":
    return Column("month", Date, nullable=False)  # its first day


# One month described once: resumed where it was left, and asked for again as another run
monitor_runs = Table(
    "monitor_runs",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _month(),
    Column("requested_by", ForeignKey("users.id")),  # null of the schedule
    moment("requested_at"),
    moment("heard_from_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("lease", UUID),  # of who works at it; theirs until nothing was heard for a while
    # Times that somebody began with it since it came further
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("step", Text, nullable=False, server_default=Step.SNAPSHOT),
    Column("clients_to", BigInteger),  # the largest id when somebody began
    Column("clients_reached", BigInteger, nullable=False, server_default=text("0")),
    Column("error", Text),
    # What each step found, by the name of the step
    Column("figures", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    one_of("step", Step),
    CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
    Index("ix_monitor_runs_month_id", "month", "id"),
    # One at a time
    Index(
        "ix_monitor_runs_open",
        text("(ended_at IS NULL)"),
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# A client as the bank knew them at the end of a month
snapshots = Table(
    "snapshots",
    metadata,
    _month(),
    Column("client_id", BigInteger, nullable=False),  # no key, a million checks a month
    Column("manager_id", BigInteger),
    Column("is_active", Boolean, nullable=False),  # has an open credit
    Column("issued_year", SmallInteger),  # of the newest credit
    Column("status", Text),  # the worst of the open credits' months; of paid off ones, C
    Column("outstanding_rub", Numeric(14, 2), nullable=False),  # by the schedule
    # The latest score of the month's end, as it was recorded; null without one
    Column("score_id", UUID),
    Column("scored_on", Date),
    Column("proba", Double),
    Column("points", SmallInteger),
    Column("grade", Text),
    Column("decision", Text),  # what the policy of that day said
    Column("model", Text),
    Column("model_version", Text),
    Column("policy_version", Text),
    PrimaryKeyConstraint("month", "client_id"),
    one_of("status", PaymentStatus),
    one_of("decision", Decision),
    one_of("model", ModelName),
    Index("ix_snapshots_month_manager_id", "month", "manager_id", "client_id"),
    # Clients of a kind that few are of; many of a kind are soon met in the order of their ids
    Index("ix_snapshots_month_grade", "month", "grade"),
    Index("ix_snapshots_month_points", "month", "points"),
    Index("ix_snapshots_month_issued_year", "month", "issued_year"),
    Index("ix_snapshots_month_model", "month", "model"),
    Index("ix_snapshots_late", "month", "status", postgresql_where=text("status <> '0'")),
    Index(
        "ix_snapshots_undecided",
        "month",
        "decision",
        postgresql_where=text("decision <> 'approve'"),
    ),
)


def _cut_by() -> "tuple[Column[Any], ...]":
    """What the pages filter by; a manager's clients are counted from the snapshots."""
    return (
        Column("is_active", Boolean, nullable=False),
        Column("model", Text),
        Column("issued_year", SmallInteger),
    )


# How many snapshots of a month are alike, so that no page counts clients
portfolio_cells = Table(
    "portfolio_cells",
    metadata,
    _month(),
    *_cut_by(),
    Column("grade", Text),
    Column("points", SmallInteger),  # the lower edge of 25
    Column("status", Text),
    Column("decision", Text),
    Column("clients", Integer, nullable=False),
    Column("outstanding_rub", Numeric(16, 2), nullable=False),
    Column("proba_sum", Double, nullable=False),
    Column("proba_outstanding_rub", Double, nullable=False),  # the sum of PD times what is owed
    Index("ix_portfolio_cells_month", "month"),
)

# How many went from one grade to another between the month before and this one
transition_cells = Table(
    "transition_cells",
    metadata,
    _month(),
    *_cut_by(),
    Column("grade_before", Text),
    Column("grade", Text),
    Column("clients", Integer, nullable=False),
    Index("ix_transition_cells_month", "month"),
)

# Of the credits of half a year, how many were ever so late by so many months on book
vintage_cells = Table(
    "vintage_cells",
    metadata,
    _month(),
    Column("issued_half", Date, nullable=False),  # its first day
    Column("months_on_book", SmallInteger, nullable=False),
    Column("credits", Integer, nullable=False),
    Column("ever_30", Integer, nullable=False),
    Column("ever_90", Integer, nullable=False),
    PrimaryKeyConstraint("month", "issued_half", "months_on_book"),
)

# What the live panel is made of: one row of a month, and one of each grade and manager in it
live_counts = Table(
    "live_counts",
    metadata,
    _month(),
    Column("by", Text, nullable=False),
    Column("grade", Text),
    Column("manager_id", BigInteger),
    # Final decisions of people
    Column("decided", Integer, nullable=False, server_default=text("0")),
    Column("approved", Integer, nullable=False, server_default=text("0")),
    Column("recommended", Integer, nullable=False, server_default=text("0")),
    Column("overrides", Integer, nullable=False, server_default=text("0")),
    Column("timed", Integer, nullable=False, server_default=text("0")),
    Column("median_seconds", Double),
    # Scores that people and programs asked for
    Column("asked", Integer, nullable=False, server_default=text("0")),
    Column("seconds_95", Double),
    Column("with_reasons", Integer, nullable=False, server_default=text("0")),
    # Clients with an open credit; null where no snapshot was made
    Column("clients", Integer),
    Column("rated", Integer),
    Column("outstanding_rub", Numeric(16, 2)),
    Column("performing_rub", Numeric(16, 2)),
    Column("proba_outstanding_rub", Double),
    # Who was not 90 days late a month before, and what of that has become so
    Column("healthy", Integer),
    Column("healthy_rub", Numeric(16, 2)),
    Column("fallen_rub", Numeric(16, 2)),
    # Clients whose score is out of date, of all; null of months gone by
    Column("known", Integer),
    Column("out_of_date", Integer),
    one_of("by", LiveBy),
    Index("ix_live_counts_month_by", "month", "by", "manager_id"),
)

# A score made again from what was recorded with it, and what came of it
replays = Table(
    "replays",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    # An enquiry's score goes with the enquiry, and what is said of it, too
    Column("score_id", ForeignKey("scores.id", ondelete="CASCADE"), nullable=False),
    moment("replayed_at"),
    Column("requested_by", ForeignKey("users.id")),  # null of the nightly sample
    Column("verdict", Text, nullable=False),
    Column("parts", JSONB, nullable=False),  # which are not as they were
    Column("difference", Double),  # of the probability; null where it cannot be made again
    Column("details", JSONB, nullable=False),
    Column("is_alarming", Boolean, nullable=False),
    one_of("verdict", ReplayVerdict),
    Index("ix_replays_score_id_id", "score_id", "id"),
    Index("ix_replays_alarming", "id", postgresql_where=text("is_alarming")),
    Index("ix_replays_verdict_id", "verdict", "id"),
)


def _handled() -> "tuple[Column[Any] | CheckConstraint, ...]":
    """Who looks after it, and what they say."""
    return (
        Column("state", Text, nullable=False, server_default=HandlingState.OPEN),
        Column("owner_id", ForeignKey("users.id")),
        Column("accepted_until", Date),
        Column("note", Text),
        Column("revision", Integer, nullable=False, server_default=text("1")),
        moment("updated_at"),
        one_of("state", HandlingState),
        CheckConstraint(
            "(state = 'accepted'::text) = (accepted_until IS NOT NULL)", name="accepted_until_a_day"
        ),
    )


# One a month: a run of the same month anew takes its place, and what people said of it stays
verdicts = Table(
    "verdicts",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("month", Date, nullable=False, unique=True),
    Column("run_id", BigInteger, nullable=False),  # no key: a verdict outlives its run
    Column("verdict", Text, nullable=False),
    Column("signals", JSONB, nullable=False),
    moment("judged_at"),
    *_handled(),
    one_of("verdict", Verdict),
    CheckConstraint("extract(day FROM month) = 1", name="month_begins"),
)

# A signal that somebody should look at; the same one of a later month joins the one at hand
alerts = Table(
    "alerts",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("light", Text, nullable=False),
    Column("p_value", Double, nullable=False),
    Column("psi", Double),
    Column("first_month", Date, nullable=False),
    Column("last_month", Date, nullable=False),
    Column("months", Integer, nullable=False, server_default=text("1")),
    moment("opened_at"),
    *_handled(),
    one_of("kind", SignalKind),
    one_of("model", ModelName),
    one_of("light", Light),
    Index(
        "ix_alerts_at_hand",
        "kind",
        "model",
        "model_version",
        "name",
        unique=True,
        postgresql_where=text("state <> 'resolved'::text"),
    ),
    Index("ix_alerts_state_id", "state", "id"),
)

"""What all tables share: their metadata, and the columns that many of them have."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import TIMESTAMP, CheckConstraint, Column, MetaData, func

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Holds a text column to a closed set of words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def moment(name: str, *, nullable: bool = False) -> "Column[datetime]":
    """A moment, with its time zone; now unless it may be unknown."""
    default = None if nullable else func.now()
    return Column(name, TIMESTAMP(timezone=True), server_default=default, nullable=nullable)


def in_calendar(column: str, name: str | None = None) -> CheckConstraint:
    """Holds a date to years that every reader knows: PostgreSQL's go to infinity."""
    rule = f"{column} BETWEEN DATE '1800-01-01' AND DATE '2200-01-01'"
    return CheckConstraint(rule, name=name or column)

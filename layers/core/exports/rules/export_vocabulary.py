"""What an export holds, how it is written, and where it stands."""

from enum import StrEnum


class ExportKind(StrEnum):
    """What its rows are; clients and payments can be brought in again."""

    CLIENTS = "clients"
    SCORES = "scores"
    PAYMENTS = "payments"


class ExportFormat(StrEnum):
    """How the file is written."""

    CSV = "csv"
    CSV_EXCEL = "csv_excel"  # as a Russian Excel opens it: BOM, semicolons, decimal commas
    XLSX = "xlsx"


class ExportState(StrEnum):
    """Where an export stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


SUFFIXES = {ExportFormat.CSV: "csv", ExportFormat.CSV_EXCEL: "csv", ExportFormat.XLSX: "xlsx"}


def export_key(export_id: int) -> str:
    """Returns where an export's file lies in the bucket."""
    return f"exports/{export_id}"

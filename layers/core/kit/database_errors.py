"""What an error of the database may tell: logs and tracebacks repeat it, so no values of people."""

from typing import Any

from sqlalchemy.engine import ExceptionContext

# SQLSTATEs whose first line names things of the schema and of the server, and never a value:
# connection, state, rights, missing tables and columns, limits, operators. Others only say what
# they are: "Key (login)=(...) already exists", "invalid input syntax: ...".
TELLING = ("08", "25", "40", "42501", "42703", "42883", "42P01", "53", "55", "57", "58")


def withhold_values(context: ExceptionContext) -> None:
    """Rewrites an error of psycopg2, and the one around it, as soon as it is raised.

    psycopg2 quotes the line of the statement with the values in it, and PostgreSQL's details
    quote the row; whoever logs the error would log both.
    """
    error: Any = context.original_exception
    code = getattr(error, "pgcode", None)
    if code is None:  # of the driver or the connection, which know no row
        return
    told = f"SQLSTATE {code}"
    if code.startswith(TELLING):
        told += f": {error.diag.message_primary}"
    elif error.diag.constraint_name:
        told += f": constraint {error.diag.constraint_name}"
    error.args = (told,)
    if context.sqlalchemy_exception is not None:
        kind = f"({type(error).__module__}.{type(error).__name__})"
        context.sqlalchemy_exception.args = (f"{kind} {told}",)

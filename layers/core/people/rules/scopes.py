"""What a token of another system may be good for."""

from enum import StrEnum


class Scope(StrEnum):
    """What an operation that is open to programs asks of a token."""

    SCORES_WRITE = "scores:write"
    SCORES_READ = "scores:read"
    APPLICATIONS_WRITE = "applications:write"
    APPLICATIONS_READ = "applications:read"
    IMPORTS_WRITE = "imports:write"
    CLIENTS_READ = "clients:read"

"""Whom a row of the list is about, and how its key names them."""

from dataclasses import dataclass

KEY_PATTERN = r"^(client|application)-[1-9][0-9]{0,18}-[0-9a-f]{12}$"


@dataclass(frozen=True)
class Subject:
    """A client or an application, by number; one of them."""

    client_id: int | None = None
    application_number: int | None = None

    def __str__(self) -> str:
        if self.client_id is not None:
            return f"client-{self.client_id}"
        return f"application-{self.application_number}"

    @classmethod
    def of_key(cls, key: str) -> "Subject":
        """Returns whom the key of a row names; it has the form of ``KEY_PATTERN``."""
        kind, number, _ = key.split("-")
        return cls(client_id=int(number)) if kind == "client" else cls(None, int(number))

"""Fields that requests of every noun have."""

from typing import Annotated

from pydantic import Field

# PostgreSQL text holds no NUL, so no request may bring one.
TEXT_PATTERN = r"^[^\x00]*$"
Text = Annotated[str, Field(max_length=200, pattern=TEXT_PATTERN)]

"""Who a person is and how to reach them: the fields that people, forms and files have in common."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.kit.fields import PersonName, one_line
from core.clients.rules.contacts import LONGEST_PHONE, normalise_phone
from core.kit.patterns import CONTROLS, INVISIBLE, NAME_PATTERN

_PART = rf"[^@\s{CONTROLS}{INVISIBLE}]+"


def _phone(written: str) -> str:
    number = normalise_phone(written)
    if number is None:
        raise PydanticCustomError(
            "phone",
            "Write a phone number like +7 916 123-45-67; one of another country with its plus",
        )
    return number


Phone = Annotated[
    str, Field(max_length=LONGEST_PHONE, examples=["+7 916 123-45-67"]), AfterValidator(_phone)
]
Email = Annotated[
    str,
    Field(max_length=254, pattern=rf"^{_PART}@{_PART}\.{_PART}$", examples=["anna@example.com"]),
]
ExternalId = Annotated[
    str, Field(min_length=1, max_length=64, pattern=NAME_PATTERN), AfterValidator(one_line)
]
Patronymic = Annotated[
    str,
    Field(max_length=100, pattern=rf"^[^{CONTROLS}{INVISIBLE}]*$"),
    AfterValidator(one_line),
]
Reason = Annotated[
    str, Field(min_length=1, max_length=200, pattern=NAME_PATTERN), AfterValidator(one_line)
]


PROFILE: dict[str, Any] = {
    "last_name": PersonName,
    "first_name": PersonName,
    "patronymic": Patronymic,
    "phone": Phone | None,
    "email": Email | None,
    "external_id": ExternalId | None,
}

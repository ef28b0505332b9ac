"""Logins: what one looks like, and the one that is proposed to a person."""

import re

LOGIN_PATTERN = r"^[a-z0-9][a-z0-9._-]{2,63}$"
LONGEST_PROPOSAL = 50
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia".split(),
        strict=True,
    )
)


def propose_login(first_name: str, last_name: str) -> str:
    """Returns a login made of a name, as passports write Russian ones in Latin letters."""
    parts = [_in_latin(first_name), _in_latin(last_name)]
    proposal = ".".join(part for part in parts if part)[:LONGEST_PROPOSAL].strip(".-")
    return proposal if re.match(LOGIN_PATTERN, proposal) else "client"


def _in_latin(name: str) -> str:
    spelled = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    return re.sub(r"[^a-z0-9]+", "-", spelled.replace("_", "")).strip("-")

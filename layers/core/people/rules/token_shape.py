"""How a token of a program is written, so that a scanner of files knows one when it sees one.

A name, an underscore, 40 letters and digits (238 random bits), and six that check them: what was
cut off or mistyped is found without the database, and a scanner has no false alarms.
"""

import secrets
import string
from zlib import crc32

PREFIX = "creditscore_"
LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM_LENGTH, CHECK_LENGTH = 40, 6
TOKEN_PATTERN = rf"^{PREFIX}[0-9A-Za-z]{{{RANDOM_LENGTH + CHECK_LENGTH}}}$"


def new_program_token() -> str:
    """Returns a token that nobody has seen."""
    told = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(RANDOM_LENGTH))
    return told + _check(told)


def is_well_formed(token: str) -> bool:
    """Says whether a token could be one of ours."""
    told, check = token[:-CHECK_LENGTH], token[-CHECK_LENGTH:]
    length = len(PREFIX) + RANDOM_LENGTH
    return told.startswith(PREFIX) and len(told) == length and check == _check(told)


def _check(told: str) -> str:
    rest, letters = crc32(told.encode()), ""
    for _ in range(CHECK_LENGTH):
        rest, place = divmod(rest, len(LETTERS))
        letters = LETTERS[place] + letters
    return letters

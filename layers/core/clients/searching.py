"""What a search for a person looks at: words in names and numbers, the digits of a phone, logins.

A word is found wherever it stands, by an index over each word from each of its letters on. One of
one or two letters stands nearly everywhere: alone it is the beginning of a last name, beside others
it is looked for in what they have found.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.clients.rules.contacts import phone_sought
from core.kit.patterns import AFTER_ALL_LETTERS, parts_sought, plain_words, words_sought

MOST_LOGINS = 1_000  # of each word
_LOGINS = text(
    """
    SELECT id FROM users
     WHERE search_parts(searched) @@ CAST(:part AS tsquery) AND lower(login) LIKE :word
     LIMIT :most
    """
)


@dataclass(frozen=True)
class Sought:
    """A search as statements take it.

    Attributes:
        words: patterns (LIKE), all of which have to be found.
        parts: the same for the index (tsquery); null where no word is long enough.
        begins, ends: between which texts the names then lie.
        phone: another pattern, which is enough by itself.
        numbers: ids that the words may mean.
        user_ids: whose logins hold one of the words.
    """

    words: list[str]
    parts: str | None
    begins: str | None
    ends: str | None
    phone: str | None
    numbers: list[int]
    user_ids: list[int]


def sought(connection: Connection, query: str) -> Sought:
    """Returns what a search for this text looks for."""
    plain, patterns = plain_words(query), words_sought(query)
    phone = phone_sought(query)
    parts = " | ".join(filter(None, (parts_sought(plain), phone and parts_sought([phone]))))
    begins = plain[0] if plain and not parts else None
    if begins:
        patterns[0] = patterns[0].removeprefix("%")
    return Sought(
        words=patterns,
        parts=parts or None,
        begins=begins,
        ends=begins and begins + AFTER_ALL_LETTERS,
        phone=f"%{phone}%" if phone else None,
        numbers=[int(word) for word in plain if word.isdecimal() and len(word) < 19],
        user_ids=_with_logins(connection, plain),
    )


def _with_logins(connection: Connection, words: list[str]) -> list[int]:
    """Returns users by what stands in their logins, which hold none but plain letters."""
    found: set[int] = set()
    for word in words:
        if word.isascii() and (part := parts_sought([word])):
            told = {"part": part, "word": words_sought(word)[0], "most": MOST_LOGINS}
            found.update(connection.execute(_LOGINS, told).scalars())
    return sorted(found)

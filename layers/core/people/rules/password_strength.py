"""Which passwords are guessed first: what is left of one without its commonplaces is its strength.

The lists are this project's own, made of what people are known to choose. A word with digits behind
it, two words in a row or a row of the keyboard need no line of their own: each commonplace is taken
away wherever it stands.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SHORTEST_PASSWORD = 12
LEAST_LEFT = 8  # characters
LEAST_DIFFERENT = 5
SHORTEST_RUN = 3
SHORTEST_NAME = 3
PRODUCT_WORDS = ("credit", "scoring", "score", "кредит", "скоринг", "bank", "банк")
_SEQUENCES = (
    *("abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "01234567890"),
    *("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),
    *("qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"),
    *(
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "1й2ц3у4к5е6н7г8ш9щ0з",
        "147258369",
        "159753",
    ),
    *("a1b2c3d4e5f6g7h8i9j0", "1a2b3c4d5e6f7g8h9i0j", "!@#$%^&*()"),
)
_SUBSTITUTES = str.maketrans("@0134$57", "aoieasst")


def is_easy_to_guess(password: str, own_words: Iterable[str]) -> bool:
    """Says whether little is left of a password once everybody's first guesses are taken away.

    Args:
        own_words: login and names of the owner.
    """
    folded = password.casefold()
    if len(set(folded)) < LEAST_DIFFERENT or _is_repeated(folded):
        return True
    words = [*_parts(own_words), *PRODUCT_WORDS, *_common_words()]
    spellings = (folded, folded.translate(_SUBSTITUTES))
    return any(_left(spelling, words) < LEAST_LEFT for spelling in spellings)


def _is_repeated(text: str) -> bool:
    """Says whether a text is one piece of up to half its length, again and again."""
    return text in (text + text)[1:-1]


def _parts(own_words: Iterable[str]) -> list[str]:
    folded = [word.casefold() for word in own_words]
    parts = [part for word in folded for part in (word, *re.split(r"[\W_\d]+", word))]
    return [part for part in parts if len(part) >= SHORTEST_NAME]


def _left(text: str, words: Iterable[str]) -> int:
    """Counts letters and digits that are in no commonplace and do not repeat their neighbour."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    text = _runs().sub(" ", text)
    text = re.sub(r"(19|20)\d\d|\W|_", " ", text)
    return len(re.sub(r"(.)\1+", r"\1", text).replace(" ", ""))


@cache
def _runs() -> re.Pattern[str]:
    """Returns what finds three and more neighbours of a sequence, in both directions."""
    both = [direction for row in _SEQUENCES for direction in (row, row[::-1])]
    pieces = {
        row[start:end]
        for row in both
        for start in range(len(row))
        for end in range(start + SHORTEST_RUN, len(row) + 1)
    }
    longest_first = sorted(pieces, key=len, reverse=True)
    return re.compile("|".join(re.escape(piece) for piece in longest_first))


@cache
def _common_words() -> tuple[str, ...]:
    content = (files("core.people.rules") / "common_words.json").read_text(encoding="utf-8")
    return tuple(json.loads(content))

"""People of the first manager whose cards are worth opening; docs/data.md lists them.

The population itself stays as it is drawn: only whom the demo seeds is told otherwise.
"""

from typing import Any

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from core.people.rules.roles import Role
from maintenance.demo.histories import History
from maintenance.demo.population import STAFF, generate_client, make_client

TO_THE_NEXT = STAFF[Role.MANAGER]  # whoever comes so many later has the same manager
# One text a credit, a letter a month, the newest first; silent people's months end some months ago
_STORIES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("10" + "X" * 20 + "0XX0" * 3,), 0),  # fell 30 days late
    (("C" + "X" * 17 + "0XX" * 2, "C" * 12 + "X" * 20), 0),  # paid everything off this month
    (("00" + "X" * 16, "X" * 30), 0),  # late for the second month
    (("X0X" * 8,), 8),  # silent
    ((), 0),  # no credit yet
    (("3210" + "X" * 14, "X" * 9), 0),  # in default
    (("X" * 40, "C" * 6 + "X" * 24), 0),  # pays as agreed, but for what is heard late
    (("XXXXX012" + "0XX" * 5,), 0),  # was 60 days late, and pays again
    (("XX0",), 0),  # a new client
)
HEARD_LATE = 6 * TO_THE_NEXT


def tell_client(index: int) -> dict[str, Any]:
    """Returns client number ``index`` as drawn, or with the payments of a story."""
    client = generate_client(index)
    place, rest = divmod(index, TO_THE_NEXT)
    if rest or place >= len(_STORIES):
        return client
    credits, newest = _STORIES[place]
    answers = {name: client[name] for name in ANSWERED_FEATURES}
    return make_client(index, answers, [_history(one, newest) for one in credits])


def _history(statuses: str, newest: int) -> History:
    return [
        {"months_ago": months_ago, "status": status}
        for months_ago, status in enumerate(statuses, start=newest)
    ]

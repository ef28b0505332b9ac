"""The list of users: by name, searched by words of name and login, of some roles.

Where an index gives few who may be wanted, those are sorted; where it gives many, the order by name
is walked until the page is full. So no page looks at all users, however many there are.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, text

from core.kit.few_rows import of_few
from core.kit.patterns import AFTER_ALL_LETTERS, parts_sought, plain_words, words_sought
from core.people.records import User
from core.people.rules.roles import Role

_COLUMNS = ", ".join(f"u.{field.name}" for field in fields(User))
# Programs are listed by their tokens
_MATCHING = """
    u.role <> 'program' AND (:of_all_roles OR u.role = ANY(:roles))
    AND u.searched LIKE ALL(CAST(:words AS text[]))"""
_SOURCES = {
    "all": "SELECT id FROM users WHERE role <> 'program'",
    "roles": "SELECT id FROM users WHERE role = ANY(:roles)",
    "parts": "SELECT id FROM users WHERE search_parts(searched) @@ CAST(:parts AS tsquery)",
    "begins": """SELECT id FROM users
      WHERE searched >= :begins AND searched < :ends""",
}
_AFTER = """(CAST(:after AS bigint) IS NULL OR (u.searched, u.id)
             > ((SELECT searched FROM users WHERE id = :after), :after))"""
# Each is looked up by the key: joined, PostgreSQL might read the whole table
_OF_FEW = f"""
    WITH matching AS MATERIALIZED (
      SELECT u.id, u.searched FROM ({{source}}) found
       CROSS JOIN LATERAL (SELECT * FROM users WHERE id = found.id OFFSET 0) u WHERE {_MATCHING}
    ), page AS MATERIALIZED (
      SELECT u.id FROM matching u WHERE {_AFTER} ORDER BY u.searched, u.id LIMIT :limit
    )
    SELECT {_COLUMNS}, t.total FROM (SELECT count(*) AS total FROM matching) t
      LEFT JOIN (page p JOIN users u ON u.id = p.id) ON true
     ORDER BY u.searched, u.id
"""
_OF_MANY = text(
    f"""
    SELECT {_COLUMNS}, NULL AS total FROM users u WHERE {_MATCHING} AND {_AFTER}
       AND (CAST(:begins AS text) IS NULL
            OR u.searched >= :begins AND u.searched < :ends)
     ORDER BY u.searched, u.id LIMIT :limit
    """
)


@dataclass(frozen=True)
class _Asked:
    sources: list[str]
    parameters: dict[str, Any]


def list_users(
    connection: Connection,
    *,
    query: str,
    roles: Collection[Role],
    after: int | None,
    limit: int,
) -> tuple[list[User], int | None]:
    """Returns people by name, of those after the user ``after``, and how many there are in all.

    Each word of ``query`` is looked for in name and login, one of one or two letters alone at the
    beginning of last names; no ``roles`` mean all. Above 10,000 the number is None.
    """
    asked = _read(query, roles)
    source = of_few(connection, asked.sources, asked.parameters)
    statement = _OF_MANY if source is None else text(_OF_FEW.format(source=source))
    told = {**asked.parameters, "after": after, "limit": limit}
    rows = connection.execute(statement, told).all()
    total = rows[0].total if rows else None
    return [_to_user(dict(row._mapping)) for row in rows if row.id is not None], total


def _read(query: str, roles: Collection[Role]) -> _Asked:
    plain, patterns = plain_words(query), words_sought(query)
    parts = parts_sought(plain)
    begins = plain[0] if plain and not parts else None
    if begins:
        patterns[0] = patterns[0].removeprefix("%")
    parameters = {
        "words": patterns,
        "parts": parts,
        "begins": begins,
        "ends": begins and begins + AFTER_ALL_LETTERS,
        "roles": list(roles),
        "of_all_roles": not roles,
    }
    told = [name for name in _SOURCES if parameters.get(name)] or ["all"]
    return _Asked([_SOURCES[name] for name in told], parameters)


def _to_user(row: dict[str, Any]) -> User:
    del row["total"]
    return User(**{**row, "role": Role(row["role"])})

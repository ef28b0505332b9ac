"""Synthetic clients beside those of a demo, in SQL and in steps: who stops it goes on later.

People are copies of the demo's, and scores copies of what the scorer recorded of them, so a row has
as many bytes as a real one; their odds are drawn by a hash, whatever the people are called. Each
has a credit of some months.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, text
from tqdm import tqdm

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.decisions.rules.policy import first_policy
from core.scores.rules.master_scale import master_scale
from core.scores.tables import scores
from local.errors import StackError

SCORES_EACH = 5
MONTHS = 6
STEP = 20_000
CLIENTS_A_MANAGER = 5_000  # the others are of nobody
TEMPLATES = 200
# The lender's own number of whoever is synthetic; those of one step lie beside each other
NUMBER = "to_char({}, '\"BENCH-\"FM00000000')"
SURNAMES = (
    "Соколов Лебедев Козлов Новиков Морозов Петров Волков Алексеев Виноградов Семенов Егоров Павлов"
    " Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьев Борисов Яковлев"
    " Григорьев Романов Воробьев Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв"
).split()
NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лев Мария Нина Олег Пётр".split()
# What a copy of a score has of its own
_OWN = {
    *("id", "client_id", "enquiry_id", "requested_by", "requested_at", "resent_at"),
    *("scored_at", "as_of", "proba", "grade", "decision", "redecided", "redecided_by"),
}
_ALIKE = [column.name for column in scores.columns if column.name not in _OWN]

_TEMPLATES = text(
    f"""
    CREATE TEMP TABLE bench_templates ON COMMIT DROP AS
    SELECT c.*, s.id AS score_id, row_number() OVER (ORDER BY c.id) - 1 AS place
      FROM clients c CROSS JOIN LATERAL (
        SELECT id FROM scores
         WHERE client_id = c.id AND status = 'done' AND proba < 1 ORDER BY id DESC LIMIT 1
      ) s
     WHERE c.client_since IS NOT NULL AND coalesce(c.external_id, '') NOT LIKE 'BENCH-%'
     ORDER BY c.id LIMIT {TEMPLATES}
    """
)
_PEOPLE = text(
    f"""
    INSERT INTO clients (external_id, manager_id, last_name, first_name, phone, client_since,
                         payments_seen_until, {", ".join(QUESTIONNAIRE)})
    SELECT {NUMBER.format("n")}, CASE WHEN n <= m.count * {CLIENTS_A_MANAGER}
             THEN m.ids[1 + n % m.count] END,
           (CAST(:surnames AS text[]))[1 + n % {len(SURNAMES)}] || '-' || n % 977,
           (CAST(:names AS text[]))[1 + n * 7 % {len(NAMES)}], '+7999' || lpad(n::text, 7, '0'),
           now() - make_interval(days => 200 + n % 1500), date_trunc('month', now()),
           {", ".join(f"t.{name}" for name in QUESTIONNAIRE)}
      FROM generate_series(:first ::int, :last ::int) n
      JOIN bench_templates t ON t.place = n % (SELECT count(*) FROM bench_templates)
      CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*)::int AS count FROM managers) m
    """
)
_STEP = f"c.external_id BETWEEN {NUMBER.format(':first ::int')} AND {NUMBER.format(':last ::int')}"
_CREDITS = text(
    f"""
    INSERT INTO credits (client_id, external_id, amount_total, annual_rate, issued_on)
    SELECT c.id, c.external_id, 100000 + c.id % 900 * 1000, 14, CURRENT_DATE - 400
      FROM clients c WHERE {_STEP}
    """
)
# One in fifty is late
_MONTHS = text(
    f"""
    INSERT INTO payment_months (credit_id, month, status)
    SELECT k.id, date_trunc('month', now()) - make_interval(months => m),
           CASE WHEN k.id % 50 = 0 THEN '1' ELSE '0' END
      FROM clients c JOIN credits k ON k.client_id = c.id CROSS JOIN generate_series(0, :months) m
     WHERE {_STEP}
    """
)
_GRADES = " ".join(f"WHEN proba < {one.proba_to!r} THEN '{one.grade}'" for one in master_scale())
_SCORES = text(
    f"""
    INSERT INTO scores (id, client_id, requested_by, requested_at, scored_at, as_of, proba, grade,
                        decision, {", ".join(_ALIKE)})
    SELECT CAST(lpad(to_hex((extract(epoch FROM asked_at) * 1000)::bigint), 12, '0') || '7'
                || lpad(to_hex(place), 3, '0') || '8' || lpad(to_hex(client_id), 15, '0') AS uuid),
           client_id, (SELECT min(id) FROM users WHERE role = 'analyst'), asked_at, asked_at,
           asked_at::date, proba, CASE {_GRADES} END,
           CASE WHEN proba < :approve_below THEN 'approve'
                WHEN proba < :decline_from THEN 'review' ELSE 'decline' END,
           {", ".join(_ALIKE)}
      FROM (
        SELECT {", ".join(f"s.{name}" for name in _ALIKE)}, c.id AS client_id, k AS place,
               now() - make_interval(days => 1 + 30 * k) AS asked_at,
               1 / (1 + (1 - s.proba) / s.proba
                 * 2 ^ (abs(hashint8(c.id * 8 + k)::bigint) % 400 / 100.0 - 2)) AS proba
          FROM clients c CROSS JOIN generate_series(0, :scores ::int) k
          JOIN bench_templates t ON t.place = c.id % (SELECT count(*) FROM bench_templates)
          JOIN scores s ON s.id = t.score_id
         WHERE {_STEP}
      ) made
    """
)
_DONE = text(
    "SELECT coalesce(max(right(external_id, 8))::int, 0) FROM clients"
    " WHERE external_id LIKE 'BENCH-%'"
)
_THEIRS = "(SELECT id FROM clients WHERE external_id LIKE 'BENCH-%')"
_LOANS = f"(SELECT id FROM credits WHERE client_id IN {_THEIRS})"
_REMOVE = (
    f"DELETE FROM scores WHERE client_id IN {_THEIRS}",
    f"DELETE FROM payment_months WHERE credit_id IN {_LOANS}",
    f"DELETE FROM credits WHERE client_id IN {_THEIRS}",
    "DELETE FROM clients WHERE external_id LIKE 'BENCH-%'",
)


def fill(engine: Engine, clients: int) -> None:
    """Adds synthetic clients until there are so many, each step whole or not at all.

    Args:
        engine: connects without a time-out of statements.

    Raises:
        StackError: there are more already.
    """
    with engine.connect() as connection:
        done: int = connection.execute(_DONE).scalar_one()
    if done > clients:
        raise StackError(
            f"There are {done:,} synthetic clients already. Measure so many, or begin anew after:"
            " make clean STACK=size"
        )
    with tqdm(total=clients, initial=done, unit="client", desc="  fill") as bar:
        for first, last in _steps(done, clients):
            with engine.begin() as connection:
                _fill_step(connection, first, last)
            bar.update(last - first + 1)
    with engine.connect() as connection:  # as it does by itself where rows are written slowly
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _steps(done: int, clients: int) -> Iterator[tuple[int, int]]:
    for before in range(done, clients, STEP):
        yield before + 1, min(before + STEP, clients)


def _fill_step(connection: Connection, first: int, last: int) -> None:
    policy = first_policy()
    told = {
        "first": first,
        "last": last,
        "surnames": SURNAMES,
        "names": NAMES,
        "months": MONTHS - 1,
        "scores": SCORES_EACH - 1,
        "approve_below": policy.approve_below,
        "decline_from": policy.decline_from,
    }
    for statement in (_TEMPLATES, _PEOPLE, _CREDITS, _MONTHS, _SCORES):
        connection.execute(statement, told)


def remove(engine: Engine) -> None:
    """Takes all of them back, with what is theirs."""
    with engine.begin() as connection:
        for statement in _REMOVE:
            connection.execute(text(statement))

"""Many clients with narrow scores, written in SQL: what lists are measured on."""

from sqlalchemy import Engine, text

from core.scores.rules.master_scale import master_scale

# So many carry a name, a fifth of a percent the rarest
SURNAMES = (
    "Смирнов Иванов Кузнецов Соколов Попов Лебедев Козлов Новиков Морозов Петров Волков Соловьёв"
    " Васильев Зайцев Павлов Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев"
    " Тарасов Белов Комаров Орлов Киселёв Макаров Андреев Ковалёв Ильин Гусев Титов Кузьмин Яковлев"
).split()
NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лев Мария Нина Олег Пётр".split()
_GRADES = " ".join(f"WHEN proba < {one.proba_to!r} THEN '{one.grade}'" for one in master_scale())
_WITHOUT = (
    "SET LOCAL statement_timeout = 0",
    "ALTER TABLE clients DISABLE TRIGGER clients_add_latest_scores",
    "ALTER TABLE scores DISABLE TRIGGER scores_keep_added",
    "ALTER TABLE scores DROP CONSTRAINT fk_scores_client_id",
    "ALTER TABLE scores DROP CONSTRAINT fk_scores_requested_by",
)
_INDEXES = text(
    """
    SELECT indexrelid::regclass::text AS name,
           replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS definition
      FROM pg_index i LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid
     WHERE o.oid IS NULL
       AND indrelid IN ('clients'::regclass, 'scores'::regclass, 'latest_scores'::regclass)
    """
)
_USER = text(
    """
    INSERT INTO users (login, password_hash, first_name, last_name, role, is_test)
    VALUES ('bench', 'none', 'Bench', 'Bench', 'analyst', true) RETURNING id
    """
)
# A fifth has a name of a hundred; one in a thousand nobody else has


def _id(place: str, client_id: str) -> str:
    """Says the id of a score of this month, which its part of the table goes by."""
    return (
        "CAST(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7'"
        f" || lpad(to_hex({place}), 3, '0') || '8' || lpad(to_hex({client_id}), 15, '0') AS uuid)"
    )


_CLIENTS = text(
    """
    INSERT INTO clients (last_name, first_name, patronymic, phone, external_id, code_gender,
      flag_own_car, flag_own_realty, cnt_children, amt_income_total, name_income_type,
      name_education_type, name_family_status, name_housing_type, born_on, employed_since,
      flag_work_phone, flag_phone, flag_email, occupation_type, cnt_fam_members, updated_at,
      payments_updated_at)
    SELECT (CAST(:surnames AS text[]))[1 + n * 7919 % :surnames_count]
             || CASE WHEN n % 1000 = 0 THEN '-' || n ELSE '' END,
           (CAST(:names AS text[]))[1 + n * 104729 % :names_count], 'Петрович',
           '+7916' || lpad(n::text, 7, '0'), 'L-' || n, 'F', 'N', 'Y', 0,
           50000 + n * 7907 % 400000, 'Working', 'Higher education', 'Married',
           'House / apartment', DATE '1980-01-01' + (n % 9000)::int, DATE '2015-01-01', 0, 1, 0,
           'Core staff', 2, now() - make_interval(secs => n), now() - interval '60 days'
      FROM generate_series(1, CAST(:clients AS bigint)) n
    """
)
_LATEST = text(
    f"""
    INSERT INTO latest_scores (client_id, score_id, proba, grade, decision, model, model_version,
                               policy_version, requested_at, scored_at)
    SELECT id, {_id("0", "id")}, proba, CASE {_GRADES} END,
           CASE WHEN proba < 0.05 THEN 'approve' WHEN proba < 0.2 THEN 'review' ELSE 'decline' END,
           'behavioural', CASE WHEN id % 5000 = 0 THEN 'old' ELSE :model_version END,
           :policy_version, at, at
      FROM (
        SELECT id, 1 / (1 + exp(8.6 - (id * 7907 % 100000) / 100000.0 * 10)) AS proba,
               now() - make_interval(secs => id * 31 % 2000000) AS at
          FROM clients
      ) made
    """
)
_SCORES = text(
    f"""
    INSERT INTO scores (id, client_id, requested_by, status, proba, grade, decision, reasons,
                        features, model, model_version, policy_version, requested_at, scored_at)
    SELECT CASE WHEN k = 1 THEN l.score_id ELSE {_id("k", "client_id")} END, l.client_id, :user_id,
           'done', proba, grade, decision, '[]', '{{}}', model, model_version, policy_version,
           requested_at, scored_at
      FROM latest_scores l CROSS JOIN generate_series(1, CAST(:each AS int)) k
    """
)


def fill_lists(
    engine: Engine, clients: int, *, scores_each: int, model_version: str, policy_version: str
) -> None:
    """Writes so many clients and scores; to keep triggers, keys and indexes would take most of it.

    Args:
        model_version, policy_version: of nearly all scores; few are of another model.
    """
    told = {
        "clients": clients,
        "each": scores_each,
        "surnames": SURNAMES,
        "surnames_count": len(SURNAMES),
        "names": NAMES,
        "names_count": len(NAMES),
        "model_version": model_version,
        "policy_version": policy_version,
    }
    with engine.begin() as connection:
        indexes = connection.execute(_INDEXES).all()
        for statement in (*_WITHOUT, *(f"DROP INDEX {one.name}" for one in indexes)):
            connection.execute(text(statement))
        told["user_id"] = connection.execute(_USER).scalar_one()
        for filling in (_CLIENTS, _LATEST, _SCORES):
            connection.execute(filling, told)
        for one in indexes:
            connection.execute(text(one.definition))
        connection.execute(text("ALTER TABLE clients ENABLE TRIGGER clients_add_latest_scores"))
        connection.execute(text("ALTER TABLE scores ENABLE TRIGGER scores_keep_added"))
    with engine.connect() as connection:  # as it does by itself where rows are written slowly
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))

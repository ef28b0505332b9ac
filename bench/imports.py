"""How long a file of payments takes, and how much memory: ``python -m bench imports [rows]``.

On a database of its own. The importer is killed three times while it applies. Beside the
clock stand the seconds of a processor, which a machine that others use as well stretches less.
"""

import json
import os
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import boto3
import psutil
from moto import mock_aws
from sqlalchemy import Engine, TextClause, create_engine, text

from bench.figure import Figure
from bench.target import free_port
from core.imports.bucket import upload_key
from local import postgres, postgres_place
from local.stack import ROOT
from maintenance.migrate import migrate

MONTHS = 10
KILLS = 3
# Of a million rows; what is of fewer takes less
MOST_SECONDS = {"check": 60, "apply": 120}
_ANSWERS = """
    code_gender, flag_own_car, flag_own_realty, cnt_children, amt_income_total, name_income_type,
    name_education_type, name_family_status, name_housing_type, born_on, employed_since,
    flag_work_phone, flag_phone, flag_email, cnt_fam_members
"""
_AS_LONG_AS_IT_TAKES = text("SET LOCAL statement_timeout = 0")
_PEOPLE = text(
    f"""
    INSERT INTO clients (last_name, first_name, {_ANSWERS})
    SELECT 'Bench', 'No. ' || n, 'F', 'N', 'Y', 1, 157500, 'Working', 'Higher education', 'Married',
           'House / apartment', '1991-04-20', '2020-01-18', 0, 1, 0, 3
      FROM generate_series(1, :credits) n
    """
)
_CREDITS = text(
    """
    INSERT INTO credits (client_id, external_id, amount_total, annual_rate, issued_on)
    SELECT id, 'L-' || to_char(id, 'FM00000000'), 900000, 16, '2020-01-15' FROM clients
    """
)
"""A lender's book, one credit a client."""
_USER = text(
    """
    INSERT INTO users (login, password_hash, first_name, last_name, role, is_test)
    VALUES ('bench', 'none', 'Bench', 'Bench', 'analyst', true) RETURNING id
    """
)
_IMPORT = text(
    """
    INSERT INTO imports (kind, state, step, file_name, size_bytes, sha256, created_by)
    VALUES ('payments', 'uploaded', 'profile', 'payments.csv', :size, :sha256, :user_id)
    RETURNING id
    """
)
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "DATABASE_SECRET_ID": "database",
    "DATABASE_OWNER_SECRET_ID": "database-owner",
    "DATABASE_SSLMODE": "disable",
    "FILES_BUCKET": "files",
    "IMPORT_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/imports",
    "PORTFOLIO_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/portfolio",
}


def measure(rows: int) -> list[Figure]:
    """Checks and applies a file of payments of so many rows, killing the importer as it applies."""
    with TemporaryDirectory() as name, own_database(Path(name)) as (engine, secrets_of, server):
        Path(name).chmod(0o755)  # PostgreSQL may run as somebody else
        make_book(engine, rows // MONTHS)
        bench = _Bench(engine, secrets_of, server, Path(name), rows)
        figures = bench.work("profile")
        bench.direct("profiled", "check", "mapping = profile->'guess'")
        figures += bench.work("check")
        bench.direct("confirmed", "apply", "options = '{}'")
        killed = [bench.kill(rows * (kill + 1) // (KILLS + 2)) for kill in range(KILLS)]
        figures += bench.work("apply", "score", killed=killed)
        stored = Figure("import_rows_stored", bench.stored(), "rows", {"rows": rows})
        return [*figures, stored]


def make_book(engine: Engine, credits: int, *more: TextClause) -> None:
    """Writes a lender's book, and what else stands in it."""
    with engine.begin() as connection:
        connection.execute(_AS_LONG_AS_IT_TAKES)
        connection.execute(_PEOPLE, {"credits": credits})
        connection.execute(_CREDITS)
        for statement in more:
            connection.execute(statement)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


@contextmanager
def own_database(folder: Path) -> Iterator[tuple[Engine, dict[str, str], psutil.Process]]:
    """A database of its own, with the newest schema; the secrets of its roles, and its server."""
    folder.chmod(0o755)
    port = free_port()
    password = secrets.token_hex()
    server = psutil.Process(postgres.start_server(folder / "data", port, password))
    try:
        where = {"host": "127.0.0.1", "port": port, "dbname": postgres.DATABASE}
        owner = {**where, "username": postgres.USER, "password": password}
        runtime = {**where, "username": postgres.RUNTIME_USER, "password": secrets.token_hex()}
        told = {"database-owner": json.dumps(owner), "database": json.dumps(runtime)}
        _migrate(told)
        url = f"postgresql+psycopg2://{postgres.USER}:{password}@127.0.0.1:{port}/scoring"
        yield create_engine(url), told, server
    finally:
        postgres.stop_server(folder / "data")
        postgres_place.remove(folder / "data")


def _migrate(told: dict[str, str]) -> None:
    os.environ.update(ENVIRONMENT)
    with mock_aws():
        for name, secret in told.items():
            boto3.client("secretsmanager").create_secret(Name=name, SecretString=secret)
        migrate(lambda: False)


@dataclass(frozen=True)
class Spent:
    """What an importer that was killed had used: seconds of the clock and of the processors."""

    seconds: float
    processor: float
    database: float


class _Bench:
    """One file on its way, each step in a process of its own."""

    def __init__(
        self,
        engine: Engine,
        told: dict[str, str],
        server: psutil.Process,
        folder: Path,
        rows: int,
    ) -> None:
        self._engine, self._secret, self._server = engine, told["database"], server
        file, self._bucket = folder / "payments.csv", folder / "bucket"
        _write(file, rows)
        digest = sha256(file.read_bytes()).hexdigest()
        with engine.begin() as connection:
            user_id = connection.execute(_USER).scalar_one()
            values = {"user_id": user_id, "size": file.stat().st_size, "sha256": digest}
            self._id: int = connection.execute(_IMPORT, values).scalar_one()
        place = self._bucket / upload_key(self._id, digest)
        place.parent.mkdir(parents=True)
        file.rename(place)
        self._rows = rows

    def work(self, *steps: str, killed: Sequence[Spent] = ()) -> list[Figure]:
        """Lets the importer do these steps.

        Args:
            killed: what others who were killed had used for the first of them.
        """
        loop, before = fixed_loop(), self._database()
        process = self._start()
        _, told = process.communicate()
        if process.returncode:
            raise RuntimeError(told.decode())
        result, figures = json.loads(told.splitlines()[-1]), []
        database = self._database() - before + sum(one.database for one in killed)
        for step in steps:
            seconds, used = result["steps"][step]
            wasted = sum(one.seconds for one in killed)
            detail = {
                "rows": self._rows,
                "megabytes": round(result["megabytes"]),
                "killed_seconds": round(wasted, 1),
                "processor_seconds": round(used + sum(one.processor for one in killed), 1),
                "database_processor_seconds_of_all_steps": round(database, 1),
                "fixed_loop_seconds": round(loop, 2),
            }
            took, most = round(seconds + wasted, 1), MOST_SECONDS.get(step)
            figures.append(Figure(f"import_{step}", took, "s", detail, at_most=most))
            killed = ()
        return figures

    def kill(self, rows: int) -> Spent:
        """Kills the importer at whatever it does once it came so far; returns what it had used."""
        started, before = perf_counter(), self._database()
        process = self._start()
        while self._ask("SELECT rows_done FROM imports") < rows and process.poll() is None:
            sleep(0.05)
        used = sum(psutil.Process(process.pid).cpu_times()[:2])
        process.kill()
        process.communicate()
        self._run("UPDATE imports SET leased_until = now() - interval '1 second'")
        return Spent(perf_counter() - started, used, self._database() - before)

    def _database(self) -> float:
        """Returns what the server has used of the processors; connections that ended as well."""
        return sum(self._server.cpu_times()[:4])

    def direct(self, state: str, step: str, beside: str) -> None:
        """Says what a person would say on the page."""
        told = self._ask("SELECT coalesce(fault::text, state) FROM imports")
        print(f"  {told}", flush=True)
        self._run(f"UPDATE imports SET state = '{state}', step = '{step}', rows_done = 0, {beside}")

    def stored(self) -> int:
        """Returns how many months are recorded, one that is superseded would be one too many."""
        return int(self._ask("SELECT count(*) FROM payment_months"))

    def _start(self) -> subprocess.Popen[bytes]:
        told = {
            "import_id": self._id,
            "database": self._secret,
            "bucket": str(self._bucket),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.import_worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((".", "layers", "functions"))},
        )
        assert process.stdin
        process.stdin.write(json.dumps(told).encode())
        process.stdin.close()
        process.stdin = None
        return process

    def _ask(self, statement: str) -> Any:
        with self._engine.begin() as connection:
            return connection.execute(text(statement)).scalar_one()

    def _run(self, statement: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(statement))


def fixed_loop() -> float:
    """Returns how long the same work takes always: by it two runs on a shared machine compare."""
    started = perf_counter()
    sum(number * number for number in range(10_000_000))
    return perf_counter() - started


def _write(path: Path, rows: int) -> None:
    """A feed of ten months of every credit, in no order, as a Russian Excel would save it."""
    places = list(range(rows))
    random.Random(7).shuffle(places)  # noqa: S311 - no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Номер договора;Месяц;Статус;Сумма просрочки\r\n")
        for place in places:
            credit, month = place // MONTHS + 1, place % MONTHS + 1
            late = (credit * 7 + month) % 10 == 0
            told = "1;1250,50" if late else "0;0,00"
            file.write(f"L-{credit:08};28.{month:02}.2025;{told}\r\n")

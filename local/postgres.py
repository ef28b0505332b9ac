"""Embedded PostgreSQL on the loopback interface, with a password."""

import subprocess
import tempfile
from pathlib import Path

from local import postgres_place, processes
from local.errors import StackError
from local.postgres_place import Place
from local.stack import Stack
from local.surroundings import plain_environment

NAME = "database"
DATA = "postgres"
USER = DATABASE = "scoring"  # the owner of the tables
RUNTIME_USER = "scoring_runtime"  # as whom the functions work
HOST_RULES = "host all all 127.0.0.1/32 scram-sha-256\n"
# The same on every machine, whatever the terminal says: UTC, and PostgreSQL's own UTF-8 locale,
# which knows upper and lower case of every script (its package has no ICU).
CLUSTER = (
    *("--username=postgres", "--auth=reject", "--encoding=UTF8", "--locale=C.UTF-8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    *("--set=timezone=UTC", "--set=log_timezone=UTC"),
)
# Statements hold people's answers and hashes of passwords: the log says what failed, not with what.
LOGGING = {
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",  # details quote rows
}
# Of its own accord it keeps 128 MB of its tables at hand; managed ones keep a quarter of the memory
# and more. What is not used is not taken.
MEMORY = {"shared_buffers": "512MB"}


def start(stack: Stack) -> bool:
    """Starts the database if it does not run; says whether it was started."""
    if processes.find(stack, NAME):
        return False
    data = stack.folder / DATA
    if not has_data(data):
        stack.forget("seeded-from")
    process_id = start_server(data, stack.database_port, stack.secret("database-password"))
    processes.remember(stack, NAME, process_id)
    return True


def stop(stack: Stack) -> bool:
    """Stops the database cleanly; says whether it ran. The data stay."""
    if processes.find(stack, NAME) is None:
        return False
    stop_server(stack.folder / DATA)
    stack.forget(NAME)
    return True


def remove(stack: Stack) -> None:
    """Removes the data of a server that does not run."""
    postgres_place.remove(stack.folder / DATA)


def database_url(stack: Stack) -> str:
    return server_url(stack.database_port, stack.secret("database-password"), stack.database_host)


def server_url(port: int, password: str, host: str = "127.0.0.1") -> str:
    """Returns the address of the application's database."""
    return f"postgresql://{USER}:{password}@{host}:{port}/{DATABASE}"


def start_server(data: Path, port: int, password: str) -> int:
    """Starts a server on its data folder, made on first use; returns its process id.

    Raises:
        StackError: PostgreSQL did not start; the text holds the end of its log.
    """
    place = postgres_place.settle(data)
    if not has_data(data):
        _create_database(place, password)
    told = " ".join(f"-c {name}={value}" for name, value in {**LOGGING, **MEMORY}.items())
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port} {told}"
    log = place.data / "server.log"
    try:
        _execute(place, f"ALTER ROLE {USER} CREATEROLE")  # a migration makes the functions' own
        _run(place, "pg_ctl", "-w", "-D", str(place.data), "-l", str(log), "-o", options, "start")
    except StackError as error:
        tail = log.read_text(errors="replace").splitlines()[-1:] if log.exists() else [str(error)]
        raise StackError(f"PostgreSQL did not start: {' '.join(tail)}\nSee {log}.") from error
    return int((place.data / "postmaster.pid").read_text().splitlines()[0])


def stop_server(data: Path) -> None:
    """Stops the server of a data folder, cutting its connections."""
    place = postgres_place.settle(data)
    _run(place, "pg_ctl", "-w", "-m", "fast", "-D", str(place.data), "stop")


def has_data(data: Path) -> bool:
    """Whether there is a database in a data folder."""
    return (data / "PG_VERSION").exists()


def _create_database(place: Place, password: str) -> None:
    """Makes role and database in single-user mode, before anybody can connect."""
    _run(place, "initdb", *CLUSTER, "-D", str(place.data))
    _execute(
        place,
        f"CREATE ROLE {USER} LOGIN PASSWORD '{password}'",
        f"CREATE DATABASE {DATABASE} OWNER {USER}",
    )
    (place.data / "pg_hba.conf").write_text(HOST_RULES)


def _execute(place: Place, *statements: str) -> None:
    """Runs statements as the superuser, as whom nobody can log in, while no server runs."""
    arguments = ("--single", "-D", str(place.data), "postgres")
    _run(place, "postgres", *arguments, given="\n".join(statements) + "\n")


def _run(place: Place, command: str, *arguments: str, given: str = "") -> None:
    """Runs a program of PostgreSQL, as the user that owns the data.

    What it prints goes to a file: a pipe would stay open in the server that it starts.

    Raises:
        StackError: it failed; the text holds the last line it printed.
    """
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(
            [str(place.programs / command), *arguments],
            cwd=place.data.parent,
            env=plain_environment(),
            user=place.user,
            group=place.user,
            extra_groups=[] if place.user else None,
            input=given.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip().splitlines()[-1:]
    if finished.returncode:
        raise StackError(f"PostgreSQL's {command} failed: {' '.join(said)}")

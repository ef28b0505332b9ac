"""`make up`: from nothing, or from what is there, to the running service."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from time import perf_counter

import psycopg2

from local import deploy, emulator, postgres, processes, proxy, rescore, seed, site
from local.stack import ROOT, Stack, write_private

PROXY = "site"
CONCURRENCY = 2
DEMO_ROLES = ("client", "manager", "underwriter", "analyst", "admin")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Shows what is going on and how long it took."""
    if sys.stdout.isatty():
        print(f"  {title} ...", end="\r", flush=True)
    started = perf_counter()
    yield
    print(f"  {title:<44} {perf_counter() - started:6.1f} s", flush=True)


def bring_up(stack: Stack, clients: int = seed.CLIENTS, concurrency: int = CONCURRENCY) -> None:
    """Builds, starts, deploys, migrates, seeds, and says where everything is.

    What runs already is updated in place. If a step fails, what this call started is ended.
    """
    started: list[Callable[[Stack], bool]] = []
    try:
        _bring_up(stack, clients, concurrency, started)
    except BaseException:
        print(flush=True)
        for stop in reversed(started):
            stop(stack)
        raise


def _bring_up(
    stack: Stack, clients: int, concurrency: int, started: list[Callable[[Stack], bool]]
) -> None:
    total = perf_counter()
    require_free_ports(stack)
    stack.remember("ports", stack.ports)
    with step("build functions and layers (sam build)"):
        deploy.build()
    with step("build the site (npm)"):
        site.build()
    with step("start PostgreSQL"):
        if postgres.start(stack):
            started.append(postgres.stop)
    with step("start the emulator"):
        if emulator.start(stack):
            started.append(stop_emulator)
            stack.forget("deployed")
    outputs = _deploy(stack, concurrency)
    with step("migrate the database"):
        seed.migrate(stack, outputs["MaintenanceFunctionName"])
    seeded = stack.recall("seeded-from") is not None
    if not seeded:
        with step(f"seed {clients:,} clients and 37 staff"):
            seed.seed(stack, outputs["MaintenanceFunctionName"], clients)
    describe(stack, outputs)
    if not seeded:
        with step(f"score {clients:,} clients"):
            rescore.rescore(stack)
    with step("upload the site"):
        site.upload(stack, outputs["SiteBucketName"])
    if start_proxy(stack, outputs["SiteDomainName"]):
        started.append(stop_proxy)
    print(f"  {'ready':<44} {perf_counter() - total:6.1f} s\n")


def require_free_ports(stack: Stack) -> None:
    """Raises before anything is done if a port is taken by somebody else.

    Raises:
        StackError: it names the port and the variable that moves it.
    """
    for name, port, variable in (
        (postgres.NAME, stack.database_port, "DATABASE_PORT"),
        (emulator.NAME, stack.emulator_port, "EMULATOR_PORT"),
        (PROXY, stack.site_port, "SITE_PORT"),
    ):
        if processes.find(stack, name) is None:
            processes.require_free_port(port, variable)


def _deploy(stack: Stack, concurrency: int) -> dict[str, str]:
    wanted = [deploy.fingerprint(), concurrency]
    if stack.recall("deployed") == wanted:
        return deploy.outputs(stack)
    with step("deploy (sam deploy)"):
        outputs = deploy.deploy(stack, concurrency)
    stack.remember("deployed", wanted)
    return outputs


def stop_emulator(stack: Stack) -> bool:
    """Ends the emulator; what was deployed goes with it."""
    stack.forget("deployed")
    return processes.stop(stack, emulator.NAME)


def start_proxy(stack: Stack, distribution_host: str) -> bool:
    """Starts the site's proxy if it does not run for this distribution."""
    if processes.find(stack, PROXY):
        if stack.recall("distribution") == distribution_host:
            return False
        stop_proxy(stack)
    command = [sys.executable, "-m", proxy.__name__, "--port", str(stack.site_port)]
    command += ["--emulator-port", str(stack.emulator_port)]
    command += ["--distribution-host", distribution_host]
    environment = processes.plain_environment(PYTHONPATH=str(ROOT))
    processes.start(stack, PROXY, command, environment)
    processes.wait_for_port(stack, PROXY, stack.site_port, seconds=10)
    stack.remember("distribution", distribution_host)
    return True


def stop_proxy(stack: Stack) -> bool:
    """Ends the site's proxy."""
    return processes.stop(stack, PROXY)


def describe(stack: Stack, outputs: dict[str, str]) -> None:
    """Writes stack.json, for people, tests and benchmarks."""
    password = stack.secret("demo-password")
    description = {
        "site_url": f"{stack.site_url}/",
        "api_url": f"{stack.emulator_url}/_aws/execute-api/{outputs['HttpApiId']}/$default",
        "database_url": postgres.database_url(stack),
        "queue_url": outputs["QueueUrl"],
        "dlq_url": outputs["DeadLetterQueueUrl"],
        "emulator_url": stack.emulator_url,
        "users": [
            {"role": role, "login": login, "password": password}
            for role, login in demo_logins(postgres.database_url(stack)).items()
        ],
        "outputs": outputs,
    }
    write_private(stack.description, json.dumps(description, indent=2, ensure_ascii=False))


def demo_logins(database_url: str) -> dict[str, str]:
    """Returns one demo login per role; the client is one of the manager's."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (role) role, login FROM users WHERE is_test ORDER BY role, id"
        )
        logins = dict(cursor.fetchall())
    return {role: logins[role] for role in DEMO_ROLES}


def show(stack: Stack) -> None:
    """Prints where to click and how to log in."""
    description = json.loads(stack.description.read_text())
    print(f"  Site  {description['site_url']}\n  API   {description['api_url']}\n")
    print("  Demo logins (password for all: " + description["users"][0]["password"] + ")")
    for user in description["users"]:
        print(f"    {user['role']:<12} {user['login']}")

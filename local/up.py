"""`make up`: from nothing, or from what is there, to the running service."""

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter

from local import (
    deploy,
    description,
    emulator,
    guard,
    model_bundles,
    postgres,
    processes,
    proxy,
    rescore,
    seeding,
    site,
    visitors,
    watching,
)
from local.guard import KEY_VARIABLE
from local.stack import ROOT, Stack
from local.surroundings import plain_environment

PROXY = "site"
CONCURRENCY = 2
NEWCOMERS = 10  # come after the scoring, and so have no score


@contextmanager
def step(title: str) -> Iterator[None]:
    """Shows what is going on and how long it took."""
    if sys.stdout.isatty():
        print(f"  {title} ...", end="\r", flush=True)
    started = perf_counter()
    yield
    print(f"  {title:<44} {perf_counter() - started:6.1f} s", flush=True)


def bring_up(stack: Stack, clients: int = seeding.CLIENTS, concurrency: int = CONCURRENCY) -> None:
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
    _leave_former_place(stack)
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
        seeding.migrate(stack, outputs["MaintenanceFunctionName"])
        model_bundles.upload(stack, outputs["ModelsBucketName"])
    if seeding.is_seeded(stack):
        describe(stack, outputs)
    else:
        make_demo(stack, outputs, clients, lambda: describe(stack, outputs))
    with step("upload the site"):
        site.upload(stack, outputs["SiteBucketName"])
    if start_proxy(stack, outputs["SiteDomainName"]):
        started.append(stop_proxy)
    print(f"  {'ready':<44} {perf_counter() - total:6.1f} s\n")


def make_demo(
    stack: Stack, outputs: dict[str, str], clients: int, describe_stack: Callable[[], None]
) -> None:
    """Seeds and scores; some come after the scoring, and applications after that."""
    function = outputs["MaintenanceFunctionName"]
    late = min(NEWCOMERS, clients // 2)
    with step(f"seed {clients:,} clients and 37 staff"):
        seeding.seed(stack, function, clients - late)
    describe_stack()
    with step(f"score {clients - late:,} clients"):
        rescore.rescore(stack)
    with step("score them as of the past twelve months"):
        rescore.score_past(stack, function)
    with step("let days go by: newcomers, applications"):
        seeding.seed(stack, function, late, first=clients - late)
        rescore.go_on(stack, function)
    with step("count the portfolio of the past twelve months"):
        months = watching.months_before(datetime.now(UTC).date(), rescore.PAST_MONTHS)
        watching.watch(stack, outputs["MonitorFunctionName"], months)


def _leave_former_place(stack: Stack) -> None:
    """Ends what runs by another Python, from a former place of this folder, or by other programs.

    The proxy of one release does not speak with the guard of another.
    """
    place = [str(stack.folder), deploy.RUNTIME, emulator.GUARDED, _programs()]
    if stack.recall("place") not in (None, place):
        for stop in (stop_proxy, stop_emulator, postgres.stop):
            stop(stack)
    stack.remember("place", place)


def _programs() -> str:
    """Returns the identity of what keeps running between two calls."""
    sources = "".join(map(inspect.getsource, (guard, visitors, proxy)))
    return hashlib.sha256(sources.encode()).hexdigest()


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
        outputs = deploy.deploy(
            stack,
            "local",
            f"EmulatorPort={stack.emulator_port}",
            f"ScorerMaximumConcurrency={concurrency}",
            f"PortfolioMaximumConcurrency={concurrency}",
        )
        deploy.mend(stack, outputs, concurrency)
    stack.remember("deployed", wanted)
    return outputs


def stop_emulator(stack: Stack) -> bool:
    """Ends the emulator; what was deployed goes with it."""
    stack.forget("deployed")
    return processes.stop(stack, emulator.NAME)


def start_proxy(stack: Stack, distribution_host: str) -> bool:
    """Starts the site's proxy if it does not run for this distribution under these names."""
    names = sorted(proxy.given_names())
    wanted = [distribution_host, names]
    if processes.find(stack, PROXY):
        if stack.recall("proxy") == wanted:
            return False
        stop_proxy(stack)
    host = f"{distribution_host}:{stack.emulator_port}"
    command = [sys.executable, "-m", proxy.__name__, "--port", str(stack.site_port)]
    command += ["--upstream", stack.emulator_url, "--site-host", host, "--api-host", host]
    environment = plain_environment(
        PYTHONPATH=str(ROOT),
        **{KEY_VARIABLE: emulator.guard_key(stack), proxy.NAMES_VARIABLE: " ".join(names)},
    )
    processes.start(stack, PROXY, command, environment)
    processes.wait_for_port(stack, PROXY, stack.site_port, seconds=10)
    stack.remember("proxy", wanted)
    return True


def stop_proxy(stack: Stack) -> bool:
    """Ends the site's proxy."""
    return processes.stop(stack, PROXY)


def describe(stack: Stack, outputs: dict[str, str]) -> None:
    """Writes stack.json; by the path of its own the emulator's HTTP API needs no host name."""
    api_url = f"{stack.emulator_url}/_aws/execute-api/{outputs['HttpApiId']}/$default"
    logins = description.demo_logins(postgres.database_url(stack))
    description.describe(stack, outputs, api_url, logins)

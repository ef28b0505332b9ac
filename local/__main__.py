"""Command line of the local stack: ``python -m local --help``."""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

from local import (
    cohort_files,
    deploy,
    description,
    dev,
    emulator,
    journal,
    localstack,
    logs,
    model_bundles,
    postgres,
    processes,
    rescore,
    seeding,
    site,
    up,
    years,
)
from local.errors import StackError
from local.stack import Stack, named_stack


def main() -> int:
    """Runs one command; returns the exit code."""
    arguments = _parse()
    try:
        arguments.run(named_stack(), arguments)
    except StackError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"error: {error.filename} belongs to another user, who ran make here before."
            " Run make as that user, or let that user run: make clean",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("stopped")
        return 130
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, purpose in (
        ("up", _up, "build, start, deploy, seed; what runs is updated in place"),
        ("down", _down, "end everything; the database stays for the next up"),
        ("clean", _clean, "end everything and remove its data"),
        ("status", _status, "say what runs and where"),
        ("logs", _logs, "follow what the functions log"),
        ("seed", _seed, "make the demo users, or clients of real files with --data"),
        ("demo-years", _demo_years, "make a book of several years, with a drift to be found"),
        ("export-cohorts", _export_cohorts, "write people and outcomes for training"),
        ("export-outcomes", _export_outcomes, "write outcomes for a recalibration"),
        ("verify-journal", _verify_journal, "check that the journal is what was sealed"),
        ("register", _register, "let a bundle of models challenge the one in force"),
        ("dev", _dev, "send changed code to the running functions at once"),
        ("build", _build, "build functions and layers only"),
        ("site", _site, "build the site only"),
        ("packages", _packages, "install what the site is built with"),
        ("localstack", _localstack, "deploy to LocalStack (in a service of its compose file)"),
        ("localstack-site", _localstack_site, "serve the site there"),
        ("sam-environment", _sam_environment, "print --env-vars for sam local and LocalStack"),
    ):
        command = commands.add_parser(name, help=purpose)
        command.set_defaults(run=run)
        for option, settings in _OPTIONS.get(run, {}).items():
            command.add_argument(f"--{option}", **settings)
    return parser.parse_args()


def _up(stack: Stack, arguments: argparse.Namespace) -> None:
    up.bring_up(stack, arguments.clients, arguments.concurrency)
    description.show(stack)


def _down(stack: Stack, arguments: argparse.Namespace) -> None:
    stop_everything(stack, with_data=False)


def _clean(stack: Stack, arguments: argparse.Namespace) -> None:
    stop_everything(stack, with_data=True)


def stop_everything(stack: Stack, *, with_data: bool) -> None:
    """Ends what runs, removes the emulator's temporary files, and the data if asked to."""
    for name, stop in (
        ("site", up.stop_proxy),
        ("emulator", up.stop_emulator),
        ("database", postgres.stop),
    ):
        print(f"  {name:<10} {'stopped' if stop(stack) else 'did not run'}")
    shutil.rmtree(stack.temporary, ignore_errors=True)
    stack.description.unlink(missing_ok=True)
    if with_data:
        postgres.remove(stack)
        for part in ("state", "secrets", "logs"):
            shutil.rmtree(stack.folder / part, ignore_errors=True)


def _status(stack: Stack, arguments: argparse.Namespace) -> None:
    names = (up.PROXY, emulator.NAME, postgres.NAME)
    found = {name: processes.find(stack, name) for name in names}
    for name, process in found.items():
        print(f"  {name:<10} {f'runs, process {process.pid}' if process else 'does not run'}")
    if all(found.values()) and stack.description.exists():
        description.show(stack)
    else:
        print("  Start it with: make up")


def _logs(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    logs.follow(stack)


def _seed(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    outputs = deploy.outputs(stack)
    function = outputs["MaintenanceFunctionName"]
    if arguments.data:
        seeding.seed_from(stack, function, arguments.data.absolute(), arguments.clients)
    else:
        seeding.seed(stack, function, arguments.clients)
    up.describe(stack, outputs)
    rescore.rescore(stack)
    rescore.score_past(stack, function)
    rescore.go_on(stack, function)
    site.upload(stack, outputs["SiteBucketName"])
    description.show(stack)


def _demo_years(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    outputs = deploy.outputs(stack)
    plan = years.plan_years(
        stack, outputs["MaintenanceFunctionName"], arguments.clients, arguments.years
    )
    years.make_years(stack, outputs, plan)
    up.describe(stack, outputs)
    description.show(stack)
    print(years.tell(plan))


def _export_cohorts(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    function = deploy.outputs(stack)["MaintenanceFunctionName"]
    count = cohort_files.export_people(stack, function, arguments.out)
    print(f"  {count:,} credits with their payments: {arguments.out}")
    print(f"  Train on them: make train DATA={arguments.out}")


def _export_outcomes(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    function = deploy.outputs(stack)["MaintenanceFunctionName"]
    months = cohort_files.export_outcomes(stack, function, arguments.out, arguments.cohorts)
    print(f"  outcomes of {len(months)} cohorts, which matured up to {months[-1]}: {arguments.out}")


def _verify_journal(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    function = deploy.outputs(stack)["MaintenanceFunctionName"]
    journal.verify(stack, function, arguments.published)


def _register(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    model_bundles.register(stack, deploy.outputs(stack), arguments.bundle)


def _dev(stack: Stack, arguments: argparse.Namespace) -> None:
    require_running(stack)
    dev.watch_sources(stack)


def _build(stack: Stack, arguments: argparse.Namespace) -> None:
    with up.step("build functions and layers (sam build)"):
        deploy.build()


def _site(stack: Stack, arguments: argparse.Namespace) -> None:
    with up.step("build the site (npm)"):
        site.build()


def _packages(stack: Stack, arguments: argparse.Namespace) -> None:
    site.install_packages(development=True)


def _localstack(stack: Stack, arguments: argparse.Namespace) -> None:
    localstack.bring_up(arguments.clients)


def _sam_environment(stack: Stack, arguments: argparse.Namespace) -> None:
    localstack.print_sam_environment()


def _localstack_site(stack: Stack, arguments: argparse.Namespace) -> None:
    localstack.serve_site()


_CLIENTS = {"clients": {"type": int, "default": seeding.CLIENTS}}
_OPTIONS: dict[Any, dict[str, dict[str, Any]]] = {
    _up: {**_CLIENTS, "concurrency": {"type": int, "default": up.CONCURRENCY}},
    _localstack: _CLIENTS,
    _seed: {**_CLIENTS, "data": {"type": Path}},
    _demo_years: {
        "clients": {"type": int, "default": years.CLIENTS},
        "years": {"type": int, "default": years.YEARS},
    },
    _export_cohorts: {"out": {"type": Path, "required": True}},
    _export_outcomes: {
        "out": {"type": Path, "required": True},
        "cohorts": {"type": int, "default": cohort_files.COHORTS},
    },
    _register: {"bundle": {"type": Path, "required": True}},
    _verify_journal: {"published": {"type": journal.published_head}},
}


def require_running(stack: Stack) -> None:
    """Raises where there is no stack to work with.

    Raises:
        StackError: the stack does not run.
    """
    if not (processes.find(stack, emulator.NAME) and processes.find(stack, postgres.NAME)):
        raise StackError("The stack does not run. Start it with: make up")


if __name__ == "__main__":
    sys.exit(main())

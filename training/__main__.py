"""Command line of training: ``python -m training --help``."""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

from tqdm import tqdm

from core.models.rules.released import RELEASED
from model.bundle_reader import BundleError
from model.challengers import CHALLENGERS, ChallengerError
from model.history import MONTHS
from model.scoring import load_model
from training.applicants import write_applicants
from training.bundle_writer import put_in_release, write_bundle
from training.challenger_intake import add_challenger
from training.data import Applicants, load_applicants
from training.dossier import Release, dossier
from training.files import CSV, PARQUET, DataError, check_file, check_folder, check_work
from training.gates import GateError, failed
from training.learning import Progress
from training.lender.commands import add_lender_commands
from training.offline.joining import Shard
from training.offline.whole_files import score_files
from training.own_outcomes import add_own_command
from training.population_figures import measure_population
from training.recipe import make_bundle, steps
from training.report import PREDICTIONS, save_predictions, write_report
from training.reproduce import render, reproduce, search, to_row

ROOT = Path(__file__).parent.parent
BUNDLE = ROOT / "layers" / "model" / "bundle"
REPORT = ROOT / "docs"
TRIAL_BUNDLE = PREDICTIONS.parent / "bundle"


def main() -> int:
    """Runs one command; returns the exit code."""
    arguments = _parse()
    try:
        arguments.run(arguments)
    except (BundleError, ChallengerError, DataError, GateError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.filename is None:
            raise
        print(
            f"error: {error.filename}: {error.strerror}. See that you may use it", file=sys.stderr
        )
        return 1
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, description in (
        ("train", _train, "train the models and write the bundle"),
        ("reproduce", _reproduce, "repeat a published comparison, beside the honest figures"),
        ("report", _report, "write the model report and its plots"),
        ("score", _score, "score files, as the service would"),
        ("verify", _verify, "have a bundle score its golden rows"),
        ("dossier", _dossier, "write what a release is, and what was not tested"),
        ("challenger", _challenger, "add a model that scores in the shadow"),
        ("applicants", _applicants, "write real applicants as seed records, one JSON line each"),
        ("population", _population, "measure the parameters of the synthetic population"),
    ):
        command = commands.add_parser(name, help=description)
        command.set_defaults(run=run)
        if run is _verify:
            command.add_argument("--bundle", type=Path, required=True)
            continue
        if run is _dossier:
            command.add_argument("--release", required=True, help="its name")
            command.add_argument("--before", type=Path, help="a checkout of the release before")
            command.add_argument("--results", type=Path, help="folder of the JUnit reports")
            command.add_argument(
                "--approvals", type=Path, help="JSON: state, user, comment of each"
            )
            command.add_argument("--out", type=Path, required=True)
            continue
        if run is _challenger:
            command.add_argument("--model", type=Path, required=True, help="a .cbm file")
            command.add_argument("--name", required=True, help="what its scores are recorded as")
            continue
        command.add_argument(
            "--data", type=Path, required=run is not _train, help="folder of the Kaggle files"
        )
        command.add_argument("--out", type=Path, required=run in (_score, _applicants, _population))
        if run is _applicants:
            command.add_argument("--count", type=int, default=1_510)
        if run is _score:
            command.add_argument(
                "--as-of", type=int, default=0, metavar="MONTH", help="months before the latest"
            )
            command.add_argument(
                "--shard", default="1/1", metavar="I/N", help="one of N runs that share the people"
            )
            command.add_argument("--work", type=Path, help="folder for what is laid down meanwhile")
        if run is _reproduce:
            command.add_argument("--search", type=int, help="trials of the published search")
    add_lender_commands(commands)
    add_own_command(commands)
    return parser.parse_args()


def _dossier(arguments: argparse.Namespace) -> None:
    release = Release(
        arguments.release, ROOT, arguments.before, arguments.results, arguments.approvals
    )
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(dossier(release), encoding="utf-8")
    print(f"dossier: {arguments.out}", file=sys.stderr)


def _train(arguments: argparse.Namespace) -> None:
    # What was learned from invented people is for trying out, not for shipping
    out = (arguments.out or (BUNDLE if arguments.data else TRIAL_BUNDLE)).resolve()
    check_folder(out)
    if out == BUNDLE.resolve() and not arguments.data:
        raise DataError("That is the shipped bundle, and people are invented. Name DATA, or --out.")
    applicants = load_applicants(arguments.data)
    with tqdm(total=steps(), unit="fit") as bar:
        made = make_bundle(applicants, _hash_data(applicants), Progress(bar))
    for gate in made.gates:
        print(gate, file=sys.stderr)
    if arguments.data and failed(made.gates):
        raise GateError(
            f"{len(failed(made.gates))} of {len(made.gates)} gates failed: {out} stays as it is."
            " Mend the data or the recipe, or merge the grades that cannot be told apart."
        )
    name = write_bundle(out, made.training)
    if out == BUNDLE.resolve():
        put_in_release(name, out, RELEASED)
    save_predictions(made.predictions)
    print(f"bundle {name.version}: {out}", file=sys.stderr)
    if not arguments.data:
        print(_of_invented_people(len(failed(made.gates)), len(made.gates)), file=sys.stderr)


def _of_invented_people(missed: int, gates: int) -> str:
    return (
        f"The people are invented: {missed} of {gates} gates failed and none counts, this bundle is"
        " for trying out, and the one in force stays; for one to ship: make train DATA=folder"
    )


def _reproduce(arguments: argparse.Namespace) -> None:
    if arguments.out:
        check_file(arguments.out, ".json")
    applicants = load_applicants(arguments.data)
    if arguments.search:
        print(json.dumps(search(applicants, arguments.search), indent=1))
        return
    results, twins = reproduce(applicants)
    rows = [to_row(result) for result in results]
    print(render(rows, twins))
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n")


def _report(arguments: argparse.Namespace) -> None:
    out = arguments.out or REPORT
    check_folder(out)
    write_report(load_applicants(arguments.data), out)


def _score(arguments: argparse.Namespace) -> None:
    if not 0 <= abs(arguments.as_of) <= MONTHS:
        raise DataError(f"--as-of is a month from 0, the latest, to -{MONTHS}.")
    out = arguments.out
    check_file(out, CSV, PARQUET)
    if arguments.work:
        check_work(arguments.work)
    shard = _shard(arguments.shard)
    scored, ids = score_files(arguments.data, abs(arguments.as_of), out, shard, arguments.work)
    print(f"{scored} of {ids} scored: {out}")


def _shard(told: str) -> Shard:
    found = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", told)
    if not found or int(found[1]) > int(found[2]):
        raise DataError(f"--shard {told}: write the number and of how many, from 1/N to N/N.")
    return Shard(int(found[1]) - 1, int(found[2]))


def _verify(arguments: argparse.Namespace) -> None:
    print(f"{load_model(arguments.bundle).version} scores its golden rows.")


def _challenger(arguments: argparse.Namespace) -> None:
    for warning in add_challenger(arguments.model, arguments.name, CHALLENGERS):
        print(f"warning: {warning}")
    print(f"{arguments.name} scores in the shadow once `make up` has deployed it.")


def _applicants(arguments: argparse.Namespace) -> None:
    check_file(arguments.out)
    write_applicants(arguments.data, arguments.count, arguments.out)


def _population(arguments: argparse.Namespace) -> None:
    check_file(arguments.out)
    parameters = measure_population(arguments.data)
    arguments.out.write_text(json.dumps(parameters, indent=1, ensure_ascii=False) + "\n")


def _hash_data(applicants: Applicants) -> str:
    """Identifies the data by content, so that CSV and Parquet of the same rows agree."""
    content = [applicants.ids.tolist(), applicants.features, applicants.months.tolist()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())

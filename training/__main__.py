"""Command line of training: ``python -m training --help``."""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from core.errors import ImpossibleFeaturesError
from training.applicants import write_applicants
from training.application import train_application_model
from training.bundle import write_bundle
from training.data import Applicants, DataError, load_applicants
from training.population import measure_population

BUNDLE = Path(__file__).parent.parent / "layers" / "model" / "bundle"


def main() -> int:
    """Runs one command; returns the exit code."""
    arguments = _parse()
    try:
        arguments.run(arguments)
    except (DataError, ImpossibleFeaturesError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, description in (
        ("train", _train, "train the model and write the bundle"),
        ("applicants", _applicants, "write real applicants as seed records, one JSON line each"),
        ("population", _population, "measure the parameters of the synthetic population"),
    ):
        command = commands.add_parser(name, help=description)
        command.set_defaults(run=run)
        command.add_argument("--data", type=Path, required=True, help="folder of the Kaggle files")
        command.add_argument("--out", type=Path, required=run is not _train, default=BUNDLE)
        if run is _applicants:
            command.add_argument("--count", type=int, default=1_510)
    return parser.parse_args()


def _train(arguments: argparse.Namespace) -> None:
    applicants = load_applicants(arguments.data)
    trained = train_application_model(applicants)
    write_bundle(arguments.out, trained, _hash_data(applicants))
    print(json.dumps(trained.metrics, indent=2))


def _applicants(arguments: argparse.Namespace) -> None:
    write_applicants(arguments.data, arguments.count, arguments.out)


def _population(arguments: argparse.Namespace) -> None:
    parameters = measure_population(arguments.data)
    arguments.out.write_text(json.dumps(parameters, indent=1, ensure_ascii=False) + "\n")


def _hash_data(applicants: Applicants) -> str:
    """Identifies the data by content, so that CSV and Parquet of the same rows agree."""
    content = [applicants.ids.tolist(), applicants.features, applicants.defaulted.tolist()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())

"""Bundles of models for tests, and the release's own in force again after them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from sqlalchemy import text

from core.models.registry import register_model
from core.scores.rules.bundle_names import BundleName, bundle_key
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, FILES
from model.calibration import Sigmoid
from tests.integration.makers import People
from training.lender.bundle import write_recalibrated

_RESTORE = (
    "DELETE FROM promotions",
    "DELETE FROM model_comparisons",
    "DELETE FROM models WHERE source <> 'release'",
    "UPDATE models SET state = 'champion', champion_since = now()",
)


def recalibrated(folder: Path, intercept: float) -> BundleName:
    """Makes a bundle like the release's with another level of the behavioural model."""
    calibrator = Sigmoid(slope=1.0, intercept=intercept)
    return write_recalibrated(
        BUNDLE, folder, {ModelName.BEHAVIOURAL: calibrator}, {"to": "test"}, {}
    )


def upload(name: BundleName, folder: Path) -> None:
    """Puts the files of a bundle into the bucket."""
    for file in FILES:
        boto3.client("s3").put_object(
            Bucket="models",
            Key=bundle_key(name.sha256, file),
            Body=(folder / file).read_bytes(),
        )


def challenger(people: People, folder: Path, intercept: float = -1.0) -> BundleName:
    """A registered bundle whose files lie in the bucket."""
    name = recalibrated(folder, intercept)
    upload(name, folder)
    register_model(people.connection, name, {"recalibrated": {"to": "test"}})
    people.connection.commit()
    shutil.rmtree(folder)
    return name


@contextmanager
def registry(people: People) -> Iterator[None]:
    """Whatever is registered or promoted within is gone after it."""
    try:
        yield
    finally:
        people.connection.rollback()
        for statement in _RESTORE:
            people.connection.execute(text(statement))
        people.connection.commit()

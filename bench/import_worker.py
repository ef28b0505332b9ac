"""The importer as a process of its own, on a database and a bucket that the bench made."""

import json
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, BinaryIO
from unittest.mock import patch

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

from importer import fetching
from importer.stepping import Task
from importer.working import STEPS, work_on


def main() -> None:
    """Works on an import as far as it goes; says how long its steps took, and with what memory."""
    told = json.load(sys.stdin)
    steps: dict[str, tuple[float, float]] = {}
    STEPS.update({name: _timed(step, name, steps) for name, step in STEPS.items()})
    with mock_aws():
        boto3.client("secretsmanager").create_secret(Name="database", SecretString=told["database"])
        for name in ("scoring", "portfolio", "imports"):
            boto3.client("sqs").create_queue(QueueName=name)
        bucket = _Folder(Path(told["bucket"]))
        with patch.object(fetching, "files_client", lambda: bucket):
            work_on(told["import_id"], lambda: False)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stderr.write(json.dumps({"steps": steps, "megabytes": megabytes}) + "\n")


class _Folder:
    """A bucket that takes none of this process's memory: files of a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def download_file(self, _bucket: str, key: str, name: str) -> None:
        try:
            shutil.copyfile(self._path / key, name)
        except FileNotFoundError as error:
            raise ClientError({"Error": {"Code": "404"}}, "HeadObject") from error

    def upload_file(self, name: str, _bucket: str, key: str) -> None:
        shutil.copyfile(name, self._place(key))

    def put_object(self, **given: Any) -> None:
        self._place(given["Key"]).write_bytes(given["Body"])

    def get_object(self, **given: Any) -> dict[str, BinaryIO]:
        return {"Body": (self._path / given["Key"]).open("rb")}

    def _place(self, key: str) -> Path:
        path = self._path / key
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _timed(
    step: Callable[[Task], None], name: str, steps: dict[str, tuple[float, float]]
) -> Callable[[Task], None]:
    """Returns the step as one that notes how long it takes: by the clock, and of a processor."""

    def timed(task: Task) -> None:
        started, used = perf_counter(), process_time()
        step(task)
        steps[name] = perf_counter() - started, process_time() - used

    return timed


if __name__ == "__main__":
    main()

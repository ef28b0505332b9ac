"""The importer as a process of its own, on a database and a bucket that the bench made."""

import json
import resource
import sys
from collections.abc import Callable
from time import perf_counter, process_time

import boto3
from moto import mock_aws

from importer.stepping import Task
from importer.working import STEPS, work_on


def main() -> None:
    """Works on an import as far as it goes; says how long its steps took, and with what memory."""
    told = json.load(sys.stdin)
    steps: dict[str, tuple[float, float]] = {}
    STEPS.update({name: _timed(step, name, steps) for name, step in STEPS.items()})
    with mock_aws():
        boto3.client("secretsmanager").create_secret(Name="database", SecretString=told["database"])
        for name in ("scoring", "imports"):
            boto3.client("sqs").create_queue(QueueName=name)
        bucket = boto3.client("s3")
        bucket.create_bucket(
            Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        for key, path in told["files"].items():
            bucket.upload_file(path, "files", key)
        work_on(told["import_id"], lambda: False)
        for key, path in told["kept"].items():
            bucket.download_file("files", key, path)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stderr.write(json.dumps({"steps": steps, "megabytes": megabytes}) + "\n")


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

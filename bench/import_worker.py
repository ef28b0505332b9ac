"""The importer as a process of its own, on a database and a bucket that the bench made."""

import json
import resource
import sys
from time import perf_counter

import boto3
from moto import mock_aws

from importer.working import work_on


def main() -> None:
    """Works on an import as far as it goes; says how long it took and how much memory it had."""
    told = json.load(sys.stdin)
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
        started = perf_counter()
        work_on(told["import_id"], lambda: False)
        seconds = perf_counter() - started
        for key, path in told["kept"].items():
            bucket.download_file("files", key, path)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stderr.write(json.dumps({"seconds": seconds, "megabytes": megabytes}) + "\n")


if __name__ == "__main__":
    main()

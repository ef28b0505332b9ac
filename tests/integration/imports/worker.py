"""The importer in a process of its own, which a test may kill: `python -m ... < what.json`."""

import base64
import json
import sys

import boto3
from moto import mock_aws


def main() -> None:
    """Works on one import with what the test says lies in the bucket."""
    told = json.load(sys.stdin)
    with mock_aws():
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="database", SecretString=told["database"])
        for name in ("scoring", "portfolio", "imports"):
            boto3.client("sqs").create_queue(QueueName=name)
        boto3.client("s3").create_bucket(
            Bucket="files",
            CreateBucketConfiguration={"LocationConstraint": told["region"]},
        )
        for key, content in told["files"].items():
            body = base64.b64decode(content)
            boto3.client("s3").put_object(Bucket="files", Key=key, Body=body)
        from importer.working import work_on

        work_on(told["import_id"], lambda: False)


if __name__ == "__main__":
    main()

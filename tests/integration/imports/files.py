"""A lender's files in tests: sent, and worked on by the importer as the queue would have it."""

import hashlib
import json
import os
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import boto3

from core.imports.bucket import upload_key
from core.kit.queue import queue_client
from tests.integration.conftest import ApiCaller, lambda_context, scoring_record
from tests.integration.makers import Person

HEADERS = {
    "payments": "Номер договора;Месяц;Статус;Сумма просрочки",
    "credits": "Номер клиента;Номер договора;Сумма кредита;Ставка, %;Дата выдачи;Срок, мес",
}


def table(kind: str, rows: list[str]) -> bytes:
    """A file as a Russian Excel saves it."""
    return "\r\n".join([HEADERS[kind], *rows, ""]).encode("cp1251")


@dataclass
class Sent:
    """An import whose file has come."""

    api: ApiCaller
    person: Person
    id: int

    def get(self) -> dict[str, Any]:
        return self.call("GET", "")

    def call(self, method: str, path: str, body: object = None, query: str = "") -> Any:
        answer = self.api(
            method, f"/imports/{self.id}{path}", body, token=self.person.token, query=query
        )
        assert answer.status < 300, answer.body
        return answer.body

    def map(self, **options: object) -> dict[str, Any]:
        """Takes what is proposed, and has the file checked."""
        if "ask_encoding" in self.get()["profile"]["open_questions"]:
            self.call("PUT", "/reading", {"encoding": self.get()["profile"]["encoding"]})
            work()
        guess = self.get()["profile"]["guess"]
        columns = [{k: v for k, v in one.items() if k != "confidence"} for one in guess]
        self.call("PUT", "/mapping", {"columns": columns, **options})
        drain()
        return self.get()

    def confirm(self) -> dict[str, Any]:
        self.call("POST", "/confirm", {"rows": self.get()["report"]["ready"]})
        work()
        return self.get()

    def undo(self) -> dict[str, Any]:
        self.call("POST", "/undo")
        work()
        return self.get()

    def issues(self, code: str = "") -> list[dict[str, Any]]:
        query = f"limit=200&code={code}" if code else "limit=200"
        return self.call("GET", "/issues", query=query)["items"]


def send(api: ApiCaller, person: Person, kind: str, content: bytes, **more: object) -> Sent:
    """Registers a file, puts it into the bucket, and lets the bucket tell the importer."""
    sha256 = hashlib.sha256(content).hexdigest()
    body = {"kind": kind, "file_name": "файл.csv", "size_bytes": len(content), "sha256": sha256}
    body |= more
    answer = api("POST", "/imports", body, token=person.token)
    assert answer.status == 201, answer.body
    key = upload_key(answer.body["id"], str(body["sha256"]))
    boto3.client("s3").put_object(Bucket="files", Key=key, Body=content)
    told = {"Records": [{"eventName": "ObjectCreated:Put", "s3": {"object": {"key": key}}}]}
    handle(json.dumps(told))
    return Sent(api, person, answer.body["id"])


def handle(*bodies: str, milliseconds: int = 900_000) -> list[str]:
    """Calls the importer with these messages; returns the ids of those it wants back."""
    from importer.handler import handler

    records = [scoring_record(body) for body in bodies]
    context = SimpleNamespace(
        **vars(lambda_context("importer")) | {"get_remaining_time_in_millis": lambda: milliseconds}
    )
    answer = handler({"Records": records}, context)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def work() -> None:
    """Lets the importer work on what waits in its queue, and wants nothing back."""
    assert drain() == []


def drain() -> list[str]:
    """Lets the importer work on what waits in its queue; returns what it wants back."""
    returned: list[str] = []
    while (
        messages := queue_client()
        .receive_message(QueueUrl=os.environ["IMPORT_QUEUE_URL"], MaxNumberOfMessages=10)
        .get("Messages")
    ):
        for message in messages:
            queue_client().delete_message(
                QueueUrl=os.environ["IMPORT_QUEUE_URL"], ReceiptHandle=message["ReceiptHandle"]
            )
            returned += handle(message["Body"])
    return returned

"""Alarms of the deployed stack: each is there, and one that rises reaches who is told of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.deployed import Deployed, eventually

pytestmark = pytest.mark.usefixtures("local_stack")

KEPT = (
    *("AlarmName", "AlarmDescription", "Namespace", "MetricName", "Dimensions", "Statistic"),
    *("ExtendedStatistic", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator"),
    "TreatMissingData",
)


@pytest.fixture
def alarms(deployed: Deployed) -> list[dict[str, Any]]:
    pages = deployed.aws("cloudwatch").get_paginator("describe_alarms").paginate()
    return [alarm for page in pages for alarm in page["MetricAlarms"]]


@contextmanager
def told_by(deployed: Deployed, alarm: dict[str, Any]) -> Iterator[str]:
    """Has an alarm write to a topic, as AlarmTopicArn would; gives the queue behind that."""
    topics, queues, watch = (deployed.aws(name) for name in ("sns", "sqs", "cloudwatch"))
    name = f"alarms-{uuid4().hex[:8]}"
    topic = topics.create_topic(Name=name)["TopicArn"]
    queue = queues.create_queue(QueueName=name)["QueueUrl"]
    attributes = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    arn = attributes["Attributes"]["QueueArn"]
    allowed = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}}
    statement = {**allowed, "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    queues.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    definition = {key: alarm[key] for key in KEPT if alarm.get(key)}
    watch.put_metric_alarm(**definition, AlarmActions=[topic])
    try:
        yield queue
    finally:
        watch.put_metric_alarm(**definition, AlarmActions=alarm.get("AlarmActions", []))
        queues.delete_queue(QueueUrl=queue)
        topics.delete_topic(TopicArn=topic)


def test_an_alarm_that_rises_reaches_who_is_told(deployed, alarms):
    [alarm] = [one for one in alarms if one["MetricName"] == "RequestsFailed"]
    with told_by(deployed, alarm) as queue:
        rises = {"StateValue": "ALARM", "StateReason": "a test"}
        deployed.aws("cloudwatch").set_alarm_state(AlarmName=alarm["AlarmName"], **rises)
        received: list[dict[str, Any]] = []

        def has_come() -> bool:
            answer = deployed.aws("sqs").receive_message(QueueUrl=queue)
            received.extend(answer.get("Messages", []))
            return bool(received)

        assert eventually(has_come)
        told = json.loads(json.loads(received[0]["Body"])["Message"])
        assert (told["AlarmName"], told["NewStateValue"]) == (alarm["AlarmName"], "ALARM")
        assert "see the runbook" in told["AlarmDescription"]
        rises["StateValue"] = "OK"
        deployed.aws("cloudwatch").set_alarm_state(AlarmName=alarm["AlarmName"], **rises)


def test_what_takes_a_release_back_watches_a_version_that_was_published(deployed, alarms):
    outputs, functions = deployed.given("outputs"), deployed.aws("lambda")
    for service, output in (("api", "ApiFunctionName"), ("scorer", "ScorerFunctionName")):
        pages = functions.list_versions_by_function(FunctionName=outputs[output])
        published = {one["Version"] for one in pages["Versions"]}
        watched = [{one["Name"]: one["Value"] for one in alarm["Dimensions"]} for alarm in alarms]
        versions = {
            one["version"] for one in watched if one.get("service") == service and "version" in one
        }
        assert len(versions) == 1 and versions <= published - {"$LATEST"}

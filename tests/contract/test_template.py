"""What the template promises: the queue contract, least privilege, encryption, alarms."""

import json
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml

TEMPLATE = Path(__file__).parents[2] / "infra" / "template.yaml"
FUNCTIONS = ("ApiFunction", "ScorerFunction", "MaintenanceFunction")
# X-Ray has no resources to name.
UNNAMEABLE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}


@pytest.fixture(scope="module")
def resources() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json.dumps(cfn_yaml.load(str(TEMPLATE))))
    return loaded["Resources"]


def of_type(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: entry["Properties"] for name, entry in resources.items() if entry["Type"] == kind}


def statements(resources: dict[str, Any], role: str) -> list[dict[str, Any]]:
    (policy,) = resources[role]["Properties"]["Policies"]
    return policy["PolicyDocument"]["Statement"]


def actions(statement: dict[str, Any]) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else action


def test_the_queue_keeps_its_contract(resources):
    queue = resources["ScoringQueue"]["Properties"]
    scorer = resources["ScorerFunction"]["Properties"]
    assert queue["VisibilityTimeout"] >= 6 * scorer["Timeout"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 5
    assert queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] == (
        "ScoringDeadLetterQueue"
    )
    dead_letters = resources["ScoringDeadLetterQueue"]["Properties"]
    assert dead_letters["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]


def test_the_mapping_keeps_its_contract(resources):
    mapping = resources["ScoringMapping"]["Properties"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": {"Ref": "ScorerMaximumConcurrency"}}
    # Above 10 messages SQS wants a window of a second, and a person would wait for it.
    assert "MaximumBatchingWindowInSeconds" not in mapping
    assert mapping["BatchSize"] == {"Ref": "ScorerBatchSize"}


def test_every_queue_and_bucket_is_encrypted_and_private(resources):
    assert all(
        queue["SqsManagedSseEnabled"] for queue in of_type(resources, "AWS::SQS::Queue").values()
    )
    for bucket in of_type(resources, "AWS::S3::Bucket").values():
        assert "BucketEncryption" in bucket
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_function_may_do_only_what_it_needs(resources, function):
    role = function.replace("Function", "Role")
    assert resources[function]["Properties"]["Role"] == {"Fn::GetAtt": [role, "Arn"]}
    assert "ManagedPolicyArns" not in resources[role]["Properties"]
    for statement in statements(resources, role):
        assert not any("*" in action for action in actions(statement))
        if statement["Resource"] == "*":
            assert set(actions(statement)) <= UNNAMEABLE
        assert "*" not in str(statement["Resource"]).replace("'*'", "") or (
            statement["Resource"] == "*"
        )


def test_only_the_api_and_the_sweep_send_and_only_the_scorer_receives(resources):
    def may(action, queue):
        return {
            role
            for role in ("ApiRole", "ScorerRole", "MaintenanceRole")
            for entry in statements(resources, role)
            if action in actions(entry) and entry["Resource"] == {"Fn::GetAtt": [queue, "Arn"]}
        }

    assert may("sqs:SendMessage", "ScoringQueue") == {"ApiRole", "MaintenanceRole"}
    assert may("sqs:ReceiveMessage", "ScoringQueue") == {"ScorerRole"}
    assert may("sqs:SendMessage", "ScoringDeadLetterQueue") == set()
    assert may("sqs:ReceiveMessage", "ScoringDeadLetterQueue") == {"ApiRole"}


def test_every_function_logs_into_a_group_with_retention(resources):
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert all("RetentionInDays" in group for group in groups.values())
    for function in FUNCTIONS:
        group = resources[function]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]
        assert group in groups


def test_the_alarms_watch_what_wakes_somebody_up(resources):
    watched = {
        (alarm["Namespace"], alarm["MetricName"])
        for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values()
    }
    assert watched >= {
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
        ("AWS/Lambda", "Errors"),
        ("AWS/ApiGateway", "5xx"),
        ("CreditScoring", "ScoreLatency"),
        ("CreditScoring", "ScoresExpired"),
    }


def test_no_secret_stands_in_a_default_or_in_the_environment(resources):
    loaded = json.loads(json.dumps(cfn_yaml.load(str(TEMPLATE))))
    password = loaded["Parameters"]["DatabasePassword"]
    assert (password["Default"], password["NoEcho"]) == ("", True)
    for function in FUNCTIONS:
        variables = resources[function]["Properties"]["Environment"]["Variables"]
        variables |= loaded["Globals"]["Function"]["Environment"]["Variables"]
        assert not [name for name in variables if "PASSWORD" in name or "TOKEN" in name]


def test_the_site_and_the_api_share_one_origin_with_security_headers(resources):
    distribution = resources["SiteDistribution"]["Properties"]["DistributionConfig"]
    (api,) = distribution["CacheBehaviors"]
    assert api["PathPattern"] == "/api/*"
    headers = {"Ref": "SiteHeaders"}
    assert api["ResponseHeadersPolicyId"] == headers
    assert distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == headers

"""What the template promises: the queue contract, least privilege, encryption, alarms."""

import json
import re
from typing import Any

import pytest

from core.imports.bucket import UPLOADS
from core.kit.functions import ANSWER_SECONDS
from monitor.handler import SPARE_MILLISECONDS
from tests.contract.resolving import ROOT, SAMCONFIG, TARGETS, Template

FUNCTIONS = (
    *("ApiFunction", "ScorerFunction", "ImporterFunction", "MaintenanceFunction"),
    "MonitorFunction",
)
ROLES = tuple(function.replace("Function", "Role") for function in FUNCTIONS)
# Lambda's network interfaces have no names before they exist.
UNNAMEABLE = {
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
}


@pytest.fixture(scope="module", params=TARGETS)
def template(request) -> Template:
    return Template(request.param)


@pytest.fixture(scope="module")
def resources(template) -> dict[str, Any]:
    return template.resources


def of_type(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: entry["Properties"] for name, entry in resources.items() if entry["Type"] == kind}


def statements(resources: dict[str, Any], role: str) -> list[dict[str, Any]]:
    (policy,) = resources[role]["Properties"]["Policies"]
    return policy["PolicyDocument"]["Statement"]


def actions(statement: dict[str, Any]) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else action


def resources_of(statement: dict[str, Any]) -> list[Any]:
    named = statement["Resource"]
    return named if isinstance(named, list) else [named]


@pytest.mark.parametrize("name", ["ScoringQueue", "PortfolioQueue"])
def test_the_queue_keeps_its_contract(name, resources):
    queue = resources[name]["Properties"]
    scorer = resources["ScorerFunction"]["Properties"]
    assert queue["VisibilityTimeout"] >= 6 * scorer["Timeout"]
    assert queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] == (
        "ScoringDeadLetterQueue"
    )


DAY = 24 * 3_600


@pytest.mark.parametrize("name", ["ScoringQueue", "PortfolioQueue", "ImportQueue"])
def test_a_message_outlives_an_outage_of_four_days_and_ends_where_somebody_sees_it(name, resources):
    """Each delivery fails at once while the database is away, and the next comes as soon as it can.

    A queue forgets a message by its age since it was sent, and the dead letters count on from it.
    """
    queue = resources[name]["Properties"]
    redrive = queue["RedrivePolicy"]
    assert redrive["maxReceiveCount"] <= 1_000, "SQS counts no further"
    outlived = (redrive["maxReceiveCount"] - 1) * queue["VisibilityTimeout"]
    assert outlived > 4 * DAY
    assert queue["MessageRetentionPeriod"] > outlived + queue["VisibilityTimeout"]
    dead_letters = resources[redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]]["Properties"]
    assert dead_letters["MessageRetentionPeriod"] - queue["MessageRetentionPeriod"] >= 7 * DAY


@pytest.mark.parametrize(
    ("name", "concurrency", "batch"),
    [
        ("ScoringMapping", "ScorerMaximumConcurrency", {"Ref": "ScorerBatchSize"}),
        ("PortfolioMapping", "PortfolioMaximumConcurrency", 1),
    ],
)
def test_the_mapping_keeps_its_contract(name, concurrency, batch, resources):
    mapping = resources[name]["Properties"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": {"Ref": concurrency}}
    # Above 10 messages SQS wants a window of a second, and a person would wait for it.
    assert "MaximumBatchingWindowInSeconds" not in mapping
    assert mapping["BatchSize"] == batch


def test_every_queue_and_bucket_is_encrypted_and_private(resources):
    assert all(
        queue["SqsManagedSseEnabled"] for queue in of_type(resources, "AWS::SQS::Queue").values()
    )
    for bucket in of_type(resources, "AWS::S3::Bucket").values():
        assert "BucketEncryption" in bucket
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_lambda_itself_records_how_long_each_function_took(template, function):
    resources = template.resources
    assert (template.globals | resources[function]["Properties"])["Tracing"] == "Active"
    allowed = statements(resources, function.replace("Function", "Role"))
    assert {"xray:PutTraceSegments", "xray:PutTelemetryRecords"} in [
        set(actions(statement)) for statement in allowed
    ]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_function_may_do_only_what_it_needs(resources, function):
    role = function.replace("Function", "Role")
    assert resources[function]["Properties"]["Role"] == {"Fn::GetAtt": [role, "Arn"]}
    assert "ManagedPolicyArns" not in resources[role]["Properties"]
    for statement in statements(resources, role):
        assert not any("*" in action for action in actions(statement))
        if statement["Resource"] == "*":
            assert set(actions(statement)) <= UNNAMEABLE
        named = re.sub(
            r"\$\{(FilesBucket\.Arn\}/[a-z-]+|ModelsBucket\.Arn\})/\*",
            "",
            str(statement["Resource"]),
        )
        assert "*" not in named.replace("'*'", "") or statement["Resource"] == "*"


def test_the_import_queue_keeps_its_contract(resources):
    queue = resources["ImportQueue"]["Properties"]
    importer = resources["ImporterFunction"]["Properties"]
    assert importer["Timeout"] <= 900 and importer["MemorySize"] == 1769
    assert queue["VisibilityTimeout"] >= 6 * importer["Timeout"]
    assert queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] == (
        "ImportDeadLetterQueue"
    )
    mapping = resources["ImportMapping"]["Properties"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BatchSize"] == 1


BUCKET_NAME = "${AWS::StackName}-files-${AWS::AccountId}-${AWS::Region}"


def test_only_the_bucket_tells_of_files_and_only_of_those_that_were_sent(resources):
    [policy] = resources["ImportQueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    source = policy["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"]
    assert source == f"arn:${{AWS::Partition}}:s3:::{BUCKET_NAME}"
    assert policy["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    bucket = resources["FilesBucket"]
    assert bucket["DependsOn"] == "ImportQueuePolicy"
    assert bucket["Properties"]["BucketName"] == {"Fn::Sub": BUCKET_NAME}
    [told] = bucket["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
    assert told["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": UPLOADS}]


def test_files_go_after_30_days_and_travel_encrypted(template, resources):
    bucket = resources["FilesBucket"]["Properties"]
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", 30)
    assert "Prefix" not in rule and "Filter" not in rule
    assert "VersioningConfiguration" not in bucket  # an older version would outlive the 30 days
    [deny] = resources["FilesBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert deny["Effect"] == "Deny"
    plain = "false" if template.parameters["Target"] == "aws" else "never"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": plain}}


def test_a_page_may_send_files_to_the_bucket_and_nothing_else(template, resources):
    bucket = resources["FilesBucket"]["Properties"]
    if template.parameters["Target"] != "aws":
        assert "CorsConfiguration" not in bucket
        return
    [rule] = bucket["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["PUT"]
    [origin] = rule["AllowedOrigins"]
    assert origin["Fn::Sub"] in (
        "https://${SiteHostName}",
        "https://${SiteDistribution.DomainName}",
    )
    headers = resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    told, named = policy["Fn::Sub"]
    assert "connect-src 'self'${Files};" in told
    assert named["Files"]["Fn::Sub"] == (
        f" https://{BUCKET_NAME}.s3.${{AWS::Region}}.${{AWS::URLSuffix}}"
    )


def may(resources, action, bucket):
    """Returns role -> the folders of a bucket in which it may do something."""
    found = {}
    for role in ROLES:
        for entry in statements(resources, role):
            if action in actions(entry):
                named = entry["Resource"]
                for one in named if isinstance(named, list) else [named]:
                    place, folder, *_ = one["Fn::Sub"].split("/")
                    if place == f"${{{bucket}.Arn}}":
                        found.setdefault(role, []).append(folder)
    return found


def test_who_reads_and_writes_which_files(resources):
    assert may(resources, "s3:PutObject", "FilesBucket") == {
        "ApiRole": ["uploads"],
        "ImporterRole": ["marked", "left-out", "ordered", "exports"],
    }
    assert may(resources, "s3:GetObject", "FilesBucket") == {
        "ApiRole": ["uploads", "marked", "exports"],
        "ImporterRole": ["uploads", "left-out", "ordered"],
    }


def test_bundles_stay_and_only_who_scores_by_them_reads_them(template, resources):
    bucket = resources["ModelsBucket"]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    assert bucket["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "LifecycleConfiguration" not in bucket["Properties"]
    [deny] = resources["ModelsBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    plain = "false" if template.parameters["Target"] == "aws" else "never"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": plain}}
    for function in FUNCTIONS:
        role = function.replace("Function", "Role")
        told = [one for one in statements(resources, role) if "ModelsBucket" in str(one)]
        reads = role in {"ScorerRole", "MonitorRole"}
        assert [actions(one) for one in told] == [["s3:GetObject"]] * reads
        named = resources[function]["Properties"].get("Environment", {}).get("Variables", {})
        assert ("MODELS_BUCKET" in named) == reads


def test_only_the_api_and_the_sweep_send_and_only_the_scorer_receives(resources):
    def may(action, queue):
        return {
            role
            for role in ROLES
            for entry in statements(resources, role)
            if action in actions(entry) and {"Fn::GetAtt": [queue, "Arn"]} in resources_of(entry)
        }

    assert may("sqs:SendMessage", "ScoringQueue") == {"ApiRole", "MaintenanceRole"}
    assert may("sqs:SendMessage", "PortfolioQueue") == {
        *("ApiRole", "ScorerRole", "ImporterRole", "MaintenanceRole"),
    }
    assert may("sqs:ReceiveMessage", "PortfolioQueue") == {"ScorerRole"}
    assert may("sqs:ReceiveMessage", "ScoringQueue") == {"ScorerRole"}
    assert may("sqs:SendMessage", "ImportQueue") == {
        *("ApiRole", "ImporterRole", "MaintenanceRole"),
    }
    assert may("sqs:ReceiveMessage", "ImportQueue") == {"ImporterRole"}
    assert may("sqs:SendMessage", "ScoringDeadLetterQueue") == {"ScorerRole"}
    assert may("sqs:SendMessage", "ImportDeadLetterQueue") == {"ImporterRole"}
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
        ("CreditScoring", "ScoreLatency"),
        ("CreditScoring", "ScoresExpired"),
        ("CreditScoring", "ScoresResent"),
        ("CreditScoring", "JournalFaults"),
        ("CreditScoring", "BundlesRefused"),
    }
    assert (("AWS/ApiGateway", "5xx") in watched) == ("HttpApi" in resources)
    assert (("AWS/RDS", "DatabaseConnectionsBorrowLatency") in watched) == (
        "DatabaseProxy" in resources
    )


# Alarm -> statistic, seconds of a period, periods, and above which value it rises
RISES_ABOVE = {
    "DeadLettersAlarm": ("Maximum", 60, 1, 0),
    "ImportDeadLettersAlarm": ("Maximum", 60, 1, 0),
    "ImportsGivenUpAlarm": ("Sum", 60, 1, 0),
    "ExportsGivenUpAlarm": ("Sum", 60, 1, 0),
    "MonitorErrorsAlarm": ("Sum", 300, 1, 0),
    "MonitorRunsFailedAlarm": ("Sum", 60, 1, 0),
    "RedAlertsAlarm": ("Maximum", 60, 1, 0),
    "ScoreMonthsMissingAlarm": ("Maximum", 300, 3, 0),
    "MonitorRunsGivenUpAlarm": ("Sum", 60, 1, 0),
    "ReplaysAlarm": ("Sum", 300, 1, 0),
    "JournalAlarm": ("Maximum", 60, 1, 0),
    "OldestMessageAlarm": ("Maximum", 60, 5, 300),
    "ApiErrorsAlarm": ("Sum", 300, 1, 5),
    "ApiCrashesAlarm": ("Sum", 60, 1, 0),
    "ScorerErrorsAlarm": ("Sum", 60, 1, 0),
    "MaintenanceErrorsAlarm": ("Sum", 300, 1, 2),
    "ScoreLatencyAlarm": ("p95", 300, 3, 150),
    "ScoresExpiredAlarm": ("Sum", 60, 1, 0),
    "RescoringsStandStillAlarm": ("Sum", 60, 1, 0),
    "NoticesFailedAlarm": ("Sum", 60, 1, 0),
    "RecommendationsFailedAlarm": ("Sum", 60, 1, 0),
    "ScoresNotScorableAlarm": ("Sum", 60, 1, 0),
    "BundleAlarm": ("Sum", 60, 1, 0),
    "TrialsFailedAlarm": ("Sum", 60, 1, 0),
    "DatabaseConnectionsAlarm": ("Average", 60, 5, 100_000),
    "PendingTooLongAlarm": ("Sum", 300, 3, 0),
    "RequestsFailedAlarm": ("Sum", 60, 1, 0),
    "ReleaseReturnsBatchesAlarm": ("Sum", 60, 1, 0),
    "BatchesReturnedAlarm": ("Sum", 60, 5, 0),
    "SweepStoppedAlarm": ("Sum", 60, 5, 1),
    "ReplaysStoppedAlarm": ("Sum", 86_400, 2, 1),
    "MonthUncountedAlarm": ("Maximum", 3_600, 1, 0),
    "OldestPendingAlarm": ("Maximum", 60, 3, 600),
}


RISES_WHERE_NOTHING_IS_HEARD = {"SweepStoppedAlarm", "ReplaysStoppedAlarm"}


def test_each_alarm_rises_where_it_should_and_tells_somebody(resources):
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    told = {
        name: (
            alarm.get("Statistic", alarm.get("ExtendedStatistic")),
            alarm["Period"],
            alarm["EvaluationPeriods"],
            alarm["Threshold"],
        )
        for name, alarm in alarms.items()
    }
    assert told == {name: RISES_ABOVE[name] for name in alarms}
    for name, alarm in alarms.items():
        silent = name in RISES_WHERE_NOTHING_IS_HEARD
        assert alarm["ComparisonOperator"] == (
            "LessThanThreshold" if silent else "GreaterThanThreshold"
        )
        assert alarm["TreatMissingData"] == ("breaching" if silent else "notBreaching")
        assert "AlarmActions" in alarm
        # CloudWatch looks back for a week where a period has an hour at least, else for a day
        reach = 7 * DAY if alarm["Period"] >= 3_600 else DAY
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= reach


def test_every_schedule_that_stops_is_noticed(resources):
    """By what its work says at the end: a rule that is off says nothing, nor does a fault."""
    watched = {
        "SweepSchedule": ("SweepStoppedAlarm", "SweepsEnded"),
        "ReplaySchedule": ("ReplaysStoppedAlarm", "ReplaysEnded"),
        "MonitorSchedule": ("MonthUncountedAlarm", "MonthsUncounted"),  # counted by the sweep
    }
    assert watched.keys() == of_type(resources, "AWS::Events::Rule").keys()
    for name, metric in watched.values():
        assert resources[name]["Properties"]["MetricName"] == metric


def test_with_a_topic_every_alarm_writes_to_it():
    template = Template("prod")
    template.parameters["AlarmTopicArn"] = "arn:aws:sns:eu-central-1:123456789012:alarms"
    for alarm in of_type(template.resources, "AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopicArn"}]


def test_every_metric_that_an_alarm_watches_is_one_that_the_functions_write(resources):
    """A misspelt metric never has data, and that counts as all being well."""
    written = "".join(path.read_text() for path in (ROOT / "functions").rglob("*.py"))
    for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values():
        if alarm["Namespace"] == "CreditScoring":
            assert f'"{alarm["MetricName"]}"' in written
            dimension, *version = alarm["Dimensions"]
            services = {
                resources[function]["Properties"]["Environment"]["Variables"][
                    "POWERTOOLS_SERVICE_NAME"
                ]
                for function in FUNCTIONS
            }
            assert dimension["Name"] == "service" and dimension["Value"] in services
            # Of those that a release is taken back by, each figure is the version's own
            assert bool(version) == (
                f'count_of_version(logger.service, "{alarm["MetricName"]}"' in written
            )


def test_the_sweep_runs_every_minute(resources):
    schedule = resources["SweepSchedule"]["Properties"]
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert schedule.get("State", "ENABLED") == "ENABLED"
    [target] = schedule["Targets"]
    assert json.loads(target["Input"]) == {"action": "sweep"}
    assert resources["MaintenanceFunction"]["Properties"]["Timeout"] >= 60


@pytest.mark.parametrize(
    ("function", "alarms"),
    [
        ("ApiFunction", ["ApiCrashesAlarm", "RequestsFailedAlarm"]),
        (
            "ScorerFunction",
            ["ScorerErrorsAlarm", "ReleaseReturnsBatchesAlarm", "ScoresNotScorableAlarm"],
        ),
    ],
)
def test_a_release_is_taken_back_by_its_own_faults_before_the_shift_ends(
    function, alarms, template, resources
):
    preference = resources[function]["Properties"]["DeploymentPreference"]
    assert preference["Enabled"] == {"Ref": "GradualDeployment"}
    assert preference["Type"] == {"Ref": "GradualDeploymentType"}
    assert {alarm["Ref"] for alarm in preference["Alarms"]} == set(alarms)
    shift = template.parameter("GradualDeploymentType")["Default"]
    seconds = int(re.fullmatch(r"Canary10Percent(\d+)Minutes", shift)[1]) * 60
    for name in alarms:
        alarm = resources[name]["Properties"]
        # A minute until the figure is there, and one until it is looked at
        assert alarm["Period"] * alarm["EvaluationPeriods"] + 120 < seconds
        of_version = [one["Value"] for one in alarm["Dimensions"] if one["Name"] == "version"]
        assert of_version == [{"Fn::GetAtt": [function, "Version.Version"]}] * (
            alarm["Namespace"] == "CreditScoring"
        )


def test_whoever_calls_a_function_that_shifts_calls_its_alias(resources):
    named = [
        mapping["FunctionName"]
        for name, mapping in of_type(resources, "AWS::Lambda::EventSourceMapping").items()
        if name in {"ScoringMapping", "PortfolioMapping"}
    ]
    assert named == [{"Ref": "ScorerFunction.Alias"}] * 2


def test_no_secret_stands_in_a_default_or_in_the_environment(template, resources):
    password = template.parameter("DatabasePassword")
    assert (password["Default"], password["NoEcho"]) == ("", True)
    for function in FUNCTIONS:
        variables = resources[function]["Properties"]["Environment"]["Variables"]
        variables |= template.globals["Environment"]["Variables"]
        assert not [name for name in variables if "PASSWORD" in name or "TOKEN" in name]


def test_the_site_and_the_api_share_one_origin_with_security_headers(resources):
    if "SiteDistribution" not in resources:
        assert resources["ApiFunctionUrl"]["Properties"]["AuthType"] == "NONE"
        return
    distribution = resources["SiteDistribution"]["Properties"]["DistributionConfig"]
    (api,) = distribution["CacheBehaviors"]
    assert api["PathPattern"] == "/api/*"
    headers = {"Ref": "SiteHeaders"}
    assert api["ResponseHeadersPolicyId"] == headers
    assert distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == headers


def test_a_database_of_its_own_is_private_encrypted_kept_and_pooled(template, resources):
    if not template.holds("MakesDatabase"):
        assert not [entry for entry in resources.values() if entry["Type"].startswith("AWS::RDS")]
        return
    cluster = resources["DatabaseCluster"]
    assert cluster["DeletionPolicy"] == cluster["UpdateReplacePolicy"] == "Snapshot"
    properties = cluster["Properties"]
    assert properties["StorageEncrypted"] and properties["DeletionProtection"]
    assert properties["ManageMasterUserPassword"] and "MasterUserPassword" not in properties
    assert properties["BackupRetentionPeriod"] == {"Ref": "DatabaseBackupDays"}
    assert properties["CopyTagsToSnapshot"]
    days = template.parameter("DatabaseBackupDays")
    assert int(template.parameters["DatabaseBackupDays"]) >= 14 and days["MinValue"] >= 1
    assert resources["DatabaseProxy"]["Properties"]["RequireTLS"] is True
    variables = template.globals["Environment"]["Variables"]
    assert variables["DATABASE_HOST"] == {"Fn::GetAtt": ["DatabaseProxy", "Endpoint"]}


@pytest.mark.parametrize(("changed", "count"), [({}, 2), ({"DatabaseSecondInstance": "false"}, 1)])
def test_a_second_instance_stands_ready_in_another_zone(changed, count):
    template = Template("prod")
    template.parameters |= changed
    resources = template.resources
    instances = of_type(resources, "AWS::RDS::DBInstance")
    assert len(instances) == count
    zones = [str(instance["AvailabilityZone"]) for instance in instances.values()]
    assert len(set(zones)) == count
    subnets = of_type(resources, "AWS::EC2::Subnet")
    assert set(zones) <= {str(subnet["AvailabilityZone"]) for subnet in subnets.values()}
    for instance in instances.values():
        assert instance["DBClusterIdentifier"] == {"Ref": "DatabaseCluster"}
        assert instance["PubliclyAccessible"] is False
        assert instance["PromotionTier"] <= 1, "a smaller one would have to grow first"


def test_the_network_leads_nowhere_but_to_the_services_it_needs(template, resources):
    kinds = {entry["Type"] for entry in resources.values()}
    assert not kinds & {"AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route"}
    for group in of_type(resources, "AWS::EC2::SecurityGroup").values():
        rules = [*group.get("SecurityGroupIngress", []), *group["SecurityGroupEgress"]]
        assert "0.0.0.0/0" not in str(rules)
    if template.holds("MakesDatabase"):
        services = {
            endpoint["ServiceName"]["Fn::Sub"].rsplit(".", 1)[-1]
            for endpoint in of_type(resources, "AWS::EC2::VPCEndpoint").values()
        }
        assert services == {"secretsmanager", "sqs", "s3", "lambda"}


def test_who_may_call_which_function_at_once(template, resources):
    scorer, monitor = {"Ref": "ScorerFunction.Alias"}, {"Ref": "MonitorFunction.Alias"}
    calling = {}
    for role in of_type(resources, "AWS::IAM::Role"):
        for entry in statements(resources, role):
            if any(action.startswith("lambda:") for action in actions(entry)):
                calling.setdefault(role, []).append(entry["Resource"])
    assert calling == {"ApiRole": [scorer, monitor], "MaintenanceRole": [monitor]}
    api = resources["ApiFunction"]["Properties"]
    assert api["Environment"]["Variables"]["SCORER_FUNCTION"] == scorer
    for function in ("ApiFunction", "MaintenanceFunction"):
        variables = resources[function]["Properties"]["Environment"]["Variables"]
        assert variables["MONITOR_FUNCTION"] == monitor
    # Two waits for an answer end before the api does
    assert api["Timeout"] > 2 * (ANSWER_SECONDS + 1)
    # What the queue may use leaves the rest of the account's environments to who waits
    assert "ReservedConcurrentExecutions" not in resources["ScorerFunction"]["Properties"]
    if template.holds("MakesDatabase"):
        [way] = resources["ScorerEndpoint"]["Properties"]["PolicyDocument"]["Statement"]
        assert (way["Action"], way["Resource"]) == ("lambda:InvokeFunction", [scorer, monitor])


def test_the_month_is_counted_when_it_is_over_everywhere(resources):
    schedule = resources["MonitorSchedule"]["Properties"]
    assert schedule["ScheduleExpression"] == "cron(0 3 2 * ? *)"
    assert schedule.get("State", "ENABLED") == "ENABLED"
    [target] = schedule["Targets"]
    assert target["Arn"] == {"Ref": "MonitorFunction.Alias"}
    assert json.loads(target["Input"]) == {"action": "run"}
    permission = resources["MonitorPermission"]["Properties"]
    assert permission["SourceArn"] == {"Fn::GetAtt": ["MonitorSchedule", "Arn"]}


def test_the_monitor_has_the_models_and_ends_before_its_environment(resources):
    monitor = resources["MonitorFunction"]["Properties"]
    assert [layer["Ref"] for layer in monitor["Layers"]] == [
        *("CoreLayer", "ModelLayer", "AnalysisLayer"),
    ]
    assert monitor["Timeout"] == 900
    assert monitor["Timeout"] * 1_000 / 2 > SPARE_MILLISECONDS


# Of Aurora PostgreSQL Serverless v2 by maximum capacity; 2,000 at most where the minimum is 0.5
MAXIMUM_CONNECTIONS = {1: 189, 4: 823, 8: 1_669, 16: 3_360}


def test_all_environments_at_once_find_a_connection_at_the_proxy(template, resources):
    if not template.holds("MakesDatabase"):
        return
    pool = resources["DatabaseProxyTargets"]["Properties"]["ConnectionPoolConfigurationInfo"]
    capacity = int(template.parameters["DatabaseMaximumCapacity"])
    # Who gets none is told so, before the function's own time is over
    assert pool["ConnectionBorrowTimeout"] < resources["ApiFunction"]["Properties"]["Timeout"] / 2
    connections = MAXIMUM_CONNECTIONS[capacity] * pool["MaxConnectionsPercent"] / 100
    api, *scorers = (
        int(template.parameters[name])
        for name in (
            *("ApiReservedConcurrency", "ScorerMaximumConcurrency"),
            "PortfolioMaximumConcurrency",
        )
    )
    assert api > 0, "without a limit the environments may be more than the connections"
    assert api + sum(scorers) < connections / 2


def test_the_runtime_is_one_parameter_everywhere(template, resources):
    assert template.globals["Runtime"] == {"Ref": "PythonRuntime"}
    layers = of_type(resources, "AWS::Serverless::LayerVersion")
    assert len(layers) == 3
    for layer in layers.values():
        assert layer["CompatibleRuntimes"] == [{"Ref": "PythonRuntime"}]
    declared = template.parameter("PythonRuntime")
    assert declared["AllowedValues"] == ["python3.11", "python3.12", "python3.13"]
    assert declared["Default"] == "python3.13"


SNAPSHOTS = {"ApplyOn": "PublishedVersions"}


@pytest.mark.parametrize(
    ("target", "changed", "api", "scorer"),
    [
        ("prod", {}, True, True),
        ("prod", {"SnapStart": "false"}, False, False),
        ("prod", {"PythonRuntime": "python3.11"}, False, False),
        ("prod", {"ApiProvisionedConcurrency": "2"}, False, True),
        ("local", {"SnapStart": "true"}, False, False),
        ("localstack", {"SnapStart": "true"}, False, False),
    ],
)
def test_snapshots_are_used_where_aws_can(target, changed, api, scorer):
    template = Template(target)
    template.parameters |= changed
    for function, expected in (("ApiFunction", api), ("ScorerFunction", scorer)):
        properties = template.resources[function]["Properties"]
        assert properties.get("SnapStart") == (SNAPSHOTS if expected else None)
        assert not (expected and "ProvisionedConcurrencyConfig" in properties)


def test_every_function_knows_the_time_zone_of_the_bank(template):
    assert template.globals["Environment"]["Variables"]["BANK_TIME_ZONE"] == {"Ref": "BankTimeZone"}


def test_whatever_prod_makes_is_tagged():
    assert SAMCONFIG["prod"]["deploy"]["parameters"]["tags"]


def test_localstack_scores_with_several_mappings_each_on_an_alias_of_its_own(template, resources):
    mappings = of_type(resources, "AWS::Lambda::EventSourceMapping")
    if template.parameters["Target"] != "localstack":
        assert set(mappings) == {"ScoringMapping", "PortfolioMapping", "ImportMapping"}
        return
    mappings.pop("ImportMapping")
    mappings.pop("PortfolioMapping")
    assert len(mappings) == 4
    aliases = {str(mapping["FunctionName"]) for mapping in mappings.values()}
    assert len(aliases) == 4
    for mapping in mappings.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["BatchSize"] == {"Ref": "ScorerBatchSize"}


def test_sam_local_finds_the_api_and_its_function(resources):
    kinds = [entry["Type"] for entry in resources.values()]
    if "HttpApi" not in resources:
        return
    assert kinds.index("AWS::ApiGatewayV2::Api") < kinds.index("AWS::Serverless::Function")
    uri = resources["ApiIntegration"]["Properties"]["IntegrationUri"]["Fn::Sub"]
    assert uri.endswith("/functions/${ApiFunction.Arn}:live/invocations")


def test_the_bucket_serves_the_site_itself_only_where_there_is_no_distribution(resources):
    bucket = resources["SiteBucket"]["Properties"]
    assert ("WebsiteConfiguration" in bucket) != ("SiteDistribution" in resources)


def test_functions_join_the_network_where_there_is_one(template, resources):
    joined = "VpcConfig" in template.globals
    assert joined == template.holds("IsInNetwork")
    for function in FUNCTIONS:
        role = function.replace("Function", "Role")
        sids = {statement["Sid"] for statement in statements(resources, role)}
        assert ("JoinNetwork" in sids) == joined


def test_a_given_host_name_is_served_with_its_certificate(template, resources):
    if not template.holds("HasHostName"):
        return
    distribution = resources["SiteDistribution"]["Properties"]["DistributionConfig"]
    assert distribution["Aliases"] == [{"Ref": "SiteHostName"}]
    assert distribution["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"


def test_only_an_emulator_may_speak_plainly_or_hold_demo_data(template):
    target = template.parameters["Target"]
    if target == "aws":
        assert template.parameters["CookieSecure"] == "true"
        assert template.parameters["DatabaseSslMode"] == "verify-full"
        assert template.parameters["DemoData"] == "false"
        assert template.parameters["SecondFactorRequired"] == "true"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("AuthenticationSecret", {"ApiRole"}), ("DocumentSecret", {"ApiRole", "ImporterRole"})],
)
def test_a_key_is_read_by_few_and_outlives_the_stack(template, resources, name, expected):
    secret = template.resources[name]
    assert secret["DeletionPolicy"] == secret["UpdateReplacePolicy"] == "Retain"
    assert "SecretString" not in secret["Properties"]
    readers = {
        role
        for role in ROLES
        for entry in statements(resources, role)
        if entry["Resource"] == {"Fn::GetAtt": [name, "Id"]}
    }
    assert readers == expected

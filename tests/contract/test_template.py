"""What the template promises: the queue contract, least privilege, encryption, alarms."""

import json
import re
from typing import Any

import pytest

from core.imports.bucket import UPLOADS
from core.kit.functions import ANSWER_SECONDS
from tests.contract.resolving import ROOT, SAMCONFIG, TARGETS, Template

FUNCTIONS = ("ApiFunction", "ScorerFunction", "ImporterFunction", "MaintenanceFunction")
# Lambda's network interfaces have no names before they exist.
UNNAMEABLE = {
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
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
        named = re.sub(r"\$\{FilesBucket\.Arn\}/[a-z-]+/\*", "", str(statement["Resource"]))
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


def test_who_reads_and_writes_which_files(resources):
    def may(action):
        found = {}
        for function in FUNCTIONS:
            role = function.replace("Function", "Role")
            for entry in statements(resources, role):
                if action in actions(entry):
                    named = entry["Resource"]
                    for one in named if isinstance(named, list) else [named]:
                        found.setdefault(role, []).append(one["Fn::Sub"].split("/")[1])
        return found

    assert may("s3:PutObject") == {
        "ApiRole": ["uploads"],
        "ImporterRole": ["marked", "left-out", "ordered", "exports"],
    }
    assert may("s3:GetObject") == {
        "ApiRole": ["uploads", "marked", "exports"],
        "ImporterRole": ["uploads", "left-out", "ordered"],
    }


def test_only_the_api_and_the_sweep_send_and_only_the_scorer_receives(resources):
    def may(action, queue):
        return {
            role
            for role in ("ApiRole", "ScorerRole", "ImporterRole", "MaintenanceRole")
            for entry in statements(resources, role)
            if action in actions(entry) and entry["Resource"] == {"Fn::GetAtt": [queue, "Arn"]}
        }

    assert may("sqs:SendMessage", "ScoringQueue") == {
        *("ApiRole", "ImporterRole", "MaintenanceRole"),
    }
    assert may("sqs:ReceiveMessage", "ScoringQueue") == {"ScorerRole"}
    assert may("sqs:SendMessage", "ImportQueue") == {
        *("ApiRole", "ImporterRole", "MaintenanceRole"),
    }
    assert may("sqs:ReceiveMessage", "ImportQueue") == {"ImporterRole"}
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
        ("CreditScoring", "ScoreLatency"),
        ("CreditScoring", "ScoresExpired"),
        ("CreditScoring", "ScoresResent"),
        ("CreditScoring", "JournalFaults"),
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
    "JournalAlarm": ("Maximum", 60, 1, 0),
    "OldestMessageAlarm": ("Maximum", 60, 5, 300),
    "ApiErrorsAlarm": ("Sum", 300, 1, 5),
    "ApiCrashesAlarm": ("Sum", 60, 1, 0),
    "ScorerErrorsAlarm": ("Sum", 60, 1, 0),
    "MaintenanceErrorsAlarm": ("Sum", 300, 1, 2),
    "ScoreLatencyAlarm": ("p95", 300, 3, 150),
    "ScoresExpiredAlarm": ("Sum", 60, 1, 0),
    "ScoresNotScorableAlarm": ("Sum", 60, 1, 0),
    "TrialsFailedAlarm": ("Sum", 60, 1, 0),
    "DatabaseConnectionsAlarm": ("Average", 60, 5, 100_000),
    "PendingTooLongAlarm": ("Sum", 300, 3, 0),
}


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
    for alarm in alarms.values():
        assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
        assert alarm["TreatMissingData"] == "notBreaching"
        assert "AlarmActions" in alarm


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
            [dimension] = alarm["Dimensions"]
            services = {
                resources[function]["Properties"]["Environment"]["Variables"][
                    "POWERTOOLS_SERVICE_NAME"
                ]
                for function in FUNCTIONS
            }
            assert dimension["Name"] == "service" and dimension["Value"] in services


def test_the_sweep_runs_every_minute(resources):
    schedule = resources["SweepSchedule"]["Properties"]
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert schedule.get("State", "ENABLED") == "ENABLED"
    [target] = schedule["Targets"]
    assert json.loads(target["Input"]) == {"action": "sweep"}
    assert resources["MaintenanceFunction"]["Properties"]["Timeout"] >= 60


def test_a_gradual_release_is_taken_back_by_alarms_that_exist(resources):
    preference = resources["ApiFunction"]["Properties"]["DeploymentPreference"]
    assert preference["Enabled"] == {"Ref": "GradualDeployment"}
    watched = {alarm["Ref"] for alarm in preference["Alarms"]}
    assert watched >= {"ApiCrashesAlarm", "ScoreLatencyAlarm"}
    assert watched <= of_type(resources, "AWS::CloudWatch::Alarm").keys()


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
    assert resources["DatabaseInstance"]["Properties"]["PubliclyAccessible"] is False
    assert resources["DatabaseProxy"]["Properties"]["RequireTLS"] is True
    variables = template.globals["Environment"]["Variables"]
    assert variables["DATABASE_HOST"] == {"Fn::GetAtt": ["DatabaseProxy", "Endpoint"]}


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


def test_the_api_may_ask_the_scorer_at_once_and_no_other_function(template, resources):
    alias = {"Ref": "ScorerFunction.Alias"}
    asking = {
        role: entry["Resource"]
        for role in of_type(resources, "AWS::IAM::Role")
        for entry in statements(resources, role)
        if any(action.startswith("lambda:") for action in actions(entry))
    }
    assert asking == {"ApiRole": alias}
    api = resources["ApiFunction"]["Properties"]
    assert api["Environment"]["Variables"]["SCORER_FUNCTION"] == alias
    # Two waits for an answer end before the api does
    assert api["Timeout"] > 2 * (ANSWER_SECONDS + 1)
    # What the queue may use leaves the rest of the account's environments to who waits
    assert "ReservedConcurrentExecutions" not in resources["ScorerFunction"]["Properties"]
    if template.holds("MakesDatabase"):
        [way] = resources["ScorerEndpoint"]["Properties"]["PolicyDocument"]["Statement"]
        assert (way["Action"], way["Resource"]) == ("lambda:InvokeFunction", alias)


# Of Aurora PostgreSQL Serverless v2 by maximum capacity; 2,000 at most where the minimum is 0.5
MAXIMUM_CONNECTIONS = {1: 189, 4: 823, 8: 1_669, 16: 3_360}


def test_all_environments_at_once_find_a_connection_at_the_proxy(template, resources):
    if not template.holds("MakesDatabase"):
        return
    pool = resources["DatabaseProxyTargets"]["Properties"]["ConnectionPoolConfigurationInfo"]
    capacity = int(template.parameters["DatabaseMaximumCapacity"])
    connections = MAXIMUM_CONNECTIONS[capacity] * pool["MaxConnectionsPercent"] / 100
    api, scorers = (
        int(template.parameters[name])
        for name in ("ApiReservedConcurrency", "ScorerMaximumConcurrency")
    )
    assert api > 0, "without a limit the environments may be more than the connections"
    assert api + scorers < connections / 2


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
        assert set(mappings) == {"ScoringMapping", "ImportMapping"}
        return
    mappings.pop("ImportMapping")
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
        for role in ("ApiRole", "ScorerRole", "ImporterRole", "MaintenanceRole")
        for entry in statements(resources, role)
        if entry["Resource"] == {"Fn::GetAtt": [name, "Id"]}
    }
    assert readers == expected

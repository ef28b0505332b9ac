"""Who may reach what: database roles, ports, the edge, and what is cached and when."""

import json
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml

from tests.contract.resolving import ROOT, TARGETS, Template
from tests.contract.test_template import FUNCTIONS, of_type, statements

# AWS's managed policies of CloudFront, by the ids that its documentation gives them
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


@pytest.fixture(scope="module", params=TARGETS)
def template(request) -> Template:
    return Template(request.param)


@pytest.fixture(scope="module")
def resources(template) -> dict[str, Any]:
    return template.resources


def readable_secrets(resources: dict[str, Any], role: str) -> list[str]:
    return [
        str(entry["Resource"])
        for entry in statements(resources, role)
        if (entry["Action"] == "secretsmanager:GetSecretValue" and "Database" in entry["Sid"])
        or entry["Sid"] == "ReadOwnerSecret"
    ]


def test_only_the_migration_is_the_owner_of_the_tables(template, resources):
    runtime = str(template.globals["Environment"]["Variables"]["DATABASE_SECRET_ID"])
    maintenance = resources["MaintenanceFunction"]["Properties"]["Environment"]["Variables"]
    owner = str(maintenance["DATABASE_OWNER_SECRET_ID"])
    assert owner != runtime
    for function in ("Api", "Scorer", "Importer", "Monitor"):
        assert readable_secrets(resources, f"{function}Role") == [runtime]
        own = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
        assert not own.keys() & {"DATABASE_OWNER_SECRET_ID", "DATABASE_SECRET_ID"}
    assert readable_secrets(resources, "MaintenanceRole") == [runtime, owner]


def test_the_runtime_role_has_a_password_that_nobody_chose(template, resources):
    if template.holds("HasGivenDatabase"):
        assert "RuntimeSecret" not in resources
        return
    generated = resources["RuntimeSecret"]["Properties"]["GenerateSecretString"]
    assert generated["PasswordLength"] >= 32
    assert template.parameters["DatabaseRuntimeUser"] != template.parameters["DatabaseUser"]


def test_the_proxy_knows_both_roles_and_takes_passwords_only(template, resources):
    if not template.holds("MakesDatabase"):
        return
    logins = resources["DatabaseProxy"]["Properties"]["Auth"]
    assert {str(login["SecretArn"]) for login in logins} == {
        str(resource) for resource in statements(resources, "DatabaseProxyRole")[0]["Resource"]
    }
    assert {login["IAMAuth"] for login in logins} == {"DISABLED"}
    assert "EnableIAMDatabaseAuthentication" not in resources["DatabaseCluster"]["Properties"]


def test_a_given_database_is_refused_without_an_owner():
    document = cfn_yaml.load(str(ROOT / "infra" / "template.yaml"))
    rule = json.dumps(document["Rules"]["AGivenDatabaseHasTwoRoles"])
    assert "DatabaseSecretArn" in rule
    assert "DatabaseOwnerSecretArn" in rule


def test_every_rule_of_a_security_group_opens_one_port(resources):
    groups = of_type(resources, "AWS::EC2::SecurityGroup").values()
    rules = [
        rule
        for group in groups
        for rule in [*group.get("SecurityGroupIngress", []), *group["SecurityGroupEgress"]]
    ]
    rules += of_type(resources, "AWS::EC2::SecurityGroupIngress").values()
    assert {(rule["FromPort"], rule["ToPort"]) for rule in rules} <= {(443, 443), (5432, 5432)}


def test_the_code_of_a_function_may_make_no_network_interface(template, resources):
    for function in FUNCTIONS:
        role = function.replace("Function", "Role")
        by_sid = {entry["Sid"]: entry for entry in statements(resources, role)}
        assert ("KeepCodeOutOfNetwork" in by_sid) == template.holds("IsInNetwork")
        if "KeepCodeOutOfNetwork" in by_sid:
            denied = by_sid["KeepCodeOutOfNetwork"]
            assert denied["Effect"] == "Deny"
            assert set(denied["Action"]) == set(by_sid["JoinNetwork"]["Action"])


def test_answers_of_the_api_are_never_cached_and_every_cookie_goes_on(resources):
    """Somebody else's answer would be shown, or nobody would be logged in."""
    if "SiteDistribution" not in resources:
        return
    [api] = resources["SiteDistribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    assert api["CachePolicyId"] == CACHING_DISABLED
    assert api["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST
    assert {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} <= set(api["AllowedMethods"])


def test_browsers_stay_on_https_below_the_site_too(resources):
    if "SiteHeaders" not in resources:
        return
    config = resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]["StrictTransportSecurity"]
    assert security["IncludeSubdomains"] is True
    assert security["AccessControlMaxAgeSec"] >= 31_536_000


def test_pages_run_only_what_the_site_brings_and_stand_in_no_frame(resources):
    if "SiteHeaders" not in resources:
        return
    config = resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    headers = config["SecurityHeadersConfig"]
    told, _ = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    policy = told.split("; ")
    wanted = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert {f"{name} 'none'" for name in wanted} <= set(policy)
    assert "script-src 'self'" in policy
    assert headers["ContentTypeOptions"]["Override"]
    assert headers["ReferrerPolicy"]["ReferrerPolicy"] == "same-origin"


def test_the_sweep_runs_every_minute(resources):
    assert resources["SweepSchedule"]["Properties"]["ScheduleExpression"] == "rate(1 minute)"
    assert resources["SweepSchedule"]["Properties"].get("State", "ENABLED") == "ENABLED"


def test_how_much_the_api_answers_is_a_parameter(template, resources):
    if "HttpApiStage" not in resources:
        return
    settings = resources["HttpApiStage"]["Properties"]["DefaultRouteSettings"]
    assert settings == {
        "ThrottlingBurstLimit": {"Ref": "ApiRequestsAtOnce"},
        "ThrottlingRateLimit": {"Ref": "ApiRequestsPerSecond"},
    }
    assert int(template.parameters["ApiRequestsPerSecond"]) >= 100


def test_the_firewall_bounds_what_one_address_may_ask():
    document = cfn_yaml.load(str(ROOT / "infra" / "firewall.yaml"))
    acl = document["Resources"]["WebAcl"]["Properties"]
    assert acl["Scope"] == "CLOUDFRONT"
    rule = acl["Rules"][0]
    assert rule["Statement"]["RateBasedStatement"]["Limit"] == {"Ref": "RequestsPerFiveMinutes"}
    answer = rule["Action"]["Block"]["CustomResponse"]
    body = json.loads(acl["CustomResponseBodies"][answer["CustomResponseBodyKey"]]["Content"])
    assert (answer["ResponseCode"], body.keys()) == (429, {"error", "detail", "request_id"})

"""What the template promises about the edge and the logs: the database's, and the site's origin."""

from typing import Any

import pytest

from api.kit.origin import ORIGIN_HEADER
from local import postgres
from tests.contract.resolving import TARGETS, Template

# AWS's own policies, by the ids it publishes
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


@pytest.fixture(scope="module", params=TARGETS)
def template(request) -> Template:
    return Template(request.param)


@pytest.fixture(scope="module")
def resources(template) -> dict[str, Any]:
    return template.resources


def test_the_database_logs_no_statement_and_no_value(resources):
    """The same parameters as locally, where a test reads the log of statements that fail."""
    if "DatabaseCluster" not in resources:
        return
    group = resources["DatabaseParameters"]["Properties"]["Parameters"]
    assert group.items() >= postgres.LOGGING.items()
    assert resources["DatabaseCluster"]["Properties"]["DBClusterParameterGroupName"] == {
        "Ref": "DatabaseParameters"
    }
    identifier = resources["DatabaseCluster"]["Properties"]["DBClusterIdentifier"]["Fn::Sub"]
    assert resources["DatabaseLogGroup"]["Properties"]["LogGroupName"]["Fn::Sub"] == (
        f"/aws/rds/cluster/{identifier}/postgresql"
    )


def test_the_api_answers_on_aws_only_through_the_distribution(template, resources):
    told = resources["ApiFunction"]["Properties"]["Environment"]["Variables"].get(
        "ORIGIN_SECRET_ID"
    )
    if template.parameters["Target"] != "aws":
        assert told is None
        return
    assert told == {"Ref": "OriginSecret"}
    [origin] = [entry for entry in distribution(resources)["Origins"] if entry["Id"] == "api"]
    [header] = origin["OriginCustomHeaders"]
    assert header["HeaderName"].lower() == ORIGIN_HEADER
    assert header["HeaderValue"] == {"Fn::Sub": "{{resolve:secretsmanager:${OriginSecret}}}"}


def test_nobodys_answer_is_kept_for_another_and_the_session_reaches_the_api(template, resources):
    if template.parameters["Target"] == "localstack":
        return
    [behaviour] = distribution(resources)["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/api/*"
    assert behaviour["CachePolicyId"] == CACHING_DISABLED
    assert behaviour["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER


def test_the_access_log_keeps_no_address(template, resources):
    if template.parameters["Target"] != "localstack":
        assert "sourceIp" not in str(resources["HttpApiStage"]["Properties"]["AccessLogSettings"])


def distribution(resources):
    return resources["SiteDistribution"]["Properties"]["DistributionConfig"]

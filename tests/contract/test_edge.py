"""What the template promises about the edge and the logs: the database's, and the site's origin."""

from typing import Any

import pytest

from local import postgres
from tests.contract.resolving import TARGETS, Template


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

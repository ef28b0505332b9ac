"""A file goes all its way on a running stack: to the bucket, through the importer, and back."""

import hashlib
from time import monotonic, sleep
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from tests.e2e.deployed import PATIENCE_SECONDS

CONTENT = (
    "Номер договора;Месяц;Статус\r\nНЕТ-ТАКОГО-1;31.01.2026;0\r\nНЕТ-ТАКОГО-2;28.02.2026;1\r\n"
).encode()


@pytest.fixture
def analyst(deployed):
    with httpx.Client(base_url=deployed.site_url, timeout=PATIENCE_SECONDS) as client:
        answer = client.post("api/auth/login", json=deployed.demo("analyst"))
        assert answer.status_code == 200, answer.text
        yield client


def settled(client: httpx.Client, import_id: int, state: str) -> dict[str, Any]:
    """Returns an import once it is in a state."""
    end = monotonic() + PATIENCE_SECONDS
    while monotonic() < end:
        found: dict[str, Any] = client.get(f"api/imports/{import_id}").json()
        if (found["state"], found["step"]) == (state, None):
            return found
        assert found["fault"] is None, found["fault"]
        sleep(0.3)
    pytest.fail(f"The import is {found['state']} ({found['step']}), not {state}.")


def opened(client: httpx.Client, content: bytes) -> dict[str, Any]:
    told = {"kind": "payments", "file_name": "платежи.csv", "size_bytes": len(content)}
    sha256 = hashlib.sha256(content).hexdigest()
    answer = client.post("api/imports", json={**told, "sha256": sha256})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_file_is_sent_read_checked_and_fetched_back(analyst, deployed):
    made = opened(analyst, CONTENT)
    upload = made["upload"]
    sent = httpx.put(
        urljoin(deployed.site_url, upload["url"]), content=CONTENT, headers=upload["headers"]
    )
    assert sent.status_code == 200, sent.text
    found = settled(analyst, made["id"], "profiled")
    columns = [
        {name: value for name, value in one.items() if name != "confidence"}
        for one in found["profile"]["guess"]
    ]
    answer = analyst.put(f"api/imports/{made['id']}/mapping", json={"columns": columns})
    assert answer.status_code == 200, answer.text
    report = settled(analyst, made["id"], "checked")["report"]
    assert (report["rows"], report["ready"], report["with_errors"]) == (2, 0, 2)
    link = analyst.get(f"api/imports/{made['id']}/files/errors").json()
    marked = httpx.get(urljoin(deployed.site_url, link["url"]))
    assert marked.headers["content-disposition"].startswith("attachment")
    lines = marked.content.decode().splitlines()
    assert lines[0].endswith(";Ошибки")
    assert "договора с таким номером нет" in lines[1]
    assert analyst.post(f"api/imports/{made['id']}/cancel").status_code == 200


def test_another_file_is_not_taken_under_the_address_of_one(analyst, deployed):
    made = opened(analyst, b"announced")
    url, headers = urljoin(deployed.site_url, made["upload"]["url"]), made["upload"]["headers"]
    answer = httpx.put(url, content=b"something", headers=headers)
    found: dict[str, Any] = {}
    if answer.status_code == 200:  # an emulator that looks at no checksum: then the importer does
        end = monotonic() + PATIENCE_SECONDS
        while monotonic() < end and found.get("state") != "rejected":
            sleep(0.3)
            found = analyst.get(f"api/imports/{made['id']}").json()
        assert found["fault"]["code"] == "file_differs"
    else:
        assert answer.status_code in (400, 403)


@pytest.mark.parametrize(
    "path",
    [
        "files/",
        "files/credit-scoring-artifacts/?list-type=2&X-Amz-Signature=0",
        "files/?Action=CreateUser&UserName=mallory&X-Amz-Signature=0",
    ],
)
def test_the_sites_origin_leads_to_files_and_nothing_else_of_the_bucket(
    deployed, local_stack, path
):
    assert deployed.get(path).status_code == 403

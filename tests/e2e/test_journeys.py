"""What people do, through the site's host with a cookie, on the deployed stack."""

import re
from urllib.parse import urljoin

import pytest

from tests.e2e.deployed import eventually

WAITING = {"Prefer": "wait=20"}


def ask_for_score(client, client_id):
    """Asks for a score and waits for it, longer than the service itself is ready to wait."""
    path = f"/api/clients/{client_id}/score"
    answer = client.post(path, headers=WAITING)
    assert answer.headers["preference-applied"] == "wait=20"
    location = urljoin(path, answer.headers["location"])
    assert eventually(lambda: client.get(location).json()["status"] == "done")
    return client.get(location).json()


@pytest.mark.usefixtures("distribution")
def test_the_site_is_served_with_security_headers(deployed):
    page = deployed.get()
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html")
    assert "Credit scoring" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["x-frame-options"] == "DENY"


@pytest.mark.usefixtures("distribution")
def test_hashed_files_are_cached_for_ever_and_the_page_never(deployed):
    page = deployed.get()
    assert page.headers["cache-control"] == "no-cache"
    script = deployed.get(re.findall(r'src="/(assets/[^"]+)"', page.text)[0])
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-encoding"] == "gzip"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"].startswith("max-age=31536000")
    assert page.headers["referrer-policy"] == "same-origin"


def test_the_api_answers_on_its_own_host_too(deployed):
    answer = deployed.ask_api("/health", params={"deep": "true"})
    assert answer.json() == {"status": "ok", "deep": True}


def test_a_manager_edits_a_client_and_sees_the_new_score(deployed, people):
    team = people.team()
    client_id = team.clients[0].client_id
    card = f"/api/clients/{client_id}"

    def listed():
        answer = manager.get("/api/clients", params={"manager": "me", "limit": 200}).json()
        return {row["id"]: row["score_id"] for row in answer["items"]}

    with deployed.log_in(team.manager) as manager:
        assert set(listed()) == {client.client_id for client in team.clients}
        edited = manager.patch(card, json={"amt_income_total": "432100.00"})
        assert edited.status_code == 200, edited.text
        score = ask_for_score(manager, client_id)
        assert manager.get(f"{card}/scores").json()[0] == score
        assert listed()[client_id] == score["id"]
    assert 0 < score["proba"] < 1
    assert score["rating"] == round(1 - score["proba"], 2)
    assert score["decision"] in {"approve", "review", "decline"}
    assert score["features"]["amt_income_total"] == 432100.0
    assert {reason["direction"] for reason in score["reasons"]} <= {"raises_risk", "lowers_risk"}
    assert len(score["reasons"]) >= 2


def test_a_borrower_asks_for_a_score_and_reads_why(deployed, people):
    with deployed.log_in(people.borrower()) as borrower:
        score = ask_for_score(borrower, borrower.get("/api/auth/me").json()["client_id"])
        dashboard = borrower.get("/api/me/dashboard").json()
    assert dashboard["scores"][0]["id"] == score["id"]
    assert dashboard["credits"][0]["payment_history"]
    assert dashboard["manager"]["first_name"]
    assert all("you" in reason["text_en"].lower() for reason in score["reasons"])


def test_a_borrower_sees_nobody_else(deployed, people):
    one, other = people.team(clients=2).clients
    with deployed.log_in(one) as borrower:
        for path in (f"/{other.client_id}", f"/{other.client_id}/scores", ""):
            assert borrower.get(f"/api/clients{path}").status_code == 403


@pytest.mark.disruptive  # everybody gets a score that they did not ask for
def test_an_analyst_rescores_the_portfolio(deployed, people):
    with deployed.log_in(people.staff("analyst")) as analyst:
        asked = analyst.post("/api/portfolio/scores").json()
        total = analyst.get("/api/clients").json()["total"]

        def progress():
            return analyst.get(f"/api/portfolio/scores/{asked['id']}").json()

        assert eventually(lambda: progress()["ended_at"])
        assert (progress()["done"], progress()["failed"], progress()["pending"]) == (total, 0, 0)


def test_logging_out_ends_the_session_everywhere(deployed, people):
    with deployed.log_in(people.staff("underwriter")) as underwriter:
        token = underwriter.cookies["session"]
        assert underwriter.post("/api/auth/logout").status_code == 204
    assert deployed.get("api/auth/me", cookies={"session": token}).status_code == 401


MOST_EVENTS = 10_000  # of one answer; the emulator says nothing of those beyond


def logged_lines(deployed):
    groups = deployed.aws("logs").describe_log_groups()["logGroups"]
    return [line for group in groups for line in lines_of(deployed, group["logGroupName"])]


def lines_of(deployed, group):
    """All lines of a group, from the moment on at which the answer before ended."""
    pages = deployed.aws("logs").get_paginator("filter_log_events")
    start, count = 0, MOST_EVENTS
    while count >= MOST_EVENTS:
        count = 0
        for page in pages.paginate(logGroupName=group, startTime=start):
            for event in page["events"]:
                count, start = count + 1, event["timestamp"]
                yield event["message"]


def test_no_name_and_no_password_reaches_the_logs(deployed, people):
    borrower = people.borrower()
    [score_id] = people.pending_scores(borrower)
    deployed.send(deployed.message(score_id, correlation_id=f"scored-{score_id}"))
    people.wait_for([score_id])
    with deployed.log_in(borrower) as client:
        request_id = client.get("/api/clients").json()["request_id"]
    lines: list[str] = []

    def is_logged(message, wanted):
        return any(f'"message":"{message}"' in line and wanted in line for line in lines)

    def are_there():
        lines[:] = logged_lines(deployed)
        return is_logged("request", request_id) and is_logged("batch scored", score_id)

    assert eventually(are_there)
    text = "\n".join(lines)
    assert borrower.credentials["password"] not in text
    assert deployed.demo("manager")["password"] not in text
    assert not [name for name in people.last_names() if name in text]

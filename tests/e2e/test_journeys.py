"""What people do, through the site's host with a cookie, on the deployed stack."""

import re

import httpx
import pytest


@pytest.fixture(scope="module")
def manager(deployed):
    with deployed.log_in("manager") as client:
        yield client


@pytest.fixture(scope="module")
def borrower(deployed):
    with deployed.log_in("client") as client:
        yield client


@pytest.mark.usefixtures("distribution")
def test_the_site_is_served_with_security_headers(deployed):
    page = httpx.get(deployed.description["site_url"])
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html")
    assert "Credit scoring" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["x-frame-options"] == "DENY"


@pytest.mark.usefixtures("distribution")
def test_hashed_files_are_cached_for_ever_and_the_page_never(deployed):
    site = deployed.description["site_url"]
    page = httpx.get(site)
    assert page.headers["cache-control"] == "no-cache"
    script = httpx.get(site + re.findall(r'src="/(assets/[^"]+)"', page.text)[0])
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-encoding"] == "gzip"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"].startswith("max-age=31536000")
    assert page.headers["referrer-policy"] == "same-origin"


def test_the_api_answers_on_its_own_host_too(deployed):
    answer = deployed.ask_api("/health", params={"deep": "true"})
    assert answer.json() == {"status": "ok", "deep": True}


def test_a_manager_edits_a_client_and_sees_the_new_score(manager):
    listed = manager.get("/api/clients", params={"manager": "me", "page_size": 200}).json()
    assert 0 < listed["total"] == len(listed["items"]) < 200, "not all clients, but some"
    client_id = listed["items"][0]["id"]
    edited = manager.patch(f"/api/clients/{client_id}", json={"amt_income_total": "432100.00"})
    assert edited.status_code == 200, edited.text

    scored = manager.post(f"/api/clients/{client_id}/score", headers={"Prefer": "wait=15"})
    assert scored.status_code == 200, scored.text
    assert scored.headers["preference-applied"] == "wait=15"
    score = scored.json()
    assert score["status"] == "done"
    assert 0 < score["proba"] < 1
    assert score["rating"] == round(1 - score["proba"], 2)
    assert score["decision"] in {"approve", "review", "decline"}
    assert score["features"]["amt_income_total"] == 432100.0
    assert {reason["direction"] for reason in score["reasons"]} <= {"raises_risk", "lowers_risk"}
    assert len(score["reasons"]) >= 2

    assert manager.get(f"/api{scored.headers['location']}").json() == score
    history = manager.get(f"/api/clients/{client_id}/scores").json()
    assert history[0] == score
    row = next(
        item
        for item in manager.get("/api/clients", params={"manager": "me", "page_size": 200}).json()[
            "items"
        ]
        if item["id"] == client_id
    )
    assert row["score_id"] == score["id"]


def test_a_borrower_asks_for_a_score_and_reads_why(borrower):
    client_id = borrower.get("/api/auth/me").json()["client_id"]
    score = borrower.post(f"/api/clients/{client_id}/score", headers={"Prefer": "wait=15"}).json()
    assert score["status"] == "done"
    dashboard = borrower.get("/api/me/dashboard").json()
    assert dashboard["scores"][0]["id"] == score["id"]
    assert dashboard["credits"][0]["payment_history"]
    assert dashboard["manager"]["first_name"]
    assert all(
        "your" in reason["text_en"].lower() or "you" in reason["text_en"].lower()
        for reason in score["reasons"]
    )


def test_a_borrower_sees_nobody_else(borrower):
    other = borrower.get("/api/auth/me").json()["client_id"] + 1
    for path in (f"/api/clients/{other}", f"/api/clients/{other}/scores", "/api/clients"):
        assert borrower.get(path).status_code == 403


def test_an_analyst_rescores_the_portfolio(deployed):
    with deployed.log_in("analyst") as analyst:
        batch = analyst.post("/api/portfolio/scores").json()
        total = analyst.get("/api/clients").json()["total"]
        assert batch["total"] == total
        while batch["pending"]:
            batch = analyst.get(f"/api/portfolio/scores/{batch['id']}").json()
        assert (batch["done"], batch["failed"]) == (total, 0)


def test_logging_out_ends_the_session_everywhere(deployed):
    with deployed.log_in("underwriter") as underwriter:
        token = underwriter.cookies["session"]
        assert underwriter.post("/api/auth/logout").status_code == 204
    again = httpx.get(f"{deployed.description['site_url']}api/auth/me", cookies={"session": token})
    assert again.status_code == 401


def test_no_name_and_no_password_reaches_the_logs(deployed):
    names = {row[0] for row in deployed.query("SELECT last_name FROM users")}
    logs = deployed.aws("logs")
    lines = [
        event["message"]
        for group in logs.describe_log_groups()["logGroups"]
        for event in logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
    ]
    assert any('"message":"request"' in line for line in lines)
    assert any('"message":"batch scored"' in line for line in lines)
    text = "\n".join(lines)
    assert deployed.description["users"][0]["password"] not in text
    assert not [name for name in names if name in text]

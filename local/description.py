"""stack.json: where everything is, for people, tests and benchmarks."""

import json
from contextlib import closing

import psycopg2

from local import postgres
from local.stack import Stack, write_private

DEMO_ROLES = ("client", "manager", "underwriter", "analyst", "admin")


def describe(stack: Stack, outputs: dict[str, str], api_url: str, logins: dict[str, str]) -> None:
    """Writes stack.json; ``logins`` holds one demo login per role."""
    password = stack.secret("demo-password")
    description = {
        "site_url": f"{stack.site_url}/",
        "api_url": api_url,
        "database_url": postgres.database_url(stack),
        "queue_url": outputs["QueueUrl"],
        "dlq_url": outputs["DeadLetterQueueUrl"],
        "emulator_url": stack.emulator_url,
        "users": [
            {"role": role, "login": login, "password": password} for role, login in logins.items()
        ],
        "outputs": outputs,
    }
    write_private(stack.description, json.dumps(description, indent=2, ensure_ascii=False))


def demo_logins(database_url: str) -> dict[str, str]:
    """Returns one demo login per role; the client is one of the manager's."""
    connecting = closing(psycopg2.connect(database_url, sslmode="disable"))
    with connecting as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (role) role, login FROM users WHERE is_test ORDER BY role, id"
        )
        logins = dict(cursor.fetchall())
    return {role: logins[role] for role in DEMO_ROLES}


def show(stack: Stack) -> None:
    """Prints where to click and how to log in."""
    description = json.loads(stack.description.read_text())
    print(f"  Site  {description['site_url']}\n  API   {description['api_url']}\n")
    print("  Demo logins (password for all: " + description["users"][0]["password"] + ")")
    for user in description["users"]:
        print(f"    {user['role']:<12} {user['login']}")

"""What the tests of people share: logging in as a browser does, and two deeds at the same moment."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from core.people.records import Actor
from core.people.rules.roles import Role
from tests.integration.conftest import Answer, ApiCaller
from tests.integration.makers import PASSWORD, Person

COOKIE = re.compile(r"__Host-(session|device)=([^;]+)")


def actor_of(admin: Person) -> Actor:
    """The actor of an administrator, as a request would find it."""
    return Actor(admin.user_id, Role.ADMIN, None, None, 0, False, False)


def session_of(answer: Answer) -> str:
    """The token of the session that an answer gives to the browser."""
    return dict(COOKIE.findall("\n".join(answer.cookies)))["session"]


@dataclass
class Browser:
    """Somebody at an address, with the cookies of the logins before."""

    api: ApiCaller
    address: str = "198.51.100.1"
    session: str | None = None
    device: str | None = None

    def log_in(self, login: str, password: str = PASSWORD, code: str | None = None) -> Answer:
        body = {"login": login, "password": password, **({"code": code} if code else {})}
        answer = self.api(
            *("POST", "/auth/login", body),
            token=self.session,
            cookies=[f"__Host-device={self.device}"] if self.device else [],
            x_forwarded_for=f"{self.address}, 64.252.70.11",
            user_agent="Firefox/140.0",
        )
        return self._kept(answer)

    def __call__(self, method: str, path: str, body: object = None, **kwargs: Any) -> Answer:
        return self._kept(self.api(method, path, body, token=self.session, **kwargs))

    def _kept(self, answer: Answer) -> Answer:
        for name, value in COOKIE.findall("\n".join(answer.cookies)):
            setattr(self, name, value)
        return answer


@pytest.fixture
def browser(api: ApiCaller) -> Browser:
    return Browser(api)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    yield made
    made.dispose()


Deed = Callable[[Connection], object]


@pytest.fixture
def at_once(engine: Engine) -> Callable[[Deed, Deed], tuple[object, object]]:
    """Does two deeds in transactions that overlap; returns what each returned or raised."""

    def run(first: Deed, second: Deed) -> tuple[object, object]:
        outcomes: list[object] = []
        with engine.connect() as early, engine.connect() as late, engine.connect() as watch:
            done = first(early)
            thread = Thread(target=lambda: outcomes.append(_outcome(late, second)))
            thread.start()
            _wait_for_lock(watch, thread)
            early.commit()
            thread.join(20)
        return done, outcomes[0]

    return run


def _outcome(connection: Connection, deed: Deed) -> object:
    try:
        result = deed(connection)
    except Exception as error:  # noqa: BLE001 - the test asks what it was
        connection.rollback()
        return error
    connection.commit()
    return result


def _wait_for_lock(watch: Connection, thread: Thread) -> None:
    """Waits until the second deed waits for the first, or is through without waiting."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    until = monotonic() + 10
    while thread.is_alive() and monotonic() < until:
        if watch.execute(waiting).scalar_one():
            return
        watch.rollback()
        sleep(0.01)

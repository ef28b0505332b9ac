"""The chain of the journal: one form of an event, and each change of it is seen."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.rules.chain import (
    BEGINNING,
    START,
    Event,
    Fault,
    FaultKind,
    canonical,
    digest,
    follow,
    seal_events,
)

EVENT = Event(
    id=7,
    occurred_at=datetime(2026, 11, 23, 9, 0, 0, 5, UTC),
    actor_id=3,
    action="client.edit",
    subject_table="clients",
    subject_id=17,
    old_values='{"b": 1.50, "a": "Ё"}',
    new_values="{}",
)
EVENTS = [replace(EVENT, id=number) for number in (7, 9, 8, 12)]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def links():
    by_id = {event.id: event for event in EVENTS}
    return [(seal, by_id[seal.event_id]) for seal in seal_events(START, EVENTS)]


def test_anybody_can_compute_a_seal_again():
    text = (
        f'["audit-event 1","{BEGINNING}",7,"2026-11-23T09:00:00.000005+00:00",3,"client.edit",'
        '"clients",17,{"a":"Ё","b":1.50},{}]'
    )
    assert digest(BEGINNING, EVENT) == hashlib.sha256(text.encode()).hexdigest()
    nothing = replace(EVENT, actor_id=None, old_values=None, new_values=None)
    assert (
        digest(BEGINNING, nothing)
        == hashlib.sha256(
            text.replace(",3,", ",null,").replace('{"a":"Ё","b":1.50},{}', "null,null").encode()
        ).hexdigest()
    )


@given(VALUES)
def test_the_form_is_json_and_knows_no_order_of_keys(value):
    def reversed_keys(inner):
        if isinstance(inner, dict):
            return {name: reversed_keys(inner[name]) for name in reversed(inner)}
        return [reversed_keys(one) for one in inner] if isinstance(inner, list) else inner

    assert json.loads(canonical(value)) == value
    assert canonical(reversed_keys(value)) == canonical(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
        ('{"a":[1,{"c":3,"b":2}]}', '{"a": [1, {"b": 2, "c": 3}]}'),
        (r'{"a": "\u0401"}', '{"a": "Ё"}'),
    ],
)
def test_what_is_one_value_has_one_seal(one, other):
    assert digest(BEGINNING, replace(EVENT, new_values=one)) == digest(
        BEGINNING, replace(EVENT, new_values=other)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": 1}', '{"a": 1.0}'),
        ('{"a": null}', "{}"),
        ("{}", None),
        ('{"a": 0.1}', '{"a": 0.10000000000000000001}'),
        ('{"a": 0.0000001}', '{"a": 0.0000002}'),
        (f'{{"a": {"9" * 5_000}}}', f'{{"a": {"9" * 4_999}8}}'),
        ('{"a": [1, 2]}', '{"a": [2, 1]}'),
        ('{"a": true}', '{"a": 1}'),
    ],
)
def test_what_differs_has_another_seal(one, other):
    assert digest(BEGINNING, replace(EVENT, new_values=one)) != digest(
        BEGINNING, replace(EVENT, new_values=other)
    )


def test_the_moment_counts_and_not_where_it_is_told():
    moscow = EVENT.occurred_at.astimezone(timezone(timedelta(hours=3)))
    assert digest(BEGINNING, replace(EVENT, occurred_at=moscow)) == digest(BEGINNING, EVENT)


@pytest.mark.parametrize(
    "change",
    [
        {"id": 8},
        {"occurred_at": EVENT.occurred_at + timedelta(microseconds=1)},
        {"actor_id": None},
        {"action": "client.edited"},
        {"subject_table": "users"},
        {"subject_id": 18},
        {"old_values": None},
        {"old_values": EVENT.new_values, "new_values": EVENT.old_values},
    ],
)
def test_each_part_of_an_event_counts(change):
    assert digest(BEGINNING, replace(EVENT, **change)) != digest(BEGINNING, EVENT)


def test_the_chain_has_an_order_of_its_own():
    seals = seal_events(START, EVENTS)
    assert [(seal.seal_no, seal.event_id) for seal in seals] == [(1, 7), (2, 9), (3, 8), (4, 12)]
    assert [seal.previous_sha256 for seal in seals] == [
        BEGINNING,
        *(seal.sha256 for seal in seals[:-1]),
    ]


def test_what_is_whole_is_followed_to_its_end_from_anywhere():
    whole = links()
    head, fault = follow(START, whole)
    assert (head.seal_no, head.sha256, fault) == (4, whole[-1][0].sha256, None)
    half, _ = follow(START, whole[:2])
    assert follow(half, whole[2:]) == (head, None)


def test_the_first_fault_is_named_and_the_head_before_it():
    whole = links()
    (seal, event), rest = whole[1], whole[2:]
    changed = replace(seal, sha256="f" * 64)
    for found, links_now in (
        (Fault(FaultKind.EVENT_CHANGED, 9, 2), [(seal, replace(event, subject_id=1)), *rest]),
        (Fault(FaultKind.EVENT_REMOVED, 9, 2), [(seal, None), *rest]),
        (Fault(FaultKind.SEAL_REMOVED, None, 2), rest),
        (Fault(FaultKind.EVENT_CHANGED, 9, 2), [(changed, event), *rest]),
        (
            Fault(FaultKind.SEAL_CHANGED, 9, 2),
            [(replace(seal, previous_sha256="f" * 64), event), *rest],
        ),
    ):
        head, fault = follow(START, [whole[0], *links_now])
        assert (head.seal_no, fault) == (1, found)

"""Whatever a score says, packed and unpacked it is the same to the last digit."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kit.database import dump_json
from core.kit.versions import hash_content
from core.scores.batch_records import ScoreRecord
from core.scores.packed_scores import kind_of
from core.scores.rules.packing import PackedScore, pack, unpack
from core.scores.rules.vocabulary import ScoreStatus

CODES = ("DELAYS", "LATENESS_30", "HISTORY_LENGTH")
finite = st.floats(allow_nan=False, allow_infinity=False)
values = st.one_of(st.none(), st.booleans(), st.integers(), finite, st.text(max_size=30))
contributions = st.one_of(st.none(), st.dictionaries(st.sampled_from(CODES), finite))


@st.composite
def records(draw):
    """Scores with reasons of all kinds: a model's, a rule's, and what no model would say."""
    told = draw(contributions)
    ways = st.sampled_from(["raises_risk", "lowers_risk"])
    near = st.sampled_from(list((told or {}).values()) or [0.0]).map(lambda one: int(one % 9))
    strange = st.fixed_dictionaries(
        {
            "code": st.sampled_from((*CODES, "RULE")),
            "direction": ways,
            "contribution": near | values,
        }
    )
    own = [
        {
            "code": code,
            "direction": "raises_risk" if value > 0 else "lowers_risk",
            "contribution": value,
        }
        for code, value in (told or {}).items()
    ]
    reasons = draw(st.lists(st.one_of(strange, st.sampled_from(own) if own else strange)))
    return ScoreRecord(
        "an id",
        ScoreStatus.DONE,
        draw(st.dates()),
        features=draw(st.dictionaries(st.text(max_size=20), values)),
        contributions=told,
        reasons=reasons,
    )


def through_the_database(packed: PackedScore) -> PackedScore:
    return PackedScore(**json.loads(dump_json(vars(packed))))


@given(records())
def test_a_score_is_what_it_was(record):
    kind = kind_of(record)
    packed = through_the_database(pack(kind, record.features, record.contributions, record.reasons))
    told = unpack(kind, packed)
    assert list(told["features"]) == list(record.features)
    for name, said in told.items():
        assert hash_content(said) == hash_content(getattr(record, name)), name
    assert ("contributions" in told) == (record.contributions is not None)


@pytest.mark.parametrize("value", [2.0, 2, -0.0, 0.0, True, 1e22, 1e300, 0.1, None, "2.0"])
def test_a_value_keeps_its_type(value):
    record = ScoreRecord("an id", ScoreStatus.DONE, None, features={"it": value}, reasons=[])
    kind = kind_of(record)
    packed = through_the_database(pack(kind, record.features, None, []))
    back = unpack(kind, packed)["features"]["it"]
    assert (type(back), repr(back)) == (type(value), repr(value))


def test_what_many_have_alike_is_not_said_again():
    features = {"amount": 180_000.0, "months": 12, "share": 0.25}
    told = {"DELAYS": -0.25, "LATENESS_30": 0.5}
    reasons = [
        {"code": "TOO_LATE", "direction": "raises_risk", "contribution": None},
        {"code": "LATENESS_30", "direction": "raises_risk", "contribution": 0.5},
        {"code": "DELAYS", "direction": "lowers_risk", "contribution": -0.25},
    ]
    record = ScoreRecord("an id", ScoreStatus.DONE, None, features=features, contributions=told)
    packed = pack(kind_of(record), features, told, reasons)
    assert dump_json(packed.features) == "[180000,12,0.25]"
    assert dump_json(packed.contributions) == "[-0.25,0.5]"
    assert packed.reasons == [reasons[0], 1, 0]


def test_reasons_without_what_they_are_made_of_are_no_reasons():
    told = {"DELAYS": -0.25}
    kind = kind_of(ScoreRecord("an id", ScoreStatus.DONE, None, features={}, contributions=told))
    with pytest.raises(IndexError):
        unpack(kind, PackedScore(None, None, [0]))

"""Reasons as a notice could rest on them: true of everybody, and moving what they say they move."""

import re

import numpy as np
import pytest

from core.decisions.rules.policy import first_policy
from core.scores.rules.reasons import Reader, reason_codes, tell
from core.scores.rules.vocabulary import Direction, ModelName
from maintenance.demo.population import generate_client
from model.bundle_reader import BUNDLE, read_bundle
from model.history import LATE, NO_LOAN, STATE_FEATURES, to_credits
from model.scoring import Applicant, ScoredClient, load_model, to_pool
from tests.unit.answers import credits_of, features_of

PEOPLE = 5_000
DONORS = 20


@pytest.fixture(scope="module")
def scored() -> list[tuple[Applicant, ScoredClient]]:
    clients = (generate_client(index) for index in range(PEOPLE))
    people = [Applicant(features_of(client), credits_of(client)) for client in clients]
    return list(zip(people, load_model().score(people), strict=True))


def test_everybody_is_told_something(scored: list[tuple[Applicant, ScoredClient]]) -> None:
    silent = [one for _, one in scored if one.model is not ModelName.SEGMENT and not one.reasons]
    assert silent == []


def test_no_code_is_told_in_both_directions_at_once(
    scored: list[tuple[Applicant, ScoredClient]],
) -> None:
    for _, one in scored:
        codes = [reason.code for reason in one.reasons]
        assert len(set(codes)) == len(codes)


def late(worst: np.ndarray) -> np.ndarray:
    return worst >= LATE


def late_30(worst: np.ndarray) -> np.ndarray:
    return worst > LATE


CLAIMS = {
    r"Never 30 days late": lambda worst: not late_30(worst).any(),
    r"so late (\d+), the last one (\d+) months ago": lambda worst, count, since: (
        count == late_30(worst).sum() and since == late_30(worst).argmax()
    ),
    r"Not one delay in the last 12 months": lambda worst: not late(worst)[:12].any(),
    r"Not one delay in the last 6 months": lambda worst: not late(worst)[:6].any(),
    r"delayed in the latest month; .*: (\d+)$": lambda worst, count: (
        late(worst)[0] and count == late(worst)[:6].sum()
    ),
    r"delayed in the last (\d+) months; .*: (\d+)$": lambda worst, span, count: (
        count == late(worst)[:span].sum() > 0
    ),
    r"No delay in the latest month": lambda worst: not late(worst)[0],
    r"Months without debt in the last 12: (\d+)": lambda worst, count: (
        count == ((worst >= 0) & (worst <= NO_LOAN))[:12].sum() > 0
    ),
    r"Not one month without debt": lambda worst: not ((worst >= 0) & (worst <= NO_LOAN))[:12].any(),
    r"shorter than two years: months in it (\d+)": lambda worst, count: (
        count == (worst >= 0).sum() < 24
    ),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_texts_are_true_of_the_months_themselves(
    claim: str, scored: list[tuple[Applicant, ScoredClient]]
) -> None:
    """Reads what is said against the person's own months, not against the features."""
    said = 0
    for person, one in scored:
        if one.model is not ModelName.BEHAVIOURAL:
            continue
        for reason in one.reasons:
            told = tell(reason.code, reason.direction, one.features)
            found = told and re.search(claim, told.text(Reader.MANAGER, one.features).en)
            if found:
                worst = to_credits([person.credits]).worst()[0]
                assert CLAIMS[claim](worst, *map(int, found.groups())), found[0]
                said += 1
    assert said or claim in RARE


RARE = {
    r"No delay in the latest month",
    r"so late (\d+), the last one (\d+) months ago",
    r"delayed in the last (\d+) months; .*: (\d+)$",
}
"""What may not come up among the people here."""


def test_a_late_payment_is_never_told_beside_its_denial(
    scored: list[tuple[Applicant, ScoredClient]],
) -> None:
    for _, one in scored:
        texts = " ".join(
            told.text(Reader.MANAGER, one.features).en
            for reason in one.reasons
            if (told := tell(reason.code, reason.direction, one.features))
        )
        if "Was 30 days late" in texts:
            assert "Never 30 days late" not in texts
        if "delayed in the latest month" in texts:
            assert "Not one delay" not in texts and "No delay" not in texts


def neutralised(
    one: ScoredClient, code: str, donors: list[ScoredClient]
) -> list[dict[str, str | int | float]]:
    """The person's features with those of one code taken from others, one row a donor."""
    mine = reason_codes()[code].features
    return [{**one.features, **{name: donor.features[name] for name in mine}} for donor in donors]


def test_neutralising_the_first_reason_lowers_the_probability_most(
    scored: list[tuple[Applicant, ScoredClient]],
) -> None:
    """Of people in review or decline; donors are people with the same model, drawn at random."""
    trained = read_bundle(BUNDLE).models[ModelName.BEHAVIOURAL]
    of_model = [one for _, one in scored if one.model is ModelName.BEHAVIOURAL]
    worst = [one for one in of_model if one.proba >= first_policy().approve_below]
    assert len(worst) >= 50
    random = np.random.default_rng(0)
    donors = [of_model[place] for place in random.choice(len(of_model), DONORS, replace=False)]

    def mean_raw(rows: list[dict[str, str | int | float]]) -> float:
        raw = trained.classifier.predict(
            to_pool(trained.description, rows), prediction_type="RawFormulaVal"
        )
        return float(np.mean(raw))

    lower = largest = 0
    for one in worst:
        first = one.reasons[0]
        assert first.direction is Direction.RAISES_RISK
        before = mean_raw([one.features])
        drops = {
            code: before - mean_raw(neutralised(one, code, donors))
            for code in trained.description.codes
        }
        lower += drops[first.code] > 0
        largest += drops[first.code] >= max(drops.values()) - 1e-9
    assert lower >= 0.95 * len(worst)
    assert largest >= 0.8 * len(worst)


def test_reasons_speak_for_every_feature_of_the_behavioural_model() -> None:
    spoken = {name for code in reason_codes().values() for name in code.features}
    assert set(STATE_FEATURES) <= spoken

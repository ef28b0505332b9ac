"""What a policy recommends for an application: rules with their values, cut-offs, and a limit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.clients.rules.schedule import monthly_payment
from core.decisions.rules.hard_rules import OUTCOMES, Rule, strictest_of
from core.decisions.rules.lending import KnockOut, LendingRules, LimitReason, Referral
from core.decisions.rules.policy import Policy
from core.scores.rules.master_scale import DEFAULT_GRADE
from core.scores.rules.vocabulary import Decision, ModelName

WHOLE_LIMIT = 1000
"""A limit is told in whole thousands, rounded down."""


@dataclass(frozen=True)
class Wanted:
    """The credit that is wanted.

    Attributes:
        annual_rate: in percent a year.
    """

    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal


@dataclass(frozen=True)
class Means:
    """What somebody has, and owes already.

    Attributes:
        age_years: on the day of the application.
        income_rub_month: None where nothing is known of it: rules on it then decline.
        payments_rub_month: of all credits that are not paid off.
    """

    age_years: int
    income_rub_month: Decimal | None
    payments_rub_month: Decimal


@dataclass(frozen=True)
class Told:
    """What a score says.

    Attributes:
        proba: in (0, 1]; 1 is who has defaulted.
        model: None where no model was asked.
        rules: the hard rules that fired.
    """

    proba: float
    grade: str
    model: ModelName | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Finding:
    """A rule that fired: its code, the value that it saw, the figure of the policy, what it does.

    Attributes:
        value: None where it is not known, or where the rule has none.
    """

    rule: str
    value: float | None
    limit: float | None
    outcome: Decision


@dataclass(frozen=True)
class Assessment:
    """What a policy recommends.

    Attributes:
        approve_below, decline_from: the cut-offs that were compared with.
        by_cut_offs: what the probability alone leads to.
        findings: the rules that fired, the gravest first.
        payment_rub: a month, of the credit that is wanted.
        payment_to_income: of that payment; None without an income.
        burden: of all payments; None without an income.
        limit_rub: the largest amount, for the wanted term and rate.
        expected_loss_rub: of the wanted amount.
    """

    decision: Decision
    by_cut_offs: Decision
    approve_below: float
    decline_from: float
    findings: tuple[Finding, ...]
    payment_rub: Decimal
    payment_to_income: float | None
    burden: float | None
    limit_rub: Decimal
    limit_reason: LimitReason
    expected_loss_rub: Decimal


def assess(policy: Policy, wanted: Wanted, means: Means, told: Told) -> Assessment:
    """Returns what a policy recommends; what is not known fails the rules that ask for it."""
    lending = policy.lending
    payment = monthly_payment(wanted.amount_rub, wanted.annual_rate, wanted.term_months)
    share = _share(payment, means.income_rub_month)
    burden = _share(payment + means.payments_rub_month, means.income_rub_month)
    approve_below, decline_from = policy.cut_offs(told.model, wanted.amount_rub)
    cut = policy.cut(told.proba, approve_below, decline_from)
    knocked = [
        *(Finding(rule, None, None, OUTCOMES[rule]) for rule in told.rules),
        *_knock_outs(lending, wanted, means, burden),
    ]
    declines = cut is Decision.DECLINE or any(one.outcome is Decision.DECLINE for one in knocked)
    limit, reason = (Decimal(0), LimitReason.DECLINED)
    if not declines:
        limit, reason = _limit(lending, wanted, means, told)
    findings = sorted(
        [*knocked, *_referrals(lending, wanted, told, share, limit, declines=declines)],
        key=lambda finding: finding.outcome is not Decision.DECLINE,
    )
    return Assessment(
        decision=strictest_of(cut, (finding.outcome for finding in findings)),
        by_cut_offs=cut,
        approve_below=approve_below,
        decline_from=decline_from,
        findings=tuple(findings),
        payment_rub=payment,
        payment_to_income=share,
        burden=burden,
        limit_rub=limit,
        limit_reason=reason,
        expected_loss_rub=expected_loss(lending, told.proba, wanted.amount_rub),
    )


def expected_loss(lending: LendingRules, proba: float, amount_rub: Decimal) -> Decimal:
    """Returns what a credit of this amount is expected to lose, in roubles."""
    return (amount_rub * Decimal(proba * lending.loss_given_default)).quantize(Decimal("0.01"))


def _share(payment: Decimal, income: Decimal | None) -> float | None:
    return float(payment / income) if income else None


def _knock_outs(
    lending: LendingRules, wanted: Wanted, means: Means, burden: float | None
) -> Iterator[Finding]:
    figures = lending.knock_outs
    income = None if means.income_rub_month is None else float(means.income_rub_month)
    amount = float(wanted.amount_rub)
    at_end = means.age_years + wanted.term_months / 12
    least = [
        (KnockOut.TOO_YOUNG, means.age_years, figures.least_age_years),
        (KnockOut.INCOME_TOO_LOW, income, figures.least_income_rub_month),
        (KnockOut.AMOUNT_TOO_SMALL, amount, figures.least_amount_rub),
        (KnockOut.TERM_TOO_SHORT, wanted.term_months, figures.least_term_months),
    ]
    most = [
        (KnockOut.TOO_OLD_AT_END, at_end, figures.most_age_years_at_end),
        (KnockOut.AMOUNT_TOO_LARGE, amount, figures.most_amount_rub),
        (KnockOut.TERM_TOO_LONG, wanted.term_months, figures.most_term_months),
        (KnockOut.BURDEN_TOO_HIGH, burden, figures.most_burden),
    ]
    for rule, value, limit in least:
        if value is None or value < limit:
            yield Finding(rule, value, limit, Decision.DECLINE)
    for rule, value, limit in most:
        if value is None or value > limit:
            yield Finding(rule, value, limit, Decision.DECLINE)


def _referrals(
    lending: LendingRules,
    wanted: Wanted,
    told: Told,
    share: float | None,
    limit: Decimal,
    *,
    declines: bool,
) -> Iterator[Finding]:
    most = lending.limits.most_payment_to_income
    if share is not None and share > most:
        yield Finding(Referral.PAYMENT_TO_INCOME_HIGH, share, most, Decision.REVIEW)
    if told.model in lending.little_told_by:
        yield Finding(Referral.MODEL_TELLS_LITTLE, None, None, Decision.REVIEW)
    if not declines and wanted.amount_rub > limit:
        amount, largest = float(wanted.amount_rub), float(limit)
        yield Finding(Referral.AMOUNT_ABOVE_LIMIT, amount, largest, Decision.REVIEW)


def _limit(
    lending: LendingRules, wanted: Wanted, means: Means, told: Told
) -> tuple[Decimal, LimitReason]:
    """Returns the largest amount that no figure of the policy speaks against, and which it is."""
    income = means.income_rub_month or Decimal(0)
    incomes = lending.limits.incomes_by_grade.get(told.grade, 0)
    if told.grade != DEFAULT_GRADE and told.model in lending.little_told_by:
        known = lending.limits.incomes_by_grade.values()
        incomes = (incomes or min(known, default=0)) * lending.limits.thin_file_share
    free = income * Decimal(lending.knock_outs.most_burden) - means.payments_rub_month
    of_payment = income * Decimal(lending.limits.most_payment_to_income)
    bounds = {
        LimitReason.BURDEN: _amount_of(free, wanted),
        LimitReason.PAYMENT_TO_INCOME: _amount_of(of_payment, wanted),
        LimitReason.INCOME_MULTIPLE: income * Decimal(incomes),
        LimitReason.LARGEST_AMOUNT: Decimal(lending.knock_outs.most_amount_rub),
    }
    return _smallest(bounds.items())


def _amount_of(payment: Decimal, wanted: Wanted) -> Decimal:
    """Returns the amount whose monthly payment, at the wanted term and rate, is this one."""
    of_a_million = monthly_payment(Decimal(1_000_000), wanted.annual_rate, wanted.term_months)
    return max(payment, Decimal(0)) / of_a_million * 1_000_000


def _smallest(bounds: Iterable[tuple[LimitReason, Decimal]]) -> tuple[Decimal, LimitReason]:
    reason, amount = min(bounds, key=lambda bound: bound[1])
    return amount // WHOLE_LIMIT * WHOLE_LIMIT, reason

"""Proposes cut-offs from what a lender earns and loses, as the body of a policy."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np

from analysis.profit import Economics, break_even_proba
from core.decisions.rules.policy import Policy, first_policy
from core.scores.rules.vocabulary import Decision
from training.data import Array
from training.lender.mapping import Terms
from training.markdown import table

REVIEWED_FROM = 0.5  # of the break-even: there a credit earns half of its margin


def propose_policy(terms: Terms) -> Policy:
    """Returns a policy that declines where a credit loses more than it earns.

    Between there and half of it people decide; the hard rules stay as they are in force.
    """
    per_unit = Economics(
        exposure_rub=1,
        loss_given_default=terms.loss_given_default,
        interest_rate=terms.margin,
        funding_rate=0,
    )
    decline_from = round(break_even_proba(per_unit), 6)
    return Policy(
        dated=datetime.now(tz=UTC).date().isoformat(),
        approve_below=round(REVIEWED_FROM * decline_from, 6),
        decline_from=decline_from,
        hard_rules=first_policy().hard_rules,
        lending=first_policy().lending,
    )


def tell_policy(policy: Policy, target: Array, proba: Array) -> str:
    """Returns the body of the policy, and what it would have decided."""
    decided = np.array([policy.decide(value) for value in proba.tolist()])
    rows = []
    for decision in Decision:
        chosen = decided == decision
        rate = f"{target[chosen].mean():.2%}" if chosen.any() else ""
        rows.append((decision, f"{chosen.mean():.1%}", int(target[chosen].sum()), rate))
    decisions = table(("decision", "share", "defaults", "default rate"), rows)
    return f"{decisions}\n\npolicy.json:\n{json.dumps(asdict(policy), indent=2)}"

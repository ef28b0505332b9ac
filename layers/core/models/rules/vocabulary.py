"""The closed sets of words about bundles that tables and HTTP share."""

from enum import StrEnum


class ModelState(StrEnum):
    """What a bundle does."""

    CHAMPION = "champion"  # scores for real
    CHALLENGER = "challenger"  # scores in the shadow
    RETIRED = "retired"


class ModelSource(StrEnum):
    """Where a bundle came from."""

    RELEASE = "release"
    REGISTERED = "registered"


class PromotionKind(StrEnum):
    """Why another bundle should be in force."""

    PROMOTION = "promotion"
    ROLL_BACK = "roll_back"


class PromotionState(StrEnum):
    """Where a request for another bundle is."""

    REQUESTED = "requested"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"  # a roll back in force that no second person has confirmed yet
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


class Conclusion(StrEnum):
    """What a comparison comes to."""

    CHAMPION_BETTER = "champion_better"
    CHALLENGER_BETTER = "challenger_better"
    TIE = "tie"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"

"""Every error a caller can meet, each with its HTTP status and its stable code.

ApplicationError
├── ImpossibleFeaturesError   422  the answers cannot belong to a person
├── ImpossibleHistoryError    422  the payments by month cannot belong to a credit
├── InvalidRequestError       422  the request breaks the HTTP contract
├── WeakPasswordError         422  the password is too easy to guess
├── NotAuthenticatedError     401  no session or token, or it has ended
├── WrongCredentialsError     401  login or password is wrong
├── CodeNeededError           401  the password is right, the code of the app is missing
├── WrongCodeError            401  the code of the app is wrong, used or too old
├── PasswordExpiredError      403  a one-time password was not used in time
├── PasswordChangeNeededError 403  a one-time password has to be changed first
├── SecondFactorNeededError   403  staff have to set up an authenticator app first
├── ForbiddenError            403  the role or the ownership does not allow it
├── InsufficientScopeError    403  the token is not good for this
├── NotFoundError             404
├── ConflictError             409  the state does not allow it
├── RequestInFlightError      409  the same request is being answered, with Retry-After
├── RescoringRunsError        409  the same clients are being rescored: follow that, or cancel it
├── TakenError                409  somebody else has this login or number
├── OpenCreditError           409  the client has a credit that is not paid off: confirm it
├── InvitationUsedError       410  the link has made its login already
├── InvitationExpiredError    410  the link was not used in time
├── CaseTakenError            409  somebody else works on this case
├── CaseChangedError          409  score, questionnaire or policy changed since it was loaded
├── ScoreTooOldError          409  the policy wants a newer score before a decision
├── NeverOverriddenError      409  nobody approves against this rule
├── MixedModelVersionsError   409  scores of several model versions cannot be added up: name one
├── PossibleDuplicatesError   409  somebody on record may be the same person: say who it is
├── PreconditionFailedError   412  somebody else was faster
├── PayloadTooLargeError      413
├── IdempotencyKeyReusedError 422  the key came with another request before
├── IncompleteApplicationError 422 something that is needed is missing or cannot be so
├── UnconfirmedAnswersError   422  the answers are possible, but seldom: confirm or correct them
├── TooManyAttemptsError      429  with Retry-After
├── TooManyRequestsError      429  with Retry-After
└── UnavailableError          503  database or queue away, with Retry-After
"""

from dataclasses import dataclass
from typing import ClassVar

RETRY_AFTER_SECONDS = 5  # to whom the database, the queue or a secret is away


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a request; never the value itself.

    Attributes:
        field: its name, with the names around it: `client_ids.3`.
        code: stable, so that a page can say it in the reader's language.
        message: the same in English.
        limits: the numbers and words the rule is about.
    """

    field: str
    code: str
    message: str
    limits: dict[str, int | float | str] | None = None

    def __str__(self) -> str:
        return f"{self.field} {self.message}"


class ApplicationError(Exception):
    """An expected failure; ``detail`` tells the caller what is wrong and what to do next."""

    status: ClassVar[int]
    code: ClassVar[str]

    def __init__(
        self, detail: str | list[str] | list[Fault], retry_after_seconds: int | None = None
    ) -> None:
        super().__init__(detail)
        self.faults = [fault for fault in detail if isinstance(fault, Fault)]
        self.detail = detail if isinstance(detail, str) else [str(fault) for fault in detail]
        self.retry_after_seconds = retry_after_seconds


class ImpossibleFeaturesError(ApplicationError):
    """The answers cannot belong to a person, so no model may see them."""

    status, code = 422, "impossible_features"


class ImpossibleHistoryError(ApplicationError):
    """The payments by month cannot belong to a credit, so no model may see them."""

    status, code = 422, "impossible_history"


class InvalidRequestError(ApplicationError):
    """The request breaks the HTTP contract."""

    status, code = 422, "invalid_request"


class WeakPasswordError(ApplicationError):
    """The password is too easy to guess."""

    status, code = 422, "weak_password"


class NotAuthenticatedError(ApplicationError):
    """There is no session or token, or it has ended."""

    status, code = 401, "not_authenticated"


class WrongCredentialsError(ApplicationError):
    """Login or password is wrong; which of them is not said."""

    status, code = 401, "wrong_credentials"


class CodeNeededError(ApplicationError):
    """The password is right; the code of the authenticator app is missing."""

    status, code = 401, "code_needed"


class WrongCodeError(ApplicationError):
    """The code of the authenticator app is wrong, was used already or is too old."""

    status, code = 401, "wrong_code"


class PasswordExpiredError(ApplicationError):
    """A one-time password was not used in time."""

    status, code = 403, "password_expired"


class PasswordChangeNeededError(ApplicationError):
    """A one-time password has to be changed before anything else."""

    status, code = 403, "password_change_needed"


class SecondFactorNeededError(ApplicationError):
    """An authenticator app has to be set up before anything else."""

    status, code = 403, "second_factor_needed"


class ForbiddenError(ApplicationError):
    """The role or the ownership does not allow it."""

    status, code = 403, "forbidden"


class InsufficientScopeError(ApplicationError):
    """A program's token is not good for this; the detail names the scope that is."""

    status, code = 403, "insufficient_scope"


class NotFoundError(ApplicationError):
    """There is no such thing, or not for this caller."""

    status, code = 404, "not_found"


class ConflictError(ApplicationError):
    """The present state does not allow it."""

    status, code = 409, "conflict"


class RescoringRunsError(ApplicationError):
    """The same clients are being rescored: follow that rescoring, or cancel it."""

    status, code = 409, "rescoring_runs"

    def __init__(self, batch_id: object = None) -> None:
        self.batch_id = batch_id
        named = f" {batch_id}" if batch_id else ""
        super().__init__(
            f"The rescoring{named} of the same clients has not ended. Follow it, or cancel it."
        )


class RequestInFlightError(ApplicationError):
    """A request with the same idempotency key is being answered; wait, then repeat."""

    status, code = 409, "request_in_flight"


class TakenError(ApplicationError):
    """Somebody else has what has to be one's own: a login, the lender's number of a person."""

    status, code = 409, "taken"


class OpenCreditError(ApplicationError):
    """The relation ends with a credit that is not paid off only if that is confirmed."""

    status, code = 409, "open_credit"


class InvitationUsedError(ApplicationError):
    """The link has made its login already."""

    status, code = 410, "invitation_used"


class InvitationExpiredError(ApplicationError):
    """The link was not used in time."""

    status, code = 410, "invitation_expired"


class CaseTakenError(ApplicationError):
    """Somebody else works on this case; the detail says who."""

    status, code = 409, "case_taken"


class CaseChangedError(ApplicationError):
    """Score, questionnaire, policy or the first decision is another one than who decides saw."""

    status, code = 409, "case_changed"


class ScoreTooOldError(ApplicationError):
    """The policy wants a newer score: ask for one, and decide then."""

    status, code = 409, "score_too_old"


class NeverOverriddenError(ApplicationError):
    """The policy lets nobody approve against this rule."""

    status, code = 409, "never_overridden"


class PossibleDuplicatesError(ApplicationError):
    """Somebody on record may be the same person: say who it is, or that it is another one."""

    status, code = 409, "possible_duplicates"


class MixedModelVersionsError(ApplicationError):
    """Scores of several versions of the model mean different things: name one version."""

    status, code = 409, "mixed_model_versions"


class PreconditionFailedError(ApplicationError):
    """The thing was changed since the caller read it."""

    status, code = 412, "precondition_failed"


class PayloadTooLargeError(ApplicationError):
    """The body is larger than any request of this service needs."""

    status, code = 413, "payload_too_large"


class TooManyAttemptsError(ApplicationError):
    """Too many failed logins; wait ``retry_after_seconds``."""

    status, code = 429, "too_many_attempts"


class IdempotencyKeyReusedError(ApplicationError):
    """An idempotency key came before with another request: one of both is a mistake."""

    status, code = 422, "idempotency_key_reused"


class IncompleteApplicationError(ApplicationError):
    """Something that an application needs is missing, or cannot be so."""

    status, code = 422, "incomplete_application"


class UnconfirmedAnswersError(ApplicationError):
    """The answers are possible, but seldom: a slip of the pen is likelier."""

    status, code = 422, "unconfirmed_answers"


class TooManyRequestsError(ApplicationError):
    """A user asked for too much in an hour; wait ``retry_after_seconds``."""

    status, code = 429, "too_many_requests"


class UnavailableError(ApplicationError):
    """The database or the queue is away; try again after ``retry_after_seconds``."""

    status, code = 503, "unavailable"

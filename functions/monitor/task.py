"""What every step of a run has at hand, and how a step ends before its work is done."""

from collections.abc import Callable
from dataclasses import dataclass

from core.kit.database import connect
from core.monitoring.run_leasing import Lease, hold
from core.monitoring.runs import Run


class OutOfTimeError(Exception):
    """The environment has to stop; what was done is recorded, and another one goes on."""


@dataclass(frozen=True)
class Task:
    """A step of a run that was taken on.

    Attributes:
        run: as it was when the step began, with the figures of the steps before.
        is_late: whether this execution environment has to stop soon.
    """

    lease: Lease
    run: Run
    is_late: Callable[[], bool]

    def go_on_if_time(self) -> None:
        """Says that the work goes on; to be called at least once in two minutes.

        Raises:
            OutOfTimeError: there is no time for more.
            LeaseLostError: somebody else does it now.
        """
        if self.is_late():
            raise OutOfTimeError
        with connect() as connection:
            hold(connection, self.lease)

"""After applying: those whom the file touched are scored anew."""

from core.imports.leasing import advance, end_step
from core.imports.rules.import_states import ImportState
from core.imports.senders import touched_clients
from core.kit.database import transaction
from core.scores.portfolio import insert_portfolio
from core.scores.queue import send_portfolio
from importer.stepping import OutOfTimeError, Task

CLIENTS_A_STEP = 5_000


def score(task: Task) -> None:
    """Asks for scores step by step; what is asked for waits until it is sent.

    Raises:
        OutOfTimeError: there are more to ask for.
    """
    after, batches = task.found.touched_after or 0, list(task.found.portfolio_batch_ids)
    while True:
        if task.is_late():
            raise OutOfTimeError
        with transaction() as connection:
            client_ids = touched_clients(connection, task.found.id, after, CLIENTS_A_STEP)
            if not client_ids:
                end_step(connection, task.lease, ImportState.APPLIED)
                return
            batch_id = insert_portfolio(
                connection, requested_by=task.found.created_by, chosen_ids=client_ids
            )
            after = client_ids[-1]
            batches.append(batch_id)
            advance(connection, task.lease, touched_after=after, portfolio_batch_ids=batches)
        send_portfolio(batch_id, [None], correlation_id=f"import {task.found.id}")

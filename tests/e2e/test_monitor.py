"""The monitor on the deployed stack: the sweep may call it, it has its layers, and it counts."""

from tests.e2e.deployed import eventually

# Left behind an hour ago by whoever asked for it; not while another test has one open
ASK = """
    INSERT INTO monitor_runs (month, requested_at)
    VALUES (date_trunc('month', now()), now() - interval '1 hour')
    ON CONFLICT ((ended_at IS NULL)) WHERE ended_at IS NULL DO NOTHING
    RETURNING id
"""
ENDED = "SELECT error, figures FROM monitor_runs WHERE id = %s AND ended_at IS NOT NULL"
COUNTED = "SELECT sum(clients) FROM portfolio_cells WHERE month = date_trunc('month', now())"


def test_the_sweep_has_the_monitor_do_a_run_that_was_left_behind(deployed):
    asked = []
    assert eventually(lambda: asked.extend(deployed.query(ASK)) or bool(asked))
    [(run_id,)] = asked
    deployed.maintain("sweep")
    assert eventually(lambda: bool(deployed.query(ENDED, run_id)))
    [(error, figures)] = deployed.query(ENDED, run_id)
    assert error is None
    # Other tests make and remove people meanwhile
    assert figures["snapshot"]["clients"] > 100
    assert deployed.query(COUNTED)[0][0] > 100

"""Removes what a test has made, with all that hangs on it."""

# All that hangs on these users and on those without a login whom they manage; a batch goes after the
# scores in it, which its maker asked for. Whom else they manage is nobody's again. The journal and what
# was recommended can only grow: who did something that stands there stays, locked out, and so does who
# applied, with the scores; their cases wait for nobody.
MANAGED = "manager_id IN (SELECT id FROM managers WHERE user_id = ANY(%(users)s))"
APPLIED = """(SELECT a.client_id FROM applications a
      JOIN recommendations r ON r.application_id = a.id)"""
MINE = f"""(SELECT id FROM clients
     WHERE (user_id = ANY(%(users)s) OR (user_id IS NULL AND {MANAGED})) AND id NOT IN {APPLIED})"""
UNSCORED = """(SELECT id FROM applications a WHERE created_by = ANY(%(users)s)
     AND NOT EXISTS (SELECT FROM recommendations r WHERE r.application_id = a.id))"""
REMOVE = f"""
    DELETE FROM application_events WHERE application_id IN {UNSCORED};
    DELETE FROM applications WHERE id IN {UNSCORED};
    UPDATE cases SET closed_at = now() WHERE closed_at IS NULL AND application_id IN
      (SELECT id FROM applications WHERE created_by = ANY(%(users)s));
    UPDATE applications SET manager_id = NULL WHERE {MANAGED};
    DELETE FROM scores WHERE (requested_by = ANY(%(users)s) OR client_id IN {MINE})
       AND client_id NOT IN {APPLIED};
    DELETE FROM portfolio_chunks k USING portfolio_batches b
     WHERE b.id = k.batch_id AND b.requested_by = ANY(%(users)s)
       AND NOT EXISTS (SELECT FROM scores WHERE batch_id = b.id);
    DELETE FROM portfolio_batches b WHERE requested_by = ANY(%(users)s)
       AND NOT EXISTS (SELECT FROM scores WHERE batch_id = b.id);
    DELETE FROM payment_months
     WHERE credit_id IN (SELECT id FROM credits WHERE client_id IN {MINE});
    DELETE FROM credits WHERE client_id IN {MINE};
    DELETE FROM worklist_marks WHERE client_id IN {MINE} OR marked_by = ANY(%(users)s);
    DELETE FROM snapshots WHERE client_id IN {MINE};
    DELETE FROM clients WHERE id IN {MINE};
    UPDATE clients SET manager_id = NULL WHERE {MANAGED};
    DELETE FROM managers WHERE user_id = ANY(%(users)s);
    DELETE FROM sessions WHERE user_id = ANY(%(users)s);
    DELETE FROM recovery_codes WHERE user_id = ANY(%(users)s);
    DELETE FROM second_factors WHERE user_id = ANY(%(users)s);
    DELETE FROM users WHERE id = ANY(%(users)s)
       AND NOT EXISTS (SELECT FROM audit_events WHERE actor_id = users.id);
    UPDATE users SET disabled_at = now() WHERE id = ANY(%(users)s);
"""

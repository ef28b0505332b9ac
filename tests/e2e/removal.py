"""Removes what a test has made, with all that hangs on it."""

# All that hangs on these users and on those without a login whom they manage; a batch goes after the
# scores in it, which its maker asked for. Whom else they manage is nobody's again. The journal can only
# grow, so whoever did something that stands there stays, locked out.
MANAGED = "manager_id IN (SELECT id FROM managers WHERE user_id = ANY(%(users)s))"
MINE = f"""(SELECT id FROM clients
     WHERE user_id = ANY(%(users)s) OR (user_id IS NULL AND {MANAGED}))"""
# What was recommended and decided stays, so its triggers look away: only a superuser can have that
THEIRS = "(SELECT id FROM applications WHERE created_by = ANY(%(users)s))"
REMOVE = f"""
    SET LOCAL session_replication_role = replica;
    DELETE FROM objections WHERE application_id IN {THEIRS};
    DELETE FROM notice_texts WHERE notice_id IN
      (SELECT id FROM notices WHERE application_id IN {THEIRS});
    DELETE FROM notices WHERE application_id IN {THEIRS};
    DELETE FROM recommendations WHERE application_id IN {THEIRS};
    DELETE FROM decisions WHERE application_id IN {THEIRS};
    SET LOCAL session_replication_role = origin;
    DELETE FROM cases WHERE application_id IN {THEIRS};
    UPDATE credits SET application_id = NULL, score_id = NULL WHERE application_id IN {THEIRS};
    DELETE FROM application_events WHERE application_id IN
      (SELECT id FROM applications WHERE created_by = ANY(%(users)s));
    DELETE FROM applications WHERE created_by = ANY(%(users)s);
    DELETE FROM scores WHERE requested_by = ANY(%(users)s) OR client_id IN {MINE};
    DELETE FROM portfolio_batches WHERE requested_by = ANY(%(users)s);
    DELETE FROM payment_months
     WHERE credit_id IN (SELECT id FROM credits WHERE client_id IN {MINE});
    DELETE FROM credits WHERE client_id IN {MINE};
    DELETE FROM worklist_marks WHERE client_id IN {MINE} OR marked_by = ANY(%(users)s);
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

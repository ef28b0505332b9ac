"""How snapshots become cells: the same where a run counts a month and where a page asks of a few.

A run writes them down for the whole portfolio; a manager's are counted when they are asked for.
"""

# Of some months; ``of`` says whose snapshots s. Summed as exact numbers: the same snapshots counted
# again give the same to the last bit
PORTFOLIO_CELLS = """
    SELECT s.month, s.is_active, s.model, s.issued_year, s.grade, s.points / 25 * 25 AS points,
           s.status, s.decision, count(*) AS clients, sum(s.outstanding_rub) AS outstanding_rub,
           coalesce(sum(CAST(s.proba AS numeric)), 0) AS proba_sum,
           coalesce(sum(CAST(s.proba AS numeric) * s.outstanding_rub), 0) AS proba_outstanding_rub
      FROM snapshots s WHERE s.month = ANY(CAST(:months AS date[])) AND {of}
     GROUP BY s.month, s.is_active, s.model, s.issued_year, s.grade, s.points / 25 * 25, s.status,
              s.decision
"""

# Between the month before and this one; null is who has no score, which is another thing than new
TRANSITION_CELLS = """
    SELECT s.month, s.is_active, s.model, s.issued_year,
           CASE WHEN b.client_id IS NULL THEN 'new' ELSE b.grade END AS grade_before, s.grade,
           count(*) AS clients
      FROM snapshots s
      LEFT JOIN snapshots b ON b.month = :before AND b.client_id = s.client_id
     WHERE s.month = :month AND {of}
     GROUP BY s.month, s.is_active, s.model, s.issued_year, 5, s.grade
    UNION ALL
    SELECT CAST(:month AS date), s.is_active, s.model, s.issued_year, s.grade, 'gone', count(*)
      FROM snapshots s
     WHERE s.month = :before AND {of}
       AND NOT EXISTS (SELECT FROM snapshots n
                        WHERE n.month = :month AND n.client_id = s.client_id)
     GROUP BY s.is_active, s.model, s.issued_year, s.grade
"""

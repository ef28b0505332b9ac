"""A database that goes back to the revision before has its packed scores whole again."""

import json

from alembic import command
from sqlalchemy import Connection, text

from core.kit.identifiers import new_id
from tests.integration import test_upgrade
from tests.integration.test_upgrade import add_client, config, run

connection = test_upgrade.connection

PACKED = """
    WITH batch AS (
      INSERT INTO portfolio_batches (id, requested_by, filters)
      SELECT gen_random_uuid(), user_id, '{}' FROM clients WHERE id = :id RETURNING id
    ), kind AS (
      INSERT INTO score_kinds (sha256, model, model_version, policy_version, feature_names,
                               decimals, codes)
      VALUES (:sha256, :model, :version, 'policy-1', '{income,months,share,word}',
              '{income,share}', :codes) RETURNING id
    )
    INSERT INTO scores (id, client_id, requested_by, status, proba, decision, scored_at, batch_id,
                        kind_id, packed_features, packed_contributions, packed_reasons)
    SELECT CAST(:score_id AS uuid), c.id, c.user_id, 'done', :proba, 'approve', now(), batch.id, kind.id,
           '[180000,12,0.5,"a, b"]', :contributions, :reasons
      FROM clients c CROSS JOIN batch CROSS JOIN kind WHERE c.id = :id
"""
A_RULE = '{"code":"IN_CURE_PERIOD","direction":"raises_risk","contribution":null}'
OF_A_MODEL = {
    "model": "thin_file",
    "version": "m",
    "proba": 0.2,
    "codes": ["INCOME", "DELAYS"],
    "contributions": "[-0.25,1.0]",
    "reasons": f"[{A_RULE},1,0]",
}
OF_NO_MODEL = {
    **dict.fromkeys(("model", "version", "contributions")),
    "proba": 1,
    "codes": [],
    "reasons": f"[{A_RULE}]",
}
WHOLE = {"income": 180_000.0, "months": 12, "share": 0.5, "word": "a, b"}


def test_packed_scores_are_whole_again_where_nobody_knows_of_packing(
    connection: Connection,
) -> None:
    client = add_client(connection, "packed")
    command.upgrade(config(connection), "head")
    for told in (OF_A_MODEL, OF_NO_MODEL):
        own = {"id": client, "score_id": str(new_id()), "sha256": f"{told['proba']:064}"}
        run(connection, PACKED, **told, **own)
    command.downgrade(config(connection), "0041")
    of_no_model, of_a_model = connection.execute(
        text("SELECT * FROM scores ORDER BY proba DESC")
    ).all()
    rule = json.loads(A_RULE)
    for row in (of_a_model, of_no_model):
        assert json.dumps(row.features, sort_keys=True) == json.dumps(WHOLE, sort_keys=True)
        assert (row.policy_version, row.reasons[0]) == ("policy-1", rule)
    assert of_a_model.contributions == {"INCOME": -0.25, "DELAYS": 1.0}
    assert of_a_model.reasons[1:] == [
        {"code": "DELAYS", "direction": "raises_risk", "contribution": 1.0},
        {"code": "INCOME", "direction": "lowers_risk", "contribution": -0.25},
    ]
    assert (of_a_model.model, of_a_model.model_version) == ("thin_file", "m")
    assert (of_no_model.model, of_no_model.contributions) == (None, None)
    command.upgrade(config(connection), "head")

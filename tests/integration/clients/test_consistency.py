"""Edits whose answers do not go together, over HTTP: codes that a form can show at the field."""


def edit(api, people, **changes):
    manager = people.manager()
    client = people.client(manager)
    return api("PATCH", f"/clients/{client.client_id}", changes, token=manager.token)


def test_more_children_than_family_are_refused_with_field_and_code(api, people):
    answer = edit(api, people, cnt_children=19)
    assert (answer.status, answer.body["error"]) == (422, "impossible_features")
    [fault] = answer.body["detail"]
    assert (fault["field"], fault["code"]) == ("cnt_children", "children_exceed_family")


def test_a_doubt_is_confirmed_by_its_code(api, people):
    answer = edit(api, people, amt_income_total="0")
    assert (answer.status, answer.body["error"]) == (422, "unconfirmed_answers")
    [fault] = answer.body["detail"]
    assert (fault["field"], fault["code"]) == ("amt_income_total", "employed_without_income")
    confirmed = edit(api, people, amt_income_total="0", confirm=[fault["code"]])
    assert (confirmed.status, confirmed.body["amt_income_total"]) == (200, "0.00")


def test_a_doubt_that_nobody_knows_is_refused(api, people):
    assert edit(api, people, amt_income_total="0", confirm=["whatever"]).status == 422
    assert edit(api, people, confirm=["employed_without_income"]).status == 422


def test_every_fault_of_a_field_has_a_code_and_its_limits(api, people):
    answer = edit(api, people, cnt_children=21, name_income_type="Thief", amt_income_total="1_0")
    faults = {fault["field"]: fault for fault in answer.body["detail"]}
    assert faults["cnt_children"]["code"] == "less_than_equal"
    assert faults["cnt_children"]["limits"] == {"le": 20}
    assert faults["name_income_type"]["code"] == "literal_error"
    assert faults["amt_income_total"]["code"] == "plain_amount"
    assert "Thief" not in str(answer.body)

"""Real applicants become seed records: a person is a questionnaire, an ID one of the credits."""

import json
from pathlib import Path

import pandas as pd

from maintenance.demo.records import Applicant
from maintenance.demo.seed import name_people
from model.history import MONTHS
from training.applicants import write_applicants
from training.data import make_tables, number_people


def write_files(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    applications, credits = make_tables(20)
    applications.to_parquet(folder / "application_record.parquet")
    credits.to_parquet(folder / "credit_record.parquet")
    return applications, credits


def test_ids_of_one_questionnaire_become_one_person(tmp_path: Path) -> None:
    applications, credits = write_files(tmp_path)
    write_applicants(tmp_path, 5, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    owners = number_people(applications)
    numbers = owners.value_counts().sort_index().tolist()
    assert [len(one["payment_histories"]) for one in told] == numbers[:5]
    assert max(numbers[:5]) > 1
    statuses = [month["status"] for one in told for h in one["payment_histories"] for month in h]
    chosen = credits[credits["ID"].isin(applications.loc[owners < 5, "ID"])]
    assert sorted(statuses) == sorted(chosen["STATUS"])


def test_the_records_can_be_seeded(tmp_path: Path) -> None:
    write_files(tmp_path)
    write_applicants(tmp_path, 5, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    applicants = [Applicant.model_validate_json(line) for line in lines]
    people = name_people(0, applicants)
    assert [len(one.person.credits) for one in people.values()] == [
        len(applicant.payment_histories) for applicant in applicants
    ]


def test_every_synthetic_month_lies_within_the_calendar_of_training() -> None:
    """Silent people's histories begin no earlier than those of others."""
    _, credits = make_tables(1_500)
    assert credits["MONTHS_BALANCE"].between(-MONTHS, 0).all()
    assert credits["MONTHS_BALANCE"].min() == -MONTHS

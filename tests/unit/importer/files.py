"""Writes files as lenders have them, and reads them as the importer does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.imports.file_rows import Record
from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.converting import Conversion
from importer.reading.duplicates import Duplicates
from importer.reading.guessing import guess_mapping
from importer.reading.mappings import Kind, Mapped
from importer.reading.opening import NO_HINTS, profile_file, read_rows
from importer.reading.profiles import Hints, Issue, Profile

AS_OF = date(2024, 6, 15)
ZONE = ZoneInfo("Europe/Moscow")

PEOPLE_HEADER = (
    "Номер клиента;Фамилия;Имя;Отчество;Телефон;Пол;Есть автомобиль;Есть недвижимость;"
    "Количество детей;Годовой доход;Вид дохода;Образование;Семейное положение;Жилищные условия;"
    "Дата рождения;Дата начала работы;Указан рабочий телефон;Указан домашний телефон;"
    "Указан e-mail;Профессия;Членов семьи"
)


def person(number: str = "0000000017", **changes: str) -> str:
    """A row under ``PEOPLE_HEADER``; the two dates tell day and month apart."""
    told = {
        "external_id": number, "last_name": "Иванова", "first_name": "Анна", "patronymic": "Петровна",
        "phone": "8 (916) 123-45-67", "code_gender": "жен", "flag_own_car": "да",
        "flag_own_realty": "нет", "cnt_children": "1", "amt_income_total": "540 000,50",
        "name_income_type": "Работа по найму", "name_education_type": "Высшее",
        "name_family_status": "Замужем", "name_housing_type": "С родителями",
        "born_on": "23.04.1985", "employed_since": "17.08.2015", "flag_work_phone": "нет",
        "flag_phone": "да", "flag_email": "0", "occupation_type": "Бухгалтер",
        "cnt_fam_members": "3", **changes,
    }  # fmt: skip
    assert set(QUESTIONNAIRE) <= set(told)
    return ";".join(told.values())


@dataclass
class Read:
    """All that was made of a file."""

    profile: Profile
    mapping: Mapped
    records: list[Record]
    issues: list[Issue]

    @property
    def faults(self) -> list[tuple[int, str | None, str]]:
        return [(issue.row, issue.column, str(issue.code)) for issue in self.issues]

    @property
    def notices(self) -> list[str]:
        return [str(told.code) for told in self.profile.notices]

    @property
    def questions(self) -> list[str]:
        return [str(asked.code) for asked in self.profile.questions]


def read(
    path: Path, kind: Kind = Kind.PAYMENTS, hints: Hints = NO_HINTS, mapping: Mapped | None = None
) -> Read:
    profile = profile_file(path, hints)
    used = guess_mapping(profile, kind) if mapping is None else mapping
    conversion = Conversion(profile, used, kind, AS_OF, ZONE)
    found, duplicates = Read(profile, used, [], []), Duplicates()
    for chunk in read_rows(path, profile):
        converted = conversion.convert(chunk)
        duplicates.add(converted.records)
        found.records += converted.records
        found.issues += converted.issues
    left_out = duplicates.issues()
    for told in (*found.issues, *left_out.values(), *profile.notices):
        require_named(told.limits)
    found.records = [record for record in found.records if record.row not in left_out]
    found.issues = sorted([*found.issues, *left_out.values()], key=lambda issue: issue.row)
    return found


def read_text(
    folder: Path, text: str, kind: Kind = Kind.PAYMENTS, encoding: str = "utf-8", **more
) -> Read:
    path = folder / "file.csv"
    path.write_bytes(text.encode(encoding))
    return read(path, kind, **more)


def refusal(path: Path, hints: Hints = NO_HINTS) -> Refusal | None:
    """Why a file is refused; None if all of it can be read."""
    try:
        for _ in read_rows(path, profile_file(path, hints)):
            pass
    except UnreadableFileError as error:
        require_named(error.limits)
        return error.code
    return None


def require_named(limits: Mapping[str, Any] | None) -> None:
    """What a text has to name goes by names that texts can hold."""
    for name, value in (limits or {}).items():
        assert name.isidentifier() and name.islower() and value is not None, limits

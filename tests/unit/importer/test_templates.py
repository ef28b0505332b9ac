"""What the site says of files, the importer understands: templates as they are offered, and all words.

The files in templates/ are written and kept true by the site's tests.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from core.imports.rules.import_states import Finding
from importer.fault_texts import say
from importer.reading.codes import Fault
from importer.reading.fields import FIELDS
from importer.reading.guessing import SURE, missing_fields, open_questions, plain
from importer.reading.mappings import Kind
from importer.reading.values import normal, words_of_answer
from tests.unit.importer import files
from tests.unit.importer.files import read

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("ru", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_a_template_is_read_with_each_column_known(
    monkeypatch: pytest.MonkeyPatch, kind: Kind, language: str
) -> None:
    monkeypatch.setattr(files, "AS_OF", files.AS_OF.replace(year=2026, month=12))
    found = read(TEMPLATES / f"{kind}-{language}.csv", kind)
    assert [target.column for target in found.mapping] == list(range(len(found.profile.columns)))
    assert {target.confidence for target in found.mapping} == {SURE}
    assert missing_fields(found.mapping, kind) == []
    assert open_questions(found.profile, found.mapping) == []
    assert found.faults == [] and found.records


def words(language: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((TEMPLATES / f"words-{language}.json").read_text("utf-8"))
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_each_field_is_known_by_the_word_of_the_site(kind: Kind, language: str) -> None:
    said = words(language)["fields"][kind]
    known = {field.name: [plain(word) for word in field.words] for field in FIELDS[kind]}
    assert said.keys() == known.keys()
    assert [word for name, word in said.items() if plain(word) not in known[name]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_is_known_by_the_word_of_the_site(language: str) -> None:
    for name, said in words(language)["values"].items():
        known = words_of_answer(name)
        assert {word: str(known.get(normal(word))) for word in said.values()} == {
            word: value for value, word in said.items()
        }, name


@pytest.mark.parametrize("code", [*Fault, *Finding])
def test_each_fault_has_words_for_the_file_that_comes_back(code: str) -> None:
    assert say(code).ru and say(code).en


def test_headers_are_compared_without_case_marks_and_the_dots_of_a_letter() -> None:
    assert plain("Учётный  СЧЁТ, (руб.)") == plain("учетный счет руб") == "учетный счет руб"

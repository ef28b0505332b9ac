"""Writes what the site knows of the API: its types, the questions, fields and codes of files.

    python frontend/generate.py [folder]

Run by `make contract`; a contract test fails when what it wrote is stale.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from api.application import create_application
from core.clients.rules.answer_kinds import Category, Kind, PastDate
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.decisions.rules.lending import RULE_CODES
from core.decisions.rules.vocabulary import DeclineReason
from core.imports.rules.import_states import (
    Finding,
    ImportState,
    ImportStep,
    Outcome,
    Remainder,
    StepFault,
)
from core.scores.rules.reasons import reason_codes
from importer.reading.codes import Fault, Notice, Question, Refusal
from importer.reading.fields import FIELDS, Field
from importer.reading.mappings import Unit
from importer.reading.profiles import DateFormat, DecimalMark
from importer.reading.text_files import DELIMITERS, ENCODINGS
from local.site import find_program

HERE = Path(__file__).parent
API = HERE / "src" / "api"
CODES = {
    "refusals": [*Refusal, *StepFault],
    "questions": [*Question],
    "notices": [*Notice],
    "faults": [*Fault, *Finding, *Remainder],
    "states": [*ImportState],
    "steps": [*ImportStep],
    "outcomes": [*Outcome],
    "units": [*Unit],
    "dateFormats": [*DateFormat],
    "decimals": [*DecimalMark],
    "encodings": ENCODINGS,
    "delimiters": DELIMITERS,
}
"""Whatever the service may say of a file, for the test that the site has words for it."""


DECISION_CODES = {
    "rules": sorted(RULE_CODES),
    "reasons": sorted(reason_codes()),
    "declineReasons": [*DeclineReason],
}
"""Whatever a case may name: the site has words for it."""


def describe(kind: Kind) -> dict[str, Any]:
    """Returns what an answer may be, for the forms."""
    if isinstance(kind, Category):
        return {"values": kind.values, "nullable": kind.nullable}
    if isinstance(kind, PastDate):
        years = {"least_years": kind.least_years, "most_years": kind.most_years}
        return {**years, "nullable": kind.nullable}
    return {"minimum": kind.minimum, "maximum": kind.maximum, "whole": kind.whole}


def describe_field(field: Field) -> dict[str, Any]:
    """Returns what a column of a file may be, for the page that maps columns."""
    return {
        "name": field.name,
        "type": field.type,
        "required": field.required,
        "units": field.units,
    }


def without_examples(node: Any) -> Any:
    """Returns the document without what says nothing about types."""
    if isinstance(node, dict):
        return {
            key: without_examples(value)
            for key, value in node.items()
            if key not in {"example", "examples"}
        }
    return [without_examples(item) for item in node] if isinstance(node, list) else node


def generate(folder: Path) -> None:
    """Writes the types, the questions, and the fields and codes of files into the folder."""
    document = folder / "openapi.json"
    document.write_text(json.dumps(without_examples(create_application().openapi())))
    command = [
        find_program("node"),
        HERE / "node_modules" / "openapi-typescript" / "bin" / "cli.js",
    ]
    command += [document, "--output", folder / "schema.ts"]
    subprocess.run(command, check=True, capture_output=True)
    document.unlink()
    questions = {name: describe(kind) for name, kind in QUESTIONNAIRE.items()}
    write_json(folder / "questionnaire.json", questions)
    fields = {kind: [describe_field(field) for field in known] for kind, known in FIELDS.items()}
    write_json(folder / "import-fields.json", fields)
    write_json(folder / "import-codes.json", CODES)
    write_json(folder / "decision-codes.json", DECISION_CODES)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Writes a file in the way that its next version is easily compared with."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else API)

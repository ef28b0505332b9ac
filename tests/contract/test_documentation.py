"""The documentation names every command, endpoint, error code and setting there is."""

import re
from collections import Counter
from pathlib import Path

import pytest

from api.application import create_application
from core.imports.rules.import_states import FINDINGS_ONLY_TOLD, Finding, Remainder, StepFault
from core.kit.errors import ApplicationError
from core.kit.poison import MOST_DELIVERIES
from core.people.rules.password_strength import PRODUCT_WORDS
from importer.reading.codes import WARNINGS, Fault, Notice, Question, Refusal
from importer.reading.metro2_files import STATUSES as METRO2_STATUSES
from importer.reading.tutdf_files import STATUSES as TUTDF_STATUSES
from maintenance.sweep import RULES
from tests.contract.resolving import Template

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
API = (ROOT / "docs" / "api.md").read_text()
# What an operator makes
NAMED_BUT_YET_TO_BE = {
    "layers/model/bundle/challengers",
}
READS = r"(?:setting|flag|read_database_url)\(\s*(?:named_by: str = )?"
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
FILES = (ROOT / "docs" / "files.md").read_text()
SECURITY = (ROOT / "docs" / "security.md").read_text()


def test_the_readme_names_commands_that_exist():
    named = set(re.findall(r"make ([a-z0-9-]+)", README))
    targets = set(re.findall(r"^([a-z0-9-]+):", MAKEFILE, re.MULTILINE))
    assert named and named <= targets


def test_every_command_is_explained():
    targets = set(re.findall(r"^([a-z0-9-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert {"up", "down", "test", "logs", "seed", "dev", "bench"} <= targets


def test_every_endpoint_is_in_the_docs():
    for path, methods in create_application().openapi()["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in API


def test_nothing_is_told_twice():
    rows = re.findall(r"^\| (`[A-Z]+ /[^`]*`)", API, re.MULTILINE)
    rows += re.findall(r"^\| (`[A-Z_]+`)", SETTINGS, re.MULTILINE)
    rows += re.findall(r"^\| (`[^|]+) \| (?!without)", README, re.MULTILINE)
    changelog = (ROOT / "CHANGELOG.md").read_text()
    news = [one.strip() for one in re.split(r"^(?=- |## )", changelog, flags=re.MULTILINE)]
    assert len(rows) > 150 and len(news) > 50
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    chapters = [(page, one) for page in pages for one in _chapters(page)]
    told = Counter([*rows, *news, *chapters])
    assert [one for one, count in told.items() if count > 1] == []


def _chapters(page):
    return re.findall(r"^## .+$", page.read_text(), re.MULTILINE)


def error_codes(kind=ApplicationError):
    codes = {kind.code} if "code" in vars(kind) else set()
    return codes.union(*map(error_codes, kind.__subclasses__()))


@pytest.mark.parametrize("code", sorted(error_codes()))
def test_every_error_code_is_in_the_docs(code):
    assert f"`{code}`" in API


def test_every_setting_is_in_the_docs():
    read = set()
    for source in [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]:
        read |= set(re.findall(READS + r"\"([A-Z_]+)\"", source.read_text()))
    assert read >= {"DATABASE_SECRET_ID", "DATABASE_OWNER_SECRET_ID", "COOKIE_SECURE"}
    assert not [name for name in read if f"`{name}`" not in SETTINGS]


def test_every_default_of_a_setting_is_told():
    default = r"(?:setting|flag)\(\"([A-Z_]+)\", (?:default=)?\"?([^\"()]+)\"?\)"
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
    known = {pair for source in sources for pair in re.findall(default, source.read_text())}
    assert len(known) >= 10
    for name, value in known:
        [row] = [row for row in SETTINGS.splitlines() if f"`{name}`" in row]
        assert re.search(rf"\b{value}\b[^;]* unless set", row, re.IGNORECASE), name


def test_every_decision_is_listed_and_says_what_keeps_it():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    for page in folder.glob("0*.md"):
        assert page.name in index
        assert "Kept by:" in page.read_text()


def test_every_path_that_a_page_of_the_docs_names_exists():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    roots = "bench|docs|frontend|functions|infra|layers|local|requirements|tests|training"
    for page in pages:
        for path in re.findall(rf"`((?:{roots})/[^`*<> ]+)`", page.read_text()):
            if path not in NAMED_BUT_YET_TO_BE:
                assert (ROOT / path).exists(), f"{page.name} names {path}"


def test_every_linked_file_exists():
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_every_test_that_a_page_of_the_docs_names_exists():
    suite = "".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    for page in (ROOT / "docs").rglob("*.md"):
        named = set(re.findall(r"`(test_\w+)`", page.read_text()))
        assert len(named) >= 10 or page.name not in {"runbook.md", "security.md"}
        assert {name for name in named if f"def {name}(" not in suite} == set(), page.name


def test_whatever_holds_for_security_says_where():
    rows = re.findall(r"^\| (\d[^|]*) \| ([^|]+) \| (.+) \|$", SECURITY, re.MULTILINE)
    assert len(rows) > 60
    assert {result for _, result, _ in rows} == {"pass", "n.a."}
    found = re.compile(r"`(test_\w+|[\w/.-]+/[\w.-]+)`|decision \d+|above")
    assert [row for row in rows if row[1] == "pass" and not found.search(row[2])] == []


def test_the_words_that_no_password_may_consist_of_are_documented():
    told = (ROOT / "docs" / "decisions" / "0018-who-one-is.md").read_text()
    assert [word for word in PRODUCT_WORDS if f"`{word}`" not in told] == []


def test_the_runbook_has_a_page_for_every_alarm():
    pages = (ROOT / "docs" / "runbook.md").read_text().split("\n## ")[1:]
    alarms = Template("prod").resources
    for name in [name for name in alarms if alarms[name]["Type"] == "AWS::CloudWatch::Alarm"]:
        told = [page for page in pages if f"`{name}`" in page]
        assert len(told) == 1, f"{name} stands under one heading"
        assert "[`test_" in told[0]


def test_the_runbook_tells_the_sweeps_own_figures():
    told = " ".join((ROOT / "docs" / "runbook.md").read_text().split())
    assert f"sent more than {'a minute' if RULES.resend_after == 60 else '?'} ago" in told
    assert f"up to {RULES.limit:,} scores a minute" in told
    assert f"has begun with it {RULES.most_attempts} times" in told
    assert f"is {'an hour' if RULES.fail_after == 3_600 else '?'} old" in told


def test_the_runbook_tells_how_soon_a_message_is_given_up():
    told = " ".join((ROOT / "docs" / "runbook.md").read_text().split())
    queues = Template("prod").resources
    people, files = (queues[name]["Properties"] for name in ("ScoringQueue", "ImportQueue"))
    assert people["VisibilityTimeout"] == 6 * 60 and "comes again every six minutes" in told
    assert people["RedrivePolicy"]["maxReceiveCount"] == 1_000 and "a thousand times" in told
    assert files["VisibilityTimeout"] == 5_400 and "every hour and a half, 80 times" in told
    assert files["RedrivePolicy"]["maxReceiveCount"] == 80
    assert people["MessageRetentionPeriod"] == 7 * 24 * 3_600 and "after seven days" in told
    assert MOST_DELIVERIES == 5 and "fifth delivery, about half an hour after" in told


@pytest.mark.parametrize(
    "code", [*Refusal, *StepFault, *Question, *Notice, *Fault, *Finding, *Remainder]
)
def test_the_page_on_files_explains_each_code(code):
    assert f"| `{code}` | " in FILES


def test_the_page_on_files_names_warnings_and_the_codes_of_other_formats():
    told = FILES.partition("Warnings, which")[2].partition("\n### ")[0]
    assert {*WARNINGS, *FINDINGS_ONLY_TOLD} == set(re.findall(r"`([a-z_]+)`", told))
    metro2 = FILES.partition("## Metro 2")[2].partition("## TUTDF")[0]
    spelled = {*re.findall(r"`(\w+)`", metro2), "2", "3", "62", "63", "64", "94", "95", "96"}
    assert METRO2_STATUSES.keys() <= spelled
    tutdf = FILES.partition("## TUTDF")[2].partition("## What")[0]
    assert TUTDF_STATUSES.keys() - {"closed"} <= set(re.findall(r"`(\w+)`", tutdf))

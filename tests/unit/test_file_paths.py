"""What of the emulator's bucket the site's proxy lets a browser reach, and what of the rest."""

import pytest

from local.file_paths import bucket_path

KEY = f"/files/credit-scoring-files-000000000000-eu-central-1/uploads/12/{'a' * 64}"
SIGNED = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=local%2F20261128%2Feu-central-1%2Fs3%2Faws4_request"
    "&X-Amz-Date=20261128T090000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
)


@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD"])
def test_a_signed_address_of_a_file_passes_without_its_prefix(method):
    assert bucket_path(method, f"{KEY}?{SIGNED}", {}) == f"{KEY.removeprefix('/files')}?{SIGNED}"


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", KEY),
        ("DELETE", f"{KEY}?{SIGNED}"),
        ("POST", f"{KEY}?{SIGNED}"),
        ("OPTIONS", f"{KEY}?{SIGNED}"),
        ("PUT", f"{KEY.replace('uploads', 'marked')}?{SIGNED}"),
        ("GET", f"/files/?{SIGNED}"),
        ("GET", f"/files/credit-scoring-artifacts/uploads/12/{'a' * 64}?{SIGNED}"),
        ("GET", f"{KEY}/../../x?{SIGNED}"),
        ("GET", f"{KEY}?{SIGNED}&acl"),
        ("GET", f"{KEY}?{SIGNED}&Action=CreateUser"),
        ("GET", f"{KEY}?{SIGNED}".replace("%2Fs3%2F", "%2Fiam%2F")),
        ("GET", f"/files/2015-03-31/functions/x/invocations?{SIGNED}"),
    ],
)
def test_nothing_else_passes(method, target):
    assert bucket_path(method, target, {}) is None


@pytest.mark.parametrize(
    ("site", "passes"), [("same-origin", True), ("none", True), ("cross-site", False)]
)
def test_no_page_of_another_site_sends_or_fetches(site, passes):
    passed = bucket_path("PUT", f"{KEY}?{SIGNED}", {"Sec-Fetch-Site": site})
    assert (passed is not None) == passes


def test_an_export_is_read_and_never_written() -> None:
    key = "/files/credit-scoring-files-000000000000-eu-central-1/exports/12"
    passed = f"{key.removeprefix('/files')}?{SIGNED}"
    assert bucket_path("GET", f"{key}?{SIGNED}", {}) == passed
    assert bucket_path("PUT", f"{key}?{SIGNED}", {}) is None
    assert bucket_path("GET", key, {}) is None

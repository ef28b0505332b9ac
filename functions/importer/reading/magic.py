"""What a file is by its bytes, whatever its name says; what cannot be read is refused here."""

import re
import zipfile
from pathlib import Path

from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.profiles import FileFormat

HEAD_BYTES = 8_192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old .xls and of encrypted workbooks
_COMPRESSED = (
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"{\\rtf",
    b"SQLite format",
)
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style")
# Parts of what .ods, .xlsb, .docx and Numbers' files are packed of
_OTHER_DOCUMENTS = {"content.xml", "xl/workbook.bin", "word/document.xml", "Index/Document.iwa"}
_METRO2 = re.compile(rb"0426|\d{4}HEADER")


def detect_format(path: Path) -> FileFormat:
    """Returns how to read the file.

    Raises:
        UnreadableFileError: it is none of what can be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise UnreadableFileError(Refusal.EMPTY)
    if head.startswith(_OLE):
        raise UnreadableFileError(Refusal.ENCRYPTED if _is_encrypted(path) else Refusal.OLD_XLS)
    if head.startswith(b"PK"):
        return _of_archive(path)
    if head.startswith(b"PAR1"):
        return FileFormat.PARQUET
    if head.startswith(_COMPRESSED):
        raise UnreadableFileError(Refusal.COMPRESSED)
    if head.startswith(_BINARY):
        raise UnreadableFileError(Refusal.BINARY)
    return _of_text(head)


def _is_encrypted(path: Path) -> bool:
    """Whether the container's folder names an encrypted package; it lies near either end."""
    name = "EncryptedPackage".encode("utf-16-le")
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(1 << 20)
        file.seek(max(0, size - (1 << 20)))
        return name in start or name in file.read()


def _of_archive(path: Path) -> FileFormat:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFileError(Refusal.DAMAGED) from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnreadableFileError(Refusal.MACROS)
    if "xl/workbook.xml" not in names:
        is_document = names & _OTHER_DOCUMENTS
        raise UnreadableFileError(Refusal.OTHER_DOCUMENT if is_document else Refusal.COMPRESSED)
    return FileFormat.XLSX


def _of_text(head: bytes) -> FileFormat:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.lower().startswith(_PAGES) or (start.startswith(b"<") and b"<html" in start.lower()):
        raise UnreadableFileError(Refusal.HTML)
    if start.startswith(b"<"):
        raise UnreadableFileError(Refusal.XML)
    if start.startswith(b"TUTDF"):
        return FileFormat.TUTDF
    if _METRO2.match(start) and b"\t" not in start and b";" not in start[:426]:
        return FileFormat.METRO2
    return FileFormat.CSV

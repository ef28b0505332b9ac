"""What a bundle of models is called: a name that holds digits of the hash of all its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.kit.versions import HASH_DIGITS, hash_content, version_name


@dataclass(frozen=True)
class BundleName:
    """Names a bundle, and each of its files by the hash of its content.

    Attributes:
        files: file -> SHA-256; ``sha256`` is the hash of them all.
    """

    version: str
    sha256: str
    files: Mapping[str, str] = field(hash=False)

    @classmethod
    def of(cls, dated: str, files: Mapping[str, str]) -> "BundleName":
        """Names files by their content, and by the day of the recipe they were made by."""
        sha256 = hash_content(dict(files))
        return cls(version_name(dated, sha256), sha256, files)

    @property
    def dated(self) -> str:
        """The day of the recipe that the bundle was made by, YYYY-MM-DD."""
        return self.version[: -HASH_DIGITS - 1]

    def require_whole(self) -> None:
        """Lets pass a name that is made of the content.

        Raises:
            ValueError: the hashes of the files give another one.
        """
        if self != BundleName.of(self.dated, self.files):
            raise ValueError(f"{self.version} is not the name of these files.")


def bundle_key(sha256: str, file: str) -> str:
    """Returns where a file of a bundle lies in the bucket of bundles."""
    return f"{sha256}/{file}"

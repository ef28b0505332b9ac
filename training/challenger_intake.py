"""Adds somebody's own model to the bundle, to score in the shadow of the champion."""

import re
import shutil
from pathlib import Path

from model.challengers import ChallengerError, read_challenger

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


def add_challenger(model: Path, name: str, folder: Path) -> None:
    """Copies a model file into the folder of challengers, once it is known to be able to score.

    Raises:
        ChallengerError: the name or the model cannot be used; the text says why.
    """
    if not NAME.fullmatch(name):
        raise ChallengerError(
            f"{name!r} is no name for a challenger: up to 40 small letters, digits, and - _ ."
        )
    read_challenger(model)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, folder / f"{name}.cbm")

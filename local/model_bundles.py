"""Puts bundles of models into the running stack: the release's, and what is to challenge it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.scores.rules.bundle_names import BundleName, bundle_key
from local import emulator, seeding
from local.errors import StackError
from local.stack import ROOT, Stack

RELEASED = ROOT / "layers" / "model" / "bundle"


def upload(stack: Stack, bucket: str, folder: Path = RELEASED) -> BundleName:
    """Puts the files of a bundle into the bucket; returns what it is called.

    Raises:
        StackError: it has no manifest, or its name is not made of its content.
    """
    name = _read_name(folder)
    s3 = emulator.aws(stack, "s3")
    for file in name.files:
        key = bundle_key(name.sha256, file)
        s3.put_object(Bucket=bucket, Key=key, Body=(folder / file).read_bytes())
    return name


def register(stack: Stack, outputs: dict[str, str], folder: Path) -> None:
    """Makes a bundle a challenger of the one in force, and says so.

    Raises:
        StackError: it is damaged, or the service refuses it.
    """
    name = upload(stack, outputs["ModelsBucketName"], folder)
    answer = seeding.invoke(stack, outputs["MaintenanceFunctionName"], registration(folder))
    print(f"  {name.version} is registered; state: {answer['state']}")


def registration(folder: Path) -> dict[str, Any]:
    """Returns the event by which maintenance registers a bundle that lies in the bucket.

    Raises:
        StackError: the folder holds none.
    """
    card = (folder / "card.json").read_text(encoding="utf-8")
    return {"action": "register_model", "name": asdict(_read_name(folder)), "card": card}


def _read_name(folder: Path) -> BundleName:
    try:
        told = json.loads((folder / "manifest.json").read_text())
        name = BundleName.of(told["dated"], told["sha256"])
    except (OSError, ValueError, KeyError) as error:
        raise StackError(f"{folder} holds no bundle: manifest.json cannot be read.") from error
    if name.version != told["model_version"]:
        raise StackError(f"{folder} is not the bundle that its manifest names. Make it anew.")
    return name

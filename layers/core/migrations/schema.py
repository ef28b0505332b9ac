"""The tables of all nouns together: a new noun's are found by themselves."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import MetaData

import core
from core.kit.tables import metadata


def all_tables() -> MetaData:
    """Returns the metadata once every noun has declared its tables."""
    for noun in pkgutil.iter_modules(core.__path__):
        name = f"core.{noun.name}.tables"
        if noun.ispkg and find_spec(name):
            import_module(name)
    return metadata

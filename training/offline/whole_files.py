"""Scores the files of a folder: what was broken off goes on with the same command."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from core.decisions.rules.policy import first_policy
from core.kit.versions import hash_content
from model.scoring import ScoringModel, load_model
from training.files import DataError, find_table, note
from training.month_checks import CREDITS
from training.offline.id_order import SCORED, cuts_of, keep_part, put_together
from training.offline.joining import PEOPLE, WHOLE, Found, Shard, join
from training.offline.people_scores import score_people
from training.offline.spill import take_part
from training.offline.splitting import count_parts, split_months, split_questionnaires
from training.offline.workplace import Workplace, hash_file, remove, workplace
from training.tables import APPLICATIONS, nothing_stands, without

_SPLIT = "split.json"


def score_files(
    data: Path, as_of: int, out: Path, shard: Shard = WHOLE, work: Path | None = None
) -> tuple[int, int]:
    """Scores every person of the credit table as known ``as_of`` months before the latest.

    Ids with the same whole questionnaire are one person with several credits, and share a score.
    The questionnaire may be missing, as a file or for some ids: then each id is a person, and only
    the behavioural model can score. Who it cannot score gets the reason ``NOT_ENOUGH_DATA``, or
    ``QUESTIONNAIRE_NOT_READABLE`` where there is one with answers that are impossible; how many
    of these there are, and why, is told. The policy's hard rules hold as in the service: who has
    defaulted is asked no model, and the rules' reasons stand before the model's.

    The result has one row an id, in their order: id, questionnaire (``read``, ``missing`` or ``not
    readable``), model, proba, points, rating, grade, decision, reason_1 to reason_3 (what raises
    the risk first, then what lowers it).

    Args:
        work: the folder for what is laid down meanwhile; beside ``out`` if none is named.

    Returns:
        How many ids are scored, and how many there are.

    Raises:
        DataError: the folder does not hold what is needed, no questionnaire can be used, or a run
            that was broken off had begun with something else.
    """
    credits, applications = find_table(data, CREDITS), find_table(data, APPLICATIONS)
    if credits is None:
        raise DataError(without(data, CREDITS))
    model = load_model()
    begun = {
        "month": as_of,
        "shard": asdict(shard),
        "model": model.sha256,
        "code": hash_content(model.provenance),
        "policy": first_policy().version,
        CREDITS: hash_file(credits),
        APPLICATIONS: hash_file(applications) if applications else None,
    }
    with workplace((work or out.parent) / f"{out.name}.work", begun) as place:
        told = place.told(_SPLIT) or _split(place, data, (credits, applications), as_of, shard)
        for text in told["notes"]:
            note(text)
        parts = _score_parts(place, model, told)
        counted = put_together(place, parts, told["are_numbers"], out)
        remove(place)
    return counted


def _split(
    place: Workplace, data: Path, paths: tuple[Path, Path | None], as_of: int, shard: Shard
) -> dict[str, Any]:
    """Deals the tables out, anew if that was broken off, and returns what was found."""
    credits, applications = paths
    place.empty()
    try:
        parts = count_parts(credits, applications)
        if applications:
            split_questionnaires(applications, place, parts)
        split_months(credits, place, parts)
        told = _told(join(place, parts, as_of, shard), parts, data, applications)
    except BaseException:  # nothing of it is of use
        remove(place)
        raise
    place.keep(_SPLIT, told)
    return told


def _told(found: Found, parts: int, data: Path, applications: Path | None) -> dict[str, Any]:
    notes = found.notes()
    if applications is None:
        notes.append(f"{data} holds no {APPLICATIONS}: the months of payments alone are scored.")
    elif not found.questionnaires:
        raise DataError(nothing_stands(applications))
    elif not found.read:
        raise DataError(f"{found.faults} Nothing is scored: mend the file, or take it away.")
    return {
        "parts": parts,
        "ids": found.ids,
        "are_numbers": found.are_numbers,
        "cuts": cuts_of(found.sample, found.are_numbers, parts),
        "notes": notes,
    }


def _score_parts(place: Workplace, model: ScoringModel, told: Mapping[str, Any]) -> list[int]:
    """Scores the parts that are not scored yet; returns the numbers of those that hold anybody."""
    parts = []
    with tqdm(total=told["ids"], unit="account", desc="scoring", delay=1) as bar:
        for part in range(told["parts"]):
            people = take_part(place, PEOPLE, part)
            if people is None:
                continue
            if place.path(SCORED, part).exists():
                bar.initial += people.num_rows  # so that the rate is that of this run
            else:
                scored = score_people(model, people, told["are_numbers"])
                keep_part(place, part, scored, told["cuts"])
            bar.update(people.num_rows)
            parts.append(part)
    return parts

"""The two files of a series of figures: the table in CSV, and what YAML says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.build_cache import BuildCache
from explainer.model.corpus import LeftOut
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import ID_PATTERN
from explainer.model.lines import Lines
from explainer.model.raw import RawDataset
from explainer.problems import Code, Problem, working_on
from explainer.reading.csv_table import table_of
from explainer.reading.files import Folder, decoded
from explainer.reading.limits import TABLE, TEXT
from explainer.reading.yaml_text import parse_yaml


def read_dataset(
    folder: Folder, dataset: str, names: Sequence[str], problems: list[Problem], cache: BuildCache
) -> RawDataset:
    """The series of figures of this id, of which the files in `names` are there; a link out of the folder is none."""
    table_name, fields_name = f"{DATA_FOLDER}/{dataset}.csv", f"{DATA_FOLDER}/{dataset}.yml"
    if not re.fullmatch(ID_PATTERN, dataset):
        message = f"'{dataset}' cannot be an id: it may have small letters a to z, digits and single hyphens"
        problems += (Problem(name, 1, Code.BAD_ID, message, "Rename the file") for name in names)
    if fields_name not in names:
        message = f"there is no file '{fields_name}' that says what the columns of this table are"
        problems.append(Problem(table_name, 1, Code.MISSING_FILE, message, "See the editing guide for an example"))
    if table_name not in names:
        message = f"there is no file '{table_name}' with the figures"
        problems.append(Problem(fields_name, 1, Code.MISSING_FILE, message, "See the editing guide for an example"))
    table_bytes = _bytes(folder, table_name, names, problems)
    fields_bytes = _bytes(folder, fields_name, names, problems)
    with working_on(f"{DATA_FOLDER}/{dataset}"):
        raw, found = cache.recall(_dataset_of, dataset, table_bytes, fields_bytes)
    problems += found
    return raw


def _bytes(folder: Folder, name: str, names: Sequence[str], problems: list[Problem]) -> bytes | None:
    if name not in names:
        return None
    data = folder.bytes_of(name, TABLE if name.endswith(".csv") else TEXT)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    return data


def _dataset_of(
    dataset: str, table_bytes: bytes | None, fields_bytes: bytes | None
) -> tuple[RawDataset, tuple[Problem, ...]]:
    """What the bytes of the two files are."""
    table_name, fields_name = f"{DATA_FOLDER}/{dataset}.csv", f"{DATA_FOLDER}/{dataset}.yml"
    problems: list[Problem] = []
    table_text, fields_text = _text(table_bytes, table_name, problems), _text(fields_bytes, fields_name, problems)
    table, faults = (None, ()) if table_text is None else table_of(table_name, table_text)
    problems += faults
    fields, lines = None, Lines()
    if fields_text is not None:
        parsed = parse_yaml(fields_text, fields_name, first_line=1)
        problems += parsed.problems
        is_whole = all(problem.code is not Code.REPEATED_KEY for problem in parsed.problems)
        fields, lines = parsed.fields if is_whole else None, parsed.lines
    said = "\n".join(text for text in (fields_text, table_text) if text)
    is_sound = re.fullmatch(ID_PATTERN, dataset) is not None
    left_out = LeftOut(fields_name, said)
    return RawDataset(dataset, fields if is_sound else None, lines, table, left_out), tuple(problems)


def _text(data: bytes | None, name: str, problems: list[Problem]) -> str | None:
    if data is None:
        return None
    text, found = decoded(data, name)
    problems += found
    return text

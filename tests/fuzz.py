"""Looks for input that a parser does not stand, with atheris: `make fuzz`, or `make fuzz SECONDS=60 PARSER=bibtex`.

Each parser of tests/parsers.py gets its share of the time, in a process of its own that runs on one core. Input that
was worth keeping lies in .cache/fuzz/; what broke a parser is kept beside it and printed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
SEEDS = PROJECT / "tests" / "fuzzing"
FOUND = PROJECT / ".cache" / "fuzz"
LONGEST = 4096
"""How many bytes an input may have."""
_HANGING_SECONDS = 120
"""The first input may take long: the names of all languages are loaded, on a machine that does other things."""


def main() -> int:
    """Fuzzes one parser or each in turn; 1 if one of them failed."""
    names = [os.environ["PARSER"]] if os.environ.get("PARSER") else sorted(path.name for path in SEEDS.iterdir())
    seconds = int(os.environ.get("SECONDS", "600")) // len(names)
    failed = [name for name in names if not _fuzzed(name, seconds)]
    return 1 if failed else 0


def _fuzzed(name: str, seconds: int) -> bool:
    """Fuzzes a parser for so many seconds, and says how many inputs it was given."""
    corpus = FOUND / name
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as seeds:
        for seed in (SEEDS / name).glob("seed-*"):
            shutil.copy(seed, seeds)
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={_HANGING_SECONDS}"]
        options += [f"-dict={SEEDS / name / 'words.dict'}", f"-artifact_prefix={corpus}-", "-print_final_stats=1"]
        command = [sys.executable, __file__, "--parser", name, *options, str(corpus), seeds]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    tried = re.search(r"number_of_executed_units:\s*(\d+)", run.stderr)
    print(f"{name}: {tried[1] if tried else 'unknown'} inputs, {'none' if run.returncode == 0 else 'one'} broke it")  # noqa: T201
    if run.returncode:
        print(run.stdout[-4000:], run.stderr[-4000:], sep="\n")  # noqa: T201
    return run.returncode == 0


def _fuzz(name: str, options: list[str]) -> None:
    """Runs atheris in this process, which ends with it. What is not watched for new ways through it is not slowed."""
    import atheris  # noqa: PLC0415 - it is in .venv-fuzz only

    with atheris.instrument_imports(include=["explainer", "markdown_it", "mdit_py_plugins", "yaml", "bibtexparser"]):
        from parsers import PARSERS  # noqa: PLC0415 - it is watched from here on
    atheris.Setup([name, *options], PARSERS[name].read)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--parser"]:
        _fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())

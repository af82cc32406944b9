"""How long builds take, and how much they need, beside other generators of sites: `make bench`.

    .venv-bench/bin/python benchmarks/peers.py 300 1000          # all four, every step, medians of three rounds
    .venv-bench/bin/python benchmarks/peers.py --once 3000 10000  # ours and Zensical, cold and one edit

Each step is a process of its own. Seconds are of the clock and of the processor; memory is the highest sum over the
processes of a step, of what each has for itself (PSS). A reference loop tells how fast the machine is at that time.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil
from corpus import PROJECT, MadeCorpus, made, write_for_hugo, write_for_us, write_plain

ROUNDS = 3
STEPS = ("cold", "nothing changed", "one text edited", "one title edited")
BENCH = Path(sys.executable).parent
OURS = Path(os.environ.get("EXPLAINER_PYTHON", PROJECT / ".venv" / "bin" / "python"))
_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Cost:
    """What a step cost."""

    wall: float
    processor: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.processor:.1f}), {self.megabytes:.0f} MB"


@dataclass(frozen=True)
class Generator:
    """A generator of sites: how its project is written and built, and what a cold build must not find."""

    name: str
    write: Callable[[MadeCorpus, Path], None]
    commands: tuple[tuple[str, ...], ...]
    kept: tuple[str, ...]
    texts: str
    """The folder of the texts."""


GENERATORS = (
    Generator(
        "this project",
        write_for_us,
        ((str(OURS), "-m", "mkdocs", "build", "--quiet"),),
        ("site", ".cache"),
        "content",
    ),
    Generator("Zensical", write_plain, ((str(BENCH / "zensical"), "build"),), ("site", ".cache"), "docs"),
    Generator(
        "mkdocs-material",
        write_plain,
        ((str(BENCH / "mkdocs"), "build", "--quiet"),),
        ("site", ".cache"),
        "docs",
    ),
    Generator(
        "Hugo with Pagefind",
        write_for_hugo,
        (
            (str(BENCH / "hugo"), "build", "--quiet"),
            (sys.executable, "-m", "pagefind", "--site", "public", "--silent"),
        ),
        ("public", "resources"),
        "content",
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", type=int, help="numbers of entries")
    parser.add_argument("--once", action="store_true", help="ours and Zensical, cold and one text edited, one round")
    parser.add_argument("--only", help="the generators whose names have this in them")
    options = parser.parse_args()
    _say(_machine())
    generators = [g for g in GENERATORS[: 2 if options.once else None] if (options.only or "") in g.name]
    steps = ("cold", "one text edited") if options.once else STEPS
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            _say(f"\n### {size} entries\n\nReference loop: {_loop_seconds():.2f} s.\n")
            _say(f"| | {' | '.join(steps)} |\n|---|{'---|' * len(steps)}")
            corpus = made(size)
            for generator in generators:
                place = Path(folder) / f"{size} {generator.name}"
                costs = measured(generator, corpus, steps, 1 if options.once else ROUNDS, place)
                _say(f"| {generator.name} | {' | '.join(str(costs[step]) for step in steps)} |")


def measured(
    generator: Generator, corpus: MadeCorpus, steps: Iterable[str], rounds: int, folder: Path
) -> Mapping[str, Cost]:
    """The median of each step. All that is written stays in the folder, which is not there yet.

    Where many files were deleted, ext4 is slow for minutes to make others.
    """
    found: dict[str, list[Cost]] = {step: [] for step in steps}
    project = folder / "project"
    generator.write(corpus, project)
    for turn in range(rounds):
        _set_aside(project, generator.kept, folder / f"of-round-{turn}")
        for step, costs in found.items():
            _prepare(step, project / generator.texts, corpus, turn)
            costs.append(cost_of(generator.commands, project))
    return {step: _median(costs) for step, costs in found.items()}


def _set_aside(project: Path, kept: Iterable[str], place: Path) -> None:
    """Moves what a cold build must not find."""
    place.mkdir()
    for name in kept:
        if (project / name).exists():
            (project / name).rename(place / name)


def _prepare(step: str, texts: Path, corpus: MadeCorpus, turn: int) -> None:
    entry = corpus.entries[len(corpus.entries) // 2 + turn]
    path = texts / entry.folder / f"{entry.id}.md"
    text = path.read_text("utf-8")
    if step == "one text edited":
        edited = text.replace("\n\n## Before", f"\n\nA sentence of round {turn}.\n\n## Before", 1)
    elif step == "one title edited":
        edited = re.sub('(?m)^title: "', f'title: "Of round {turn}: ', text, count=1)
    else:
        return
    if edited == text:
        raise ValueError(f"{path} could not be edited")
    path.write_text(edited, "utf-8")


def cost_of(commands: Iterable[tuple[str, ...]], project: Path) -> Cost:
    """What it costs to run the commands one after the other."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    highest = 0.0
    for command in commands:
        process = subprocess.Popen(
            command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment()
        )
        highest = max(highest, _highest_memory(process))
        said = process.communicate()[0].decode("utf-8", "replace")
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} answered {process.returncode}:\n{said}")
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, processor, highest / 1_000_000)


def _highest_memory(process: subprocess.Popen[bytes]) -> float:
    """The highest sum of the process and those below it, until it ends. Takes its output from nobody."""
    highest = 0.0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        highest = max(highest, sum(_memory_of(each) for each in _tree(watched)))
        time.sleep(_SAMPLE_SECONDS)
    return highest


def _tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _memory_of(process: psutil.Process) -> float:
    try:
        found = process.memory_full_info()
        return float(getattr(found, "pss", found.uss))
    except psutil.Error:
        return 0.0


def _environment() -> dict[str, str]:
    path = f"{BENCH}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PATH": path, "SOURCE_DATE_EPOCH": "1780000000"}


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.megabytes for cost in costs),
    )


def _loop_seconds() -> float:
    started = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number & 7
    return time.process_time() - started


def _machine() -> str:
    versions = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("zensical", "mkdocs-material", "hugo", "pagefind")
    )
    memory, today = psutil.virtual_memory().total / 1e9, datetime.datetime.now(datetime.UTC).date()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{today}; {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, load {load}; Python {platform.python_version()}; {versions}."
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

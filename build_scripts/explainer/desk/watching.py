"""Waiting for the content to change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET_SECONDS = 0.2
"""How long nothing must happen before a change counts as done: a program saves a file in several steps."""


class _Changes(FileSystemEventHandler):
    def __init__(self) -> None:
        self.happened = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "deleted", "moved"):
            self.happened.set()


def changes_in(content: Path, is_stopped: Callable[[], bool]) -> Iterator[None]:
    """Something when the folder is watched, and then each time that files of it have changed, until it is stopped."""
    logging.getLogger("watchdog").addHandler(logging.NullHandler())  # it tells of its own end, which is no news
    changes = _Changes()
    observer = Observer()
    observer.schedule(changes, str(content), recursive=True)
    observer.start()
    try:
        yield
        while not is_stopped():
            if changes.happened.wait(_QUIET_SECONDS):
                while changes.happened.is_set():
                    changes.happened.clear()
                    changes.happened.wait(_QUIET_SECONDS)
                yield
    finally:
        observer.stop()
        observer.join()

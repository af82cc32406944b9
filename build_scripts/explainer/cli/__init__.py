"""The command `explainer`: it asks, prints and ends; what is done is in the pipeline and in `desk`.

Exit codes: 0 all is well, 1 the content has problems or nothing could be done, 2 the command was called wrongly.
"""

from __future__ import annotations

import signal
import sys

STOPPED = "Stopped. The content is as it was; give the command again to do it."


def main() -> None:
    """Runs the command. It is loaded only here, since that takes time in which it may be stopped already."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        from explainer.cli.commands import main as command  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(f"Error: {STOPPED}")
    command()

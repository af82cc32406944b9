"""The command `explainer`: it asks, prints and ends. The work is done by the pipeline and by `editing`.

Exit codes: 0 all is well, 1 the content has problems or nothing could be done, 2 the command was called wrongly.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

STOPPED = "Stopped. The content is as it was; give the command again to do it."
_COLLECTING = (50_000, 20, 50)
"""High thresholds for the garbage collector: a command keeps most of what it makes, and collecting took 10 % of its
time."""


def main() -> None:
    """Runs the command. It is loaded only here, because loading takes long enough for the editor to stop it."""
    gc.set_threshold(*_COLLECTING)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # Shapely loads NumPy, whose threads for algebra nobody needs
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        from explainer.cli.commands import main as command  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(f"Error: {STOPPED}")
    try:
        command()
    finally:
        gc.freeze()  # otherwise Python searches all that is left before it ends, and the system frees it anyway

"""What a command meets outside of this machine."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.web.client import Clock, Network
from explainer.web.wayback import ARCHIVE


@dataclass(frozen=True)
class Outside:
    """The network, the clock and the archive. A test gives a command others as its object of click; nobody else can."""

    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)
    archive: str = ARCHIVE

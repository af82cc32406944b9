"""When a server that refused may be asked again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from explainer.web.client import WebAnswer

_MOST_SECONDS = 30 * 24 * 60 * 60


def seconds_to_wait(answer: WebAnswer, now: float, otherwise: float) -> float:
    """How long the server asks to be left alone, at most a month; `otherwise` if it does not say."""
    said = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(float(said), _MOST_SECONDS)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return otherwise
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds()), _MOST_SECONDS)

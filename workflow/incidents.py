"""Incidents with personal data: the log, and until when those concerned and the authority are to be told.

UU 27/2022, article 46: written notice at the latest 3 x 24 hours after the failure of protection, holidays included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

NOTICE_WITHIN = timedelta(hours=72)


@dataclass(frozen=True)
class IncidentNoted:
    """An entry of the register: what happened, since when it is known, whose data, and what was done about it."""

    number: int
    known_at: datetime
    what: str
    whose: str
    done: str = ""


def notice_due(known_at: datetime) -> datetime:
    """Return until when the notice is to be out."""
    return known_at + NOTICE_WITHIN

"""What is kept about one person (UU 27/2022, articles 5 to 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OwnData:
    """What is kept about a person besides what stands in the office's list."""

    user_id: int | None
    bound_at: datetime | None
    consent_version: int
    consented_at: datetime | None
    acts: int
    files: int
    messages: int
    letters: int

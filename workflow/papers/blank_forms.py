"""The empty forms with which an office goes on by pen: one for each step of the SOP, and a log to enter later."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.papers.sheet import Sheet, Signature
from workflow.quarter import Quarter


@dataclass(frozen=True)
class BlankForms:
    """The forms of one office. `units` are the names of those that take part; `quarter` is None where none runs."""

    sheet: Sheet
    quarter: Quarter | None
    units: tuple[str, ...]
    head: Signature  # Kepala Dinas
    secretary: Signature  # Sekretaris
    planning: Signature  # Subbag Perencanaan dan Keuangan

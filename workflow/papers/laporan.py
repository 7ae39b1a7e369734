"""Laporan Monev Triwulan: all that stands in it, as plain data. What does not exist yet is empty, and said or left out.

The report is first made at step 5, before there are directions and plans; made again later it has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.papers.kepatuhan import TimeAccount
from workflow.papers.matriks import MatriksRow
from workflow.papers.records import Evidence, OfficeRecord
from workflow.papers.sheet import Sheet, Signature
from workflow.quarter import Quarter


@dataclass(frozen=True)
class Order:
    """The disposisi on which the report rests. Of one that is rahasia neither hal nor requests are told."""

    number: str
    issued_at: datetime  # UTC
    issued_by: Signature
    subject: str  # hal
    requests: tuple[str, ...] = ()
    agenda_number: str = ""


class Standing(StrEnum):
    """What somebody is in the Tim. The values are stored."""

    RESPONSIBLE = "responsible"  # penanggung jawab: Kepala Dinas
    CHAIR = "chair"  # ketua: Sekretaris
    MEMBER = "member"
    SECRETARIAT = "secretariat"  # Subbag Perencanaan dan Keuangan


@dataclass(frozen=True)
class Member:
    """One post of the Tim with whoever holds it on the paper's day."""

    standing: Standing
    who: Signature


class DecisionKind(StrEnum):
    """Which decision of the Sekretaris is told. The values are stored."""

    EXCLUDED = "excluded"  # the cycle goes on without a unit's data
    REOPENED = "reopened"  # data that had been accepted and reported on were opened again


@dataclass(frozen=True)
class Decision:
    """A recorded decision on a unit's data, with its reason."""

    kind: DecisionKind
    unit: str  # its name
    reason: str
    decided_by: Signature  # `signed_at` is when


@dataclass(frozen=True)
class Agreed:
    """What the Tim agreed with a unit in step 3."""

    unit: str
    text: str


@dataclass(frozen=True)
class UnitDirected:
    """The Kepala Dinas's arahan to a unit; its text is empty where it was spoken or sent as a file."""

    unit: str
    text: str
    given_by: Signature  # `signed_at` is when
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class LaporanPaper:
    """The report on one quarter as it stands on the sheet's day."""

    sheet: Sheet
    quarter: Quarter
    record: OfficeRecord
    rules: Rules = DEFAULT_RULES
    number: str = ""  # nomor; empty leaves room for it
    sop: str = ""  # name and number of the SOP
    legal_basis: tuple[str, ...] = ()
    order: Order | None = None
    team: tuple[Member, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    summary: str = ""  # what the Subbag wrote to the Kepala Dinas
    decisions: tuple[Decision, ...] = ()
    time: TimeAccount | None = None
    directions: tuple[UnitDirected, ...] = ()
    follow_ups: tuple[MatriksRow, ...] = ()
    carried: tuple[MatriksRow, ...] = ()  # of earlier quarters, still open
    without_plan: tuple[str, ...] = ()  # names of units, once some have sent theirs
    drawn_up_by: Signature | None = None  # disusun: Kasubbag Perencanaan
    known_by: Signature | None = None  # mengetahui: Sekretaris
    approved_by: Signature | None = None  # Kepala Dinas

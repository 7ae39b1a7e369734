"""The state of one cycle: a quarter's run of the SOP, with everything owed, said and sent in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from workflow.indicators import Reported
from workflow.office import Actor
from workflow.quarter import Quarter

AssignmentKey = tuple[int, int | None]
"""(step, unit id); the unit is None for what is owed once."""

ORDER, DIRECT, COORDINATE, COLLECT, EVALUATE, DECIDE, FOLLOW_UP = range(1, 8)
"""The seven steps by what is done in them; the words that people see stand in the SOP file."""


class CycleState(StrEnum):
    """Where a cycle stands as a whole."""

    RUNNING = "running"
    WITHDRAWN = "withdrawn"  # the disposisi was taken back unread; the quarter may be started anew
    CLOSED = "closed"


class AssignmentState(StrEnum):
    """Where one assignment stands."""

    OPEN = "open"
    DONE = "done"
    EXCLUDED = "excluded"  # the cycle goes on without this unit, by decision of the Sekretaris
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Who holds the ball inside an assignment; only step 4 has more than one."""

    ACTING = "acting"
    TO_ORDER = "to_order"  # step 4: the Tim has coordinated and owes the unit its order; no time runs yet
    FILLING = "filling"  # step 4: Staf or Kasi
    CHECKING = "checking"  # step 4: Kabid


class Urgency(StrEnum):
    """How fast a disposisi is to be answered."""

    BIASA = "biasa"
    SEGERA = "segera"
    SANGAT_SEGERA = "sangat_segera"


class Secrecy(StrEnum):
    """Whether the content may pass through chat; `rahasia` never does."""

    BIASA = "biasa"
    RAHASIA = "rahasia"


class ReceiptState(StrEnum):
    """What became of a letter at one recipient: terkirim, dibaca, diterima, selesai; or ditarik, dikembalikan."""

    SENT = "sent"
    READ = "read"
    ACCEPTED = "accepted"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


class SubmissionState(StrEnum):
    """Where a unit's data stand."""

    CHECKING = "checking"  # with the Kabid
    WITHDRAWN = "withdrawn"  # taken back by its sender before the Kabid read it
    RETURNED_BY_KABID = "returned_by_kabid"
    SENT = "sent"  # with the Subbag Perencanaan
    RETURNED_BY_EVALUATOR = "returned_by_evaluator"
    ACCEPTED = "accepted"
    REOPENED = "reopened"  # accepted and reported on, then opened again by decision of the Sekretaris


class FollowUpStatus(StrEnum):
    """How far a plan's item has come; the words are those of the printed matrix, and are stored."""

    BELUM = "belum"  # nothing was reported on it
    PROSES = "proses"
    SELESAI = "selesai"
    TIDAK_DAPAT = "tidak_dapat_ditindaklanjuti"


class ReportState(StrEnum):
    """Where the one report of step 5 stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"


@dataclass(frozen=True)
class Receipt:
    """One recipient of a letter. All instants are UTC and None until they happen."""

    post_id: int
    state: ReceiptState
    sent_at: datetime
    read_at: datetime | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Disposisi:
    """The written order of step 1. `version` counts from 1 and grows when it is issued anew after a return."""

    version: int
    number: str
    subject: str
    urgency: Urgency
    secrecy: Secrecy
    requests: tuple[str, ...]
    note: str
    files: tuple[int, ...]
    agenda_number: str  # SRIKANDI or agenda number; empty where none was given
    issued_by: Actor
    issued_at: datetime
    receipts: Mapping[int, Receipt]  # by post id
    returned_reason: str = ""


@dataclass(frozen=True)
class Direction:
    """An arahan: of the Sekretaris to the Tim (2), the Tim's order to a unit (4), the Kepala Dinas's to a unit (6)."""

    step: int
    unit_id: int | None
    round: int
    text: str
    files: tuple[int, ...]
    given_by: Actor
    given_at: datetime
    receipts: Mapping[int, Receipt]


@dataclass(frozen=True)
class Coordination:
    """What the Tim agreed with a unit in step 3."""

    unit_id: int
    text: str
    files: tuple[int, ...]
    recorded_by: Actor
    recorded_at: datetime


@dataclass(frozen=True)
class IndicatorReport:
    """What a version of a unit's data says on one of its indicators, with the files that prove it."""

    code: str  # of the indicator, unique within unit and year
    realisasi: Decimal | None = None  # None is blank, 0 is a value
    realisasi_anggaran: Decimal | None = None  # rupiah spent in that quarter alone
    faktor_pendorong: str = ""
    faktor_penghambat: str = ""
    rencana_perbaikan: str = ""
    files: tuple[int, ...] = ()  # evidence (bukti dukung)

    @property
    def reported(self) -> Reported:
        """The report as capaian and flags are reckoned from it."""
        return Reported(
            self.realisasi,
            self.realisasi_anggaran,
            self.faktor_pendorong,
            self.faktor_penghambat,
            self.rencana_perbaikan,
            len(self.files),
        )


@dataclass(frozen=True)
class Submission:
    """A kiriman: one version of a unit's data. Versions are kept for ever; the last one counts."""

    unit_id: int
    version: int
    number: str  # receipt number, e.g. K-0142, unique in the office
    note: str
    files: tuple[int, ...]
    state: SubmissionState
    submitted_by: Actor
    submitted_at: datetime
    read_at: datetime | None = None  # first opened by the Kabid; after it the sender cannot withdraw
    sent_by: Actor | None = None
    sent_at: datetime | None = None
    self_approved: bool = False
    decided_by: Actor | None = None
    decided_at: datetime | None = None
    reason: str = ""  # why it was returned
    figures: tuple[IndicatorReport, ...] = ()  # empty where the unit sent files only

    @property
    def self_accepted(self) -> bool:
        """Whether the Subbag accepted what the same person had filled in or sent; such data are flagged and printed."""
        authors = {by.person_id for by in (self.submitted_by, self.sent_by) if by is not None}
        if self.state is not SubmissionState.ACCEPTED or self.decided_by is None:
            return False
        return self.decided_by.person_id in authors


@dataclass(frozen=True)
class EvaluationNote:
    """A remark on a unit's data by the Tim or the Subbag Perencanaan."""

    unit_id: int
    text: str
    noted_by: Actor
    noted_at: datetime


@dataclass(frozen=True)
class Exclusion:
    """The Sekretaris's recorded decision to go on without a unit's data."""

    unit_id: int
    reason: str
    decided_by: Actor
    decided_at: datetime


@dataclass(frozen=True)
class Report:
    """The evaluation that the Subbag hands to the Kepala Dinas; versions are kept."""

    version: int
    text: str
    files: tuple[int, ...]
    state: ReportState
    submitted_by: Actor
    submitted_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class FollowUpItem:
    """One row of a follow-up plan (rencana aksi, penanggung jawab, batas waktu, indikator selesai, sumber daya)."""

    action: str
    responsible: str
    due_on: date
    done_when: str = ""  # indikator selesai: by what one sees that it is done
    resources: str = ""  # sumber daya


@dataclass(frozen=True)
class FollowUpPlan:
    """A unit's rencana tindak lanjut."""

    unit_id: int
    items: tuple[FollowUpItem, ...]
    submitted_by: Actor
    submitted_at: datetime


@dataclass(frozen=True)
class FollowUp:
    """A unit's report on one item of its plan. Every report is kept; the last one of an item counts."""

    unit_id: int
    item: int  # its number in the unit's plan, from 1
    version: int  # of the reports on that item, from 1
    status: FollowUpStatus  # `proses` again once it was sent back
    note: str  # what was done; with `tidak dapat` the reason
    files: tuple[int, ...]  # evidence
    reported_by: Actor
    reported_at: datetime
    verified_by: Actor | None = None
    verified_at: datetime | None = None
    returned_by: Actor | None = None
    returned_at: datetime | None = None
    returned_reason: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is owed: the one who gave the direction has verified it."""
        return self.verified_at is not None

    @property
    def awaits_verification(self) -> bool:
        """Whether the unit has reported it as done, or as impossible, and nobody has looked at that yet."""
        return self.status in (FollowUpStatus.SELESAI, FollowUpStatus.TIDAK_DAPAT) and not self.is_settled

    @property
    def self_verified(self) -> bool:
        """Whether the same person reported and verified it; allowed only where the office allows it, and printed."""
        return self.verified_by is not None and self.verified_by.person_id == self.reported_by.person_id


@dataclass(frozen=True)
class Promise:
    """Someone's word that the work is done by `until_at` (UTC); it stands in for the reminders before that."""

    by: Actor
    until_at: datetime


@dataclass(frozen=True)
class ExtensionRequest:
    """More time that was asked for and is not decided yet."""

    days: int  # working days
    reason: str
    asked_by: Actor
    asked_at: datetime


@dataclass(frozen=True)
class Assignment:
    """A step, of one unit where it is per unit, owed by posts. `round` counts from 1 and grows with every return."""

    step: int
    unit_id: int | None
    round: int
    state: AssignmentState
    phase: Phase
    started_at: datetime
    due_at: datetime | None  # UTC; None while no time runs (Phase.TO_ORDER)
    phase_at: datetime  # since when the present desk holds the ball
    finished_at: datetime | None = None
    finished_by: Actor | None = None
    runs_from: datetime | None = None  # since when its time runs: from its start, in step 4 from the Tim's order
    promise: Promise | None = None  # of the desk that holds the ball; gone when it moves on
    extension: ExtensionRequest | None = None
    extended_days: int = 0  # working days granted so far in this round, counted from its first deadline
    extended_from: datetime | None = None  # or from here: granted after the deadline, they count from that day

    @property
    def key(self) -> AssignmentKey:
        """What names this assignment inside its cycle."""
        return (self.step, self.unit_id)


@dataclass(frozen=True)
class Cycle:
    """One quarter's run of the SOP in one office, under the procedure version it was started with."""

    id: int
    office_id: int
    quarter: Quarter
    procedure_code: str
    procedure_version: int
    state: CycleState
    started_at: datetime
    unit_ids: tuple[int, ...]  # the units that take part, fixed at the start
    closed_at: datetime | None = None
    disposisi: tuple[Disposisi, ...] = ()  # every version, the last one counts
    assignments: Mapping[AssignmentKey, Assignment] = field(default_factory=dict)
    directions: tuple[Direction, ...] = ()
    coordinations: tuple[Coordination, ...] = ()
    submissions: tuple[Submission, ...] = ()
    notes: tuple[EvaluationNote, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    reports: tuple[Report, ...] = ()
    plans: tuple[FollowUpPlan, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()  # every report, in the order they came in

    def assignment(self, step: int, unit_id: int | None = None) -> Assignment | None:
        """Return the assignment of that step and unit, None when it has not started."""
        return self.assignments.get((step, unit_id))

    def submission(self, unit_id: int) -> Submission | None:
        """Return the unit's latest submission."""
        return next((kept for kept in reversed(self.submissions) if kept.unit_id == unit_id), None)

    def direction(self, step: int, unit_id: int | None = None) -> Direction | None:
        """Return the latest direction given in that step to that unit (or to the Tim)."""
        return next(
            (given for given in reversed(self.directions) if (given.step, given.unit_id) == (step, unit_id)),
            None,
        )

    def plan(self, unit_id: int) -> FollowUpPlan | None:
        """Return the unit's plan, None while it has sent none."""
        return next((kept for kept in self.plans if kept.unit_id == unit_id), None)

    def follow_up(self, unit_id: int, item: int) -> FollowUp | None:
        """Return the last report on that item of the unit's plan, None while nothing was reported."""
        mine = (kept for kept in reversed(self.follow_ups) if (kept.unit_id, kept.item) == (unit_id, item))
        return next(mine, None)

    def is_excluded(self, unit_id: int) -> bool:
        """Tell whether the cycle goes on without this unit's data."""
        return any(exclusion.unit_id == unit_id for exclusion in self.exclusions)

    def open_assignments(self) -> tuple[Assignment, ...]:
        """Return what is still owed, by step, then unit."""
        open_ones = [owed for owed in self.assignments.values() if owed.state is AssignmentState.OPEN]
        return tuple(sorted(open_ones, key=lambda owed: (owed.step, owed.unit_id or 0)))

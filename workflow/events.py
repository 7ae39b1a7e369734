"""What has happened in a cycle, as facts in the past tense; `workflow.evolve` applies them, history keeps them.

Every event is stamped with who, in which capacity, and when by its `Recorded` envelope.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.cycle import AssignmentState, FollowUpItem, FollowUpStatus, IndicatorReport, Phase, Secrecy, Urgency
from workflow.office import Actor
from workflow.quarter import Quarter


@dataclass(frozen=True)
class CycleStarted:
    """A quarter's run began under this version of the procedure."""

    quarter: Quarter
    procedure_code: str
    procedure_version: int
    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class DisposisiIssued:
    """The Kepala Dinas sent a disposisi (version counts from 1)."""

    version: int
    number: str
    subject: str
    urgency: Urgency
    secrecy: Secrecy
    recipients: tuple[int, ...]
    requests: tuple[str, ...]
    note: str
    files: tuple[int, ...]
    agenda_number: str


@dataclass(frozen=True)
class DisposisiWithdrawn:
    """The disposisi was taken back before anyone read it."""


@dataclass(frozen=True)
class DisposisiRead:
    """A recipient opened the disposisi for the first time."""

    post_id: int


@dataclass(frozen=True)
class DisposisiAccepted:
    """A recipient received the order."""

    post_id: int


@dataclass(frozen=True)
class DisposisiReturned:
    """The Sekretaris sent the disposisi back."""

    post_id: int
    reason: str


@dataclass(frozen=True)
class DirectionGiven:
    """An arahan went out: step 2 to the Tim, step 4 the Tim's order, step 6 the Kepala Dinas's."""

    step: int
    unit_id: int | None
    text: str
    files: tuple[int, ...]
    recipients: tuple[int, ...]  # post ids


@dataclass(frozen=True)
class DirectionRead:
    """A recipient opened a direction for the first time."""

    step: int
    unit_id: int | None
    post_id: int


@dataclass(frozen=True)
class CoordinationRecorded:
    """The Tim noted what it agreed with a unit."""

    unit_id: int
    text: str
    files: tuple[int, ...]


@dataclass(frozen=True)
class DraftSubmitted:
    """Staf or Kasi handed a version of the unit's data to the Kabid."""

    unit_id: int
    version: int
    number: str
    note: str
    files: tuple[int, ...]
    figures: tuple[IndicatorReport, ...] = ()


@dataclass(frozen=True)
class DraftRead:
    """The Kabid opened a draft for the first time."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class DraftWithdrawn:
    """The sender took an unread draft back."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class DraftReturned:
    """The Kabid sent a draft back to the person who had submitted it."""

    unit_id: int
    version: int
    reason: str


@dataclass(frozen=True)
class DataSent:
    """The Kabid approved a version and sent it on."""

    unit_id: int
    version: int
    self_approved: bool  # the Kabid's own work; allowed only where the office allows it, and printed


@dataclass(frozen=True)
class EvaluationNoted:
    """Tim or Subbag remarked on a unit's data."""

    unit_id: int
    text: str


@dataclass(frozen=True)
class DataAccepted:
    """The Subbag accepted a version of a unit's data."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class DataReturned:
    """The Subbag sent a unit's data back to the unit."""

    unit_id: int
    version: int
    reason: str


@dataclass(frozen=True)
class DataReopened:
    """The Sekretaris decided that a unit may correct data that had been accepted and reported on."""

    unit_id: int
    version: int
    reason: str


@dataclass(frozen=True)
class UnitExcluded:
    """The Sekretaris decided to go on without a unit's data."""

    unit_id: int
    reason: str


@dataclass(frozen=True)
class ReportSubmitted:
    """The Subbag handed in a version of the report."""

    version: int
    text: str
    files: tuple[int, ...]


@dataclass(frozen=True)
class ReportReturned:
    """The Kepala Dinas sent the report back to evaluation."""

    version: int
    reason: str


@dataclass(frozen=True)
class PlanSubmitted:
    """A unit handed in its follow-up plan."""

    unit_id: int
    items: tuple[FollowUpItem, ...]


@dataclass(frozen=True)
class FollowUpReported:
    """A unit reported on an item of its plan (item and version count from 1)."""

    unit_id: int
    item: int
    version: int
    status: FollowUpStatus
    note: str
    files: tuple[int, ...]


@dataclass(frozen=True)
class FollowUpVerified:
    """The Kepala Dinas verified a report as done, or as impossible."""

    unit_id: int
    item: int
    version: int


@dataclass(frozen=True)
class FollowUpReturned:
    """The Kepala Dinas sent a report back; the item is in progress again."""

    unit_id: int
    item: int
    version: int
    reason: str


@dataclass(frozen=True)
class AssignmentStarted:
    """A step (of a unit) is owed from now on; `round` above 1 means that it came back."""

    step: int
    unit_id: int | None
    round: int
    phase: Phase
    started_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class AssignmentMoved:
    """The ball went to another desk inside an open assignment."""

    step: int
    unit_id: int | None
    phase: Phase
    due_at: datetime | None


@dataclass(frozen=True)
class AssignmentEnded:
    """A step (of a unit) is no longer owed: done, excluded or cancelled."""

    step: int
    unit_id: int | None
    state: AssignmentState


@dataclass(frozen=True)
class WorkPromised:
    """Someone who owes it gave their word to have done it by `until_at`."""

    step: int
    unit_id: int | None
    until_at: datetime


@dataclass(frozen=True)
class HelpAsked:
    """Someone who owes it asked their superior for help."""

    step: int
    unit_id: int | None
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class ExtensionAsked:
    """More working days were asked for."""

    step: int
    unit_id: int | None
    days: int
    reason: str


@dataclass(frozen=True)
class ExtensionGranted:
    """Whoever gave the task granted more working days; `due_at` is the new deadline."""

    step: int
    unit_id: int | None
    days: int
    due_at: datetime


@dataclass(frozen=True)
class ExtensionRefused:
    """Whoever gave the task refused more time."""

    step: int
    unit_id: int | None
    reason: str


@dataclass(frozen=True)
class DeadlineMoved:
    """The office's calendar changed under a running deadline; `reason` is what changed."""

    step: int
    unit_id: int | None
    due_at: datetime
    reason: str


@dataclass(frozen=True)
class CycleClosed:
    """The last unit's plan arrived: SELESAI."""


Event = (
    CycleStarted
    | DisposisiIssued
    | DisposisiWithdrawn
    | DisposisiRead
    | DisposisiAccepted
    | DisposisiReturned
    | DirectionGiven
    | DirectionRead
    | CoordinationRecorded
    | DraftSubmitted
    | DraftRead
    | DraftWithdrawn
    | DraftReturned
    | DataSent
    | EvaluationNoted
    | DataAccepted
    | DataReturned
    | DataReopened
    | UnitExcluded
    | ReportSubmitted
    | ReportReturned
    | PlanSubmitted
    | FollowUpReported
    | FollowUpVerified
    | FollowUpReturned
    | AssignmentStarted
    | AssignmentMoved
    | AssignmentEnded
    | WorkPromised
    | HelpAsked
    | ExtensionAsked
    | ExtensionGranted
    | ExtensionRefused
    | DeadlineMoved
    | CycleClosed
)


@dataclass(frozen=True)
class Recorded:
    """An event with who did it, in which capacity, and when (UTC)."""

    event: Event
    actor: Actor
    at: datetime

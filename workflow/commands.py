"""What a person may ask of a cycle. Every command is decided in `workflow.decide`; who may give it, in `access`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.cycle import FollowUpItem, FollowUpStatus, IndicatorReport, Secrecy, Urgency
from workflow.quarter import Quarter


@dataclass(frozen=True)
class IssueDisposisi:
    """Step 1: order the Tim to monitor and evaluate; starts the cycle, or issues anew what came back."""

    quarter: Quarter
    number: str
    subject: str
    urgency: Urgency
    secrecy: Secrecy
    recipients: tuple[int, ...]  # post ids; the Sekretaris must be among them
    requests: tuple[str, ...]
    note: str = ""
    files: tuple[int, ...] = ()
    agenda_number: str = ""
    opened_at: datetime | None = None  # when the Kepala Dinas began to write it; the start of step 1


@dataclass(frozen=True)
class WithdrawDisposisi:
    """Step 1: take the disposisi back, possible only while no recipient has read it."""


@dataclass(frozen=True)
class ReadDisposisi:
    """A recipient has opened the disposisi. Reading twice is no event and no refusal."""


@dataclass(frozen=True)
class AcceptDisposisi:
    """A recipient has received the order."""


@dataclass(frozen=True)
class ReturnDisposisi:
    """Step 2 to 1: the Sekretaris sends the disposisi back with a reason."""

    reason: str


@dataclass(frozen=True)
class DirectTeam:
    """Step 2: the Sekretaris gives the Tim its direction (text, or a voice note among the files)."""

    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadDirection:
    """A recipient has opened the direction of that step (and unit). Reading twice is no event."""

    step: int
    unit_id: int | None


@dataclass(frozen=True)
class RecordCoordination:
    """Step 3: the Tim notes what it agreed with a unit."""

    unit_id: int
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class OrderCollection:
    """Step 4: the Tim orders these units to collect their data; their ten days begin."""

    unit_ids: tuple[int, ...]
    text: str = ""


@dataclass(frozen=True)
class SubmitDraft:
    """Step 4: Staf or Kasi hands the unit's data to its Kabid."""

    unit_id: int
    number: str
    note: str
    files: tuple[int, ...]
    figures: tuple[IndicatorReport, ...] = ()


@dataclass(frozen=True)
class ReadDraft:
    """Step 4: the Kabid has opened the draft. Reading twice is no event."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class WithdrawDraft:
    """Step 4: its sender takes the draft back, possible only while the Kabid has not read it."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class ReturnDraft:
    """Step 4: the Kabid sends the draft back to Staf or Kasi with a reason."""

    unit_id: int
    version: int
    reason: str


@dataclass(frozen=True)
class SendData:
    """Step 4: the Kabid approves this version and sends it to the Tim and the Subbag Perencanaan."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class NoteEvaluation:
    """Step 5: Tim or Subbag remarks on a unit's data."""

    unit_id: int
    text: str


@dataclass(frozen=True)
class AcceptData:
    """Step 5: the Subbag accepts this version of a unit's data."""

    unit_id: int
    version: int


@dataclass(frozen=True)
class ReturnData:
    """Step 5 to 4: the Subbag sends a unit's data back with a reason; possible until the report is handed in."""

    unit_id: int
    version: int
    reason: str


@dataclass(frozen=True)
class ReopenData:
    """Step 6 to 4: the Sekretaris opens data again that were reported on; possible until a direction is given."""

    unit_id: int
    reason: str


@dataclass(frozen=True)
class ProceedWithout:
    """Step 5: the Sekretaris decides, on record, to go on without a unit's data."""

    unit_id: int
    reason: str


@dataclass(frozen=True)
class SubmitReport:
    """Step 5: the Subbag hands the evaluation of all units to the Kepala Dinas."""

    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReturnReport:
    """Step 6 to 5: the Kepala Dinas sends the report back with a reason; possible until a direction is given."""

    reason: str


@dataclass(frozen=True)
class UnitDirection:
    """What the Kepala Dinas writes to one unit."""

    unit_id: int
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class GiveDirections:
    """Step 6: the Kepala Dinas gives one or more units their directions."""

    directions: tuple[UnitDirection, ...]


@dataclass(frozen=True)
class SubmitPlan:
    """Step 7: a unit answers its direction with a follow-up plan."""

    unit_id: int
    items: tuple[FollowUpItem, ...]


@dataclass(frozen=True)
class ReportFollowUp:
    """After step 7: a unit says how far an item of its plan has come, with evidence; after SELESAI too."""

    unit_id: int
    item: int  # its number in the unit's plan, from 1
    status: FollowUpStatus
    note: str = ""
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class VerifyFollowUp:
    """The Kepala Dinas verifies this report of an item as done, or as impossible; nothing more is owed of it."""

    unit_id: int
    item: int
    version: int


@dataclass(frozen=True)
class ReturnFollowUp:
    """The Kepala Dinas sends this report of an item back with a reason; the item is owed as before."""

    unit_id: int
    item: int
    version: int
    reason: str


@dataclass(frozen=True)
class PromiseWork:
    """Any step: who owes it promises to have done it by the end of the next working day's morning."""

    step: int
    unit_id: int | None


@dataclass(frozen=True)
class AskForHelp:
    """Any step: who owes it tells their superior what is needed."""

    step: int
    unit_id: int | None
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class AskExtension:
    """Any step: who owes it asks the one who gave the task for more working days."""

    step: int
    unit_id: int | None
    days: int
    reason: str


@dataclass(frozen=True)
class GrantExtension:
    """The one who gave the task grants more working days than the deadline had."""

    step: int
    unit_id: int | None
    days: int


@dataclass(frozen=True)
class RefuseExtension:
    """The one who gave the task keeps the deadline, with a reason."""

    step: int
    unit_id: int | None
    reason: str


@dataclass(frozen=True)
class MoveDeadlines:
    """The admin has changed the office's calendar: running deadlines follow it. `reason` says what changed."""

    reason: str


Command = (
    IssueDisposisi
    | WithdrawDisposisi
    | ReadDisposisi
    | AcceptDisposisi
    | ReturnDisposisi
    | DirectTeam
    | ReadDirection
    | RecordCoordination
    | OrderCollection
    | SubmitDraft
    | ReadDraft
    | WithdrawDraft
    | ReturnDraft
    | SendData
    | NoteEvaluation
    | AcceptData
    | ReturnData
    | ReopenData
    | ProceedWithout
    | SubmitReport
    | ReturnReport
    | GiveDirections
    | SubmitPlan
    | ReportFollowUp
    | VerifyFollowUp
    | ReturnFollowUp
    | PromiseWork
    | AskForHelp
    | AskExtension
    | GrantExtension
    | RefuseExtension
    | MoveDeadlines
)

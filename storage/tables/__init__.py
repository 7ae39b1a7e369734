"""Every table, so that one import gives the whole schema."""

from storage.tables.chat import AccountRow, ConversationRow, InviteRow, NewcomerRow
from storage.tables.cycle import AssignmentRow, CycleRow, HistoryRow, NumberRow, ProcedureRow, SubmissionRow
from storage.tables.files import FileRow
from storage.tables.indicator import IndicatorImportRow, IndicatorRow, PastFigureRow
from storage.tables.ladder import OrderRungRow
from storage.tables.mail import InboxRow, InboxState, KeptMessageRow, OutboxRow, OutboxState
from storage.tables.office import DayRow, HoldingRow, OfficeRow, PersonRow, PostRow, SpecialHoursRow, UnitRow
from storage.tables.proof import RegisterRow, SealRow
from storage.tables.reminder import ReminderRow, ReminderState
from storage.tables.work import WorkRow

__all__ = [
    "AccountRow",
    "AssignmentRow",
    "ConversationRow",
    "CycleRow",
    "DayRow",
    "FileRow",
    "HistoryRow",
    "HoldingRow",
    "InboxRow",
    "InboxState",
    "IndicatorImportRow",
    "IndicatorRow",
    "InviteRow",
    "KeptMessageRow",
    "NewcomerRow",
    "NumberRow",
    "OfficeRow",
    "OrderRungRow",
    "OutboxRow",
    "OutboxState",
    "PastFigureRow",
    "PersonRow",
    "PostRow",
    "ProcedureRow",
    "RegisterRow",
    "ReminderRow",
    "ReminderState",
    "SealRow",
    "SpecialHoursRow",
    "SubmissionRow",
    "UnitRow",
    "WorkRow",
]

"""Why a command is refused: typed facts, no prose. `handlers/refusal_texts.py` turns them into sentences."""

from __future__ import annotations

from datetime import datetime

from workflow.cycle import AssignmentState, CycleState, FollowUpStatus, ReceiptState, SubmissionState
from workflow.office import Actor, Role
from workflow.quarter import Quarter


class RefusalError(Exception):
    """The root of all refusals: the command changed nothing."""


class NotPermittedError(RefusalError):
    """The actor's role may not give this command at all."""

    def __init__(self, command: str, role: Role, permitted: frozenset[Role]) -> None:
        super().__init__(command, role, permitted)
        self.command = command
        self.role = role
        self.permitted = permitted


class OtherUnitError(RefusalError):
    """The actor belongs to another unit than the one the command is about."""

    def __init__(self, unit_id: int, actor_unit_id: int | None) -> None:
        super().__init__(unit_id, actor_unit_id)
        self.unit_id = unit_id
        self.actor_unit_id = actor_unit_id


class CapacityUnclearError(RefusalError):
    """The person may give the command in several capacities, and history is to say in which they gave it."""

    def __init__(self, command: str, capacities: tuple[Actor, ...]) -> None:
        super().__init__(command, capacities)
        self.command = command
        self.capacities = capacities


class NotARecipientError(RefusalError):
    """The letter was not addressed to the actor's post."""

    def __init__(self, post_id: int) -> None:
        super().__init__(post_id)
        self.post_id = post_id


class NotSenderError(RefusalError):
    """Only the person who sent it may take it back."""

    def __init__(self, sender: Actor) -> None:
        super().__init__(sender)
        self.sender = sender


class SelfApprovalError(RefusalError):
    """Nobody approves what they sent themselves, unless the office allows it."""

    def __init__(self, unit_id: int, version: int) -> None:
        super().__init__(unit_id, version)
        self.unit_id = unit_id
        self.version = version


class CycleMissingError(RefusalError):
    """There is no cycle to act on."""


class CycleExistsError(RefusalError):
    """A cycle of that quarter has been started already."""

    def __init__(self, quarter: Quarter, state: CycleState) -> None:
        super().__init__(quarter, state)
        self.quarter = quarter
        self.state = state


class CycleEndedError(RefusalError):
    """The cycle is over (closed or withdrawn)."""

    def __init__(self, quarter: Quarter, state: CycleState, at: datetime | None) -> None:
        super().__init__(quarter, state, at)
        self.quarter = quarter
        self.state = state
        self.at = at


class QuarterNotEndedError(RefusalError):
    """Data of a quarter exist only after it ends."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(quarter)
        self.quarter = quarter


class StepNotStartedError(RefusalError):
    """The step (of the unit) is not owed yet."""

    def __init__(self, step: int, unit_id: int | None) -> None:
        super().__init__(step, unit_id)
        self.step = step
        self.unit_id = unit_id


class StepEndedError(RefusalError):
    """The step (of the unit) was done, excluded or cancelled before: second tap, stale button, or too late."""

    def __init__(
        self, step: int, unit_id: int | None, state: AssignmentState, by: Actor | None, at: datetime | None
    ) -> None:
        super().__init__(step, unit_id, state, by, at)
        self.step = step
        self.unit_id = unit_id
        self.state = state
        self.by = by
        self.at = at


class WrongPhaseError(RefusalError):
    """The step is open but the ball is at another desk (e.g. a draft is already with the Kabid)."""

    def __init__(self, step: int, unit_id: int | None, phase: str) -> None:
        super().__init__(step, unit_id, phase)
        self.step = step
        self.unit_id = unit_id
        self.phase = phase


class StaleVersionError(RefusalError):
    """The button speaks of an older version than the present one."""

    def __init__(self, unit_id: int, version: int, current: int) -> None:
        super().__init__(unit_id, version, current)
        self.unit_id = unit_id
        self.version = version
        self.current = current


class SubmissionStateError(RefusalError):
    """That version is not in a state in which this can be done (already sent, accepted, returned, withdrawn)."""

    def __init__(
        self, unit_id: int, version: int, state: SubmissionState, by: Actor | None, at: datetime | None
    ) -> None:
        super().__init__(unit_id, version, state, by, at)
        self.unit_id = unit_id
        self.version = version
        self.state = state
        self.by = by
        self.at = at


class LetterStateError(RefusalError):
    """The letter is past that state at this recipient (accepted twice, returned after acceptance was followed up)."""

    def __init__(self, post_id: int, state: ReceiptState, at: datetime | None) -> None:
        super().__init__(post_id, state, at)
        self.post_id = post_id
        self.state = state
        self.at = at


class AlreadyReadError(RefusalError):
    """It can no longer be withdrawn: someone has read it."""

    def __init__(self, post_id: int | None, at: datetime) -> None:
        super().__init__(post_id, at)
        self.post_id = post_id
        self.at = at


class UnitsPendingError(RefusalError):
    """The step needs all units; these have neither accepted data nor a decision to go on without them."""

    def __init__(self, unit_ids: tuple[int, ...]) -> None:
        super().__init__(unit_ids)
        self.unit_ids = unit_ids


class NotReportedError(RefusalError):
    """The unit's data are not locked: no report was handed in, so the Subbag may return them as they are."""

    def __init__(self, unit_id: int) -> None:
        super().__init__(unit_id)
        self.unit_id = unit_id


class AlreadyDirectedError(RefusalError):
    """The Kepala Dinas has directed on these data, so they stay as they are; what is wrong is mended next quarter."""

    def __init__(self, unit_id: int, quarter: Quarter) -> None:
        super().__init__(unit_id, quarter)
        self.unit_id = unit_id
        self.quarter = quarter


class UnknownItemError(RefusalError):
    """The unit's follow-up plan has no item of that number; `count` is how many it has, 0 where none was sent."""

    def __init__(self, unit_id: int, item: int, count: int) -> None:
        super().__init__(unit_id, item, count)
        self.unit_id = unit_id
        self.item = item
        self.count = count


class FollowUpVerifiedError(RefusalError):
    """The item was verified before: nothing more can be reported on it or judged of it."""

    def __init__(self, unit_id: int, item: int, by: Actor | None, at: datetime | None) -> None:
        super().__init__(unit_id, item, by, at)
        self.unit_id = unit_id
        self.item = item
        self.by = by
        self.at = at


class FollowUpNotReportedError(RefusalError):
    """Nobody has reported the item as done or impossible (any more), so there is nothing to verify or send back."""

    def __init__(self, unit_id: int, item: int, status: FollowUpStatus) -> None:
        super().__init__(unit_id, item, status)
        self.unit_id = unit_id
        self.item = item
        self.status = status


class FollowUpChangedError(RefusalError):
    """The button speaks of an older report on the item than the present one."""

    def __init__(self, unit_id: int, item: int, at: datetime) -> None:
        super().__init__(unit_id, item, at)
        self.unit_id = unit_id
        self.item = item
        self.at = at


class OwnFollowUpError(RefusalError):
    """Nobody verifies what they reported themselves, unless the office allows it."""

    def __init__(self, unit_id: int, item: int) -> None:
        super().__init__(unit_id, item)
        self.unit_id = unit_id
        self.item = item


class UnitExcludedError(RefusalError):
    """The Sekretaris has decided to go on without this unit's data."""

    def __init__(self, unit_id: int, by: Actor, at: datetime) -> None:
        super().__init__(unit_id, by, at)
        self.unit_id = unit_id
        self.by = by
        self.at = at


class UnknownUnitError(RefusalError):
    """The unit takes no part in this cycle."""

    def __init__(self, unit_id: int) -> None:
        super().__init__(unit_id)
        self.unit_id = unit_id


class NotHolderError(RefusalError):
    """The actor has no part in the task: the ball lies with others."""

    def __init__(self, step: int, unit_id: int | None) -> None:
        super().__init__(step, unit_id)
        self.step = step
        self.unit_id = unit_id


class NotGiverError(RefusalError):
    """Only who gave the task may change its time; `givers` is empty where nobody may."""

    def __init__(self, step: int, givers: frozenset[Role]) -> None:
        super().__init__(step, givers)
        self.step = step
        self.givers = givers


class NoTimeRunsError(RefusalError):
    """The task has no deadline yet, so there is nothing to promise or to prolong."""

    def __init__(self, step: int, unit_id: int | None) -> None:
        super().__init__(step, unit_id)
        self.step = step
        self.unit_id = unit_id


class PromiseTooLateError(RefusalError):
    """What would be promised ends after the deadline."""

    def __init__(self, step: int, due_at: datetime, until_at: datetime) -> None:
        super().__init__(step, due_at, until_at)
        self.step = step
        self.due_at = due_at
        self.until_at = until_at


class ExtensionPendingError(RefusalError):
    """More time has been asked for already and is not decided."""

    def __init__(self, step: int, unit_id: int | None, asked_by: Actor, asked_at: datetime) -> None:
        super().__init__(step, unit_id, asked_by, asked_at)
        self.step = step
        self.unit_id = unit_id
        self.asked_by = asked_by
        self.asked_at = asked_at


class OwnExtensionError(RefusalError):
    """Who asked for more time may not grant it."""

    def __init__(self, step: int, unit_id: int | None) -> None:
        super().__init__(step, unit_id)
        self.step = step
        self.unit_id = unit_id


class NoExtensionAskedError(RefusalError):
    """There is no request for more time to decide: it was decided before, or the task moved on."""

    def __init__(self, step: int, unit_id: int | None) -> None:
        super().__init__(step, unit_id)
        self.step = step
        self.unit_id = unit_id


class InvalidFieldError(RefusalError):
    """A field of the command is missing, too long or out of range; `fault` is one of the constants below."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    IN_THE_PAST = "in_the_past"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"

    def __init__(self, field: str, fault: str, limit: int | None = None) -> None:
        super().__init__(field, fault, limit)
        self.field = field
        self.fault = fault
        self.limit = limit

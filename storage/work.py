"""Slow work: wanted in the transaction that asks for it, until the turn that handles its result."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage.codec import encode
from storage.tables.work import WorkRow
from workflow.work import Job, WorkKind


@dataclass(frozen=True)
class WantedWork:
    """A job that is still to be done, for that chat. `job` is JSON: its kind and what is given."""

    id: int
    office_id: int
    person_id: int
    chat_id: int
    kind: WorkKind
    job: str


def want(
    session: Session, *, office_id: int, person_id: int, bot_id: int, chat_id: int, job: Job, now: datetime
) -> WantedWork:
    """Note a job, in the transaction of the message that calls for it."""
    row = WorkRow(
        office_id=office_id,
        person_id=person_id,
        bot_id=bot_id,
        chat_id=chat_id,
        kind=job.kind.value,
        job=encode(job.given),
        wanted_at=now,
    )
    session.add(row)
    session.flush()
    return _wanted(row)


def wanted(session: Session, bot_id: int) -> list[WantedWork]:
    """Return the jobs that are still to be done, oldest first."""
    rows = session.exec(
        select(WorkRow).where(WorkRow.bot_id == bot_id, col(WorkRow.done_at).is_(None)).order_by(col(WorkRow.id))
    )
    return [_wanted(row) for row in rows]


def finish(session: Session, office_id: int, work_id: int, now: datetime) -> bool:
    """Note that the result was handled; False where that was done before, or for a job of another office."""
    row = session.exec(select(WorkRow).where(WorkRow.office_id == office_id, WorkRow.id == work_id)).one_or_none()
    if row is None or row.done_at is not None:
        return False
    row.done_at = now
    session.add(row)
    session.flush()
    return True


def _wanted(row: WorkRow) -> WantedWork:
    job = f'{{"kind":"{row.kind}","data":{row.job}}}'
    return WantedWork(row.id or 0, row.office_id, row.person_id, row.chat_id, WorkKind(row.kind), job)

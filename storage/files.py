"""Files that people sent: wanted, then kept or refused. Their content lies in `storage.blobs`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from storage.tables import FileRow
from workflow.files import FileFault, FileKind, KeptFile


class FileState(StrEnum):
    """wanted → kept or refused."""

    WANTED = "wanted"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class WantedFile:
    """A file that is still to be fetched from Telegram, for that chat."""

    id: int
    office_id: int
    person_id: int
    chat_id: int
    telegram_file_id: str


def want(
    session: Session,
    *,
    office_id: int,
    person_id: int,
    bot_id: int,
    chat_id: int,
    telegram_file_id: str,
    name: str,
    now: datetime,
) -> WantedFile:
    """Note a file to fetch, in the transaction of the message that brought it."""
    row = FileRow(
        office_id=office_id,
        person_id=person_id,
        bot_id=bot_id,
        chat_id=chat_id,
        telegram_file_id=telegram_file_id,
        name=name,
        state=FileState.WANTED.value,
        wanted_at=now,
    )
    session.add(row)
    session.flush()
    return _wanted(row)


def wanted(session: Session, bot_id: int) -> list[WantedFile]:
    """Return the files that are still to be fetched, oldest first."""
    rows = session.exec(
        select(FileRow)
        .where(FileRow.bot_id == bot_id, FileRow.state == FileState.WANTED.value)
        .order_by(col(FileRow.id))
    )
    return [_wanted(row) for row in rows]


def keep(
    session: Session, office_id: int, file_id: int, kind: FileKind, size: int, sha256: str, now: datetime
) -> KeptFile | None:
    """Note that the content is in the data directory; None for a file that this office does not have."""
    row = _row(session, office_id, file_id)
    if row is None:
        return None
    row.state, row.kind, row.size, row.sha256, row.kept_at = FileState.KEPT.value, kind.value, size, sha256, now
    session.add(row)
    session.flush()
    return _kept(row)


def refuse(session: Session, office_id: int, file_id: int, fault: FileFault) -> str | None:
    """Note why the file was not kept and return its name; None for a file that this office does not have."""
    row = _row(session, office_id, file_id)
    if row is None:
        return None
    row.state, row.reason = FileState.REFUSED.value, fault.value
    session.add(row)
    session.flush()
    return row.name


def get(session: Session, office_id: int, file_id: int) -> KeptFile | None:
    """Return a kept file of this office, None for any other."""
    row = _row(session, office_id, file_id)
    return _kept(row) if row is not None and row.state == FileState.KEPT.value else None


def _row(session: Session, office_id: int, file_id: int) -> FileRow | None:
    return session.exec(select(FileRow).where(FileRow.office_id == office_id, FileRow.id == file_id)).one_or_none()


def _wanted(row: FileRow) -> WantedFile:
    return WantedFile(row.id or 0, row.office_id, row.person_id, row.chat_id, row.telegram_file_id)


def _kept(row: FileRow) -> KeptFile:
    return KeptFile(
        id=row.id or 0,
        name=row.name,
        kind=FileKind(row.kind),
        size=row.size or 0,
        sha256=row.sha256,
        person_id=row.person_id,
        kept_at=row.kept_at or row.wanted_at,
    )

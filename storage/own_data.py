"""What is kept about a person, counted and told for that person; and what of the record there is, year by year."""

import orjson
from sqlalchemy import Connection, text

from storage import accounts
from storage.statements import utc_or_none
from workflow.own_data import OwnData
from workflow.retention import Holding, RecordClass

_KEPT = {
    "acts": "SELECT COUNT(*) FROM history WHERE office_id = :office_id AND person_id = :person_id",
    "files": "SELECT COUNT(*) FROM file WHERE office_id = :office_id AND person_id = :person_id",
    "messages": (
        "SELECT COUNT(*) FROM inbox WHERE bot_id = :bot_id AND chat_id IN"
        " (SELECT user_id FROM account WHERE bot_id = :bot_id AND office_id = :office_id AND person_id = :person_id)"
    ),
    "letters": (
        "SELECT COUNT(*) FROM outbox WHERE bot_id = :bot_id AND office_id = :office_id AND chat_id IN"
        " (SELECT user_id FROM account WHERE bot_id = :bot_id AND office_id = :office_id AND person_id = :person_id)"
    ),
}
_BOUND = (
    "SELECT user_id, bound_at FROM account WHERE bot_id = :bot_id AND office_id = :office_id AND person_id = :person_id"
)
_PARTS: tuple[tuple[RecordClass, str, str], ...] = (
    (
        RecordClass.LETTERS,
        "Disposisi dan arahan {label}",
        "SELECT c.year, c.quarter, c.closed_at, COUNT(*) FROM cycle c JOIN history h ON h.cycle_id = c.id"
        " WHERE c.office_id = :office_id AND c.closed_at IS NOT NULL"
        " AND h.kind IN ('DisposisiIssued', 'DirectionGiven') GROUP BY c.year, c.quarter, c.closed_at",
    ),
    (
        RecordClass.DATA,
        "Kiriman data {label}",
        "SELECT c.year, c.quarter, c.closed_at, COUNT(*) FROM cycle c JOIN submission s ON s.cycle_id = c.id"
        " WHERE c.office_id = :office_id AND c.closed_at IS NOT NULL GROUP BY c.year, c.quarter, c.closed_at",
    ),
    (
        RecordClass.REPORT,
        "Laporan {label}",
        "SELECT c.year, c.quarter, c.closed_at, COUNT(*) FROM cycle c JOIN history h ON h.cycle_id = c.id"
        " WHERE c.office_id = :office_id AND c.closed_at IS NOT NULL AND h.kind = 'ReportSubmitted'"
        " GROUP BY c.year, c.quarter, c.closed_at",
    ),
    (
        RecordClass.FOLLOW_UP,
        "Rencana dan laporan tindak lanjut {label}",
        "SELECT c.year, c.quarter, c.closed_at, COUNT(*) FROM cycle c JOIN history h ON h.cycle_id = c.id"
        " WHERE c.office_id = :office_id AND c.closed_at IS NOT NULL"
        " AND h.kind IN ('PlanSubmitted', 'FollowUpReported') GROUP BY c.year, c.quarter, c.closed_at",
    ),
)


def own_data(connection: Connection, bot_id: int, office_id: int, person_id: int) -> OwnData:
    """Return it."""
    whose = {"bot_id": bot_id, "office_id": office_id, "person_id": person_id}
    counts = {name: connection.execute(text(query), whose).scalar_one() for name, query in _KEPT.items()}
    bound = connection.execute(text(_BOUND), whose).first()
    consent = accounts.consent(connection, bot_id, office_id, person_id)
    return OwnData(
        user_id=None if bound is None else bound[0],
        bound_at=None if bound is None else utc_or_none(bound[1]),
        consent_version=consent.version,
        consented_at=consent.at,
        **counts,
    )


def holdings(connection: Connection, office_id: int) -> list[Holding]:
    """Return the closed parts of an office's record by class and quarter, and files that belong to no act by year."""
    found: list[Holding] = []
    for kind, what, query in _PARTS:
        for year, quarter, closed_at, count in connection.execute(text(query), {"office_id": office_id}):
            closed = utc_or_none(closed_at)
            label = f"Triwulan {quarter} Tahun {year}"
            found.append(Holding(kind, what.format(label=label), closed.year if closed else year, count))
    loose: dict[int, int] = {}
    named = {
        file_id
        for (sums,) in connection.execute(
            text("SELECT files FROM history WHERE office_id = :office_id AND files <> '[]'"), {"office_id": office_id}
        )
        for file_id, _ in _pairs(sums)
    }
    kept = text("SELECT id, wanted_at FROM file WHERE office_id = :office_id AND state = 'kept'")
    for file_id, wanted_at in connection.execute(kept, {"office_id": office_id}):
        at = utc_or_none(wanted_at)
        if file_id not in named and at is not None:
            loose[at.year] = loose.get(at.year, 0) + 1
    found += [Holding(RecordClass.LOOSE_FILES, f"Berkas lepas {year}", year, n) for year, n in sorted(loose.items())]
    return found


def _pairs(sums: str) -> list[tuple[int, str]]:
    pairs: list[tuple[int, str]] = orjson.loads(sums)
    return pairs

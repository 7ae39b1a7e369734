"""The table of follow-ups as it is printed: in the matrix by itself, and in the quarter's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from zoneinfo import ZoneInfo

from documents import blocks as b
from documents import signature_words, words
from workflow.cycle import FollowUpStatus
from workflow.papers.matriks import MatriksRow

STATUSES: Mapping[FollowUpStatus, str] = MappingProxyType(
    {
        FollowUpStatus.BELUM: "Belum",
        FollowUpStatus.PROSES: "Proses",
        FollowUpStatus.SELESAI: "Selesai",
        FollowUpStatus.TIDAK_DAPAT: "Tidak dapat ditindaklanjuti",
    }
)
SPOKEN = "(disampaikan sebagai rekaman suara atau berkas)"
COLUMNS = (
    b.Column(3.5, b.Align.CENTER),
    b.Column(19),
    b.Column(14),
    b.Column(11),
    b.Column(9, b.Align.CENTER),
    b.Column(10),
    b.Column(9.5, b.Align.CENTER),
    b.Column(16),
    b.Column(12),
)
HEADER = (
    *("No", "Rencana aksi", "Indikator selesai", "Penanggung jawab", "Batas waktu"),
    *("Sumber daya", "Status", "Uraian dan bukti", "Diverifikasi oleh, tanggal"),
)
NOT_VERIFIED, SELF_VERIFIED = "menunggu verifikasi", "pelapor dan pemverifikasi orang yang sama"


def follow_ups(rows: Sequence[MatriksRow], zone: str, caption: str = "", *, with_quarter: bool = False) -> b.Table:
    """Return the rows under their unit and arahan; `with_quarter` says of which quarter each group is."""
    return b.Table(COLUMNS, (HEADER,), tuple(_groups(rows, zone, with_quarter=with_quarter)), caption=caption, size=8)


def counted(rows: Sequence[MatriksRow]) -> str:
    """Return how many items stand how, e.g. `7 rencana aksi: 3 selesai, 4 belum; 1 lewat batas waktu`."""
    found = {status: sum(row.status is status for row in rows) for status in FollowUpStatus}
    parts = ", ".join(f"{found[status]} {STATUSES[status].lower()}" for status in FollowUpStatus if found[status])
    late, waiting = sum(row.days_overdue > 0 for row in rows), sum(row.awaits_verification for row in rows)
    more = [f"{waiting} menunggu verifikasi"] if waiting else []
    more += [f"{late} lewat batas waktu"] if late else []
    return "; ".join((f"{len(rows)} rencana aksi: {parts}", *more)) + "."


def _groups(rows: Sequence[MatriksRow], zone: str, *, with_quarter: bool) -> Iterator[b.Row]:
    number = 0
    for (quarter, unit, arahan), found in groupby(rows, lambda row: (row.quarter, row.unit, row.arahan)):
        of = f" (Triwulan {quarter.roman} {quarter.year})" if with_quarter else ""
        yield (
            b.Cell(
                f"{unit}{of}\nArahan: {arahan or SPOKEN}", tone=b.Tone.MUTED, columns=len(COLUMNS), align=b.Align.LEFT
            ),
            *(b.COVERED,) * (len(COLUMNS) - 1),
        )
        for row in found:
            number += 1
            yield _row(number, row, zone)


def _row(number: int, row: MatriksRow, zone: str) -> b.Row:
    return (
        str(number),
        row.action,
        row.done_when,
        row.responsible,
        _due(row),
        row.resources,
        b.Cell(_status(row), tone=_tone(row)),
        _proof(row),
        _verified(row, zone),
    )


def _due(row: MatriksRow) -> b.Cell:
    said = words.day(row.due_on)
    if not row.days_overdue:
        return b.Cell(said)
    return b.Cell(f"{said}\nlewat {row.days_overdue} hari", tone=b.Tone.BAD)


def _status(row: MatriksRow) -> str:
    return f"{STATUSES[row.status]} ({NOT_VERIFIED})" if row.awaits_verification else STATUSES[row.status]


def _tone(row: MatriksRow) -> b.Tone:
    if row.is_settled:
        return b.Tone.GOOD
    return b.Tone.FAIR if row.status is not FollowUpStatus.BELUM else b.Tone.PLAIN


def _proof(row: MatriksRow) -> str:
    files = [f"{each.name} ({each.fingerprint})" for each in row.evidence]
    returned = [f"Dikembalikan: {row.returned_reason}"] if row.returned_reason else []
    return "\n".join((*([row.note] if row.note else []), *files, *returned))


def _verified(row: MatriksRow, zone: str) -> str:
    by = row.verified_by
    if by is None:
        return ""
    said = [f"{by.name}, {signature_words.capacity(by)}" if by.title else by.name]
    if by.signed_at is not None:
        said.append(words.day(by.signed_at.astimezone(ZoneInfo(zone)).date()))
    if row.self_verified:
        said.append(f"({SELF_VERIFIED})")
    return "\n".join(said)

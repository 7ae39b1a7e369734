"""The texts and tables that an archive adds to what people sent: each act of the cycle to read, and as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape

from documents import words
from documents.cells import csv_table, printable
from documents.signature_words import CAPACITIES
from workflow.cycle import (
    Disposisi,
    FollowUp,
    FollowUpPlan,
    FollowUpStatus,
    IndicatorReport,
    Submission,
    SubmissionState,
)
from workflow.indicators import Bounds, Indicator, Target
from workflow.office import NO_POST, Actor, Office
from workflow.printed_numbers import write_number

STATES: Mapping[SubmissionState, str] = {
    SubmissionState.CHECKING: "diperiksa Kabid",
    SubmissionState.WITHDRAWN: "ditarik kembali oleh pengirim",
    SubmissionState.RETURNED_BY_KABID: "dikembalikan oleh Kabid",
    SubmissionState.SENT: "dikirim ke Subbagian Perencanaan dan Keuangan",
    SubmissionState.RETURNED_BY_EVALUATOR: "dikembalikan oleh Subbagian Perencanaan dan Keuangan",
    SubmissionState.ACCEPTED: "diterima",
    SubmissionState.REOPENED: "dibuka kembali menurut keputusan Sekretaris",
}
STATUSES: Mapping[FollowUpStatus, str] = {
    FollowUpStatus.BELUM: "belum",
    FollowUpStatus.PROSES: "proses",
    FollowUpStatus.SELESAI: "selesai",
    FollowUpStatus.TIDAK_DAPAT: "tidak dapat ditindaklanjuti",
}
RAHASIA = "Disposisi ini bersifat rahasia. Isi dan lampirannya tidak disertakan; lihat naskahnya di Sekretariat."

Line = tuple[str, str]
Paths = Callable[[Iterable[int]], str]
"""Where files lie in the archive, one to a line."""


def who(office: Office, actor: Actor | None) -> str:
    """Return `Rina Wulandari, Plt. Kepala Bidang`: the person and in which capacity; empty for nobody."""
    if actor is None:
        return ""
    person = office.person(actor.person_id).name
    return (
        person if actor.post_id == NO_POST else f"{person}, {CAPACITIES[actor.kind]}{office.post(actor.post_id).title}"
    )


def sheet(title: str, lines: Iterable[Line]) -> bytes:
    """Return a text to read: a title, then each name with what it says; what is empty is left out."""
    said = [f"{name}:\n    {_indented(text)}" for name, text in lines if text]
    return "\n\n".join((f"{title}\n{'=' * len(title)}", *said, "")).encode()


def disposisi(given: Disposisi, office: Office, zone: str) -> bytes:
    """Return a disposisi to read."""
    posts = [office.post(post_id).title for post_id in given.receipts]
    lines = (
        ("Nomor", given.number),
        ("Nomor agenda", given.agenda_number),
        ("Dari", who(office, given.issued_by)),
        ("Tanggal", words.instant(given.issued_at, zone)),
        ("Sifat", f"{given.urgency.value.replace('_', ' ')}, {given.secrecy.value}"),
        ("Hal", given.subject),
        ("Diteruskan kepada", "\n".join(posts)),
        ("Dengan hormat harap", "\n".join(given.requests)),
        ("Catatan", given.note),
        ("Alasan dikembalikan", given.returned_reason),
    )
    return sheet(f"Disposisi {given.number} (versi {given.version})", lines)


def submission(sent: Submission, office: Office, zone: str, paths: Paths) -> bytes:
    """Return a version of a unit's data to read: who, when, what became of it."""
    lines = (
        ("Unit kerja", office.unit(sent.unit_id).name),
        ("Diisi oleh", f"{who(office, sent.submitted_by)}, {words.instant(sent.submitted_at, zone)}"),
        ("Disetujui dan dikirim oleh", _act(office, sent.sent_by, sent.sent_at, zone)),
        ("Diputuskan oleh", _act(office, sent.decided_by, sent.decided_at, zone)),
        ("Keadaan", STATES[sent.state]),
        ("Alasan", sent.reason),
        ("Catatan", sent.note),
        ("Perhatian", "Disetujui atau diterima oleh pengisinya sendiri" if _is_own(sent) else ""),
        ("Berkas", paths(sent.files)),
    )
    return sheet(f"Kiriman {sent.number} versi {sent.version}", lines)


def figures(reports: Sequence[IndicatorReport], indicators: Sequence[Indicator], quarter: int, paths: Paths) -> bytes:
    """Return the figures of a version as a table, a row for each indicator."""
    known = {indicator.code: indicator for indicator in indicators}
    head = (
        *("Kode", "Sasaran", "Indikator", "Satuan", "Target triwulan", "Realisasi", "Realisasi anggaran (Rp)"),
        *("Faktor pendorong", "Faktor penghambat", "Rencana perbaikan", "Bukti dukung"),
    )
    rows = [
        (
            each.code,
            *_described(known.get(each.code), quarter),
            each.realisasi,
            each.realisasi_anggaran,
            each.faktor_pendorong,
            each.faktor_penghambat,
            each.rencana_perbaikan,
            paths(each.files),
        )
        for each in reports
    ]
    return csv_table([head, *rows])


def plan(given: FollowUpPlan, arahan: str) -> bytes:
    """Return a unit's follow-up plan as a table."""
    head = ("No", "Arahan", "Rencana aksi", "Indikator selesai", "Penanggung jawab", "Batas waktu", "Sumber daya")
    rows = [
        (number, arahan, item.action, item.done_when, item.responsible, words.day(item.due_on), item.resources)
        for number, item in enumerate(given.items, 1)
    ]
    return csv_table([head, *rows])


def follow_ups(reports: Sequence[FollowUp], office: Office, zone: str, paths: Paths) -> bytes:
    """Return what was reported on a plan's items, every report."""
    head = (
        *("Butir", "Laporan ke", "Status", "Uraian", "Dilaporkan oleh", "Tanggal", "Diverifikasi oleh"),
        *("Tanggal verifikasi", "Alasan dikembalikan", "Bukti"),
    )
    rows = [
        (
            each.item,
            each.version,
            STATUSES[each.status],
            each.note,
            who(office, each.reported_by),
            words.instant(each.reported_at, zone),
            who(office, each.verified_by),
            "" if each.verified_at is None else words.instant(each.verified_at, zone),
            each.returned_reason,
            paths(each.files),
        )
        for each in reports
    ]
    return csv_table([head, *rows])


def as_json(value: object) -> bytes:
    """Return a record as JSON, its keys in order: figures with every digit, instants in UTC."""
    return (json.dumps(_plain(value), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(errors="replace")


def history_page(title: str, rows: Iterable[tuple[str, str, str]]) -> bytes:
    """Return the history as a page to read: when, who, what."""
    lines = "".join(f"<tr>{''.join(f'<td>{escape(printable(part))}</td>' for part in row)}</tr>" for row in rows)
    style = (
        'body{font:14px/1.45 "Segoe UI",Arial,sans-serif;color:#1b2430;margin:2rem auto;max-width:62rem;padding:0 1rem}'
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #b9c4d0;padding:.3rem .5rem;"
        "text-align:left;vertical-align:top}th{background:#dce6f1}td:first-child{white-space:nowrap}"
    )
    heads = "<tr><th>Waktu</th><th>Oleh</th><th>Tindakan</th></tr>"
    page = (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>"
        f"<table><thead>{heads}</thead><tbody>{lines}</tbody></table></body></html>\n"
    )
    return page.encode()


def _act(office: Office, actor: Actor | None, at: datetime | None, zone: str) -> str:
    return "" if actor is None or at is None else f"{who(office, actor)}, {words.instant(at, zone)}"


def _is_own(sent: Submission) -> bool:
    return sent.self_approved or sent.self_accepted


def _described(indicator: Indicator | None, quarter: int) -> tuple[str, str, str, str]:
    if indicator is None:
        return ("", "", "", "")
    return (indicator.sasaran, indicator.name, indicator.satuan, _target(indicator.target(quarter)))


def _target(target: Target | None) -> str:
    if target is None:
        return ""
    if isinstance(target, Bounds):
        return f"{write_number(target.lower)} – {write_number(target.upper)}"
    return write_number(target)


def _indented(text: str) -> str:
    return printable(text).replace("\n", "\n    ")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

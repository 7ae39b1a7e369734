"""What was found in a unit's workbook, as a chat shows it: marked by weight, with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from handlers.texts import workbook
from handlers.texts.words import fill, lines, paragraphs, plain_name
from workflow.work import WorkFault
from workflow.workbook_reading import Finding, HeaderFinding, Severity, WorkbookFault, WorkbookReading

FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {**{field.value: name for field, name in workbook.FIELDS.items()}, "bukti": "Bukti dukung"}
)
_MARKS = {Severity.ERROR: "❗", Severity.DOUBT: "❓", Severity.WARNING: "⚠️"}
_AGAIN = "Unduh format Excel dari sini, salin angkanya ke sana, lalu kirim lagi."
_FAILED: Mapping[WorkFault, str] = MappingProxyType(
    {
        WorkFault.TIME: "terlalu lama dibaca; berkas satu unit biasanya selesai dalam sekejap. " + _AGAIN,
        WorkFault.MEMORY: "terlalu besar untuk dibaca. " + _AGAIN,
        WorkFault.SIZE: "memuat terlalu banyak isi. " + _AGAIN,
        WorkFault.CRASH: "tidak dapat dibaca. Buka dan simpan ulang di Excel, lalu kirim lagi; "
        "atau isi satu per satu di sini.",
        WorkFault.UNREADABLE: "belum sempat dibaca sebelum bot diperbarui. Silakan kirim sekali lagi.",
    }
)
_OR_EVIDENCE = Markup("Bila berkas ini bukti dukung, pilih di bawah untuk indikator mana.")


def refused(name: str, reading: WorkbookReading) -> Markup:
    """Say why nothing of a workbook was taken, what was found in it, and what to do."""
    return lines(
        fill("❗ <b>{name}</b> belum dapat dipakai. {why}", name=plain_name(name), why=workbook.refused(reading)),
        _OR_EVIDENCE if reading.refused is WorkbookFault.NO_TABLE else Markup(""),
    )


def failed(name: str, fault: WorkFault) -> Markup:
    """Say why a workbook could not be read at all, and what to do."""
    return fill("❗ <b>{name}</b> belum dapat dipakai: {why}", name=plain_name(name), why=_FAILED[fault])


def confirm(reading: WorkbookReading) -> Markup:
    """Ask whether a workbook is meant that says something else of itself."""
    return paragraphs(
        *(fill("❓ {said}", said=workbook.header(each)) for each in reading.header if each.must_be_confirmed)
    )


def header(found: HeaderFinding) -> Markup:
    """Say what is odd about a workbook as a whole."""
    return fill("⚠️ {said}", said=workbook.header(found))


def line(found: Finding) -> Markup:
    """Return one finding: row, indicator, column, what is wrong, what to do."""
    return fill("{mark} {said}", mark=_MARKS[found.severity], said=workbook.sentence(found))

"""The documents of the quarter, as those who work with them get them in chat: asked for, opened, kept by folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.gladi.cast import HEAD, PLANNER, Cast
from bot.gladi.documents import Document
from bot.gladi.report import HeardPhone
from bot.phone import Seen
from documents.spec import KINDS
from handlers.texts.laporan import LABELS
from workflow.papers.kinds import PaperKind

DISPOSISI, UNITS, REPORT, REKAP = "1-disposisi", "2-isian-unit", "3-laporan", "4-rekap-dan-formulir"
FOLLOW_UPS, SOP, CHARTS, ARCHIVE = "5-tindak-lanjut", "6-sop-dan-waktu", "7-grafik", "8-arsip"
FOLDERS: Mapping[PaperKind, str] = {
    PaperKind.DISPOSISI: DISPOSISI,
    PaperKind.REPORT_PDF: REPORT,
    PaperKind.REPORT_WORD: REPORT,
    PaperKind.REKAP: REKAP,
    PaperKind.FORM_E81: REKAP,
    PaperKind.FOLLOW_UPS_PDF: FOLLOW_UPS,
    PaperKind.FOLLOW_UPS_EXCEL: FOLLOW_UPS,
    PaperKind.COMPLIANCE: SOP,
    PaperKind.SOP: SOP,
    PaperKind.SOP_PICTURE: SOP,
    PaperKind.CHART_UNITS: CHARTS,
    PaperKind.CHART_QUARTERS: CHARTS,
    PaperKind.CHART_SPENDING: CHARTS,
}
"""Where each paper that `/laporan` hands out is kept."""
_AVERAGE = re.compile(r"Rata-rata capaian (-?[\d.,]+%)")
_UNUSUAL = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class _Asked:
    """A paper and the button of `/laporan` that asks for it."""

    kind: PaperKind
    label: str

    @property
    def arrived(self) -> str:
        """What a message with such a file shows."""
        return f".{self.kind.suffix}]"


async def keep(cast: Cast, phone: HeardPhone, folder: str, seen: Seen) -> bytes:
    """Keep the file of a message in that folder, and return it."""
    content = await phone.opens(seen)
    name = _UNUSUAL.sub("-", str(seen.file["name"] if seen.file else "")).lstrip(".-")
    about = " ".join(seen.text.split("\n\n")[0].split())
    cast.documents[f"{folder}/{name}"] = Document(content, phone.code, about)
    return content


async def all_collected(cast: Cast) -> None:
    """Have the Subbag ask for every paper of the quarter, and for its archive."""
    planner = cast[PLANNER]
    await planner.says("/laporan")
    shown = await planner.sees("Dokumen Triwulan III 2026")
    for asked in (_Asked(kind, label) for kind, label in LABELS.items() if label in shown.buttons and kind in KINDS):
        await planner.taps(asked.label, on=shown)
        await keep(cast, planner, FOLDERS[asked.kind], await planner.sees("Triwulan III 2026", asked.arrived))
    await planner.says("/arsip")
    shown = await planner.sees("[Triwulan III 2026")
    await planner.taps("Triwulan III 2026", on=shown)
    await keep(cast, planner, ARCHIVE, await planner.sees(".zip]"))


async def average_seen(cast: Cast) -> None:
    """Note the office's average as the Kepala Dinas sees it with the report."""
    seen = await cast[HEAD].sees("Laporan evaluasi Triwulan III 2026", "Rata-rata capaian")
    found = _AVERAGE.search(seen.text)
    cast.average = found[1] if found else ""

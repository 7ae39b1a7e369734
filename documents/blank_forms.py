"""The empty forms as one PDF: a page for each act of the SOP, to be copied as often as needed and filled in by pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents import blocks as b
from documents import figure_words
from documents.assets import Assets
from documents.pdf import pdf
from workflow.papers.blank_forms import BlankForms
from workflow.papers.sheet import Signature

DOTS = "." * 110
LINE = "." * 168
LINE_GAP = 2.5
"""Millimetres that leave a line room for handwriting."""
QUARTER = "Triwulan ........ Tahun ............"
_C = b.Align.CENTER
HIGH, LOW = "\n\n\n", "\n"
"""What gives an empty row its height."""
PLAN = (b.Column(5, _C), b.Column(27), b.Column(20), b.Column(16), b.Column(14, _C), b.Column(18))
PLAN_HEAD = ("No", "Rencana aksi", "Indikator selesai", "Penanggung jawab", "Batas waktu", "Sumber daya")
RECEIPTS = (b.Column(28), *(b.Column(18, _C) for _ in range(4)))
RECEIPTS_HEAD = (
    *("Unit kerja", "Perintah diterima (tanggal, jam, paraf)", "Data diperiksa Kabid (tanggal, paraf)"),
    *("Data diterima Subbag (tanggal, jam, paraf)", "Dikembalikan, alasan"),
)
LOG = (b.Column(5, _C), b.Column(15), b.Column(20), b.Column(20), b.Column(28), b.Column(12, _C))
LOG_HEAD = ("No", "Tanggal dan jam", "Dari (nama, jabatan)", "Kepada (nama, jabatan)", "Yang diserahkan", "Paraf")
LOG_ROWS, PLAN_ROWS, MOST_UNITS = 14, 6, 12
SIGNED_AT = "Nama, tanggal, dan jam ditulis lengkap: keterangan ini dimasukkan ke bot setelah bot kembali."


def drawn(paper: BlankForms, assets: Assets) -> bytes:
    """Return the forms as a PDF."""
    return pdf(paper.sheet, blocks(paper), assets, title="Formulir Kosong Monitoring dan Evaluasi Kinerja")


def blocks(paper: BlankForms) -> Iterator[b.Block]:
    """Yield the forms, each on a page of its own."""
    quarter = QUARTER if paper.quarter is None else figure_words.named(paper.quarter)
    yield from _disposisi(paper)
    yield b.PageBreak()
    yield from _written("ARAHAN KEPADA TIM", quarter, "Arahan Ketua Tim", paper.secretary, ("Kepada",))
    yield b.PageBreak()
    lines = ("Unit kerja", "Hadir dari unit", "Tempat, tanggal, jam")
    yield from _written("HASIL KOORDINASI DENGAN UNIT KERJA", quarter, "Hasil", _somebody("Anggota Tim"), lines)
    yield b.PageBreak(landscape=True)
    yield from _receipts(paper, quarter)
    yield b.PageBreak()
    lines = ("Unit kerja", "Data diterima tanggal", "Keputusan: diterima / dikembalikan")
    yield from _written("CATATAN EVALUASI DATA UNIT KERJA", quarter, "Catatan dan alasan", paper.planning, lines)
    yield b.PageBreak()
    yield from _written("ARAHAN KEPALA DINAS", quarter, "Arahan", paper.head, ("Kepada unit kerja",))
    yield b.PageBreak(landscape=True)
    yield from _plan(quarter)
    yield b.PageBreak(landscape=True)
    yield from _log(quarter)


def _disposisi(paper: BlankForms) -> Iterator[b.Block]:
    yield b.Title("LEMBAR DISPOSISI")
    head = ("Surat dari", "Nomor surat", "Tanggal surat", "Diterima tanggal", "Nomor agenda", "Hal")
    yield b.KeyValues((*((label, DOTS) for label in head), ("Sifat", "□ Biasa, □ Segera, □ Sangat segera; □ Rahasia")))
    yield b.Paragraph("Diteruskan kepada Sdr.:", bold=True)
    yield b.Bullets((DOTS,) * 5, numbered=True)
    yield b.Paragraph("Dengan hormat harap:", bold=True)
    requests = ("Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan")
    yield b.Paragraph("\n".join(f"□ {each}" for each in (*requests, DOTS)))
    yield from _lines("Catatan:", 4)
    yield b.Signatures((b.Signed(paper.head),), dated=False)
    yield b.Paragraph(SIGNED_AT, b.TextStyle.NOTE)


def _written(title: str, quarter: str, what: str, signed: Signature, labels: Sequence[str]) -> Iterator[b.Block]:
    yield b.Title(title, (quarter,))
    yield b.KeyValues(tuple((label, DOTS) for label in (*labels, "Nomor disposisi")))
    yield from _lines(f"{what}:", 14)
    yield b.Signatures((b.Signed(_somebody("Yang menerima"), "Diterima,"), b.Signed(signed)), dated=False)
    yield b.Paragraph(SIGNED_AT, b.TextStyle.NOTE)


def _receipts(paper: BlankForms, quarter: str) -> Iterator[b.Block]:
    yield b.Title("PERINTAH DAN TANDA TERIMA DATA UNIT KERJA", (quarter,))
    units = paper.units or ("",) * MOST_UNITS
    yield b.Table(RECEIPTS, (RECEIPTS_HEAD,), tuple((f"{unit}{LOW}", "", "", "", "") for unit in units))
    yield b.Paragraph("Data diserahkan dengan berkas Excel pada folder formulir, atau tercetak.", b.TextStyle.SMALL)


def _plan(quarter: str) -> Iterator[b.Block]:
    yield b.Title("RENCANA TINDAK LANJUT", (quarter,))
    yield b.KeyValues((("Unit kerja", DOTS), ("Arahan Kepala Dinas", DOTS)))
    yield b.Table(PLAN, (PLAN_HEAD,), tuple((f"{number}{HIGH}", *[""] * 5) for number in range(1, PLAN_ROWS + 1)))
    yield b.Signatures((b.Signed(_somebody("Kepala unit kerja")),), dated=False)


def _log(quarter: str) -> Iterator[b.Block]:
    yield b.Title("BUKU CATATAN", ("Penyerahan selama bot tidak dapat dipakai", quarter))
    yield b.Table(LOG, (LOG_HEAD,), tuple((f"{number}{LOW}", *[""] * 5) for number in range(1, LOG_ROWS + 1)))


def _lines(label: str, count: int) -> Iterator[b.Block]:
    yield b.Paragraph(label, bold=True)
    for _ in range(count):
        yield b.Spacer(LINE_GAP)
        yield b.Paragraph(LINE)


def _somebody(title: str) -> Signature:
    return Signature(title, DOTS[:40])

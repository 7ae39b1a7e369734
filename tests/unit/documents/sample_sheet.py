"""The head of a paper, and people to sign it, for the tests of printed papers."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
from PIL import Image

from workflow.office import HoldingKind
from workflow.papers.sheet import Letterhead, Sheet, Signature

HOSTILE = "<b>tebal</b> & </para> <font color=red>x</font> =SUM(A1) {0} %s \\ $x$ “kutip” … ☑ é"
"""What reportlab, a spreadsheet or a format string would take for its own."""
SIGNED_AT = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
KADIS = Signature("Kepala Dinas", "Drs. Ahmad Fauzi, M.Si.", "Pembina Utama Muda", "197001011995031001")
ACTING = Signature("Sekretaris", "Rina Wulandari, S.E.", "Pembina", "198001012005012001", HoldingKind.PLT, SIGNED_AT)


def letterhead(logo: str = "") -> Letterhead:
    """Return the kop of the sample office."""
    return Letterhead(
        "Pemerintah Kabupaten Way Kanan",
        "Dinas Komunikasi dan Informatika",
        "Jalan Jenderal Sudirman Nomor 1",
        "(0723) 461001",
        "diskominfo@waykanankab.go.id",
        "diskominfo.waykanankab.go.id",
        logo,
        "Blambangan Umpu",
    )


def sheet(logo: str = "") -> Sheet:
    """Return the head of a paper of 23 November 2026."""
    return Sheet(letterhead(logo), "Asia/Jakarta", date(2026, 11, 23))


def png(width: int = 40, height: int = 50) -> bytes:
    """Return a small blue picture."""
    made = io.BytesIO()
    Image.new("RGBA", (width, height), (20, 90, 160, 255)).save(made, "PNG")
    return made.getvalue()


def kept(root: Path, content: bytes) -> str:
    """Keep a blob under the folder as the bot keeps it, and return its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    folder = root / sha256[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha256).write_bytes(content)
    return sha256


def read(made: bytes) -> pypdf.PdfReader:
    """Return the PDF for reading."""
    return pypdf.PdfReader(io.BytesIO(made), strict=True)


def said(made: bytes) -> str:
    """Return all words of a PDF in one line, however they were broken."""
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())

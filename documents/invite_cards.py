"""The sheet of invitations as a PDF: eight cards a page with lines to cut along, then the list of codes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from documents import pdf_fonts as fonts
from documents import words
from documents.assets import Assets
from workflow.papers.invite_cards import InviteCard, InviteCards

ACROSS, DOWN = 2, 4
_WIDTH, _HEIGHT = A4[0] / ACROSS, A4[1] / DOWN
_MARGIN, _QR = 8 * mm, 40 * mm
_QUIET = 4
"""Modules of white around a code, as ISO/IEC 18004 asks for on paper."""
_CODES_A_PAGE = 34
_SMALLEST = 5
"""Points of type below which nobody reads."""
HOW = "Arahkan kamera ponsel ke kode ini, buka tautannya di Telegram, lalu tekan Mulai."
ONCE = "Sekali pakai, hanya untuk orang yang namanya tertera."
CODES = "Daftar kode, untuk admin: jangan dibagikan bersama kartu"
CODES_HOW = "Sampaikan tiap kode langsung kepada orangnya. Bot menanyakannya setelah tautan dibuka."


def drawn(paper: InviteCards, _assets: Assets) -> bytes:
    """Return the sheet as a PDF; the same cards give the same bytes."""
    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("Kartu undangan")
    a_page = ACROSS * DOWN
    for first in range(0, len(paper.cards), a_page):
        _cut_lines(canvas)
        for place, card in enumerate(paper.cards[first : first + a_page]):
            left, top = (place % ACROSS) * _WIDTH, A4[1] - (place // ACROSS) * _HEIGHT
            _card(canvas, paper, card, left, top)
        canvas.showPage()
    coded = [card for card in paper.cards if card.code]
    for first in range(0, len(coded), _CODES_A_PAGE):
        _codes(canvas, paper, coded[first : first + _CODES_A_PAGE])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cut_lines(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.5)
    for column in range(1, ACROSS):
        canvas.line(column * _WIDTH, 0, column * _WIDTH, A4[1])
    for row in range(1, DOWN):
        canvas.line(0, row * _HEIGHT, A4[0], row * _HEIGHT)
    canvas.restoreState()


def _card(canvas: Canvas, paper: InviteCards, card: InviteCard, left: float, top: float) -> None:
    """Draw one card whose upper left corner lies there: what it is for beside the code, how to use it beneath."""
    _qr(canvas, card.link, left + _MARGIN, top - _MARGIN - _QR)
    beside = left + _MARGIN + _QR + 3 * mm
    room = _WIDTH - _QR - 2 * _MARGIN - 3 * mm
    lines = (
        (paper.office, 8, fonts.PLAIN, 9 * mm),
        (card.name, 12, fonts.BOLD, 16 * mm),
        (", ".join(card.titles), 9, fonts.PLAIN, _QR),
    )
    y = top - _MARGIN
    bottom = top - _MARGIN - _QR
    for text, size, font, most in lines:
        y = _set(canvas, text, size, font, (beside, y), (room, min(most, y - bottom))) - 2 * mm
    y = bottom - 2 * mm
    until = f"{ONCE} Berlaku sampai {words.instant(card.valid_until, paper.zone)}."
    for text in (HOW, until):
        y = _set(canvas, text, 8, fonts.PLAIN, (left + _MARGIN, y), (_WIDTH - 2 * _MARGIN, y)) - 1 * mm


def _set(
    canvas: Canvas, text: str, size: float, font: str, at: tuple[float, float], room: tuple[float, float]
) -> float:
    """Set a text from there downwards, as small as it takes to fit the room; returns where it ends."""
    if not text:
        return at[1]
    while True:
        style = ParagraphStyle("kartu", fontName=font, fontSize=size, leading=size * 1.2, wordWrap="LTR")
        paragraph = Paragraph(fonts.markup(text, font), style)
        height: float = paragraph.wrap(room[0], room[1])[1]
        if height <= room[1] or size <= _SMALLEST:
            paragraph.drawOn(canvas, at[0], at[1] - height)
            return at[1] - height
        size -= 1


def _qr(canvas: Canvas, link: str, left: float, bottom: float) -> None:
    """Draw the link's code as squares, sharp at every size."""
    rows = tuple(segno.make_qr(link, error="m").matrix)
    module = _QR / (len(rows) + 2 * _QUIET)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                x = left + (_QUIET + across) * module
                y = bottom + _QR - (_QUIET + down + 1) * module
                canvas.rect(x, y, module, module, stroke=0, fill=1)


def _codes(canvas: Canvas, paper: InviteCards, cards: Sequence[InviteCard]) -> None:
    """Draw a page of the list that the admin keeps."""
    left, width = 20 * mm, A4[0] - 40 * mm
    y = A4[1] - 20 * mm
    for text, size, font in ((paper.office, 9, fonts.PLAIN), (CODES, 13, fonts.BOLD), (CODES_HOW, 9, fonts.PLAIN)):
        y = _set(canvas, text, size, font, (left, y), (width, y)) - 2 * mm
    for card in cards:
        code = f"{card.code[:3]} {card.code[3:]}"
        height = 6.5 * mm
        _set(canvas, card.name, 10, fonts.PLAIN, (left, y), (width - 40 * mm, height))
        _set(canvas, code, 11, fonts.BOLD, (left + width - 35 * mm, y), (35 * mm, height))
        y -= height
        canvas.setLineWidth(0.25)
        canvas.line(left, y + 1 * mm, left + width, y + 1 * mm)

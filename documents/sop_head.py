"""The head of the SOP's form: agency and numbers side by side, then what the SOP rests on, in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import KeepInFrame
from reportlab.platypus import Spacer as Gap
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import Flowable

from documents import pdf_fonts as fonts
from documents import signature_words
from documents import sop_words as said
from documents.assets import Assets
from documents.blocks import Tone
from documents.pdf_pictures import Shown, picture
from documents.pdf_styles import INK, LINE, TONES, style, words
from documents.pdf_tables import BreakingGrid
from workflow.papers.sheet import Signature
from workflow.papers.sop_chart import SopChart

SIZE, LOGO, ROOM, PADDING = 10.5, 24 * mm, 15 * mm, 5.0
HIGHEST = 0.9
"""The part of a page that agency and numbers take at most; longer ones are drawn smaller."""
LABELS = 0.3
"""The labels' share of the right half."""


def head(paper: SopChart, assets: Assets, width: float, page_height: float) -> list[Flowable]:
    """Return the head over that width in points; a row that no page holds goes on over the next."""
    half = width / 2
    top = Grid([[_agency(paper, assets, half), _numbers(paper, half)]], colWidths=[half, half])
    top.setStyle(
        [("GRID", (0, 0), (-1, -1), LINE, INK), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_agency_and_numbers()]
    )
    lists = (
        (said.LEGAL_BASIS, paper.head.legal_basis, said.QUALIFICATIONS, paper.head.qualifications),
        (said.RELATED, paper.head.related, said.EQUIPMENT, paper.head.equipment),
        (said.WARNING, (paper.head.warning,), said.RECORDING, (paper.head.recording,)),
    )
    cells: list[list[object]] = []
    commands: list[tuple[object, ...]] = []
    for left_label, left, right_label, right in lists:
        commands.append(("BACKGROUND", (0, len(cells)), (-1, len(cells)), TONES[Tone.HEAD]))
        cells.append([_bold(left_label), _bold(right_label)])
        cells.append([_listed(left), _listed(right)])
    pairs = BreakingGrid(cells, colWidths=[half, half])
    pairs.page_height = page_height
    pairs.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), LINE, INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
            *((side, (0, 0), (-1, -1), PADDING - 1) for side in ("TOPPADDING", "BOTTOMPADDING")),
            *commands,
        ]
    )
    return [KeepInFrame(width, page_height * HIGHEST, [top], mode="shrink"), pairs]


def _agency(paper: SopChart, assets: Assets, width: float) -> list[Flowable]:
    """Return the left half: logo, agency and unit, centred."""
    letterhead = paper.sheet.letterhead
    logo = picture(assets.blob(letterhead.logo)) if letterhead.logo else None
    agency = [letterhead.government, letterhead.office] if letterhead.office else [paper.head.agency]
    lines = [
        words(line.upper(), style(12, font=fonts.BOLD, align=TA_CENTER, left=PADDING))
        for line in agency
        if line.strip()
    ]
    unit = [Gap(1, 4), words(paper.head.unit, style(SIZE, align=TA_CENTER, left=PADDING))] if paper.head.unit else []
    return [*([Shown(logo, width - 20, LOGO), Gap(1, 5)] if logo else []), *lines, *unit]


def _numbers(paper: SopChart, width: float) -> Grid:
    """Return the right half: number, dates, who approves, name."""
    text, name = style(SIZE), style(SIZE, font=fonts.BOLD)
    rows: list[list[object]] = [
        [words(said.NUMBER, text), words(paper.head.number or said.NONE, text)],
        [words(said.MADE, text), words(paper.head.made or said.NONE, text)],
        [words(said.REVISED, text), words(paper.revised or said.NONE, text)],
        [words(said.APPROVED, text), _approval(paper.approved_by)],
        [words(said.NAME, text), words(paper.head.name, name)],
    ]
    grid = Grid(rows, colWidths=[width * LABELS, width * (1 - LABELS)])
    grid.setStyle(
        [
            ("INNERGRID", (0, 0), (-1, -1), LINE, INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
        ]
    )
    return grid


def _approval(signed: Signature) -> list[Flowable]:
    """Return who approves, with room for pen and stamp."""
    centred, bold = style(SIZE, align=TA_CENTER), style(SIZE, font=fonts.BOLD, align=TA_CENTER)
    return [
        words(f"{signature_words.capacity(signed)},", centred),
        Gap(1, ROOM),
        words(signature_words.name(signed), bold),
        *(words(line, centred) for line in signature_words.below(signed)),
    ]


def _listed(items: Sequence[str]) -> list[Flowable]:
    """Return the items, numbered where there are several."""
    kept = [item for item in items if item.strip()] or [said.NONE]
    if len(kept) == 1:
        return [words(kept[0], style(SIZE))]
    hanging = style(SIZE, left=14, first=-14)
    return [words(f"{number}. {item}", hanging) for number, item in enumerate(kept, start=1)]


def _bold(text: str) -> Flowable:
    return words(text, style(SIZE, font=fonts.BOLD))


def _agency_and_numbers() -> list[tuple[object, ...]]:
    """Centre the left cell, and leave no room around the grid in the right one."""
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [("ALIGN", (0, 0), (0, 0), "CENTER"), *((side, (1, 0), (1, 0), 0) for side in sides)]

"""A thousand damaged workbooks: each gives a typed result, quickly, and no figure that the file does not hold."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from html import unescape
from random import Random

import pytest
from damage import UNPACKABLE, damaged
from hostile_books import good
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook
from unit_books import filled, job, made

from documents.unit_workbook_cells import figure_look
from documents.workbook_marks import marked
from documents.workbook_reader import read_workbook
from handlers.texts import workbook
from storage.codec import decode, encode
from workflow.cell_numbers import from_cell
from workflow.filling import Field, read_cell
from workflow.papers.unit_workbook import MarkedWorkbook
from workflow.readings import ANYTHING, Expected, Measure, Value
from workflow.workbook_reading import FindingKind, WorkbookReading, figures, mend

COUNT, MOST_SECONDS = 1_000, 5.0
GOOD = good()
JOB = job()
INDICATORS = {each.code: each for each in JOB.indicators}


@pytest.mark.parametrize("tenth", range(10))
def test_no_damage_brings_the_reader_down_or_a_figure_up(tenth: int) -> None:
    """Whatever was done to it, the workbook is read or refused in time, and every figure stands in it."""
    for number in range(tenth * COUNT // 10, (tenth + 1) * COUNT // 10):
        content = damaged(GOOD, Random(number))
        began = time.perf_counter()
        reading = read_workbook(content, JOB)
        assert time.perf_counter() - began < MOST_SECONDS, number
        check_kept(reading)
        check_held(content, reading, number)


def check_kept(reading: WorkbookReading) -> None:
    """Store what was read, and mend every finding that has a figure."""
    assert decode(WorkbookReading, encode(reading)) == reading
    assert reading.refused is None or not (reading.rows or reading.findings or reading.header)
    for finding in reading.findings:
        if finding.is_mendable:
            reading = mend(reading, finding, Decimal(7)) if finding in reading.findings else reading


def check_held(content: bytes, reading: WorkbookReading, number: int) -> None:
    """Find each figure in the file with another reader."""
    said = [each for report in figures(reading) for each in (report.realisasi, report.realisasi_anggaran)]
    wanted = {each for each in said if each is not None}
    if wanted:
        assert wanted <= held(content), number


def held(content: bytes) -> set[Decimal]:
    """Return every number in the file, as calamine reads its cells; where it cannot, as its tags enclose them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows()]
        values = [cell for row in rows for cell in row]
    except CalamineError:
        values = list(enclosed(content))
    found = {Decimal(3), Decimal(4)}  # levels of the scale
    for value in values:
        for expected in (ANYTHING, Expected(Measure.RUPIAH), Expected(whole=True)):
            read = from_cell(value, expected=expected)
            if isinstance(read, Value):
                found |= {read.number, read.number * 100}
    return found


def enclosed(content: bytes) -> Iterator[object]:
    """Yield what stands between the tags of the parts that can be unpacked, as text and as number."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            try:
                data = archive.read(name)
            except UNPACKABLE:
                continue
            for text in re.split(rb"<[^>]*>", data):
                plain = unescape(text.decode(errors="replace")).strip()
                yield plain
                with suppress(ValueError):
                    yield float(plain)


def test_what_can_be_read_can_be_marked_and_reads_the_same_again() -> None:
    """A damaged workbook that was read is given back marked, and its copy says the same figures."""
    for number in range(150):
        content = damaged(GOOD, Random(number))
        reading = read_workbook(content, JOB)
        if reading.refused is None:
            copy = marked(content, MarkedWorkbook("0" * 64, "Isian", workbook.marks(reading)))
            assert figures(read_workbook(copy, JOB)) == figures(reading), number


texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["1.234", "93,75%", "-", "nihil", "Rp 1.250.000", "wtp", "=1+1", "15 dari 16", "9 jam"]),
)
fractions = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)
numbers = st.one_of(st.integers(-(10**12), 10**12), fractions, st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(INDICATORS)), st.one_of(texts, numbers), min_size=1))
def test_what_is_typed_is_taken_as_a_number_alone_would_be_or_told(typed: dict[str, object]) -> None:
    """A cell that is plain by itself gives its figure; every other leaves it blank, and is told unless it is blank."""
    safe = {code: value for code, value in typed.items() if not isinstance(value, str) or is_storable(value)}
    reading = read_workbook(with_typed(safe), JOB)
    told = {(each.code, each.kind) for each in reading.findings if each.field is Field.REALISASI}
    for report in figures(reading):
        known = INDICATORS[report.code]
        alone = read_cell(safe.get(report.code), figure_look(known).shown, known, Field.REALISASI)
        if report.realisasi is not None:
            assert isinstance(alone, Value)
            assert report.realisasi == alone.number
        else:
            kinds = {kind for code, kind in told if code == report.code}
            assert kinds, (report, alone)
            assert FindingKind.BLANK not in kinds or not isinstance(alone, Value)


def is_storable(text: str) -> bool:
    """Tell whether a spreadsheet's cell can hold the text, and as text."""
    return text.isprintable() and not text.startswith("=") and "_x" not in text and text == text.strip()


def with_typed(typed: dict[str, object]) -> bytes:
    return filled(made(), {(code, "Realisasi TW"): value for code, value in typed.items()})

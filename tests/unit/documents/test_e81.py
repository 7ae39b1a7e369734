"""Formulir E.81: the form of the regulation, with sums and percentages that live."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from office_figures import KADIS, OFFICE_RECORD, SHEET, any_record
from openpyxl.worksheet.worksheet import Worksheet
from recalculated import differences, formulas, needs_libreoffice, reckoned, written

from documents.assets import Assets
from documents.e81 import drawn
from documents.spec import read
from storage.codec import encode
from workflow.papers.e81 import by_sasaran, e81_paper, remarks
from workflow.papers.kinds import PaperKind
from workflow.papers.records import IndicatorRecord, OfficeRecord, UnitRecord
from workflow.quarter import Quarter


def form(office: OfficeRecord = OFFICE_RECORD) -> bytes:
    """Return the form of an office's record."""
    return drawn(e81_paper(SHEET, office, KADIS), Assets())


def with_renstra(office: OfficeRecord, chance: Random) -> OfficeRecord:
    """Return the record with what the Renstra has of each indicator."""
    return replace(
        office,
        units=tuple(
            replace(
                unit,
                records=tuple(
                    replace(
                        each,
                        renstra_target=Decimal(chance.randint(-1, 900)) / 4,
                        renstra_before=chance.choice([None, Decimal(chance.randint(0, 99))]),
                    )
                    for each in unit.records
                ),
            )
            for unit in office.units
        ),
    )


def row_of(sheet: Worksheet, text: str) -> list[object]:
    """Return the values of the first row in which a cell holds the text."""
    return next([cell.value for cell in row] for row in sheet.iter_rows() if any(cell.value == text for cell in row))


def test_the_form_has_fifteen_columns_and_says_how_they_follow_from_each_other() -> None:
    """Columns 5 to 14 are split in K and Rp."""
    numbered = [value for value in row_of(written(form())["Formulir"], "12 = 8+9+10+11") if value]
    assert numbered[:4] == ["1", "2", "3", "4"]
    assert numbered[-4:] == ["12 = 8+9+10+11", "13 = 6+12", "14 = 13/5×100%", "15"]
    assert row_of(written(form())["Formulir"], "K")[4:24] == ["K", "Rp"] * 10


def test_indicators_stand_under_their_sasaran_program_and_kegiatan() -> None:
    """Each where it first comes; every indicator once."""
    tree = by_sasaran(OFFICE_RECORD)
    found = [each for one in tree for program in one.programs for part in program.kegiatan for each in part.indicators]
    assert len(found) == sum(len(unit.records) for unit in OFFICE_RECORD.units)
    assert tree[0].name.startswith("Meningkatnya kualitas")


def test_the_same_words_of_a_unit_stand_once() -> None:
    """Each line says whose it is."""
    lines = remarks(OFFICE_RECORD)
    assert lines.pendorong[0] == "Bidang Aplikasi Informatika: Dukungan anggaran tepat waktu"
    assert len(set(lines.penghambat)) == len(lines.penghambat)


def test_what_the_renstra_lacks_is_blank_and_said() -> None:
    """The note names the columns; the sums follow as soon as someone fills them in."""
    sheet = written(form())["Formulir"]
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("kolom 5 dan 6 belum ada datanya" in value for value in values)
    assert row_of(sheet, "JUMLAH")[9] == 3_600_000_000
    full = with_renstra(OFFICE_RECORD, Random(1))
    full = replace(full, units=tuple(replace(each, records=each.records[:1]) for each in full.units[:1]))
    full = replace(full, units=(replace(full.units[0], records=(_known(full.units[0]),)),))
    texts = [str(cell.value) for row in written(form(full))["Formulir"].iter_rows() for cell in row if cell.value]
    assert not any("belum ada datanya" in text for text in texts)


def _known(unit: UnitRecord) -> IndicatorRecord:
    return replace(unit.records[0], renstra_target=Decimal(4), renstra_before=Decimal(2))


def test_it_is_signed_by_its_author_and_leaves_room_for_the_bappeda() -> None:
    """Disusun and dievaluasi, Plt. where due, the internal mark as no certified signature."""
    values = [cell.value for row in written(form())["Formulir"].iter_rows() for cell in row if cell.value is not None]
    for text in ("Disusun", "Dievaluasi", "Plt. Kepala Dinas Komunikasi dan Informatika", "NIP 197001011995031001"):
        assert text in values
    assert any("bukan tanda tangan elektronik tersertifikasi" in str(value) for value in values)


def test_no_text_of_people_is_in_a_formula() -> None:
    """Names reach the form as texts alone."""
    every = [
        cell.value for sheet in formulas(form()) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(every) > 80
    assert not any("Bidang" in formula or "Program" in formula for formula in every)


@needs_libreoffice
def test_libreoffice_comes_to_the_same_figures(tmp_path: Path) -> None:
    """Every kind of indicator, with and without the Renstra."""
    for office in (OFFICE_RECORD, with_renstra(OFFICE_RECORD, Random(7))):
        book = form(office)
        assert differences(written(book), reckoned(book, tmp_path)) == []


@needs_libreoffice
@pytest.mark.parametrize("seed", range(4))
def test_any_figures_are_reckoned_as_the_rules_do(seed: int, tmp_path: Path) -> None:
    """A hundred and fifty invented indicators for each quarter."""
    chance = Random(seed)
    found = tuple(any_record(chance) for _ in range(150))
    units = (UnitRecord("a", "A", found[:50]), UnitRecord("b", "B", found[50:]))
    book = form(with_renstra(OfficeRecord(Quarter(2026, seed + 1), units), chance))
    assert differences(written(book), reckoned(book, tmp_path)) == []


def test_it_waits_in_the_outbox_as_its_data_and_comes_out_the_same() -> None:
    """Byte for byte; also of an office without any indicator."""
    spec = read(f'{{"kind":"{PaperKind.FORM_E81}","data":{encode(e81_paper(SHEET, OFFICE_RECORD, KADIS))}}}')
    assert spec.draw(Assets()) == form() == form()
    assert form(OfficeRecord(Quarter(2026, 1), ()))

"""The rekap's workbook reckons by itself, and comes to what the rules come to."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from office_figures import KASUBBAG, OFFICE_RECORD, SHEET, any_record
from PIL import Image
from recalculated import differences, formulas, needs_libreoffice, reckoned, written

from documents.assets import Assets
from documents.rekap_xlsx import drawn
from documents.spec import read
from storage.codec import encode
from workflow.evaluation import DEFAULT_RULES, Rules, evaluate_office
from workflow.papers.kinds import PaperKind
from workflow.papers.records import OfficeRecord, UnitRecord
from workflow.papers.rekap_paper import rekap_paper
from workflow.quarter import Quarter
from workflow.rekap import Average


def rekap(office: OfficeRecord = OFFICE_RECORD, rules: Rules = DEFAULT_RULES) -> bytes:
    """Return the workbook of an office's record."""
    return drawn(rekap_paper(SHEET, office, rules, KASUBBAG), Assets())


def test_the_same_figures_make_the_same_bytes() -> None:
    """Nothing of the clock goes into the file."""
    assert rekap() == rekap()


def test_what_the_rules_find_stands_in_the_cells() -> None:
    """The office's average and a unit's, as they are printed elsewhere."""
    found = evaluate_office(OFFICE_RECORD)
    assert isinstance(found.average, Average)
    values = {row[1].value: row for row in written(rekap())["Rekap"].iter_rows() if row[1].value}
    assert values["SELURUH UNIT KERJA"][4].value == float(found.average.percent.rounded)
    assert values["SELURUH UNIT KERJA"][5].value == "Sangat Tinggi"
    assert values["Bidang Aplikasi Informatika"][2].value == 8


def test_no_text_of_people_is_in_a_formula() -> None:
    """Formulas hold references and our own words; what looks like a formula stays a text."""
    book = formulas(rekap())
    texts = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "=Bidang & Informasi <Publik>"
    ]
    assert texts
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
    every = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(every) > 100
    assert not any("Bidang" in formula or "sasaran" in formula for formula in every)


@needs_libreoffice
def test_libreoffice_comes_to_the_same_figures(tmp_path: Path) -> None:
    """Every kind of indicator and every reason for no capaian, reckoned without the written results."""
    book = rekap()
    assert differences(written(book), reckoned(book, tmp_path)) == []


@needs_libreoffice
@pytest.mark.parametrize("number", [1, 4])
def test_the_first_and_the_last_quarter_are_reckoned_too(number: int, tmp_path: Path) -> None:
    """Also without a cap, and where there is no indicator at all."""
    units = (*OFFICE_RECORD.units, UnitRecord("kosong", "Unit tanpa indikator"))
    book = rekap(OfficeRecord(Quarter(2026, number), units), replace(DEFAULT_RULES, cap=None))
    assert differences(written(book), reckoned(book, tmp_path)) == []
    empty = rekap(OfficeRecord(Quarter(2026, number), ()))
    assert differences(written(empty), reckoned(empty, tmp_path)) == []


@needs_libreoffice
@pytest.mark.parametrize("seed", range(4))
def test_any_figures_are_reckoned_as_the_rules_do(seed: int, tmp_path: Path) -> None:
    """Three hundred invented indicators for each quarter."""
    chance = Random(seed)
    found = tuple(any_record(chance) for _ in range(300))
    units = (UnitRecord("a", "A", found[:100]), UnitRecord("b", "B", found[100:]))
    book = rekap(OfficeRecord(Quarter(2026, seed + 1), units))
    assert differences(written(book), reckoned(book, tmp_path)) == []


def test_it_is_made_for_print() -> None:
    """Frozen panes, headings on every page, one page wide, landscape on F4."""
    sheet = formulas(rekap())["Capaian"]
    assert sheet.freeze_panes == "F5"
    assert sheet.print_title_rows == "$2:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.page_setup.paperSize) == (
        "landscape",
        0,
        14,
    )
    assert "Halaman &P dari &N" in sheet.oddFooter.right.text or "&P" in str(sheet.oddFooter.right.text)


def test_what_is_written_in_xml_is_well_formed() -> None:
    """Names with signs of markup do not break the file."""
    with zipfile.ZipFile(io.BytesIO(rekap())) as book:
        assert b"&lt;Publik&gt;" in book.read("xl/sharedStrings.xml")


def test_it_waits_in_the_outbox_as_its_data() -> None:
    """What is drawn from the stored description is the same file."""
    paper = rekap_paper(SHEET, OFFICE_RECORD, signature=KASUBBAG)
    spec = read(f'{{"kind":"{PaperKind.REKAP}","data":{encode(paper)}}}')
    assert spec.draw(Assets()) == rekap()


def test_the_logo_stands_in_the_letterhead(tmp_path: Path) -> None:
    """Where the office has one that can be shown; what is no picture is left out."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(out, "PNG")
    for content, pictures in ((out.getvalue(), 1), (b"no picture", 0)):
        name = hashlib.sha256(content).hexdigest()
        folder = tmp_path / name[:2]
        folder.mkdir()
        (folder / name).write_bytes(content)
        sheet = replace(SHEET, letterhead=replace(SHEET.letterhead, logo=name))
        book = drawn(rekap_paper(sheet, OFFICE_RECORD), Assets(tmp_path))
        with zipfile.ZipFile(io.BytesIO(book)) as opened:
            assert sum(each.startswith("xl/media/") for each in opened.namelist()) == pictures
            assert book == drawn(rekap_paper(sheet, OFFICE_RECORD), Assets(tmp_path))

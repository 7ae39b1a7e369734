"""The list of indicators after other programs had it: saved anew by LibreOffice, damaged, filled in at random."""

from __future__ import annotations

import shutil
import subprocess
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_indicator_sheet import JOB, SHEET, UNITS, every_kind, workbook

from documents.assets import Assets
from documents.indicator_sheet import drawn
from documents.indicator_sheet_in import read_indicators
from workflow.indicator_columns import SheetColumn
from workflow.indicator_reading import IndicatorReading, can_be_taken, coded, problems
from workflow.papers.indicator_list import IndicatorListPaper, ListedIndicator

GOOD = drawn(IndicatorListPaper(SHEET, 2026, UNITS, every_kind()), Assets())
MOST_SECONDS = 5
"""Of a machine that does other things as well; alone it takes well under one."""
CELLS = (
    st.none()
    | st.text(st.characters(exclude_categories=("C",)), max_size=12)
    | st.floats(-1e12, 1e12, allow_nan=False)
    | st.booleans()
    | st.dates(date(1990, 1, 1), date(2090, 1, 1))
    | st.sampled_from(["=1+1", "=HYPERLINK(1)", "@x", "-5", "1.234", "93,75%", "Rp 1.250", "WTP=4; WDP", "#REF!", "tw"])
)
ROWS = st.lists(st.dictionaries(st.sampled_from(list(SheetColumn)), CELLS, max_size=12), max_size=5)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_what_libreoffice_saved_is_read_the_same(tmp_path: Path):
    """Opened there and saved as .xlsx: every kind, field and digit is still there."""
    given_out, saved = tmp_path / "daftar.xlsx", tmp_path / "out" / "daftar.xlsx"
    given_out.write_bytes(GOOD)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, "xlsx", "--outdir", str(saved.parent), str(given_out)], check=True, capture_output=True)
    found = read_indicators(saved.read_bytes(), JOB)
    assert found.findings == ()
    assert tuple(ListedIndicator(row.planned, row.past) for row in found.rows) == every_kind()


@settings(max_examples=120, deadline=None)
@given(ROWS)
def test_whatever_is_typed_is_read_or_told(rows: list[dict[SheetColumn, object]]):
    """Nothing raises; what can be taken has a unit, and every figure is finite."""
    found = read_indicators(workbook(*rows), JOB)
    assert isinstance(found, IndicatorReading)
    every = coded(found.rows, (), {1: "IKP", 2: "AP"})
    assert len({each.planned.key for each in every}) == len(every) or not can_be_taken(found)
    assert {each.planned.indicator.unit_id for each in every} <= {1, 2}
    assert isinstance(problems(found), tuple)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_in_time(data: st.DataObject):
    """Bytes changed, left out or doubled anywhere in a good file."""
    start = data.draw(st.integers(0, len(GOOD) - 1))
    length = data.draw(st.integers(0, 400))
    middle = data.draw(st.binary(max_size=400))
    began = time.perf_counter()
    found = read_indicators(GOOD[:start] + middle + GOOD[start + length :], JOB)
    assert time.perf_counter() - began < MOST_SECONDS
    assert isinstance(found, IndicatorReading)


def test_a_thousand_indicators_are_read_in_time():
    """As an office of thirty bidang has them at most."""
    first = every_kind()[1]
    row = {
        SheetColumn.UNIT: "ikp",
        SheetColumn.SASARAN: "S",
        SheetColumn.SATUAN: first.planned.indicator.satuan,
        SheetColumn.TARGET_4: 24,
    }
    content = workbook(*({**row, SheetColumn.NAME: f"Indikator {number}"} for number in range(1000)))
    began = time.perf_counter()
    found = read_indicators(content, JOB)
    assert len(found.rows) == 1000
    assert time.perf_counter() - began < MOST_SECONDS
    assert found.rows[0].planned.indicator.targets[3] == Decimal(24)

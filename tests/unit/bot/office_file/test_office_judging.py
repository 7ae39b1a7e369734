"""How an office judges, in its file: read, refused where it cannot be used, and written back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.office_file import OfficeFileError, read_office, sample_office, write_excel, write_toml
from bot.office_file.read import read_office_bytes
from workflow.evaluation import DEFAULT_RULES
from workflow.percent import Percent
from workflow.performance_rules import StoredRules

D = Decimal
TABLE = """
[kinerja]
predikat = [{nama = "Istimewa", mulai = 100}, {nama = "Baik", mulai = 90.01}, {nama = "Kurang"}]
batas_rata_rata = 120
lonjakan = 25
serapan_tinggi = [20, 45, 70, 95]
"""
LINE = """
[kinerja]
predikat = "Istimewa=100; Baik=90,01; Kurang"
batas_rata_rata = "tanpa"
capaian_berlebih = 150
capaian_rendah = "60,5"
"""


def with_rules(table: str) -> bytes:
    """Return the sample office's file with that table."""
    return (write_toml(sample_office().draft) + table).encode()


def read(table: str) -> StoredRules:
    return read_office_bytes(with_rules(table)).draft.judging


def faults(table: str) -> str:
    with pytest.raises(OfficeFileError) as refused:
        read(table)
    return "\n".join(map(str, refused.value.faults))


def test_an_office_without_the_table_judges_as_usual():
    """Nothing is stored that may change one day."""
    assert sample_office().draft.judging == StoredRules()
    assert StoredRules().rules() == DEFAULT_RULES


def test_bands_cap_and_limits_are_read():
    """Bands as tables, each with its beginning, the last one without."""
    rules = read(TABLE).rules()
    assert [band.name for band in rules.bands.bands] == ["Istimewa", "Baik", "Kurang"]
    assert rules.bands.bands[1].at_least == D("90.01")
    assert rules.cap == D(120)
    assert rules.thresholds.jump == D(25)
    assert rules.thresholds.high == (D(20), D(45), D(70), D(95))
    assert rules.thresholds.excess == DEFAULT_RULES.thresholds.excess


def test_bands_may_stand_on_one_line():
    """As in Excel; without a cap an indicator counts for what it is."""
    rules = read(LINE).rules()
    assert rules.bands.predikat(Percent.of(D("90.16"), D(100))).name == "Baik"
    assert rules.cap is None
    assert (rules.thresholds.excess, rules.thresholds.low) == (D(150), D("60.5"))


@pytest.mark.parametrize("table", [TABLE, LINE])
def test_what_is_written_reads_back_the_same(table: str, tmp_path: Path):
    """From both formats."""
    draft = read_office_bytes(with_rules(table)).draft
    assert read_office_bytes(write_toml(draft).encode()).draft == draft
    write_excel(draft, tmp_path / "kantor.xlsx")
    assert read_office(tmp_path / "kantor.xlsx").draft == draft


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('predikat = "Baik=50; Cukup=60; Kurang"', "tidak urut"),
        ('predikat = "Baik=90; Baik=60; Kurang"', "bernama sama"),
        ('predikat = "Baik=90; Kurang=0"', "terendah"),
        ('predikat = "Baik=tinggi; Kurang"', "tidak terbaca"),
        ("batas_rata_rata = -5", "bukan angka persen"),
        ('lonjakan = "banyak"', "bukan angka persen"),
        ("serapan_tinggi = [25, 50]", "empat angka"),
        ("warna = 3", "tidak dikenal"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(line: str, said: str):
    """Nothing of the file is taken."""
    found = faults(f"\n[kinerja]\n{line}\n")
    assert said in found
    assert "baris" in found

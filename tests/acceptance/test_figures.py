"""A unit's figures in chat: filled in one by one over a kill, and by workbook with a wrong cell mended by a button."""

import json
from decimal import Decimal

import pytest

from acceptance.figures import NAMES, filled_in, seat_indicators
from acceptance.office import Office
from acceptance.papers import png
from acceptance.quarter import APTIKA, IKP, STATISTIK, kabid_approves

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_figures_are_filled_in_by_chat_over_a_kill(collecting: Office) -> None:
    """Half-way the bot is killed; the draft goes on where it was, with its evidence, and the Kabid approves it."""
    seat_indicators(collecting, "ikp")
    staf, kabid = collecting[IKP.staf], collecting[IKP.kabid]
    await staf.taps("Buka perintah", within=IKP.name)
    await staf.sees("3 indikator", "[Isi di sini satu per satu]", "[Unduh format Excel]")
    await staf.taps("Isi di sini satu per satu")
    await staf.sees("1/3", NAMES[0], "TW II lalu: 76%", "[Tidak ada data]")
    await staf.says("75")
    await staf.sees("Capaian 93,75% = 75/80", "[Lanjut ke 2/3]")
    await staf.sends(("a.png", png(40)), ("b.png", png(200)), kind="photo", album=True)
    await staf.sees("📎 2 bukti", "[Lanjut ke 2/3]")
    await staf.taps("Lanjut ke 2/3", within="2 bukti")
    await staf.sees("2/3", NAMES[1])
    await collecting.crash()
    await staf.says("15")
    await staf.sees("Realisasi 15 konten", "realisasi anggaran Triwulan III 2026 saja")
    await collecting.crash()
    await staf.says("30 juta")
    await staf.sees("Rp 30.000.000", "[Lanjut ke 3/3]")
    await staf.taps("Lanjut ke 3/3")
    await staf.sees("3/3", NAMES[2])
    await staf.says("1.234")
    await staf.sees("dapat berarti ribuan atau pecahan", "[1234]", "[1,234]")
    await staf.taps("1,234")
    await staf.sees("Realisasi 1,234 jam", "[Periksa dan kirim]")
    await staf.taps("Periksa dan kirim")
    await staf.sees("belum terkirim", "93,75% = 75/80", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="belum terkirim")
    await staf.sees("versi 1", "3 dari 3 indikator terisi", "Terkirim ke Kabid")
    await kabid.taps("Periksa data", within=IKP.name)
    await kabid.sees("Capaian: 93,75% = 75/80", "[📎 Bukti 1 (2)]", "[Setujui dan kirim]")
    await kabid.taps("Bukti 1 (2)", within=IKP.name)
    await kabid.sees(f"Bukti: {NAMES[0]}", "[📎 foto-")
    await kabid.taps("Setujui dan kirim", within=IKP.name)
    await kabid.sees("disetujui dan terkirim", IKP.name)


async def test_a_workbook_goes_out_comes_back_and_is_mended_by_buttons(collecting: Office) -> None:
    """Downloaded, filled in with a word and a doubtful number, mended in chat, sent with its file, approved."""
    seat_indicators(collecting, "aptika")
    staf = collecting[APTIKA.staf]
    await staf.taps("Buka perintah", within=APTIKA.name)
    await staf.taps("Unduh format Excel", within="3 indikator")
    given = await staf.sees("Format Excel Triwulan III 2026", APTIKA.name)
    assert given.file is not None
    assert given.file["name"] == "Data-aptika-TW3-2026.xlsx"
    answers = {NAMES[0]: 75, NAMES[1]: "sembilan", NAMES[2]: "1.234"}
    budget = {NAMES[1]: "Rp 30.000.000"}
    filled = filled_in(collecting, {"Realisasi TW III": answers, "Realisasi anggaran TW III (Rp)": budget})
    await staf.sends(("Data-aptika-TW3-2026.xlsx", filled))
    await staf.sees("1 dari 3 indikator terbaca", "bukan angka", "[Perbaiki baris", "93,75% = 75/80")
    marked = await staf.sees("temuan ditandai warna dan catatan")
    assert marked.file is not None
    assert marked.file["name"] == "Data-aptika-TW3-2026-ditandai.xlsx"
    await collecting.crash()
    await staf.taps("Perbaiki baris", within="bukan angka")
    await staf.sees(NAMES[1], "sembilan", after=0)
    await staf.says("9")
    await staf.sees("Realisasi 9 konten", "[Lanjut ke 3/3]")
    await staf.taps("Lanjut ke 3/3")
    await staf.sees(NAMES[2], "[1234]", "[1,234]")
    await staf.taps("1,234")
    await staf.sees("Realisasi 1,234 jam", "[Periksa dan kirim]")
    await staf.taps("Periksa dan kirim")
    await staf.sees("belum terkirim", "[Kirim ke Kabid]")
    await staf.taps("Kirim ke Kabid", within="belum terkirim")
    await staf.sees("versi 1", "3 dari 3 indikator terisi", "Data-aptika-TW3-2026.xlsx")
    await kabid_approves(collecting, APTIKA)
    ((sent,),) = collecting.rows(
        "SELECT event FROM history WHERE kind = 'DraftSubmitted' ORDER BY id DESC LIMIT 1",
    )
    figures = {each["code"]: each for each in json.loads(sent)["figures"]}
    assert {code: Decimal(each["realisasi"]) for code, each in figures.items()} == {
        "layanan": Decimal(75),
        "konten": Decimal(9),
        "aduan": Decimal("1.234"),
    }
    assert Decimal(figures["konten"]["realisasi_anggaran"]) == Decimal(30_000_000)


async def test_a_draft_without_indicators_is_sent_as_before(collecting: Office) -> None:
    """Another unit of the office has none: it sends files and words."""
    staf = collecting[STATISTIK.staf]
    await staf.taps("Buka perintah", within=STATISTIK.name)
    await staf.taps("Kirim data", within=STATISTIK.name)
    await staf.sees("Kirim berkasnya sekarang")

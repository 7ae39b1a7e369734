"""A NIK and a passphrase are found however they are written; a NIP, account numbers, and data are left alone."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.nik import PROVINCES, has_nik
from workflow.unwelcome import Unwelcome, unwelcome_in

NIK = "1807052103850001"  # Lampung; born 21 March 1985
WOMAN = "1808124506900003"  # 5 June 1990


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        WOMAN,
        f"NIK saya {NIK}, mohon dicatat",
        f"NIK:{NIK}",
        "1807 0521 0385 0001",
        "180705 210385 0001",
        "18.07.05.210385.0001",
        "18-07-05-21-03-85-0001",
        "1807–0521–0385–0001",
        "1807052103850001.",
        "(1807052103850001)",
        "1807\u200b0521\u200b0385\u200b0001",
        "１８０７０５２１０３８５０００１",
        f"Peserta: Andi\n{NIK}\nBudi",
        "1807 0521 0385 0001 15 kegiatan",
        "NIK 1807\n0521\n0385\n0001",
        "nik saya: 9999999999999999",
        "No. KTP 18 0705 21038 50001",
        "Nomor KK 1807052103850009",
    ],
)
def test_a_nik_is_found_however_it_is_written(text: str) -> None:
    """With blanks, dots, hyphens, in a sentence; by its structure, or because the text calls it one."""
    assert unwelcome_in(text) is Unwelcome.NIK


@pytest.mark.parametrize(
    "text",
    [
        "196803202005011002",
        "19680320 200501 1 002",
        "NIP 19850321 201001 2 004",
        "NIP. 198503212010012004 dan NIP 197001011990031001",
        "Rekening Bank Lampung 1807052103850001",
        "no. rek. 1807052103850001 a.n. Dinas",
        "Virtual account: 1807052103850001",
        "Realisasi Rp 1.234.567.890.123.456",
        "1.807.052.103.850.001",
        "2021 2022 2023 2024",
        "12 15 18 20 22 25 28 30",
        "5.1.02.01.01.0024",
        "2.16.01.2.06.0001.5.1.02.01.01.0024",
        "9900999999999999",
        "1807053213850001",  # no 32nd of the 13th
        "1807052103850000",  # no serial
        "0107052103850001",
        "93,75% = 120/128",
        "08127212345678",
        "sha256 a1807052103850001f",
        "NIK pegawai tidak boleh dikirim",
        "",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    """NIP, accounts by their name, rupiah, lists of numbers, codes of the budget, fingerprints."""
    assert unwelcome_in(text) is None


@given(
    province=st.sampled_from(sorted(PROVINCES)),
    place=st.tuples(st.integers(1, 79), st.integers(1, 99)),
    born=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    is_woman=st.booleans(),
    serial=st.integers(1, 9999),
    gap=st.sampled_from(["", " ", ".", "-", "  "]),
)
def test_every_nik_is_found(
    province: int, place: tuple[int, int], born: date, is_woman: bool, serial: int, gap: str
) -> None:
    """Of every province and day, of men and women, in groups or in one."""
    day = born.day + 40 * is_woman
    parts = (f"{province}{place[0]:02}{place[1]:02}", f"{day:02}{born:%m%y}", f"{serial:04}")
    assert has_nik(f"data {gap.join(parts)} terlampir")


@given(
    born=st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    since=st.dates(date(1975, 1, 1), date(2026, 12, 31)),
    sex=st.sampled_from("12"),
    serial=st.integers(1, 999),
    gap=st.sampled_from(["", " "]),
)
def test_no_nip_is_taken_for_one(born: date, since: date, sex: str, serial: int, gap: str) -> None:
    """In groups, as it is printed, or in one."""
    assert not has_nik(gap.join((f"{born:%Y%m%d}", f"{since:%Y%m}", sex, f"{serial:03}")))


@given(st.lists(st.integers(0, 5000), max_size=12))
def test_lists_of_figures_are_hardly_ever_taken_for_one(figures: list[int]) -> None:
    """Written with commas, as lists are, never."""
    assert not has_nik(", ".join(map(str, figures)))


@pytest.mark.parametrize(
    "text",
    [
        "passphrase saya KudaTerbang99",
        "Passphrase: kuda terbang biru langit",
        "passphrase saya kudaterbang",
        "pass phrase bsre saya adalah Merdeka1945",
        "Kata sandi: Rahasia#2026",
        "kata sandi saya adalah merdeka",
        "password email saya Budi2024",
        "password=abc123",
        "Password SIPD : Kominfo@26",
        "passwordnya Budi#24",
        "pw: qwerty12",
        "sandi TTE saya Melati88",
        "PIN saya 123456",
        "pin: 4321",
        "kode OTP 998877",
        "OTP: 998877",
        'password saya "Budi2024" ya',
    ],
)
def test_a_passphrase_is_found(text: str) -> None:
    """Passphrase, password, PIN, one-time code, with or without a colon."""
    assert unwelcome_in(text) is Unwelcome.PASSPHRASE


@pytest.mark.parametrize(
    "text",
    [
        "Kata sandi sudah diganti",
        "kata sandi: sudah diganti semua",
        "password saya lupa, mohon bantuan",
        "Jumlah insiden kebocoran password: 0",
        "Insiden kebocoran password: 12",
        "Persentase akun dengan password kuat: 93,75%",
        "Pelatihan penggantian kata sandi dilaksanakan 3 kali",
        "Password wifi tamu diganti setiap bulan",
        "Passphrase tidak pernah diminta",
        "Sosialisasi passphrase TTE kepada 40 pegawai",
        "Bidang Statistik dan Persandian: 3 kegiatan",
        "pin lokasi kantor",
        "Layanan OTP tersedia",
        "kata sandi: minimal 12 huruf",
        "Password: tidak boleh dibagikan",
    ],
)
def test_speaking_of_passwords_is_no_secret(text: str) -> None:
    """A unit of statistics and cryptography reports on them every quarter."""
    assert unwelcome_in(text) is None


def test_what_goes_with_a_file_counts_as_well() -> None:
    """Its caption and its name."""
    assert unwelcome_in("Bukti", f"KTP_{NIK}.pdf") is Unwelcome.NIK
    assert unwelcome_in("Bukti dukung", "laporan.pdf") is None


@pytest.mark.parametrize("part", ["1", "1 ", "12 3456 ", "password ", "kata sandi untuk ", "12.-/", "nik 1 ", "rek 1 "])
def test_a_long_text_is_read_in_no_time(part: str) -> None:
    """Whatever it holds: no expression may run away."""
    began = process_time()
    unwelcome_in((part * 4096)[:4096])
    assert process_time() - began < 0.2


def test_yesterday_is_a_day_too() -> None:
    """Born on the last day that there was."""
    born = date(2026, 11, 23) - timedelta(days=1)
    assert has_nik(f"180705{born:%d%m%y}0001")

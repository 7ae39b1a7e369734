"""The rules an office must keep before the SOP can run in it."""

from __future__ import annotations

import pytest

from bot.office_file import OfficeFileError, read_office_bytes


def faults_of(text: str) -> str:
    with pytest.raises(OfficeFileError) as caught:
        read_office_bytes(text.encode())
    return str(caught.value)


_DEPUTY = '[[jabatan]]\nkode = "{code}"\nnama = "X"\nperan = "{role}"\n'


@pytest.mark.parametrize(
    ("role", "wrong", "words"),
    [
        ("kepala_dinas", "tim", "belum ada jabatan dengan peran kepala_dinas"),
        ("Sekretaris", "tim", "belum ada jabatan dengan peran sekretaris"),
        ("anggota tim", "perencanaan", "belum ada jabatan dengan peran tim"),
        ("perencanaan", "tim", "belum ada jabatan dengan peran perencanaan"),
        ("staf", "kabid", 'unit "aptika" belum punya jabatan berperan kasi atau staf'),
        ("kabid", "kasi", 'unit "aptika" belum punya jabatan berperan kabid'),
    ],
)
def test_every_role_of_the_sop_has_a_post(small: str, role: str, wrong: str, words: str) -> None:
    """An office that lacks one of the SOP's roles is told which."""
    assert words in faults_of(small.replace(f'peran = "{role}"', f'peran = "{wrong}"'))


@pytest.mark.parametrize("role", ["kepala_dinas", "sekretaris"])
def test_there_is_one_head_and_one_secretary(small: str, role: str) -> None:
    """A second Kepala Dinas or Sekretaris is refused at its own place."""
    told = faults_of(small + _DEPUTY.format(code="kedua", role=role))
    assert f"jabatan dengan peran {role} sudah ada" in told
    assert told.startswith(f"baris {len(small.splitlines()) + 4}:")


def test_posts_of_a_unit_name_it_and_others_do_not(small: str) -> None:
    """Kabid, Kasi and Staf need a unit, the other roles must be without."""
    assert 'jabatan "lepas" berperan kasi, maka unit harus diisi' in faults_of(
        small + _DEPUTY.format(code="lepas", role="kasi")
    )
    told = faults_of(small + _DEPUTY.format(code="tim-2", role="tim") + 'unit = "aptika"\n')
    assert 'jabatan "tim-2" berperan tim, maka unit harus dikosongkan' in told


def test_unknown_codes_come_with_the_codes_there_are(small: str) -> None:
    """A code nobody defined is answered with the nearest one and the list."""
    told = faults_of(small.replace('jabatan = "kabid-aptika"', 'jabatan = "kabit-aptika"'))
    assert 'jabatan "kabit-aptika" tidak ada di daftar jabatan; maksud Anda "kabid-aptika"? Pilihan yang ada:' in told
    assert "perencana" in told
    told = faults_of(small.replace('unit = "aptika"', 'unit = "apptika"', 1))
    assert 'unit "apptika" tidak ada di daftar unit; maksud Anda "aptika"?' in told


def test_codes_are_used_once(small: str) -> None:
    """A code that differs from another only in case is the same code, and the first place is named."""
    told = faults_of(small.replace('kode = "sekdis"', 'kode = "KADIS"'))
    assert 'kode jabatan "KADIS" sudah dipakai di baris 10; beri kode lain.' in told


def test_two_people_cannot_share_a_nip(small: str) -> None:
    """The same NIP at two people is a slip of copying."""
    told = faults_of(small.replace('nama = "Budi Contoh"', 'nama = "Budi Contoh"\nnip = "199001012020000001"'))
    assert "NIP 199001012020000001 sudah dipakai di baris 42" in told


def test_an_office_without_units_or_admin_is_refused(small: str) -> None:
    """Somebody must report, and somebody must look after the bot."""
    start, end = small.index("[[unit]]"), small.index("[[jabatan]]")
    told = faults_of((small[:start] + small[end:]).replace("admin = true", "admin = false"))
    assert "belum ada unit" in told
    assert "belum ada admin" in told


_SECOND = (
    '\n[[pegawai]]\nkode = "citra"\nnama = "Citra Contoh"\njabatan = "{post}"\nmulai = {start}\nsebagai = "{kind}"\n'
)


def test_a_post_has_one_definitive_holder_a_day(small: str) -> None:
    """Terms that share even their last day are refused; the next day is free."""
    told = faults_of(small + _SECOND.format(post="kabid-aptika", start="2026-12-31", kind="definitif"))
    assert 'dipegang definitif oleh "budi" (2025-02-01 s.d. 2026-12-31) dan "citra"' in told
    after = small + _SECOND.format(post="kabid-aptika", start="2027-01-01", kind="definitif")
    assert read_office_bytes(after.encode()).warnings == ()


def test_a_short_term_within_a_long_one_does_not_hide_a_third(small: str) -> None:
    """An overlap is found although a shorter term lies between the two in time."""
    text = small + _SECOND.format(post="kadis", start="2025-02-01", kind="definitif") + "sampai = 2025-02-02\n"
    text += _SECOND.format(post="kadis", start="2025-03-01", kind="definitif").replace("citra", "dewi")
    assert faults_of(text).count("dipegang definitif") == 2


def test_a_deputy_may_stand_beside_the_holder_but_two_are_remarked_on(small: str) -> None:
    """A Plh during a definitive term is normal; two deputies at once are taken with a warning."""
    once = small + _SECOND.format(post="kabid-aptika", start="2026-01-01", kind="plh")
    assert read_office_bytes(once.encode()).warnings == ()
    twice = once + _SECOND.format(post="kabid-aptika", start="2026-02-01", kind="plt").replace("citra", "dewi")
    (warning,) = read_office_bytes(twice.encode()).warnings
    assert "sebagai Plt/Plh" in warning.problem


def test_a_term_does_not_end_before_it_begins(small: str) -> None:
    """The end before the beginning is a fault at the end."""
    told = faults_of(small.replace("sampai = 2026-12-31", "sampai = 2025-01-31"))
    assert "sampai (2025-01-31) mendahului mulai (2025-02-01)" in told


def test_a_post_without_holder_is_only_a_warning(small: str) -> None:
    """Tasks of such a post reach nobody, so the admin hears of it, but the file is taken."""
    (warning,) = read_office_bytes((small + _DEPUTY.format(code="tim-2", role="tim")).encode()).warnings
    assert 'jabatan "tim-2" belum ada pemegangnya' in warning.problem


def test_a_day_is_either_added_or_removed(small: str) -> None:
    """A day in both lists of the office's calendar, or twice in one, is refused with the place of the first."""
    days = 'zona = "WITA"\nlibur_tambahan = [2026-04-27, 2026-04-27]\ntetap_masuk = ["27-04-2026"]'
    told = faults_of(small.replace('zona = "WITA"', days))
    assert told.splitlines() == [
        "baris 5: tanggal 2026-04-27 sudah disebut di baris 5; hapus salah satu.",
        "baris 6: tanggal 2026-04-27 sudah disebut di baris 5; hapus salah satu.",
    ]


def test_a_misspelt_role_is_not_also_called_missing(small: str) -> None:
    """One slip gives one fault: what follows from it is not listed."""
    assert len(faults_of(small.replace('"kepala_dinas"', '"kepala_dinsa"')).splitlines()) == 1

"""An office written by hand in TOML."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office_file import HoldingDraft, OfficeFileError, read_office, read_office_bytes
from bot.office_file.toml_lines import lines_of
from workflow.office import HoldingKind, Role


def faults_of(text: str | bytes) -> list[str]:
    with pytest.raises(OfficeFileError) as caught:
        read_office_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(fault) for fault in caught.value.faults]


def line_of(text: str, start: str, nth: int = 1) -> str:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start)]
    return f"baris {lines[nth - 1]}"


def test_a_small_office_is_read(small: str, tmp_path: Path) -> None:
    """Codes, roles in people's own words, dates of both kinds and terms of both forms arrive as data."""
    path = tmp_path / "kantor.txt"
    path.write_text(small, encoding="utf-8")
    reading = read_office(path)
    draft = reading.draft
    assert (draft.code, draft.zone, draft.self_approval) == ("dinas-kecil", "Asia/Makassar", False)
    assert [post.role for post in draft.posts][:3] == [Role.KEPALA_DINAS, Role.SEKRETARIS, Role.TIM]
    assert draft.people[0].nip == "199001012020000001"
    assert draft.holdings_of("budi") == (
        HoldingDraft("kabid-aptika", "budi", date(2025, 2, 1), date(2026, 12, 31)),
        HoldingDraft("staf-aptika", "budi", date(2025, 1, 1), None, HoldingKind.PLT, "800/1/2025"),
    )
    assert reading.warnings == ()


def test_all_faults_come_at_once_with_their_lines(small: str) -> None:
    """One reading names every fault, each on its real line, from the top of the file to its end."""
    text = small.replace('zona = "WITA"', 'zona = "WIBB"')
    text = text.replace('peran = "perencanaan"', 'peran = "perencana"')
    text = text.replace('nip = "19900101 202000 0 001"', 'nip = "123"')
    text = text.replace('sk = "800/1/2025"', 'sk_nomor = "800/1/2025"')
    faults = faults_of(text)
    assert [fault.split(": ")[0] for fault in faults] == [
        line_of(text, "zona"),
        line_of(text, "peran", 4),
        line_of(text, "nip"),
        line_of(text, "sk_nomor"),
    ]
    assert 'maksud Anda "WIB"?' in faults[0]
    assert 'maksud Anda "perencanaan"?' in faults[1]
    assert 'NIP "123" bukan 18 angka' in faults[2]
    assert 'kunci "sk_nomor" tidak dikenal' in faults[3]


def test_an_element_of_a_long_array_is_named_by_its_own_line(small: str) -> None:
    """A wrong code in an array over several lines is reported on the line where it stands."""
    text = small.replace('["kadis", "sekdis",', '[\n  "kadis", # kepala\n  "sekdsi",\n ')
    (fault,) = [fault for fault in faults_of(text) if "sekdsi" in fault]
    assert fault.startswith(line_of(text, '  "sekdsi"'))
    assert 'maksud Anda "sekdis"?' in fault


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('nama = "Dinas Kecil"', 'nama = "Dinas Kecil', 3, "tanda kutip penutup"),
        ('nama = "Dinas Kecil"', "nama = Dinas Kecil", 3, "apit teks dengan tanda kutip"),
        ('nama = "Dinas Kecil"', 'nama "Dinas Kecil"', 3, "harus ada tanda ="),
        ('nama = "Dinas Kecil"', 'kode = "dua"', 3, "ditulis dua kali"),
        ("mulai = 2025-01-01", "mulai = 2025-02-30", 48, "tidak ada di kalender"),
        ("[[unit]]", "[unit]", 6, "dua kurung siku"),
        ("[kantor]", "[[kantor]]", 1, "satu kurung siku"),
        ("mulai = 2025-01-01", "mulai = 2025", 48, "2026-01-31"),
        ("mulai = 2025-01-01", "", 42, "mulai masih kosong"),
        ("admin = true", 'admin = "mungkin"', 46, "tulis ya atau tidak"),
        ('kode = "andi"', 'kode = "andi c"', 43, "tanpa spasi"),
        ('nama = "Andi Contoh"', "nama = 2025-01-01", 44, "menjadi teks"),
        ('nama = "Andi Contoh"', 'nama = "\\u202eAndi"', 44, "U+202E"),
        ('nama = "Andi Contoh"', 'nama = "Andi\\u0007"', 44, "U+0007"),
        ('nama = "Andi Contoh"', 'nama = "  "', 44, "nama masih kosong"),
    ],
)
def test_what_is_written_wrong_is_told_plainly(small: str, before: str, after: str, line: int, words: str) -> None:
    """Each slip of a person who writes by hand gets its line and a sentence that says what to do."""
    told = [fault for fault in faults_of(small.replace(before, after, 1)) if fault.startswith(f"baris {line}:")]
    assert any(words in fault for fault in told), faults_of(small.replace(before, after, 1))


def test_without_its_first_table_the_rest_is_still_checked(small: str) -> None:
    """A file that lacks [kantor] is told so, together with what else is wrong in it."""
    text = small[small.index("[[unit]]") :].replace("admin = true", "")
    faults = faults_of(text)
    assert any("[kantor] belum ada" in fault for fault in faults)
    assert any("belum ada admin" in fault for fault in faults)


def test_files_from_other_editors_are_taken_or_refused_clearly(small: str) -> None:
    """A byte order mark and Windows line ends do no harm; another encoding is named with its line."""
    windows = b"\xef\xbb\xbf" + small.replace("\n", "\r\n").encode()
    assert read_office_bytes(windows).draft.code == "dinas-kecil"
    assert "UTF-8" in faults_of(small.replace("Dinas Kecil", "Dinas Kécil").encode("latin-1"))[0]
    assert "bukan TOML" in faults_of(small.encode("utf-16"))[0]


@pytest.mark.parametrize("text", ["x = " + "[" * 5000 + "]" * 5000, "x = " + "9" * 5000, "", "x = 1"])
def test_odd_files_are_refused_not_choked_on(text: str) -> None:
    """Depth, size and emptiness end in faults, never in another exception."""
    assert faults_of(text)


def test_a_flood_of_faults_stops() -> None:
    """A file that is wrong throughout is refused after a thousand faults rather than listed to its end."""
    faults = faults_of("".join(f'[[unit]]\nkode = "x {number}"\nnama = "x"\n' for number in range(3000)))
    assert 1000 < len(faults) < 1010


def test_lines_are_found_through_every_form_of_toml() -> None:
    """Strings of four kinds, comments, dotted and quoted keys, inline and nested tables do not lead astray."""
    text = (
        "# [[bukan]]\n"
        "a.b = 1 # [c]\n"
        "\"kunci [x] = #\" = '''\n[[d]]\n\"\"\"''''\n"
        'e = """\n\\""" x = 1\n"""""\n'
        "f = [\n  { g = 1, h = [2,\n 3] }, # ]\n  'x',\n]\n"
        "[[p]]\nq = 2025-01-01 07:00:00\n"
        "  [[p.r]]\n  s = 1\n  [[p.r]]\n  s = 2\n"
        "[[p]]\n[p.t]\nu = '''a\nb'''\n[[p.r]]\ns = 3\n"
    )
    lines = lines_of(text)
    assert lines["a", "b"] == 2
    assert lines["kunci [x] = #",] == 3
    assert lines["e",] == 6
    assert (lines["f", 0, "h", 1], lines["f", 1]) == (11, 12)
    assert (lines["p",], lines["p", 0, "q"]) == (14, 15)
    assert [lines["p", 0, "r", 0, "s"], lines["p", 0, "r", 1, "s"]] == [17, 19]
    assert (lines["p", 1], lines["p", 1, "t", "u"], lines["p", 1, "r", 0, "s"]) == (20, 22, 25)


_KEYS = st.text("ab .#[]=\"'\\", min_size=1, max_size=4)
_LEAVES = st.integers() | st.booleans() | st.text("ab \"'#[]{}=,\\", max_size=6)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + "".join(f"\n{_written(item)}," for item in value) + "]"
    assert isinstance(value, dict)
    return "{" + ", ".join(f"{_written(key)} = {_written(item)}" for key, item in value.items()) + "}"


@given(
    st.dictionaries(
        _KEYS,
        st.recursive(
            _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=8
        ),
        max_size=4,
    )
)
def test_every_value_has_a_line_that_shows_it(document: dict[str, object]) -> None:
    """Whatever the text, each path of the parsed document is known, and a leaf's own line carries the leaf."""
    text = "\n".join(f"{_written(key)} = {_written(value)}" for key, value in document.items())
    assert tomllib.loads(text) == document
    lines = lines_of(text)

    def visit(value: object, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                visit(item, (*path, key))
        elif isinstance(value, list):
            for position, item in enumerate(value):
                visit(item, (*path, position))
        else:
            assert _written(value) in text.splitlines()[lines[path] - 1]

    visit(document, ())

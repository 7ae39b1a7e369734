"""What is written for an office reads back as the same office."""

from __future__ import annotations

import unicodedata
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.office_file import (
    DayDraft,
    HoldingDraft,
    Letterhead,
    OfficeDraft,
    PersonDraft,
    PostDraft,
    UnitDraft,
    read_office,
    read_office_bytes,
    sample_office,
    write_excel,
    write_toml,
)
from workflow.office import UNIT_ROLES, HoldingKind, Role
from workflow.office_hours import DEFAULT_WEEK, RAMADAN_WEEK, Hours, SpecialHours, Week

_LETTER = st.characters(exclude_categories=("C", "Zl", "Zp"))
_WORDS = st.text(st.sampled_from("=+-@'\"\\#[]{},;_ x0") | _LETTER, min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and all(unicodedata.category(letter)[0] != "C" for letter in text)
)
_MAYBE = st.just("") | _WORDS
_DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


_HALF_DAY: Hours = ((time(7, 30), time(9)), (time(9, 15), time(11, 30)))
_MORNINGS: Week = ((_HALF_DAY,) * 2 + ((),)) * 2 + (_HALF_DAY,)  # closed on Wednesday and Saturday
_WEEKS = st.sampled_from([DEFAULT_WEEK, RAMADAN_WEEK, _MORNINGS, (*DEFAULT_WEEK[:5], _HALF_DAY, ())])


@st.composite
def a_day(draw: st.DrawFn, on: date) -> DayDraft:
    """Draw what the office makes of a day: off, worked, or worked in part."""
    is_off = draw(st.booleans())
    return DayDraft(on, is_off, () if is_off else draw(st.sampled_from([(), _HALF_DAY])), draw(_MAYBE))


@st.composite
def special_hours(draw: st.DrawFn) -> tuple[SpecialHours, ...]:
    """Draw up to two stretches of other hours, one after the other."""
    bounds = sorted(draw(st.sets(_DAYS, min_size=4, max_size=4)))
    both = [SpecialHours(*bounds[place : place + 2], draw(_WEEKS), draw(_WORDS)) for place in (0, 2)]
    return tuple(both[: draw(st.integers(0, 2))])


@st.composite
def offices(draw: st.DrawFn) -> OfficeDraft:
    """Draw an office that keeps the rules, in the order of a file."""
    units = [UnitDraft(f"u{number}", draw(_WORDS)) for number in range(draw(st.integers(1, 2)))]
    wanted: list[tuple[Role, str | None]] = [(role, None) for role in Role if role not in UNIT_ROLES]
    wanted += [
        (role, unit.code) for unit in units for role in (Role.KABID, draw(st.sampled_from([Role.KASI, Role.STAF])))
    ]
    posts = [PostDraft(f"P-{number}", draw(_WORDS), *where) for number, where in enumerate(wanted)]
    people = [
        PersonDraft(
            f"orang.{number}",
            draw(_WORDS),
            draw(st.sampled_from(["", f"19900101202000{number:04d}"])),
            draw(_MAYBE),
            number == 0 or draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    return OfficeDraft(
        code="kantor",
        name=draw(_WORDS),
        zone=draw(st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])),
        self_approval=draw(st.booleans()),
        head=Letterhead(*(draw(_MAYBE) for _ in range(6))),
        weekly=draw(st.none() | _WEEKS),
        special_hours=draw(special_hours()),
        days=tuple(draw(a_day(on)) for on in sorted(draw(st.sets(_DAYS, max_size=4)))),
        units=tuple(units),
        posts=tuple(posts),
        people=tuple(people),
        holdings=tuple(holding for person in people for holding in draw(terms(person, people, posts))),
    )


@st.composite
def terms(
    draw: st.DrawFn, person: PersonDraft, people: list[PersonDraft], posts: list[PostDraft]
) -> list[HoldingDraft]:
    """Draw what one person holds: each post is one person's own, and may have deputies."""
    place = people.index(person)
    own = [post for number, post in enumerate(posts) if number % len(people) == place]
    held = [(post, HoldingKind.DEFINITIF) for post in own]
    held += [(post, HoldingKind.PLT) for post in draw(st.lists(st.sampled_from(posts), max_size=2))]
    start = draw(_DAYS)
    return [
        HoldingDraft(
            post.code,
            person.code,
            start,
            draw(st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days))),
            kind,
            draw(_MAYBE),
        )
        for post, kind in held
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(offices())
def test_toml_gives_back_the_office(draft: OfficeDraft) -> None:
    """Whatever people wrote comes back from TOML letter by letter."""
    assert read_office_bytes(write_toml(draft).encode()).draft == draft


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(offices())
def test_excel_gives_back_the_office(draft: OfficeDraft) -> None:
    """Whatever people wrote comes back from a workbook letter by letter."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kantor.xlsx"
        write_excel(draft, path)
        assert read_office(path).draft == draft


def test_no_text_becomes_a_formula(small: str, tmp_path: Path) -> None:
    """A name that begins like a formula is stored as text, and stays text when somebody edits the cell."""
    text = small
    for sign in "=+-@":
        name = f"{sign}HYPERLINK(1)"
        text += f'[[pegawai]]\nkode = "x{ord(sign)}"\nnama = "{name}"\npangkat = "#N/A"\n'
    draft = read_office_bytes(text.encode()).draft
    path = tmp_path / "kantor.xlsx"
    write_excel(draft, path)
    cells = [row[1] for row in load_workbook(path)["Pegawai"].iter_rows(min_row=4, max_row=7)]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert all(cell.quotePrefix for cell in cells)
    assert read_office(path).draft == draft


def test_an_export_never_fails_on_what_a_cell_cannot_hold(tmp_path: Path) -> None:
    """Characters that came in by another way are shown as missing rather than breaking the file."""
    draft = OfficeDraft("k", "Dinas\x00 \ud800\u202e", "Asia/Jakarta")
    write_excel(draft, tmp_path / "kantor.xlsx")
    assert load_workbook(tmp_path / "kantor.xlsx")["Kantor"]["B3"].value == "Dinas� ��"
    assert 'nama = "Dinas� ��"' in write_toml(draft).encode().decode()


def test_the_workbook_is_ready_to_type_in(tmp_path: Path) -> None:
    """Below the data a NIP stays the digits typed, and a role is chosen from a list."""
    write_excel(sample_office().draft, tmp_path / "kantor.xlsx")
    book = load_workbook(tmp_path / "kantor.xlsx")
    assert book.sheetnames == ["Kantor", "Unit", "Jabatan", "Pegawai", "Jam Khusus", "Hari", "Petunjuk"]
    columns = book["Pegawai"].column_dimensions
    assert (columns["C"].number_format, columns["F"].number_format) == ("@", "yyyy-mm-dd")
    assert "kepala_dinas" in book["Jabatan"].data_validations.dataValidation[0].formula1

"""A corrected office file: what it changes is said before, and what it no longer names ends, but is never deleted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from bot.office_difference import differences
from bot.office_file import read_office, sample_office, write_toml
from bot.office_file.draft import HoldingDraft, UnitDraft
from bot.office_store import take_in, take_out
from storage import offices
from storage.engine import default_url, open_engine
from storage.migrate import migrate
from workflow.office import HoldingKind

TODAY = date(2026, 10, 1)
DRAFT = sample_office().draft


def test_the_same_file_changes_nothing() -> None:
    """Taken in again, nothing is asked."""
    assert differences(DRAFT, DRAFT, TODAY) == ()


def test_everything_that_changes_is_said() -> None:
    """Office, units, people and who holds what, each in words that name it."""
    hana = next(person for person in DRAFT.people if person.code == "hana")
    changed = replace(
        DRAFT,
        self_approval=not DRAFT.self_approval,
        strategic=("disposisi",),
        units=(*DRAFT.units, UnitDraft("data", "Bidang Data")),
        people=tuple(
            replace(person, rank="Pembina", phone="0812345678", is_admin=True) if person is hana else person
            for person in DRAFT.people
        ),
        holdings=(
            *(held for held in DRAFT.holdings if held.post_code != "kasi-ikp"),
            HoldingDraft("kasi-ikp", "hana", TODAY, date(2026, 12, 31), HoldingKind.PLT, "800/1"),
        ),
    )
    said = "\n".join(differences(DRAFT, changed, TODAY))
    for words in (
        "Tindakan strategis: tidak ada → disposisi",
        "Unit baru: Bidang Data",
        "Hana Contoh, S.Ds.: pangkat",
        "→ Pembina",
        "telepon kosong → 0812345678",
        "Hana Contoh, S.Ds.: menjadi admin",
        "Hana Contoh, S.Ds. sebagai Plt. Kepala Seksi Pengelolaan Informasi Publik mulai Kamis, 1 Oktober 2026",
        "Berakhir Rabu, 30 September 2026 karena tidak ada di berkas: Fitri Contoh, S.I.Kom. sebagai Kepala Seksi",
    ):
        assert words in said, words


def test_a_holding_that_the_file_drops_ends_yesterday_and_stays_on_record(tmp_path: Path) -> None:
    """Fitri held the post until the day before the file was taken in; whoever asks years later finds her."""
    engine = open_engine(default_url(tmp_path))
    migrate(engine)
    without = replace(DRAFT, holdings=tuple(held for held in DRAFT.holdings if held.post_code != "kasi-ikp"))
    with engine.begin() as connection, Session(bind=connection) as session:
        office_id = take_in(session, DRAFT, today=TODAY)
        take_in(session, without, today=TODAY)
        listed = offices.listed(session)[0]
        held = [each for each in take_out(session, listed).holdings if each.post_code == "kasi-ikp"]
        assert [(each.person_code, each.until_on) for each in held] == [("fitri", date(2026, 9, 30))]
        assert differences(take_out(session, listed), without, TODAY) == ()
        office = offices.load(session, office_id)
    post = next(post for post in office.posts if post.code == "kasi-ikp")
    assert office.holder(post.id, TODAY) is None
    assert office.holder(post.id, date(2026, 9, 30)) is not None
    engine.dispose()


def test_a_unit_that_the_file_drops_keeps_its_name_for_what_was_written(tmp_path: Path) -> None:
    """The unit reports no more; papers of last year still name it."""
    engine = open_engine(default_url(tmp_path))
    migrate(engine)
    gone = {"umum"}
    fewer = replace(
        DRAFT,
        units=tuple(unit for unit in DRAFT.units if unit.code not in gone),
        posts=tuple(post for post in DRAFT.posts if post.unit_code not in gone),
    )
    codes = {post.code for post in fewer.posts}
    fewer = replace(fewer, holdings=tuple(held for held in DRAFT.holdings if held.post_code in codes))
    with engine.begin() as connection, Session(bind=connection) as session:
        take_in(session, DRAFT, today=TODAY)
        office_id = take_in(session, fewer, today=TODAY)
        office = offices.load(session, office_id)
    (former,) = office.former_units
    assert office.unit(former.id).name == "Sub Bagian Umum dan Kepegawaian"
    assert {office.post(post.id).title for post in office.former_posts} >= {"Kepala Sub Bagian Umum dan Kepegawaian"}
    engine.dispose()


def test_who_was_replaced_in_the_file_held_the_post_until_the_successor_began(tmp_path: Path) -> None:
    """The file that comes out afterwards has no two holders on one day, and reads back as it is."""
    engine = open_engine(default_url(tmp_path))
    migrate(engine)
    hana = HoldingDraft("kasi-ikp", "hana", date(2026, 9, 1))
    replaced = replace(DRAFT, holdings=(*(h for h in DRAFT.holdings if h.post_code != "kasi-ikp"), hana))
    assert any("Berakhir Senin, 31 Agustus 2026" in line for line in differences(DRAFT, replaced, TODAY))
    earlier = replace(DRAFT, holdings=(*replaced.holdings[:-1], replace(hana, from_on=date(2024, 1, 1))))
    assert any("Tidak jadi karena tidak ada di berkas: Fitri" in line for line in differences(DRAFT, earlier, TODAY))
    with engine.begin() as connection, Session(bind=connection) as session:
        take_in(session, DRAFT, today=TODAY)
        take_in(session, replaced, today=TODAY)
        taken_out = take_out(session, offices.listed(session)[0])
        terms = {h.person_code: h.until_on for h in taken_out.holdings if h.post_code == "kasi-ikp"}
        assert terms == {"fitri": date(2026, 8, 31), "hana": None}
        take_in(session, replace(DRAFT, holdings=(*replaced.holdings[:-1],)), today=date(2026, 8, 1))
        out = tmp_path / "keluar.toml"
        out.write_text(write_toml(take_out(session, offices.listed(session)[0])), encoding="utf-8")
    assert read_office(out).draft.holdings_of("hana") == DRAFT.holdings_of("hana")
    engine.dispose()


def test_an_admin_whom_the_file_drops_is_no_admin_and_is_said_once(tmp_path: Path) -> None:
    """Whoever left keeps a name in the history and nothing else; the next time there is nothing to say."""
    engine = open_engine(default_url(tmp_path))
    migrate(engine)
    two = replace(DRAFT, people=tuple(replace(p, is_admin=p.is_admin or p.code == "hana") for p in DRAFT.people))
    without = replace(
        DRAFT,
        people=tuple(person for person in DRAFT.people if person.code != "hana"),
        holdings=tuple(held for held in DRAFT.holdings if held.person_code != "hana"),
    )
    with engine.begin() as connection, Session(bind=connection) as session:
        office_id = take_in(session, two, today=TODAY)
        listed = offices.listed(session)[0]
        said = differences(take_out(session, listed), without, TODAY)
        assert any("Hana Contoh, S.Ds.: bukan admin lagi" in line for line in said)
        take_in(session, without, today=TODAY)
        assert differences(take_out(session, listed), without, TODAY) == ()
        hana = next(person for person in offices.load(session, office_id).persons if person.code == "hana")
    assert not hana.is_admin
    engine.dispose()

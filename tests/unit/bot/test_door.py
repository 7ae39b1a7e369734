"""Coming in: the link, the notice, the second factor; and how an account is cut off again. Everything is on record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from office_phone import OfficePhone
from sqlalchemy import text
from sqlmodel import Session
from turn_town import BOT, Town

from bot.link_secrets import new_code
from storage import accounts, newcomers
from storage.register import Register
from workflow import admission as a
from workflow.admission import Admission, Invitation

PUTRA, RATNA = 700_002, 700_050
NIP = "197803142002122003"


@pytest.fixture
def at_eight(town: Town) -> Town:
    """Return the offices on a working morning; the first lets people in on an admin's word."""
    town.clock.at = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
    lets_in_by(town, Admission.ADMIN)
    return town


def lets_in_by(town: Town, admission: Admission) -> None:
    """Choose what lets people in, and give Ratna a NIP."""
    with town.engine.begin() as connection:
        connection.execute(text("UPDATE office SET admission = :how"), {"how": admission.value})
        connection.execute(text("UPDATE person SET nip = :nip WHERE code = 'ratna'"), {"nip": NIP})


def invited(town: Town, code: str = "") -> str:
    """Give Ratna a link."""
    with town.engine.begin() as connection, Session(bind=connection) as session:
        made = Invitation(town.person("ratna"), "tautan-ratna", town.clock.at + timedelta(days=14), code)
        newcomers.add_invite(session, town.first, made, town.clock.at)
    return "/start tautan-ratna"


def registered(town: Town) -> list[object]:
    """Return the register's entries."""
    with town.engine.begin() as connection:
        return [each.entry for each in Register(connection, town.first).entries()]


def test_the_notice_comes_first_and_an_admin_confirms(at_eight: Town) -> None:
    """Nothing of the office is shown before consent and confirmation; then the newcomer is greeted."""
    ratna, putra = OfficePhone(at_eight, RATNA), OfficePhone(at_eight, PUTRA)
    ratna.says(invited(at_eight))
    assert "Pemberitahuan data pribadi" in ratna.text
    assert "Pemberitahuan data pribadi" in ratna.says("/tugas").text
    ratna.taps("Saya setuju")
    assert "Admin kantor diminta memastikan" in ratna.text
    (asked,) = ratna.others[PUTRA]
    assert "dibuka oleh akun Telegram" in asked
    assert "Admin kantor diminta memastikan" in ratna.says("/status").text
    (newcomer,) = _waiting(at_eight)
    putra.forges(f"1:msk_benar:{newcomer.id}")
    assert "Ratna Contoh, S.Sos., M.M. sudah masuk" in putra.text
    assert "Admin sudah memastikan" in putra.others[RATNA][0]
    ratna.forges("1:msk_mulai")
    assert "Selamat datang" in "".join(said for said, _ in ratna.seen)
    kinds = [type(entry) for entry in registered(at_eight)]
    assert kinds == [a.NoticeAccepted, a.AccountBound]


def _waiting(town: Town) -> list[a.Newcomer]:
    with town.engine.begin() as connection, Session(bind=connection) as session:
        return newcomers.of_office(session, BOT, town.first)


def test_somebody_else_is_turned_away_and_the_link_is_void(at_eight: Town) -> None:
    """Whoever found the card does not come in with it, not even a second time."""
    ratna, putra = OfficePhone(at_eight, RATNA), OfficePhone(at_eight, PUTRA)
    ratna.says(invited(at_eight)).taps("Saya setuju")
    putra.forges(f"1:msk_bukan:{_waiting(at_eight)[0].id}")
    assert "bukan orang yang diundang" in putra.others[RATNA][0]
    assert "sudah dipakai" in ratna.says("/start tautan-ratna").text
    assert isinstance(registered(at_eight)[-1], a.IdentityDenied)
    assert "hanya untuk pegawai" in ratna.says("/tugas").text


def test_nip_and_code_let_in_and_neither_is_told_wrong_alone(at_eight: Town) -> None:
    """A wrong half is not named; after five wrong pairs the link is locked and the admins hear of it."""
    lets_in_by(at_eight, Admission.CODE)
    ratna = OfficePhone(at_eight, RATNA).says(invited(at_eight, "123456")).taps("Saya setuju")
    assert "berapa NIP" in ratna.text
    assert "18 angka" in ratna.says("123").text
    ratna.says("19780314 200212 2 003")
    assert "kode 6 angka" in ratna.text
    assert "tidak cocok" in ratna.says("999999").text
    ratna.says(NIP)
    assert "Selamat datang" in "".join(said for said, _ in ratna.says("123 456").seen)
    assert [type(entry) for entry in registered(at_eight)] == [a.NoticeAccepted, a.WrongCodeGiven, a.AccountBound]


def test_five_wrong_pairs_lock_the_link(at_eight: Town) -> None:
    """Guessing goes no further than that."""
    lets_in_by(at_eight, Admission.CODE)
    ratna = OfficePhone(at_eight, RATNA).says(invited(at_eight, "123456")).taps("Saya setuju")
    for _ in range(5):
        ratna.says(NIP).says("000000")
    assert "dikunci" in ratna.text
    assert "dikunci" in ratna.says(NIP).says("123456").text
    assert "dikunci" in ratna.others[PUTRA][-1]
    assert a.WrongCodeGiven(at_eight.person("ratna"), RATNA, 5, locked=True) in registered(at_eight)


def test_who_does_not_agree_is_kept_nowhere_and_may_come_back(at_eight: Town) -> None:
    """The link opens once more; the register says only that the notice was refused."""
    ratna = OfficePhone(at_eight, RATNA).says(invited(at_eight)).taps("Tidak setuju")
    assert "tidak dihubungkan" in ratna.text
    assert _waiting(at_eight) == []
    assert "Pemberitahuan data pribadi" in ratna.says("/start tautan-ratna").text


def test_who_was_in_before_the_notice_is_asked_before_anything_else(at_eight: Town) -> None:
    """An account from before the update agrees first; the present one is not asked again."""
    with at_eight.engine.begin() as connection:
        connection.execute(text("UPDATE account SET notice_version = 0 WHERE user_id = :user"), {"user": PUTRA})
    putra = OfficePhone(at_eight, PUTRA)
    assert "Pemberitahuan data pribadi" in putra.says("/tugas").text
    putra.taps("Saya setuju")
    assert "Selamat datang" in "".join(said for said, _ in putra.seen)
    assert "Pemberitahuan" not in putra.says("/kalender").text


def test_a_lost_phone_is_cut_off_and_a_new_one_takes_its_place(at_eight: Town) -> None:
    """What waits for the old account is not sent; the new link brings the person back with all they had."""
    putra = OfficePhone(at_eight, PUTRA)
    andi = at_eight.person("andi")
    putra.forges(f"1:msk_putus:{andi}").taps("Ya, putuskan sekarang")
    assert "diputus" in putra.text
    assert "hanya untuk pegawai" in OfficePhone(at_eight, 700_001).says("/tugas").text
    putra.taps("Buat undangan")
    assert "/start " in putra.text
    token = putra.text.split("/start ")[1].split()[0]
    new = OfficePhone(at_eight, 700_099).says(f"/start {token}").taps("Saya setuju")
    assert "Admin kantor diminta memastikan" in new.text
    with at_eight.engine.begin() as connection:
        assert accounts.of_user(connection, BOT, 700_001) == []
    released = next(entry for entry in registered(at_eight) if isinstance(entry, a.AccountReleased))
    assert replace(released, user_id=0) == a.AccountReleased(andi, 0, a.ReleaseCause.ADMIN)


def test_everybody_may_cut_off_their_own_account(at_eight: Town) -> None:
    """It is asked once more; the admins hear of it, for the post's tasks stay."""
    andi = OfficePhone(at_eight, 700_001).says("/putuskan").taps("Ya, putuskan akun saya")
    assert "sudah diputus" in andi.text
    assert "memutus akun Telegramnya sendiri" in andi.others[PUTRA][0]
    assert "hanya untuk pegawai" in andi.says("/tugas").text


def test_only_an_admin_lets_in_invites_and_cuts_off(at_eight: Town) -> None:
    """A forged button of anybody else does nothing."""
    OfficePhone(at_eight, RATNA).says(invited(at_eight)).taps("Saya setuju")
    (newcomer,) = _waiting(at_eight)
    andi, before = OfficePhone(at_eight, 700_001), registered(at_eight)
    for data in (f"1:msk_benar:{newcomer.id}", f"1:msk_bukan:{newcomer.id}", "1:msk_undang:1", "1:msk_putus_ya:1"):
        andi.forges(data)
    assert registered(at_eight) == before
    assert [each.id for each in _waiting(at_eight)] == [newcomer.id]


def test_readiness_names_what_is_missing_with_its_button(at_eight: Town) -> None:
    """Who never opened the bot is invited from the list; whoever may only look is told whom to ask."""
    putra = OfficePhone(at_eight, PUTRA).says("/siap")
    assert "Belum pernah membuka bot (15)" in putra.text
    assert "Unit yang belum punya indikator (4)" in putra.text
    assert any(label.startswith("Undang ") for label in putra.labels)
    andi = OfficePhone(at_eight, 700_001).says("/siap")
    assert "Yang membereskan adalah admin kantor" in andi.text
    assert andi.labels == ["Minta admin membereskan", "Periksa lagi", "Tugas saya"]
    andi.taps("Minta admin membereskan")
    assert "meminta kesiapan" in andi.others[PUTRA][-1]


def test_codes_are_six_digits() -> None:
    """Also those that begin with a nought."""
    assert all(len(code) == 6 and code.isdigit() for code in (new_code() for _ in range(200)))


def test_an_admin_has_cards_printed_for_whoever_is_not_in(at_eight: Town) -> None:
    """One sheet for all of them; nobody else gets it, and without the bot's name there are no links to print."""
    putra = OfficePhone(at_eight, PUTRA).says("/siap")
    putra.taps("Kartu QR untuk semua yang belum masuk")
    assert "Telegram belum menjawab" in putra.text
    at_eight.world.name.username = "monev_bot"
    before = len(registered(at_eight))
    putra.forges("1:msk_kartu")
    assert len(registered(at_eight)) == before + 15
    (sheet,) = at_eight.rows("SELECT params || document FROM outbox WHERE document LIKE '%invite-cards%'")
    assert "untuk 15 orang" in sheet[0]
    assert "https://t.me/monev_bot?start=" in sheet[0]
    OfficePhone(at_eight, 700_001).forges("1:msk_kartu")
    assert len(registered(at_eight)) == before + 15


def test_somebody_of_one_office_comes_into_another_by_its_door(at_eight: Town) -> None:
    """Their taps and numbers go to the door where they stand, all else to the office where they are in."""
    lets_in_by(at_eight, Admission.CODE)
    with at_eight.engine.begin() as connection, Session(bind=connection) as session:
        until = at_eight.clock.at + timedelta(days=14)
        made = Invitation(at_eight.person("ratna", at_eight.second), "dua", until, "123456")
        newcomers.add_invite(session, at_eight.second, made, at_eight.clock.at)
    andi = OfficePhone(at_eight, 700_001).says("/start dua").taps("Saya setuju")
    assert "berapa NIP" in andi.text
    assert "NIP" not in andi.says("/tugas").text
    andi.says(NIP).says("123456")
    assert "pengingat lagi" in andi.forges("1:msk_tidak").text
    with at_eight.engine.begin() as connection:
        assert {each.office_id for each in accounts.of_user(connection, BOT, 700_001)} == {1, 2}


def test_nobody_vouches_for_themselves(at_eight: Town) -> None:
    """The only admin comes in anew by NIP and code: the lost telephone is not asked, and cannot let anybody in."""
    with at_eight.engine.begin() as connection, Session(bind=connection) as session:
        until = at_eight.clock.at + timedelta(days=14)
        made = Invitation(at_eight.person("putra"), "baru", until, "123456")
        newcomers.add_invite(session, at_eight.first, made, at_eight.clock.at, replaces=True)
    new = OfficePhone(at_eight, 700_098).says("/start baru").taps("Saya setuju")
    assert PUTRA not in new.others
    (newcomer,) = _waiting(at_eight)
    OfficePhone(at_eight, PUTRA).forges(f"1:msk_benar:{newcomer.id}")
    assert len(_waiting(at_eight)) == 1


def test_words_that_are_no_code_cost_no_try(at_eight: Town) -> None:
    """Five questions are no five guesses; what a code looks like is said again."""
    lets_in_by(at_eight, Admission.CODE)
    ratna = OfficePhone(at_eight, RATNA).says(invited(at_eight, "123456")).taps("Saya setuju").says(NIP)
    for _ in range(6):
        assert "6 angka" in ratna.says("Kode yang mana?").text
    assert _waiting(at_eight)[0].tries == 0


def test_a_new_account_takes_the_old_ones_place_and_the_old_one_hears_of_it(at_eight: Town) -> None:
    """Nobody is replaced unawares; from then on the old account is a stranger's."""
    with at_eight.engine.begin() as connection, Session(bind=connection) as session:
        until = at_eight.clock.at + timedelta(days=14)
        made = Invitation(at_eight.person("andi"), "ganti", until)
        newcomers.add_invite(session, at_eight.first, made, at_eight.clock.at, replaces=True)
    OfficePhone(at_eight, 700_097).says("/start ganti").taps("Saya setuju")
    (newcomer,) = _waiting(at_eight)
    putra = OfficePhone(at_eight, PUTRA).forges(f"1:msk_benar:{newcomer.id}")
    assert "akun lain masuk" in putra.others[700_001][0]
    assert "hanya untuk pegawai" in OfficePhone(at_eight, 700_001).says("/tugas").text
    released = a.AccountReleased(at_eight.person("andi"), 700_001, a.ReleaseCause.REPLACED)
    assert released in registered(at_eight)

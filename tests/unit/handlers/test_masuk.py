"""The welcome, help, strangers and groups."""

from __future__ import annotations

import pytest
from fake_records import PERSONS, Town, answer, messages, person, post, source, taps, toasts, verbs_of

from handlers import bantuan, kelompok, masuk, penerima, tamu, verbs
from handlers.buttons import Tapped
from handlers.incoming import ChatKind, OtherSent, TextSaid
from handlers.outgoing import MenuFor, Message
from handlers.texts import bantuan as bantuan_texts
from handlers.texts import failures
from handlers.texts.words import sentence
from workflow import commands as c
from workflow.cycle import ReceiptState
from workflow.office import SOP_ROLES, Role
from workflow.refusals import CycleEndedError, NotARecipientError


def welcomed(town: Town, code: str) -> list[Message]:
    """Return what a person gets who comes in."""
    masuk.welcome(town.sits(code))
    assert town.desk is not None
    return messages(town.desk, code)


def test_the_welcome_names_the_person_and_what_is_kept() -> None:
    """Name, post and the notice on personal data come first, with the small keyboard."""
    first = welcomed(Town(), "staf1")[0]
    assert "Dewi Contoh" in first.text
    assert "Staf Aptika (Bidang Aptika)" in first.text
    for kept in ("NIP", "id Telegram", "server kantor", "luar negeri"):
        assert kept in first.text
    assert first.keyboard == (("📋 Tugas saya", "📊 Status"), ("📎 Kirim data", "❓ Bantuan"))


def test_the_keyboard_has_sending_only_for_those_who_send() -> None:
    """The Kepala Dinas has no button for sending data."""
    assert welcomed(Town(), "kadis")[0].keyboard == (("📋 Tugas saya", "📊 Status"), ("❓ Bantuan",))


@pytest.mark.parametrize(
    ("code", "has", "lacks"),
    [("kadis", "disposisi", "kirim"), ("staf1", "kirim", "disposisi"), ("ren", "laporan", "kirim")],
)
def test_the_menu_lists_what_the_person_can_do(code: str, has: str, lacks: str) -> None:
    """Commands are set per person."""
    town = Town()
    masuk.welcome(town.sits(code))
    assert town.desk is not None
    menus = [entry for entry in town.desk.tray.entries if isinstance(entry, MenuFor)]
    commands = {command for command, _ in menus[0].commands}
    assert has in commands
    assert lacks not in commands
    assert {"tugas", "status", "bantuan", "batal"} <= commands


def test_a_newcomer_gets_the_card_and_the_open_tasks() -> None:
    """Who comes in while a cycle runs has its card and their tasks at once."""
    town = Town()
    town.collecting()
    sent = welcomed(town, "staf1")
    assert [message.key for message in sent] == ["", "kartu:1", ""]
    assert verbs_of(sent[-1])[0] == (verbs.OPEN, ("1", "4", "1"))


def test_who_owes_nothing_is_greeted_in_one_message() -> None:
    """Before a cycle runs there is nothing to list: the greeting says so itself."""
    (only,) = welcomed(Town(), "staf1")
    assert "Tidak ada monev yang sedang berjalan" in only.text


def test_the_help_tells_an_admin_where_their_work_is_done() -> None:
    """Who is the admin need not wonder where the buttons for it are."""
    assert "komputer kantor" in bantuan_texts.help_for((Role.STAF,), admin=True)
    assert "komputer kantor" not in bantuan_texts.help_for((Role.STAF,), admin=False)


def test_a_name_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    """`Putra Contoh, A.Md.` closes the sentence by itself."""
    assert sentence("Admin kantor: {name}", name="Putra Contoh, A.Md.") == "Admin kantor: Putra Contoh, A.Md."
    assert sentence("Admin kantor: {name}", name="Putra Contoh") == "Admin kantor: Putra Contoh."


def test_the_choice_of_office_carries_each_office() -> None:
    """A person of two offices chooses by name."""
    message = masuk.offices([(1, "Dinas Kominfo"), (2, "Dinas <Sosial>")])
    assert [(button.label, button.data) for row in message.rows for button in row] == [
        ("Dinas Kominfo", "1:kantor:1"),
        ("Dinas <Sosial>", "2:kantor:2"),
    ]


@pytest.mark.parametrize("code", [known.code for known in PERSONS])
def test_help_and_profile_fit_every_role(code: str) -> None:
    """Help is short and names what the person does; the profile names posts and whom to ask."""
    town = Town()
    bantuan.show(town.sits(code))
    assert town.desk is not None
    assert len(answer(town.desk).text.splitlines()) <= 10
    bantuan.profile(town.sits(code))
    assert post(code).title in answer(town.desk).text
    assert person(code).name in answer(town.desk).text


@pytest.mark.parametrize("fault", ["unknown", "used", "expired", "person_bound", "account_bound"])
def test_a_refused_invitation_says_whom_to_ask(fault: str) -> None:
    """Every fault names the admin and nothing of the office."""
    text = tamu.invite_refused(fault).text
    assert "admin" in text
    assert "Kominfo" not in text


def test_a_stranger_learns_how_to_be_invited() -> None:
    """Someone unknown hears of the invitation and sees the number that an admin may ask for."""
    text = tamu.stranger(4242).text
    assert "<code>4242</code>" in text
    assert "undangan" in text


def test_a_group_gets_the_card_without_buttons() -> None:
    """In a group /status shows the card, to be read only."""
    town = Town()
    town.ordered()
    desk = town.sits("tim1")
    desk.chat_id = -100
    kelompok.handle(desk, TextSaid(source(desk, kind=ChatKind.GROUP), "/status@monev_bot"), {"status", "tugas"})
    sent = desk.tray.entries[-1]
    assert "Monev Triwulan III 2026" in sent.message.text  # type: ignore[union-attr]
    assert sent.message.rows == ()  # type: ignore[union-attr]
    assert sent.chat_id == -100  # type: ignore[union-attr]


def test_a_group_is_pointed_to_private_chat_and_else_left_alone() -> None:
    """Known commands get a hint, other bots' commands, talk and stickers get nothing; a tap is answered on the spot."""
    town = Town()
    town.ordered()

    def answered(said: object) -> int:
        desk = town.sits("tim1")
        kelompok.handle(desk, said, {"status", "tugas"})  # type: ignore[arg-type]
        return len(desk.tray.entries)

    group = source(town.sits("tim1"), kind=ChatKind.GROUP)
    assert answered(TextSaid(group, "/tugas")) == 1
    assert answered(TextSaid(group, "/cuaca")) == 0
    assert answered(TextSaid(group, "selamat pagi")) == 0
    assert answered(OtherSent(group, "sticker")) == 0
    desk = town.sits("tim1")
    kelompok.handle(desk, taps(desk, "1:tugas"), set())
    assert "chat pribadi" in toasts(desk)[0]


def test_a_recipient_receives_the_disposisi_with_one_tap() -> None:
    """Reading it here is the receipt; a second tap shows it again without a refusal."""
    town = Town()
    town.ordered()
    for _ in range(2):
        desk = town.sits("ren")
        penerima.accept(desk, Tapped(1, "disp_terima", ("1",)))
        assert "Isi catatan" in answer(desk).text
    assert town.cycle.disposisi[-1].receipts[post("ren").id].state is ReceiptState.ACCEPTED


def test_who_was_not_addressed_cannot_receive_it() -> None:
    """A forged tap shows nothing; after a withdrawal nobody can receive it."""
    town = Town()
    town.ordered()
    with pytest.raises(NotARecipientError):
        penerima.accept(town.sits("staf1"), Tapped(1, "disp_terima", ("1",)))
    town.does("kadis", c.WithdrawDisposisi())
    with pytest.raises(CycleEndedError):
        penerima.accept(town.sits("ren"), Tapped(1, "disp_terima", ("1",)))


def test_failures_carry_a_code_and_no_content() -> None:
    """The sender need not send again; the admin has the command to replay it."""
    assert "E-AB12C" in failures.failed("E-AB12C")
    assert "monev inbox retry 17" in failures.admin_alert("E-AB12C", 17, 5)
    assert "A &lt;b&gt;" in failures.unreachable_alert("A <b>")


def test_every_role_has_its_help() -> None:
    """No role of the SOP is left without words."""
    town = Town()
    assert {actor.role for known in PERSONS for actor in town.sits(known.code).capacities} == SOP_ROLES


def test_a_letter_is_received_in_the_post_that_it_names() -> None:
    """Someone with two posts, of which the second was addressed, receives it in that one."""
    town = Town()
    town.also_holds("ren", of="tim1")
    town.ordered()
    penerima.accept(town.sits("ren"), Tapped(1, "disp_terima", ("1",)))
    assert town.cycle.disposisi[-1].receipts[post("ren").id].state is ReceiptState.ACCEPTED

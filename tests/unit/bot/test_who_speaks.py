"""As whom a person speaks: invitations, offices, groups, conversations, and people whom the bot does not know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from samples import CHANNEL, GROUP, NOON, private, reached, said, tapped
from samples import message as sent
from samples import update as update_of
from turn_town import BOT, NOW, Town, words_of

from bot.parsing import pack
from handlers import masuk, routes
from handlers.conversations import LooseFiles
from handlers.desk import Desk
from handlers.incoming import FileKept, Incoming
from handlers.texts import tamu
from storage import conversations
from workflow.files import FileKind

ANDI, ADMIN, TWICE, STRANGER = 700_001, 700_002, 700_003, 900_009


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Note every desk at which a turn is worked."""
    seen: list[Desk] = []
    monkeypatch.setattr(routes, "handle", lambda desk, incoming: seen.append(desk))
    return seen


def test_a_stranger_gets_one_polite_sentence(town: Town, desks: list[Desk]) -> None:
    """With the number that their admin may ask for, and nothing about any office."""
    result = town.says("Halo", STRANGER)
    assert words_of(result) == tamu.stranger(STRANGER)
    assert [(letter.chat_id, letter.office_id) for letter in result.posted] == [(STRANGER, None)]
    assert desks == []


def test_a_stranger_who_taps_a_forwarded_button_is_told_that_it_is_not_theirs(town: Town, desks: list[Desk]) -> None:
    """As the answer to the tap."""
    result = town.works(tapped("1:tugas", STRANGER))
    assert [letter.method for letter in result.posted] == ["answerCallbackQuery"]
    assert orjson.loads(result.posted[0].params)["params"]["show_alert"] is True
    assert desks == []


def test_a_stranger_in_a_group_is_left_alone(town: Town, desks: list[Desk]) -> None:
    """Groups are full of people."""
    assert town.works(said("Halo semua", STRANGER, GROUP)).posted == []


def test_bots_and_channels_are_ignored(town: Town, desks: list[Desk]) -> None:
    """Two bots would answer each other for ever."""
    by_bot = said("Halo", ANDI)
    by_bot["message"]["from"]["is_bot"] = True
    for data in (by_bot, said("Halo", ANDI, CHANNEL), reached("kicked", ANDI, CHANNEL)):
        item = town.arrives(data)
        assert town.turns.run(item).posted == []
        assert town.state(item) == ("done", 0)
    assert desks == []


def test_an_invitation_binds_the_account_and_welcomes(town: Town) -> None:
    """From then on the person is known, and a quarter may have to be proposed to them."""
    secret = town.invite("hana")
    result = town.says(f"/start {secret}", STRANGER)
    assert result.has_newcomer
    assert "Selamat datang" in words_of(result)
    assert {letter.chat_id for letter in result.posted} == {STRANGER}
    assert town.rows("SELECT person_id FROM account WHERE user_id = :user", user=STRANGER) == [(town.person("hana"),)]
    assert "Bot ini hanya untuk pegawai" not in words_of(town.says("/tugas", STRANGER))


def test_a_welcome_that_fails_binds_nobody(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link can be used again when the fault is mended."""

    def fail(desk: Desk) -> None:
        raise RuntimeError

    monkeypatch.setattr(masuk, "welcome", fail)
    secret = town.invite("hana")
    assert town.says(f"/start {secret}", STRANGER).is_attempt
    assert town.rows("SELECT * FROM account WHERE user_id = :user", user=STRANGER) == []
    assert town.rows("SELECT COUNT(*) FROM invite WHERE used_at IS NULL") == [(1,)]


def test_who_holds_no_post_yet_is_welcomed_all_the_same(town: Town) -> None:
    """They are bound, and their post begins on its day."""
    town.clock.at = datetime(2001, 1, 2, 3, tzinfo=UTC)
    result = town.says(f"/start {town.invite('hana')}", STRANGER)
    assert result.has_newcomer
    assert "Selamat datang" in words_of(result)


def test_an_invitation_works_once(town: Town) -> None:
    """The second account hears that it was used; the first stays bound."""
    secret = town.invite("hana")
    town.says(f"/start {secret}", STRANGER)
    result = town.says(f"/start {secret}", STRANGER + 1)
    assert words_of(result) == tamu.invite_refused("used")
    assert not result.has_newcomer
    assert town.rows("SELECT user_id FROM account WHERE user_id >= :user", user=STRANGER) == [(STRANGER,)]


def test_an_invitation_expires(town: Town) -> None:
    """On its last instant it no longer opens."""
    secret = town.invite("hana", days=1)
    town.clock.at += timedelta(days=1)
    assert words_of(town.says(f"/start {secret}", STRANGER)) == tamu.invite_refused("expired")


def test_an_older_invitation_stops_working_when_a_new_one_is_made(town: Town) -> None:
    """It may have gone to the wrong phone."""
    older, newer = town.invite("hana", token="a"), town.invite("hana", token="b")
    town.clock.at += timedelta(seconds=1)
    assert words_of(town.says(f"/start {older}", STRANGER)) == tamu.invite_refused("expired")
    assert town.says(f"/start {newer}", STRANGER).has_newcomer


def test_an_invitation_that_nobody_made_is_refused(town: Town) -> None:
    """Guessing leads nowhere."""
    assert words_of(town.says("/start u-guessed", STRANGER)) == tamu.invite_refused("unknown")


def test_a_person_has_one_account_and_an_account_is_one_person(town: Town) -> None:
    """A foreign link neither moves a person to another phone nor makes a phone someone else."""
    of_andi, of_hana = town.invite(town.code_of(ANDI)), town.invite("hana")
    assert words_of(town.says(f"/start {of_andi}", STRANGER)) == tamu.invite_refused("person_bound")
    assert words_of(town.says(f"/start {of_hana}", ANDI)) == tamu.invite_refused("account_bound")


def test_an_invitation_in_a_group_is_not_taken(town: Town, desks: list[Desk]) -> None:
    """It would show everybody's menu there."""
    secret = town.invite("hana")
    assert town.works(said(f"/start {secret}", STRANGER, GROUP)).posted == []


def test_a_plain_text_speaks_to_the_office_chosen_last(town: Town, desks: list[Desk]) -> None:
    """A person of two offices was bound to the second one later."""
    town.says("Baik", TWICE)
    assert desks[-1].office.id == town.second


def test_a_button_decides_the_office(town: Town, desks: list[Desk]) -> None:
    """Each office's buttons go on working."""
    for office_id in (town.first, town.second):
        town.works(tapped(f"{office_id}:tugas", TWICE))
        assert desks[-1].office.id == office_id
        assert desks[-1].me.code == town.code_of(TWICE)


def test_an_open_conversation_decides_the_office(town: Town, desks: list[Desk]) -> None:
    """What is typed belongs to the form that is open."""
    town.keeps(LooseFiles("n1"), TWICE, town.first)
    town.says("Keterangan", TWICE)
    assert (desks[-1].office.id, desks[-1].conversation) == (town.first, LooseFiles("n1"))


def test_a_conversation_of_one_office_is_not_seen_from_the_other(town: Town, desks: list[Desk]) -> None:
    """A button of the second office finds no form, and leaves the first one's alone."""
    town.keeps(LooseFiles("n1"), TWICE, town.first)
    town.works(tapped(f"{town.second}:tugas", TWICE))
    assert (desks[-1].office.id, desks[-1].conversation) == (town.second, None)
    assert town.rows("SELECT office_id FROM conversation") == [(town.first,)]


@pytest.mark.parametrize("data", ["2:tugas", "77:tugas", "nonsense", ""])
def test_a_button_of_another_office_does_nothing(town: Town, desks: list[Desk], data: str) -> None:
    """Forwarded, forged or of a database that was restored: the person is told, and no handler is asked."""
    result = town.works(tapped(data, ANDI))
    assert desks == []
    assert result.retry_in is None
    assert {letter.method for letter in result.posted} >= {"answerCallbackQuery", "sendMessage"}


def test_a_conversation_goes_on_where_it_stood(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is stored when it changed, and forgotten when it is over."""
    nonces = []

    def grow(desk: Desk, incoming: Incoming) -> None:
        nonces.append(desk.conversation.nonce if desk.conversation else "")
        desk.conversation = LooseFiles(f"{nonces[-1]}x") if len(nonces) < 3 else None

    monkeypatch.setattr(routes, "handle", grow)
    for _ in range(4):
        town.says("Lagi", ANDI)
    assert nonces == ["", "x", "xx", ""]


@pytest.mark.parametrize(("kind", "data"), [("berkas", '{"nonce": 7}'), ("berkas", "{"), ("gone", "{}")])
def test_a_conversation_that_no_longer_decodes_is_dropped(
    town: Town, desks: list[Desk], caplog: pytest.LogCaptureFixture, kind: str, data: str
) -> None:
    """With one warning; what people wrote is not in it."""
    with town.engine.begin() as connection:
        conversations.save(connection, BOT, ANDI, town.first, kind, data, NOW)
    town.says("Baik", ANDI)
    town.says("Baik", ANDI)
    assert [desk.conversation for desk in desks] == [None, None]
    assert caplog.text.count(f"kind {kind} no longer loads") == 1
    assert town.rows("SELECT * FROM conversation") == []


def test_a_group_carries_no_conversation(town: Town, desks: list[Desk]) -> None:
    """Forms are filled in in private; the group hears nothing of one."""
    town.keeps(LooseFiles("n1"), ANDI, town.first)
    town.works(said("/status", ANDI, GROUP))
    assert (desks[-1].conversation, desks[-1].chat_id) == (None, GROUP["id"])
    assert town.rows("SELECT chat_id FROM conversation") == [(ANDI,)]


def test_a_message_that_waited_while_the_bot_was_down_is_marked_late(town: Town, desks: list[Desk]) -> None:
    """More than a minute at Telegram; its receipt says so."""
    for seconds, late in ((0, False), (59, False), (63, True)):
        town.works(said("Data kami", ANDI, at=NOON + 2 - seconds))
        assert (desks[-1].late, desks[-1].said_at) == (late, NOW - timedelta(seconds=seconds))


def test_a_tap_is_never_late(town: Town, desks: list[Desk]) -> None:
    """Telegram gives no time of it; the tapped message is redrawn."""
    town.works(tapped("1:tugas", ANDI))
    assert (desks[-1].late, desks[-1].query_id, desks[-1].answers) == (False, "8812345", 55)


def test_the_bots_own_result_finds_its_persons_conversation(town: Town, desks: list[Desk]) -> None:
    """A fetched file comes back to the chat that sent it, in the office in which it was sent."""
    town.keeps(LooseFiles("n1", awaited=(3,)), TWICE, town.first)
    kept = FileKept(TWICE, town.first, town.person(town.code_of(TWICE)), 3, FileKind.PDF, 10, "ab" * 32)
    town.turns.run(town.stored("file:3", TWICE, pack(kept)))
    assert (desks[-1].office.id, desks[-1].chat_id, desks[-1].late) == (town.first, TWICE, False)
    assert isinstance(desks[-1].conversation, LooseFiles)


def test_who_blocks_the_bot_is_noted_and_their_admin_told_once(town: Town, desks: list[Desk]) -> None:
    """Until they let it in again."""
    first = town.works(reached("kicked", ANDI))
    assert [letter.chat_id for letter in first.posted] == [ADMIN]
    assert "memblokir" in words_of(first)
    assert town.works(reached("kicked", ANDI)).posted == []
    assert town.works(reached("member", ANDI)).posted == []
    assert town.rows("SELECT unreachable_at FROM account WHERE user_id = :user", user=ANDI) == [(None,)]
    assert [letter.chat_id for letter in town.works(reached("kicked", ANDI)).posted] == [ADMIN]
    assert desks == []


def test_a_group_that_drops_the_bot_concerns_nobody(town: Town, desks: list[Desk]) -> None:
    """Whoever removed it can still be reached in private."""
    assert town.works(reached("kicked", ANDI, GROUP)).posted == []
    assert town.rows("SELECT unreachable_at FROM account WHERE user_id = :user", user=ANDI) == [(None,)]


def test_an_edited_start_link_in_private_is_an_invitation_too(town: Town) -> None:
    """Whoever mends a mistyped link by editing it is let in."""
    secret = town.invite("hana")
    edited = sent(STRANGER, private(STRANGER), text=f"/start {secret}") | {"edit_date": NOON + 1}
    assert town.works(update_of(edited_message=edited)).has_newcomer


def test_a_person_of_two_offices_chooses_which_one_plain_text_speaks_to(town: Town, desks: list[Desk]) -> None:
    """With /kantor; the chosen one greets, and stays chosen until another is."""
    asked = town.says("/kantor", TWICE)
    offered = orjson.loads(asked.posted[-1].params)["params"]["reply_markup"]["inline_keyboard"]
    assert {row[0]["callback_data"].split(":")[0] for row in offered} == {str(town.first), str(town.second)}
    for office_id in (town.first, town.second, town.first):
        town.clock.at += timedelta(seconds=1)
        town.works(tapped(f"{office_id}:{masuk.CHOOSE_OFFICE}:{office_id}", TWICE))
        town.says("Halo", TWICE)
        assert desks[-1].office.id == office_id

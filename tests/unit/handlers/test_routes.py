"""The one table: everything that comes in reaches its function, and what is odd is answered politely."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_records import (
    APTIKA,
    ITEM,
    MORNING,
    QUARTER,
    Town,
    answer,
    disposisi,
    messages,
    says,
    sends,
    source,
    taps,
    toasts,
    verbs_of,
)

from handlers import isian, kepala_dinas, routes, verbs
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.conversations import Conversation, DisposisiDraft, Form, LooseFiles, PlanDraft, Purpose, Words
from handlers.desk import Desk, NoPostError
from handlers.incoming import ChatKind, FileKept, FileRefused, Occasion, OtherSent, ReachChanged, TextSaid, TimeCame
from handlers.texts import masuk as labels
from workflow.files import FileFault, FileKind
from workflow.refusals import RefusalError

REFUSALS = (RefusalError, UnknownButtonError, StaleButtonError, NoPostError)
DIRECTION = Form("n1", Purpose.DIRECT_TEAM, 1, words=(Words(50, "Mulai hari ini"),), answer=1)


def kept(desk: Desk, file_id: int) -> FileKept:
    """Return that a file of this chat has been fetched."""
    return FileKept(desk.chat_id, 1, desk.me.id, file_id, FileKind.XLSX, 18_000, "3fa9c1d2" * 8)


def ordered_with(conversation: Conversation | None, code: str = "sekdis") -> Desk:
    """Return a desk in a running cycle at which that conversation stands."""
    town = Town()
    town.ordered()
    desk = town.sits(code)
    desk.conversation = conversation
    return desk


def test_two_handlers_for_one_button_stop_the_bot() -> None:
    """A verb that two modules claim is found at import, not by a person."""
    with pytest.raises(ValueError, match="tugas"):
        routes.merged({verbs.TASKS: 1}, {verbs.TASKS: 2})


def test_every_step_and_purpose_has_its_one_module() -> None:
    """Each of the seven steps can be opened; each form can be asked, shown and sent."""
    assert set(routes.OPENERS) == set(range(1, 8))
    assert set(routes.GUIDES) == set(Purpose)


def test_every_shared_verb_routes() -> None:
    """The verbs of `verbs` and of the forms lead somewhere."""
    shared = {verbs.OPEN, verbs.TASKS, verbs.STATUS, verbs.HELP, verbs.NEW_DISPOSISI, verbs.LOOK_FILE}
    shared |= {verbs.OPEN_BELOW, verbs.ASK_HELP, verbs.MORE_TIME}
    forms = {isian.SEND, isian.CHANGE, isian.CLEAR_WORDS, isian.CLEAR_FILES, isian.BACK, isian.LEAVE, isian.RESUME}
    assert shared | forms | {isian.PROPOSAL} <= set(routes.BUTTONS)


@pytest.mark.parametrize("verb", sorted(routes.BUTTONS))
@pytest.mark.parametrize("args", [(), ("1",), ("99", "9", "9"), ("1", "1", "1", "1"), ("x", "-", "baru")])
def test_any_button_with_any_arguments_acts_or_is_refused(verb: str, args: tuple[str, ...]) -> None:
    """Forged arguments never end in anything but an answer or a refusal that has a sentence."""
    for code in ("kadis", "sekdis", "tim1", "ren", "kabid1", "staf2"):
        town = Town()
        town.collecting()
        desk = town.sits(code)
        said = taps(desk, ":".join(("1", verb, *args)))
        try:
            routes.handle(desk, said)
        except REFUSALS as error:
            fresh = town.sits(code)
            routes.refuse(fresh, said, error)
            assert messages(fresh, code)


@pytest.mark.parametrize("data", ["", "x", "2:tugas", "1:tak_dikenal", "1:TUGAS", "1:tugas:" + "9" * 80, "🙂", ":::"])
def test_forged_or_foreign_data_is_an_unknown_button(data: str) -> None:
    """Data of another office, of no known verb or of no form at all changes nothing."""
    desk = ordered_with(DIRECTION)
    with pytest.raises(UnknownButtonError):
        routes.handle(desk, taps(desk, data))
    assert desk.conversation is DIRECTION


def test_a_whole_quarter_can_be_opened_by_everybody() -> None:
    """At every state each step's button gives each person an answer or a refusal with a sentence."""
    for story in ("ordered", "directed", "collecting", "reported", "decided", "closed"):
        town = Town()
        getattr(town, story)()
        for code in ("kadis", "sekdis", "tim1", "ren", "kabid1", "kasi2", "staf1"):
            for step in range(1, 8):
                for unit in (0, APTIKA):
                    desk = town.sits(code)
                    said = taps(desk, f"1:{verbs.OPEN}:1:{step}:{unit}")
                    try:
                        routes.handle(desk, said)
                    except REFUSALS as error:
                        desk = town.sits(code)
                        routes.refuse(desk, said, error)
                    assert messages(desk, code)


def test_every_notice_button_opens_for_the_one_who_got_it() -> None:
    """No notice carries a button that refuses its own reader."""
    for story in ("ordered", "directed", "collecting", "drafted", "sent", "reported", "decided", "closed"):
        town = Town()
        if story in ("drafted", "sent"):
            town.collecting()
        last = getattr(town, story)()
        for known in town.office.persons:
            for message in messages(last, known.code):
                for row in message.rows:
                    for button in row:
                        desk = town.sits(known.code)
                        routes.handle(desk, taps(desk, button.data))
                        assert messages(desk, known.code)


@pytest.mark.parametrize(
    "text", ["/tugas", "/status", "/disposisi", "/kirim", "/arahan", "/laporan", "/riwayat", "/profil", "/bantuan"]
)
@pytest.mark.parametrize("code", ["kadis", "sekdis", "tim1", "ren", "kabid1", "kasi1", "staf1"])
def test_every_command_answers_everybody_at_every_state(text: str, code: str) -> None:
    """A command opens the fitting task, or says that there is none; it is never refused."""
    for story in (None, "ordered", "directed", "collecting", "reported", "decided", "closed"):
        town = Town()
        if story:
            getattr(town, story)()
        desk = town.sits(code)
        routes.handle(desk, says(desk, text))
        assert messages(desk, code)


def test_a_command_may_name_the_bot_and_carry_words() -> None:
    """`/status@monev_bot` and `/Tugas sekarang` are understood."""
    desk = ordered_with(None)
    routes.handle(desk, says(desk, "/status@monev_bot"))
    assert "Status monev" in answer(desk).text
    routes.handle(desk, says(desk, "/Tugas sekarang"))
    assert "Tugas Bapak/Ibu" in answer(desk).text


@pytest.mark.parametrize("label", [labels.TASKS, labels.STATUS, labels.SEND, labels.HELP])
def test_the_small_keyboard_works_in_the_middle_of_a_form(label: str) -> None:
    """A label is never taken for the text of a form, which stays as it was."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, says(desk, label, message_id=60))
    assert desk.conversation is DIRECTION
    assert messages(desk, "sekdis")


def test_an_unknown_command_is_no_text_of_a_form() -> None:
    """A mistyped command shows the tasks; words behind a slash that is no command belong to the form."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, says(desk, "/tugsa", message_id=60))
    assert desk.conversation is DIRECTION
    assert "tidak dikenal" in answer(desk).text
    routes.handle(desk, says(desk, "/n.a. untuk baris 7", message_id=61))
    assert isinstance(desk.conversation, Form)
    assert desk.conversation.text.endswith("/n.a. untuk baris 7")


def test_text_out_of_the_blue_is_sent_to_nobody_and_offers_the_tasks() -> None:
    """The person learns that nobody got it and what there is to do."""
    desk = ordered_with(None)
    routes.handle(desk, says(desk, "Selamat pagi"))
    assert "tidak dikirim kepada siapa pun" in answer(desk).text
    assert verbs_of(answer(desk))[0] == (verbs.OPEN, ("1", "2", "0"))
    assert desk.conversation is None


def test_an_edit_after_sending_changes_nothing_and_says_so() -> None:
    """What was sent stays; the person is told where to begin anew."""
    desk = ordered_with(None)
    routes.handle(desk, says(desk, "Mulai besok", edited=True))
    assert "tetap seperti semula" in answer(desk).text


def test_an_edit_counts_while_the_form_is_open() -> None:
    """The new wording replaces the old one."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, says(desk, "Mulai besok", message_id=50, edited=True))
    assert isinstance(desk.conversation, Form)
    assert desk.conversation.text == "Mulai besok"


def test_an_edited_caption_counts_like_an_edited_text() -> None:
    """The words under a file can be mended too; the file stays."""
    desk = ordered_with(DIRECTION)
    sent = replace(sends(desk), caption="Mulai lusa", edited=True)
    routes.handle(desk, sent)
    assert isinstance(desk.conversation, Form)
    assert desk.conversation.text == "Mulai lusa"
    assert not desk.conversation.awaited


def draft_of_disposisi() -> DisposisiDraft:
    """Return a disposisi that is being written."""
    plain = disposisi()
    return DisposisiDraft(
        "d1", QUARTER, MORNING, plain.subject, plain.urgency, plain.secrecy, plain.recipients, plain.requests
    )


CONVERSATIONS: dict[str, tuple[str, Conversation]] = {
    "form": ("sekdis", DIRECTION),
    "disposisi": ("kadis", draft_of_disposisi()),
    "rencana": ("kabid1", PlanDraft("p1", 1, APTIKA, (ITEM,))),
    "berkas": ("staf1", LooseFiles("l1", files=(1,))),
}


@pytest.mark.parametrize("kind", CONVERSATIONS)
def test_every_conversation_takes_words_files_and_edits(kind: str) -> None:
    """Whatever comes into a conversation is answered in it."""
    code, conversation = CONVERSATIONS[kind]
    town = Town()
    town.decided() if kind == "rencana" else town.ordered()
    desk = town.sits(code)
    desk.conversation = conversation
    for incoming in (
        says(desk, "Teks biasa", 70),
        says(desk, "Teks disunting", 70, edited=True),
        sends(desk),
        OtherSent(source(desk), "sticker"),
    ):
        before = len(desk.tray.entries)
        routes.handle(desk, incoming)
        assert len(desk.tray.entries) > before


@pytest.mark.parametrize("kind", CONVERSATIONS)
def test_every_conversation_can_be_taken_up_and_left(kind: str) -> None:
    """Resuming shows it again; /batal and the button forget it and say that nothing was sent."""
    code, conversation = CONVERSATIONS[kind]
    town = Town()
    town.decided() if kind == "rencana" else town.ordered()
    desk = town.sits(code)
    desk.conversation = conversation
    routes.handle(desk, taps(desk, f"1:{isian.RESUME}"))
    assert messages(desk, code)
    for incoming in (says(desk, "/batal"), taps(desk, f"1:{isian.LEAVE}:-")):
        desk.conversation = conversation
        routes.handle(desk, incoming)
        assert desk.conversation is None
        assert "Dibatalkan" in answer(desk).text
        assert "Tidak ada yang dikirim" in answer(desk).text


def test_leaving_nothing_says_so() -> None:
    """/batal without a form is no fault."""
    desk = ordered_with(None)
    routes.handle(desk, says(desk, "/batal"))
    assert "Tidak ada isian" in answer(desk).text


def test_the_button_of_a_form_long_gone_leaves_the_present_one() -> None:
    """Batal on an old message does not drop what is written now."""
    desk = ordered_with(DIRECTION)
    with pytest.raises(StaleButtonError):
        routes.handle(desk, taps(desk, f"1:{isian.LEAVE}:zz"))
    assert desk.conversation is DIRECTION


def test_a_tap_on_an_older_answer_shows_the_latest() -> None:
    """The send button of an earlier preview sends nothing; the latest preview comes again."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, taps(desk, f"1:{isian.SEND}:n1:0"))
    assert isinstance(desk.conversation, Form)
    assert "Mulai hari ini" in answer(desk).text
    assert toasts(desk)


def test_starting_anew_leaves_the_half_finished_form() -> None:
    """The last argument says to drop it; the button then acts as if it were not there."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, taps(desk, f"1:sek_kembalikan:1:{verbs.START_ANEW}"))
    assert isinstance(desk.conversation, Form)
    assert desk.conversation.purpose is Purpose.RETURN_DISPOSISI


def test_a_fetched_file_goes_to_the_form_that_waits_for_it() -> None:
    """The form shows it; one that nobody waits for any more stays on record without a word."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, sends(desk))
    assert isinstance(desk.conversation, Form)
    waiting = desk.conversation.awaited[0]
    routes.handle(desk, kept(desk, waiting))
    assert desk.conversation.files == (waiting,)
    assert "data.xlsx" in answer(desk).text


def test_a_fetched_file_whose_form_is_gone_stays_on_record() -> None:
    """Nothing is said, and the file can be found again."""
    desk = ordered_with(None)
    wanted = desk.records.want_file("tg", "data.xlsx")
    routes.handle(desk, kept(desk, wanted))
    assert not desk.tray.entries
    assert desk.records.file(wanted) is not None


@pytest.mark.parametrize("conversation", [None, DIRECTION])
def test_a_refused_file_is_always_told(conversation: Conversation | None) -> None:
    """Its sender would else think that it arrived, whether or not the form is still open."""
    desk = ordered_with(conversation)
    wanted = desk.records.want_file("tg", "lama.xls")
    if isinstance(conversation, Form):
        desk.conversation = replace(conversation, awaited=(wanted,))
    routes.handle(desk, FileRefused(desk.chat_id, 1, desk.me.id, wanted, FileFault.OLD_OFFICE))
    texts = [str(message.text) for message in messages(desk, "sekdis")]
    assert any("lama.xls" in text and "tidak diterima" in text for text in texts)


@pytest.mark.parametrize("what", ["sticker", "location", "contact", "poll", "video", "dice"])
def test_what_cannot_be_used_is_answered_politely(what: str) -> None:
    """The person learns what kinds are taken, and the form stays."""
    desk = ordered_with(DIRECTION)
    routes.handle(desk, OtherSent(source(desk), what))
    assert "Yang diterima" in answer(desk).text
    assert desk.conversation is DIRECTION


def test_groups_and_channels_never_reach_a_conversation() -> None:
    """Talk in a group is no answer to a form; a channel is never answered."""
    desk = ordered_with(DIRECTION)
    for kind in (ChatKind.GROUP, ChatKind.CHANNEL):
        routes.handle(desk, TextSaid(source(desk, kind=kind), "Setuju"))
    routes.handle(desk, ReachChanged(source(desk), reachable=False))
    assert not desk.tray.entries
    assert desk.conversation is DIRECTION


def test_the_morning_of_a_quarter_proposes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time comes, the quarter that has ended is proposed."""
    found = []
    monkeypatch.setattr(kepala_dinas, "propose", lambda _desk, quarter: found.append(quarter))
    desk = Town().sits("kadis")
    routes.handle(desk, TimeCame(desk.chat_id, 1, desk.me.id, Occasion.PROPOSE_QUARTER))
    assert found == [QUARTER]


def test_who_holds_no_post_is_refused_with_a_sentence() -> None:
    """While a Plt. has the post an old button leads to a sentence, not to the task."""
    town = Town()
    town.also_holds("tim1", of="kabid1")
    town.collecting()
    town.drafted()
    desk = town.sits("kabid1")
    said = taps(desk, f"1:{verbs.OPEN}:1:4:{APTIKA}")
    with pytest.raises(REFUSALS) as caught:
        routes.handle(desk, said)
    fresh = town.sits("kabid1")
    routes.refuse(fresh, said, caught.value)
    assert messages(fresh, "kabid1")
    assert "sedang dijalankan oleh Plt. Tono" in str(answer(fresh).text)

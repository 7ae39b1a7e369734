"""Messages of the handlers as calls of the Bot API."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.rendering import CAPTION_LIMIT, TEXT_LIMIT, StoredCall, letters, split
from documents.spec import read
from handlers.outgoing import Button, MenuFor, Message, Outgoing, Priority, Style, TapAnswer, ToChat
from handlers.texts import words
from storage.outbox import Letter
from workflow.papers.kinds import PaperKind, Printed
from workflow.timeline import Day, Timeline

CHAT = 700
ROWS = ((Button("Terima", "1:terima:7", Style.USUAL), Button("Kembalikan", "1:kembali:7", Style.REFUSING)),)


def rendered(outgoing: Outgoing) -> list[Letter]:
    """Return the letters of bot 42, office 3, inbox row 9."""
    return list(letters(outgoing, 42, 3, 9))


def calls(message: Message) -> list[StoredCall]:
    """Return the calls of a message."""
    return [StoredCall.read(letter.params) for letter in rendered(ToChat(CHAT, message, Priority.NOTICE))]


def shown(part: str) -> str:
    """Return what a phone shows of a part."""
    return html.unescape(re.sub(r"<[^>]*>", "", part))


def units(part: str) -> int:
    """Count a part as Telegram does."""
    return len(shown(part).encode("utf-16-le", "surrogatepass")) // 2


def is_balanced(part: str) -> bool:
    """Tell whether every tag of a part is closed in it, in order."""
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)[^>]*>", part):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def test_a_message_is_one_call_with_its_markup() -> None:
    """Links are not unfolded: a person's words may hold any."""
    (letter,) = rendered(ToChat(CHAT, Message(Markup("<b>Baik</b>")), Priority.NOTICE))
    assert (letter.bot_id, letter.office_id, letter.chat_id, letter.cause_id) == (42, 3, CHAT, 9)
    assert (letter.method, letter.priority, letter.key, letter.file_id) == ("sendMessage", Priority.NOTICE, "", None)
    assert StoredCall.read(letter.params) == StoredCall(
        {
            "chat_id": CHAT,
            "text": "<b>Baik</b>",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
    )


def test_buttons_say_by_their_colour_what_they_do() -> None:
    """A plain one has no style, and one that copies carries no data."""
    rows = (*ROWS, (Button("Lihat", "1:lihat"), Button("Salin", copy="K-0007")))
    (call,) = calls(Message(Markup("Baik"), rows))
    assert call.params["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "Terima", "callback_data": "1:terima:7", "style": "success"},
                {"text": "Kembalikan", "callback_data": "1:kembali:7", "style": "danger"},
            ],
            [{"text": "Lihat", "callback_data": "1:lihat"}, {"text": "Salin", "copy_text": {"text": "K-0007"}}],
        ]
    }


def test_the_small_keyboard_stays() -> None:
    """It fits the phone's width."""
    (call,) = calls(Message(Markup("Baik"), keyboard=(("Tugas saya",), ("Status", "Bantuan"))))
    assert call.params["reply_markup"] == {
        "keyboard": [[{"text": "Tugas saya"}], [{"text": "Status"}, {"text": "Bantuan"}]],
        "is_persistent": True,
        "resize_keyboard": True,
    }


def test_a_card_has_its_key_and_is_pinned_without_a_sound() -> None:
    """So the next one replaces it."""
    (letter,) = rendered(ToChat(CHAT, Message(Markup("Kartu"), key="kartu:1", pinned=True, silent=True), Priority.CARD))
    call = StoredCall.read(letter.params)
    assert (letter.key, letter.priority, call.pinned) == ("kartu:1", Priority.CARD, True)
    assert call.params["disable_notification"] is True


def test_a_stored_call_comes_back_as_it_was() -> None:
    """With what delivery does about earlier messages."""
    for call in (StoredCall({"a": 1}), StoredCall({"a": [1]}, edits=5), StoredCall({}, pinned=True)):
        assert StoredCall.read(call.pack()) == call


def test_a_long_message_has_its_buttons_and_key_at_its_end() -> None:
    """Only the last part is kept, pinned and tapped; the tapped message becomes the first part."""
    text = Markup("\n").join(Markup("<b>Baris</b> {n} {x}").format(n=n, x="x" * 90) for n in range(100))
    message = Message(text, ROWS, key="kartu:1", edits=5, pinned=True, silent=True)
    stored = rendered(ToChat(CHAT, message, Priority.NOTICE))
    made = [StoredCall.read(letter.params) for letter in stored]
    assert len(made) == 3
    assert [letter.key for letter in stored] == ["", "", "kartu:1"]
    assert [call.edits for call in made] == [5, None, None]
    assert [call.pinned for call in made] == [False, False, True]
    assert ["reply_markup" in call.params for call in made] == [False, False, True]
    assert all(call.params["disable_notification"] for call in made)
    assert "\n".join(call.params["text"] for call in made) == text


def test_parts_are_cut_where_no_markup_is_open() -> None:
    """A quotation that fits into one part is not cut."""
    quotation = "<blockquote>" + "\n".join(["kata " * 20] * 20) + "</blockquote>"
    parts = list(split("\n".join(f"Bagian {n}\n{quotation}" for n in range(7))))
    assert len(parts) > 2
    for part in parts:
        assert is_balanced(part)
        assert units(part) <= TEXT_LIMIT
        assert part.count("<blockquote>") == part.count(quotation)


def test_a_quotation_that_is_too_long_is_closed_and_opened_again() -> None:
    """A form of several long messages is one quotation when it is shown."""
    said = "\n".join(f"{n}. " + "uraian capaian " * 60 for n in range(12))
    parts = list(split(str(words.lines(Markup("<b>Isian</b>"), words.quoted(said), "Sudah benar?"))))
    assert len(parts) == 3
    for part in parts:
        assert is_balanced(part)
        assert units(part) <= TEXT_LIMIT
        assert "<blockquote expandable>" in part
    assert parts[-1].endswith("Sudah benar?")


def test_a_part_in_which_nothing_would_show_is_left_out() -> None:
    """Telegram refuses a message of blanks."""
    blank = "awal\n" + "<blockquote>" + "\n" * 9000 + "</blockquote>\nakhir"
    assert [shown(part).strip() for part in split(blank)] == ["awal", "akhir"]


def test_length_counts_as_telegram_counts() -> None:
    """A sign outside of the first plane counts for two, markup for nothing, an escaped sign for one."""
    assert len(list(split("😀" * (TEXT_LIMIT // 2)))) == 1
    assert len(list(split("😀" * (TEXT_LIMIT // 2) + "a"))) == 2
    assert len(list(split("<b>" + "&amp;" * TEXT_LIMIT + "</b>"))) == 1


TYPED = st.lists(
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=120)
    | st.sampled_from(
        ["<b>", "</b>", "&amp;", "<a href='x'>", "😀" * 300, "\n\n\n", "x" * 3000, "& < > \" '", "kata " * 900]
    ),
    max_size=12,
).map("\n".join)


@given(TYPED)
@example("a" * 4096 + "\n" + "<i>" * 2000)
@example("\n" * 4200 + "akhir")
@example("\x08")
def test_whatever_people_type_is_shown_intact(typed: str) -> None:
    """Quoted, cut and put together again it is what was typed, and every part is one that Telegram takes."""
    whole = words.paragraphs(Markup("<b>Isian</b>"), words.quoted(typed))
    parts = list(split(str(whole)))
    expected = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", typed)
    visible = "".join(shown(part) for part in parts)
    assert "".join(visible.split()) == "".join(("Isian" + expected).split())
    for part in parts:
        assert units(part) <= TEXT_LIMIT
        assert is_balanced(part)
        assert set(re.findall(r"<[^>]*>", part)) <= {
            "<b>",
            "</b>",
            "<blockquote>",
            "<blockquote expandable>",
            "</blockquote>",
        }
    if len(parts) == 1:
        assert visible.removeprefix("Isian\n\n" if typed else "Isian") == expected


def test_a_tap_is_answered_in_two_hundred_signs() -> None:
    """It belongs to no chat's order."""
    (letter,) = rendered(TapAnswer("881", "x" * 300, alert=True))
    assert (letter.method, letter.chat_id, letter.priority) == ("answerCallbackQuery", 0, Priority.ANSWER)
    assert StoredCall.read(letter.params).params == {
        "callback_query_id": "881",
        "text": "x" * 200,
        "show_alert": True,
    }


def test_a_menu_is_for_one_chat() -> None:
    """Everyone sees the commands of their own posts."""
    (letter,) = rendered(MenuFor(CHAT, (("tugas", "Tugas saya"), ("status", "Status monev"))))
    assert (letter.method, letter.chat_id) == ("setMyCommands", CHAT)
    assert StoredCall.read(letter.params).params == {
        "commands": [
            {"command": "tugas", "description": "Tugas saya"},
            {"command": "status", "description": "Status monev"},
        ],
        "scope": {"type": "chat", "chat_id": CHAT},
    }


def test_a_file_carries_its_caption_and_buttons() -> None:
    """Its content is found when it is delivered."""
    (letter,) = rendered(ToChat(CHAT, Message(Markup("<b>Data</b>"), ROWS, file_id=17), Priority.ANSWER))
    params = StoredCall.read(letter.params).params
    assert (letter.method, letter.file_id) == ("sendDocument", 17)
    assert (params["caption"], params["parse_mode"]) == ("<b>Data</b>", "HTML")
    assert "inline_keyboard" in params["reply_markup"]


@pytest.mark.parametrize(("length", "methods"), [(0, ["sendDocument"]), (1, ["sendMessage", "sendDocument"])])
def test_a_caption_over_its_limit_goes_ahead_of_its_file(length: int, methods: list[str]) -> None:
    """Telegram would refuse the file with it."""
    text = escape("&" * (CAPTION_LIMIT + length))
    stored = rendered(ToChat(CHAT, Message(text, ROWS, file_id=17), Priority.ANSWER))
    assert [letter.method for letter in stored] == methods
    assert stored[-1].file_id == 17
    assert sum("reply_markup" in StoredCall.read(letter.params).params for letter in stored) == 1


def a_line() -> Timeline:
    """Return a time line without rows."""
    noon = datetime(2026, 10, 1, 5, tzinfo=UTC)
    return Timeline(
        "Monev Triwulan III 2026", "Dinas", "Asia/Jakarta", (Day(noon.date(), ()),), (), (), noon, noon, False
    )


PICTURE = Printed(PaperKind.TIMELINE, a_line(), "garis-waktu.png")


def test_what_is_opened_as_a_file_goes_as_one() -> None:
    """Only pictures are shown in the chat itself."""
    message = Message(Markup("Laporan"), paper=Printed(PaperKind.REPORT_PDF, a_line(), "Laporan.pdf"))
    (letter,) = rendered(ToChat(CHAT, message, Priority.ANSWER))
    assert letter.method == "sendDocument"
    assert StoredCall.read(letter.params).file_name == "Laporan.pdf"


def test_a_picture_waits_as_what_it_shows() -> None:
    """The letter holds the data; the picture is drawn when it is delivered, with the words as its caption."""
    message = Message(Markup("3 dari 10 <b>hari</b>"), ROWS, paper=PICTURE)
    (letter,) = rendered(ToChat(CHAT, message, Priority.ANSWER))
    assert (letter.method, letter.file_id, letter.key) == ("sendPhoto", None, "")
    assert read(letter.document).paper == a_line()
    params = StoredCall.read(letter.params).params
    assert params["caption"] == "3 dari 10 <b>hari</b>"
    assert StoredCall.read(letter.params).file_name == "garis-waktu.png"
    assert "text" not in params
    assert len(params["reply_markup"]["inline_keyboard"]) == 1


def test_a_caption_that_is_too_long_goes_before_its_picture() -> None:
    """Whole, with the buttons; the picture follows without words."""
    message = Message(escape("x" * (CAPTION_LIMIT + 1)), ROWS, paper=PICTURE)
    text, picture = rendered(ToChat(CHAT, message, Priority.ANSWER))
    assert (text.method, picture.method) == ("sendMessage", "sendPhoto")
    assert "reply_markup" in StoredCall.read(text.params).params
    assert StoredCall.read(picture.params).params == {"chat_id": CHAT, "caption": "", "parse_mode": "HTML"}
    assert read(picture.document).paper == a_line()

"""What a rahasia disposisi says goes through chat on no way: not written, sent, read, printed, nor archived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from chat_town import CYCLE, QUARTER, Phone, Town

from bot.archiving import history_entries
from documents.archive_plan import ArchiveFacts, archive_plan
from handlers import verbs
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.conversations import DisposisiDraft
from handlers.desk import NoPostError
from handlers.outgoing import Button, Message
from storage.codec import encode
from workflow import commands as c
from workflow.cycle import Secrecy, Urgency
from workflow.files import FileKind
from workflow.office import Role
from workflow.papers.kinds import PaperKind
from workflow.refusals import RefusalError

SUBJECT, NOTE, REQUEST, FILE = "Halperkararahasia", "Catatanrahasia", "Mohondirahasiakan", "lampiranrahasia.pdf"
SECRETS = (SUBJECT, NOTE, REQUEST, FILE)
COMMANDS = ("status", "tugas", "disposisi", "riwayat", "laporan", "dokumen", "arsip", "kepatuhan", "arahan", "profil")
REFUSED = (RefusalError, UnknownButtonError, StaleButtonError, NoPostError)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Collect every message that any phone gets, cards and papers included."""
    messages: list[Message] = []
    really_put = Phone.put

    def put(phone: Phone, message: Message) -> None:
        messages.append(message)
        really_put(phone, message)

    monkeypatch.setattr(Phone, "put", put)
    return messages


def ordered(town: Town) -> Town:
    """Let a rahasia disposisi stand on record with content, as an earlier version of the bot took it in."""
    hendra = town.phone("hendra")
    file_id = town.records.want_file("tg", FILE)
    town.records.keep_file(file_id, FileKind.PDF, 4, "ab" * 32)
    kept = town.records.files[file_id]
    town.records.files[file_id] = replace(kept, person_id=hendra.person_id)
    recipients = tuple(post.id for post in town.office.posts_with(Role.SEKRETARIS, Role.TIM, Role.PERENCANAAN))
    order = c.IssueDisposisi(
        QUARTER,
        "001/MONEV/III/2026",
        SUBJECT,
        Urgency.SEGERA,
        Secrecy.RAHASIA,
        recipients,
        (REQUEST,),
        NOTE,
        (file_id,),
    )
    town.does("hendra", order)
    return town


def everything(messages: list[Message], town: Town) -> Iterator[str]:
    """Yield all that went out: words, labels, what papers hold."""
    for message in messages:
        yield str(message.text)
        yield from (button.label for row in message.rows for button in row)
        if message.paper is not None:
            yield encode(message.paper.paper) + message.paper.file_name
    for phone in town.phones.values():
        yield from phone.toasts


def leaks(messages: list[Message], town: Town) -> list[str]:
    return [told for told in everything(messages, town) if any(secret in told for secret in SECRETS)]


def tries(phone: Phone, *data: str) -> None:
    """Tap buttons, offered or not; a refusal is an answer too."""
    for each in data:
        try:
            phone.taps_kept((0, Button("", f"1:{each}")))
        except REFUSED:
            continue


def test_no_screen_and_no_paper_tells_it(seen: list[Message]) -> None:
    """Everybody opens everything, before and after the Sekretaris has received it, with buttons that nobody offered."""
    town = ordered(Town())
    (file_id,) = town.cycle.disposisi[-1].files
    for step in ("sent", "received"):
        for phone in town.phones.values():
            for command in COMMANDS:
                try:
                    phone.says(f"/{command}")
                except REFUSED:
                    continue
            tries(
                phone,
                f"{verbs.LOOK_FILE}:{CYCLE}:{file_id}",
                *(f"{verbs.PAPER}:{CYCLE}:{kind.value}" for kind in PaperKind),
                *(f"buka:{CYCLE}:{number}:0" for number in range(1, 8)),
            )
            phone.conversation = None
        if step == "sent":
            town.does("ratna", c.DirectTeam("Mulai dari indikator yang merah"))
    assert len(seen) > 100
    assert leaks(seen, town) == []
    assert not any(message.file_id == file_id for message in seen)


def test_the_writers_own_file_is_not_handed_back_in_chat(seen: list[Message]) -> None:
    """It was marked rahasia: from then on it is read on paper."""
    town = ordered(Town())
    (file_id,) = town.cycle.disposisi[-1].files
    tries(town.phone("hendra"), f"{verbs.LOOK_FILE}:{CYCLE}:{file_id}")
    assert seen == []
    assert "tidak dapat dibuka" in town.phone("hendra").toasts[-1]


def test_the_archive_names_it_and_tells_nothing_of_it() -> None:
    """It may go through chat; neither folder, nor index, nor history."""
    town = ordered(Town())
    cycle = town.cycle
    history = history_entries(town.records.histories[CYCLE], town.office)
    files = dict(town.records.files)
    facts = ArchiveFacts(cycle, town.office, "Dinas", files, {}, (), history)
    told = repr(archive_plan(facts)) + repr(history)
    assert "001/MONEV/III/2026" in told
    assert not any(secret in told for secret in SECRETS)


def writing(town: Town) -> Phone:
    """Return the Kepala Dinas with a draft of the disposisi before him."""
    hendra = town.phone("hendra").taps_kept((0, Button("", f"1:disposisi_baru:{QUARTER.year}:{QUARTER.number}")))
    assert isinstance(hendra.conversation, DisposisiDraft)
    return hendra


def draft(phone: Phone) -> DisposisiDraft:
    assert isinstance(phone.conversation, DisposisiDraft)
    return phone.conversation


def test_marking_it_takes_out_of_the_chat_what_was_written_before() -> None:
    """The messages are deleted, the draft is empty of them, and that is said."""
    town = Town()
    hendra = writing(town).says(NOTE)
    hendra.taps("Hal").says(SUBJECT)
    typed = [hendra.said[NOTE], hendra.said[SUBJECT]]
    hendra.taps("Sifat").taps("⬜ Rahasia")
    assert hendra.deleted == typed
    assert "dikeluarkan" in hendra.toasts[-1]
    hendra.taps("Selesai")
    kept = draft(hendra)
    assert (kept.note, kept.files, kept.typed) == ("", (), ())
    assert not any(secret in hendra.text for secret in SECRETS)
    assert "Catatan/Lampiran" not in hendra.labels
    assert "Hal" not in hendra.labels


def test_what_is_written_or_sent_afterwards_is_refused_and_deleted() -> None:
    """Text, own requests and files; the agenda's number is no content."""
    town = Town()
    hendra = writing(town)
    hendra.taps("Sifat").taps("⬜ Rahasia").taps("Selesai")
    before = draft(hendra)
    hendra.says(NOTE)
    assert hendra.deleted == [hendra.said[NOTE]]
    assert "lembar cetak" in hendra.text
    hendra.sends(FILE)
    assert len(hendra.deleted) == 2
    assert hendra.fetching == {}
    hendra.taps("Lanjutkan yang tadi").taps("Harap").says(REQUEST)
    assert len(hendra.deleted) == 3
    assert replace(draft(hendra), answer=before.answer, asking=before.asking) == before
    hendra.taps("Lanjutkan yang tadi").taps("Nomor agenda").says("045/1234/2026")
    assert draft(hendra).agenda_number == "045/1234/2026"
    hendra.taps("Kirim").taps("Kirim sekarang")
    issued = town.cycle.disposisi[-1]
    assert (issued.secrecy, issued.note, issued.files) == (Secrecy.RAHASIA, "", ())


def test_one_that_came_back_is_mended_without_showing_what_it_said() -> None:
    """The draft begins with its head only."""
    town = ordered(Town())
    town.does("ratna", c.ReturnDisposisi("Belum lengkap"))
    hendra = writing(town)
    assert not any(secret in hendra.text for secret in SECRETS)
    assert draft(hendra).note == ""

"""Files: wanted in the turn that brought them, then kept or refused; handed out only when kept."""

from __future__ import annotations

from datetime import timedelta

from contract_town import BOT, MORNING, TwoOffices, person
from sqlalchemy import Engine
from sqlmodel import Session

from storage import files
from storage.files import WantedFile
from workflow.files import FileFault, FileKind, KeptFile
from workflow.office import Office

SHA = "ab" * 32
NAME = "../../etc/laporan \u202exslx.TW-I 😀.xlsx"
LATER = MORNING + timedelta(seconds=8)


def want(session: Session, office: Office, name: str = NAME, bot_id: int = BOT) -> WantedFile:
    return files.want(
        session,
        office_id=office.id,
        person_id=person(office, "tim"),
        bot_id=bot_id,
        chat_id=5,
        telegram_file_id="BQACAgUAAx",
        name=name,
        now=MORNING,
    )


def test_a_wanted_file_waits_to_be_fetched(session: Session, town: TwoOffices):
    """After a restart the same files are still to be fetched, oldest first, by the bot that may fetch them."""
    wanted = [want(session, office) for office in (town.kominfo, town.dukcapil)]
    want(session, town.kominfo, bot_id=BOT + 1)
    assert files.wanted(session, BOT) == wanted
    assert wanted[0].person_id == person(town.kominfo, "tim")
    assert (wanted[0].chat_id, wanted[0].telegram_file_id) == (5, "BQACAgUAAx")


def test_a_file_is_handed_out_only_when_it_is_kept(session: Session, town: TwoOffices):
    """Its name comes back as the phone gave it, with the hash under which the content lies."""
    office = town.kominfo
    file_id = want(session, office).id
    assert files.get(session, office.id, file_id) is None
    kept = files.keep(session, office.id, file_id, FileKind.XLSX, 20 * 1024 * 1024, SHA, LATER)
    assert kept == KeptFile(file_id, NAME, FileKind.XLSX, 20 * 1024 * 1024, SHA, person(office, "tim"), LATER)
    assert files.get(session, office.id, file_id) == kept
    assert files.wanted(session, BOT) == []


def test_a_refused_file_is_named_and_never_handed_out(session: Session, town: TwoOffices):
    """The sender is told which file it was; nobody fetches it again."""
    file_id = want(session, town.kominfo).id
    assert files.refuse(session, town.kominfo.id, file_id, FileFault.MACROS) == NAME
    assert files.get(session, town.kominfo.id, file_id) is None
    assert files.wanted(session, BOT) == []


def test_a_file_that_nobody_sent_is_no_file(session: Session, town: TwoOffices):
    """An unknown number is answered with None, and nothing is made of it."""
    office_id = town.kominfo.id
    assert files.get(session, office_id, 99) is None
    assert files.keep(session, office_id, 99, FileKind.PDF, 1, SHA, LATER) is None
    assert files.refuse(session, office_id, 99, FileFault.GONE) is None


def test_another_office_can_neither_keep_nor_refuse_a_file(session: Session, town: TwoOffices):
    """The file stays as its own office left it."""
    file_id = want(session, town.kominfo).id
    other = town.dukcapil.id
    assert files.keep(session, other, file_id, FileKind.PDF, 1, SHA, LATER) is None
    assert files.refuse(session, other, file_id, FileFault.GONE) is None
    assert [file.id for file in files.wanted(session, BOT)] == [file_id]


def test_what_a_failed_turn_wanted_is_not_fetched(engine: Engine, town: TwoOffices):
    """The wish commits with the message that brought it."""
    with Session(engine) as session:
        want(session, town.kominfo)
        session.rollback()
        assert files.wanted(session, BOT) == []

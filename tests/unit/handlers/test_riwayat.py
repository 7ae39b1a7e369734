"""What happened, read in chat: a cycle, a task of it, a unit's part, and the office's register."""

from __future__ import annotations

from datetime import UTC, date, datetime

from fake_records import APTIKA, IKP, MORNING, Town, answer, person, post, taps, verbs_of

from handlers import riwayat, routes
from handlers.outgoing import Message
from handlers.texts.register import entry
from workflow import admission as a
from workflow import office_changes as c
from workflow import register as r
from workflow.cycle import COLLECT
from workflow.incidents import IncidentNoted
from workflow.ladder import OrderRungTaken, Rung
from workflow.office import HoldingKind, Role, StandInProposal
from workflow.stand_ins import ConfirmStandIn, ProposeStandIn, RefuseStandIn

TODAY = date(2026, 10, 1)
STAFF, SEAT = person("staf1").id, post("staf1").id
PROPOSAL = StandInProposal(1, SEAT, STAFF, person("staf2").id, TODAY, TODAY, "SK-1")
ENTRIES = (
    r.CalendarDayChanged("2026-10-05", True, "Cuti <bersama>"),
    r.OfficeFileTaken(("satu",)),
    r.BackupRestored("2026-10-01T01:00:00+00:00"),
    c.AddPerson("baru", "Orang Baru", "198001012005011001", "", "081234567890"),
    c.CorrectPerson(STAFF, "Nama Benar", "198001012005011001", "", "081234567890"),
    c.SetAdmin(STAFF, True),
    c.AddUnit("u", "Unit Baru"),
    c.RenameUnit(APTIKA, "Bidang X"),
    c.CloseUnit(APTIKA),
    c.AddPost("p", "Jabatan Baru", Role.STAF, APTIKA),
    c.RenamePost(SEAT, "Staf X"),
    c.ClosePost(SEAT),
    c.Appoint(SEAT, STAFF, TODAY, "SK-1"),
    c.StandIn(SEAT, STAFF, HoldingKind.PLH, TODAY, TODAY, "SK-1"),
    c.EndHolding(SEAT, STAFF, HoldingKind.DEFINITIF, TODAY, TODAY),
    c.MoveAway(STAFF, TODAY),
    ProposeStandIn(PROPOSAL),
    ConfirmStandIn(1),
    RefuseStandIn(1, "Perlu di kantor"),
    a.PersonInvited(STAFF, MORNING),
    a.NoticeAccepted(STAFF, 555123, 1),
    a.NoticeRefused(STAFF, 1),
    a.WrongCodeGiven(STAFF, 555123, 3, True),
    a.IdentityDenied(STAFF, 555123),
    a.AccountBound(STAFF, 555123, a.Admission.CODE),
    a.AccountReleased(STAFF, 555123, a.ReleaseCause.OWN),
    IncidentNoted(1, MORNING, "Ponsel hilang", "Staf Aptika 081234567890"),
    OrderRungTaken(1, COLLECT, APTIKA, 1, SEAT, Rung.DEPUTY, (STAFF,)),
)


def tapped(town: Town, code: str, *args: int) -> Message:
    """Return the history that the person gets by a button with these arguments."""
    desk = town.sits(code)
    routes.handle(desk, taps(desk, ":".join(("1", riwayat.HISTORY, *map(str, args)))))
    return answer(desk)


def test_leaders_narrow_a_history_down_to_a_task_and_a_unit() -> None:
    """From the whole to a step, to a unit of it, and back."""
    town = Town()
    town.closed()
    whole = tapped(town, "kadis", 1)
    assert {("riwayat", ("1", str(step), "0")) for step in range(1, 8)} <= set(verbs_of(whole))
    collected = tapped(town, "kadis", 1, COLLECT, 0)
    assert "4. Pengumpulan data</b>" in collected.text
    assert "memulai monev" not in collected.text
    task = tapped(town, "kadis", 1, COLLECT, IKP)
    assert "4. Pengumpulan data · Bidang IKP</b>" in task.text
    assert "Aptika" not in task.text
    assert ("riwayat", ("1", "0", "0")) in verbs_of(task)


def test_a_unit_reads_of_itself_alone() -> None:
    """Neither another unit's acts, nor what evaluators note, nor letters to others; by no button whatever."""
    town = Town()
    town.closed()
    for code in ("staf1", "kabid1"):
        for args in ((1,), (1, 0, 0), (1, COLLECT, 0), (1, 0, APTIKA)):
            text = tapped(town, code, *args).text
            assert "Aptika" in text
            assert "IKP" not in text
            assert "catatan evaluasi" not in text
            assert "disposisi" not in text
        assert "unit yang bersangkutan" in tapped(town, code, 1, COLLECT, IKP).text
        assert "unit yang bersangkutan" in tapped(town, code, 1, COLLECT, 999).text


def test_an_invented_step_has_no_history() -> None:
    """A forged button leads nowhere."""
    town = Town()
    town.closed()
    assert "Belum ada riwayat" in tapped(town, "kadis", 1, 99, 0).text


def test_every_kind_of_entry_has_its_words() -> None:
    """No kind is left out, what people wrote is intact, and no number of a person's is told."""
    assert {type(each) for each in ENTRIES} == set(r.ENTRIES)
    desk = Town().sits("sekdis")
    for kept in ENTRIES:
        said = entry(kept, desk)
        assert said, kept
        assert not any(number in said for number in ("1980", "0812", "555123")), kept
    assert "Cuti &lt;bersama&gt;" in entry(ENTRIES[0], desk)


def test_the_register_is_for_leaders_and_admins() -> None:
    """Who did what, the program itself named too; all others are told whose it is."""
    town = Town()
    town.records.register.extend(
        r.Registered(n, kept, None, datetime(2026, 10, 1, 1, tzinfo=UTC)) for n, kept in enumerate(ENTRIES, 1)
    )
    for code, sees in (("kadis", True), ("sekdis", True), ("tim1", False), ("ren", False), ("staf1", False)):
        desk = town.sits(code)
        routes.handle(desk, taps(desk, f"1:{riwayat.REGISTER}"))
        text = answer(desk).text
        assert (f"{len(ENTRIES)}. 1 Okt 08.00 · Monev:" in text) is sees
        assert ("hanya untuk Kepala Dinas" in text) is not sees
        desk = town.sits(code)
        riwayat.show(desk)
        assert ((riwayat.REGISTER, ()) in verbs_of(answer(desk))) is sees

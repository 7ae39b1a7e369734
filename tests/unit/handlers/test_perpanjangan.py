"""More time in chat: asked for with a reason, decided by who gave the task, who sees first what moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from chat_town import CYCLE, Phone, Shown, Town

from handlers import minta_bantuan, perpanjangan, verbs
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.notices_of_time import mark_of
from handlers.outgoing import Button
from workflow import commands as c
from workflow.cycle import COLLECT, COORDINATE, Assignment
from workflow.office import Holding, HoldingKind, Role
from workflow.refusals import (
    ExtensionPendingError,
    InvalidFieldError,
    NoExtensionAskedError,
    NotGiverError,
    NotHolderError,
    NoTimeRunsError,
    OwnExtensionError,
    RefusalError,
    StepEndedError,
)
from workflow.reminders import ReminderKind

WEDNESDAY = datetime(2026, 10, 14, 1, 0, tzinfo=UTC)
"""08.00 WIB, a day before the units' deadline."""
HOLIDAY = date(2026, 10, 20)
UNIT = "aptika"
TIM = ("andi", "budi", "citra")


def collecting() -> Town:
    """Return a town on the morning before the last day of step 4, with a holiday on Tuesday of the next week."""
    town = Town()
    town.calendar = town.calendar.with_day_off(HOLIDAY, "Hari Jadi Kabupaten")
    town.collecting().now = WEDNESDAY
    return town


def button(verb: str, *args: int) -> tuple[int, Button]:
    """Return a button as an earlier message carried it."""
    return (0, Button("", ":".join(("1", verb, *map(str, args)))))


def more_time(town: Town, code: str = "joko", step: int = COLLECT, unit: str | None = UNIT) -> Phone:
    """Let a person tap the reminder's button."""
    return town.phone(code).taps_kept(button("minta_waktu", CYCLE, step, town.unit(unit) if unit else 0))


def asked(town: Town | None = None, days: int = 3) -> Town:
    """Return a town where the Staf has asked for more days."""
    town = town or collecting()
    more_time(town).taps(f"{days} hari kerja").says("Petugas <sakit> & server mati").taps("Kirim permintaan")
    return town


def owed(town: Town, step: int = COLLECT, unit: str | None = UNIT) -> Assignment:
    """Return the assignment as it stands."""
    found = town.cycle.assignment(step, town.unit(unit) if unit else None)
    assert found is not None
    return found


def notice(phone: Phone, part: str) -> Shown:
    """Return the newest message that holds that part."""
    return next(shown for shown in reversed(phone.screen) if part in shown.text)


def test_a_request_is_granted_for_less_and_everyone_is_told() -> None:
    """Staf asks for 3 days, a member of the Tim sees what 2 would move and grants them; deadline and reminders move."""
    town = asked()
    budi, andi = town.phone("budi"), town.phone("andi")
    old, of_andi = budi.button("Setujui 3 hari"), andi.button("Setujui 3 hari")
    budi.taps("Jumlah lain").taps("2 hari kerja")
    assert "Kamis, 15 Okt 16.00 → <b>Senin, 19 Okt 16.00</b>" in budi.text
    assert "Evaluasi: Jumat, 16 Okt 16.30 → <b>Rabu, 21 Okt 16.00</b> (perkiraan)" in budi.text
    assert "Libur di antaranya: Selasa, 20 Oktober 2026 (Hari Jadi Kabupaten)." in budi.text
    budi.taps("Setujui 2 hari")
    assert owed(town).due_at == datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
    for code in ("joko", "irfan"):  # who asked; the Kabid above
        assert "Perpanjangan disetujui: 2 hari kerja" in town.phone(code).text
        assert "Senin, 19 Oktober 2026 pukul 16.00 WIB" in town.phone(code).text
        assert town.phone(code).labels == ["Buka tugas"]
    plan = town.records.plans[(CYCLE, owed(town).key)]
    last_mornings = [each.at for each in plan.reminders if each.kind is ReminderKind.LAST_MORNING]
    assert last_mornings == [datetime(2026, 10, 19, 0, 30, tzinfo=UTC)]
    town.passes(hours=1)
    budi.taps_kept(old)
    assert "sudah disetujui 2 hari kerja oleh Bapak/Ibu sendiri" in budi.text
    andi.taps_kept(of_andi)
    assert "sudah disetujui 2 hari kerja oleh Budi Contoh" in andi.text
    assert "Rabu, 14 Oktober 2026 pukul 08.00 WIB" in andi.text
    assert owed(town).due_at == datetime(2026, 10, 19, 9, 0, tzinfo=UTC)


def test_the_question_says_until_when_each_choice_lasts() -> None:
    """One, two, three or five working days, with the days on which they end, over the holiday."""
    joko = more_time(collecting())
    assert joko.labels == ["1 hari kerja", "2 hari kerja", "3 hari kerja", "5 hari kerja", "Batal"]
    assert "Batas sekarang: Kamis, 15 Oktober 2026 pukul 16.00 WIB" in joko.text
    assert "3 hari kerja: sampai Rabu, 21 Okt 16.00" in joko.text


def test_leaving_the_question_asks_for_nothing() -> None:
    """Batal on the numbers leaves what else is being written alone."""
    town = collecting()
    joko = town.phone("joko").opens(COLLECT, town.unit(UNIT)).taps("Kirim data").says("Setengah jadi")
    before = joko.conversation
    more_time(town).taps("Batal")
    assert "Tidak ada perpanjangan yang diminta" in joko.text
    assert joko.conversation == before


def test_the_preview_shows_days_and_both_deadlines() -> None:
    """Nothing goes out before it was seen in full."""
    town = collecting()
    joko = more_time(town).taps("2 hari kerja").says("Server mati")
    assert "Minta perpanjangan 2 hari kerja" in joko.text
    assert "Batas sekarang: Kamis, 15 Oktober 2026 pukul 16.00 WIB" in joko.text
    assert "Batas yang diminta: Senin, 19 Oktober 2026 pukul 16.00 WIB" in joko.text
    assert owed(town).extension is None


def test_the_receipt_names_who_decides_and_what_holds_until_then() -> None:
    """All members of the Tim, and the deadline as it is."""
    joko = asked().phone("joko")
    assert "terkirim kepada Andi Contoh, S.Kom., Budi Contoh, S.T. dan Citra Contoh, S.E.\n" in joko.text
    assert "Sampai itu batasnya tetap Kamis, 15 Oktober 2026 pukul 16.00 WIB." in joko.text


def test_the_givers_see_who_asks_why_and_what_moves() -> None:
    """The words as written, every later step with its forecast, the holiday, and the SOP's limit."""
    town = asked()
    for code in TIM:
        text = town.phone(code).text
        assert "Permintaan perpanjangan 3 hari kerja" in text
        assert "Dari Joko Contoh, A.Md.Kom." in text
        assert "<blockquote>Petugas &lt;sakit&gt; &amp; server mati</blockquote>" in text
        assert "Pengumpulan data Bidang Aplikasi Informatika: Kamis, 15 Okt 16.00 → <b>Rabu, 21 Okt 16.00</b>" in text
        assert "Rencana tindak lanjut: Rabu, 21 Okt 16.00 → <b>Senin, 26 Okt 16.00</b> (perkiraan)" in text
        assert "batas SOP Kamis, 22 Okt 16.00, lewat 2 hari kerja." in text
        assert town.phone(code).labels == ["Setujui 3 hari", "Jumlah lain", "Tolak"]
    for code in ("ratna", "hendra", "dewi", "irfan"):
        assert not town.phone(code).screen


def test_where_another_unit_is_slower_nothing_else_moves() -> None:
    """The one who decides is told so."""
    town = collecting()
    town.does("gilang", c.AskExtension(COLLECT, town.unit("ikp"), 5, "Server mati"), town.unit("ikp"))
    town.does("budi", c.GrantExtension(COLLECT, town.unit("ikp"), 5))
    budi = asked(town, days=1).phone("budi")
    assert "Langkah lain tidak bergeser." in budi.text
    assert "Evaluasi" not in budi.text


def test_a_decision_takes_the_place_of_the_request_in_every_givers_chat() -> None:
    """No buttons are left over that would decide once more."""
    town = asked()
    town.phone("budi").taps("Setujui 3 hari")
    for code in TIM:
        found = notice(town.phone(code), "Diputuskan oleh Budi Contoh")
        assert found.labels in (["Tugas saya"], ["Buka tugas"])
        assert not [shown for shown in town.phone(code).screen if "Setujui 3 hari" in shown.labels]


def test_a_refusal_reaches_the_asker_with_its_reason() -> None:
    """The deadline stays, and the words are shown as they were written."""
    town = asked()
    before = owed(town).due_at
    citra = town.phone("citra").taps("Tolak")
    assert "ditolak? Alasannya dibaca oleh yang meminta." in citra.text
    citra.says("Kirim <dulu> yang ada").taps("Tolak perpanjangan")
    assert owed(town).due_at == before
    for code in ("joko", "irfan", "budi", "citra"):
        text = town.phone(code).text
        assert "Perpanjangan tidak disetujui" in text
        assert "<blockquote>Kirim &lt;dulu&gt; yang ada</blockquote>" in text
        assert "Batas tetap: Kamis, 15 Oktober 2026 pukul 16.00 WIB" in text


def test_a_refusal_for_an_earlier_request_does_not_refuse_a_later_one() -> None:
    """What was typed about one request is given back when another one waits by the time it is sent."""
    town = asked()
    citra = town.phone("citra").taps("Tolak").says("Cukup waktunya")
    town.phone("budi").taps("Tolak").says("Kirim dahulu").taps("Tolak perpanjangan")
    town.passes(minutes=1)
    asked(town, days=1)
    with pytest.raises(NoExtensionAskedError):
        citra.taps("Tolak perpanjangan")
    assert owed(town).extension is not None


def test_a_short_reason_leaves_the_form_open() -> None:
    """It can be mended: nothing was asked yet."""
    town = collecting()
    joko = more_time(town).taps("1 hari kerja").says("ya")
    with pytest.raises(InvalidFieldError):
        joko.taps("Kirim permintaan")
    assert joko.conversation is not None
    assert owed(town).extension is None


def test_while_a_request_waits_no_other_is_asked() -> None:
    """The unit's other people learn at once, before they type anything."""
    town = asked()
    for code in ("joko", "irfan"):
        with pytest.raises(ExtensionPendingError):
            more_time(town, code)
        assert town.phone(code).conversation is None


def test_only_who_owes_it_asks() -> None:
    """Another unit, the Tim before anything runs, and what is over are refused before a question."""
    town = collecting()
    for code in ("gilang", "budi", "hendra"):
        with pytest.raises(NotHolderError):
            more_time(town, code)
    with pytest.raises(NoTimeRunsError):
        more_time(Town().coordinated(), "budi")
    with pytest.raises(StepEndedError):
        more_time(collecting().sent(UNIT))


@pytest.mark.parametrize("verb", ["waktu_putus", "waktu_lain", "waktu_lihat", "waktu_setuju", "waktu_tolak"])
def test_nobody_but_the_giver_sees_or_decides(verb: str) -> None:
    """A forged button in another's chat is refused, before and after the decision."""
    town = asked()
    mark = int(WEDNESDAY.timestamp())
    for _ in range(2):
        for code in ("joko", "irfan", "ratna", "hendra"):
            with pytest.raises(NotGiverError):
                town.phone(code).taps_kept(button(verb, CYCLE, COLLECT, town.unit(UNIT), mark, 3, 0))
        if owed(town).extension is not None:
            town.does("budi", c.GrantExtension(COLLECT, town.unit(UNIT), 3))


@pytest.mark.parametrize("days", [0, 21])
def test_a_forged_number_of_days_is_refused(days: int) -> None:
    """Neither looked at nor granted."""
    town = asked()
    pending = owed(town).extension
    assert pending is not None
    for verb in ("waktu_lihat", "waktu_setuju"):
        with pytest.raises(InvalidFieldError):
            town.phone("budi").taps_kept(button(verb, CYCLE, COLLECT, town.unit(UNIT), mark_of(pending), days, 0))


def test_a_button_of_a_request_that_never_was_is_stale() -> None:
    """Nothing is granted by a mark that belongs to no request."""
    town = asked()
    with pytest.raises(StaleButtonError):
        town.phone("budi").taps_kept(button("waktu_setuju", CYCLE, COLLECT, town.unit(UNIT), 1, 3, 0))
    assert owed(town).extension is not None


def test_what_would_be_granted_by_now_is_shown_again_first() -> None:
    """When the deadline has passed meanwhile, three days are other days than those that were shown."""
    town = asked()
    town.passes(days=5)  # Monday: the deadline was Thursday
    budi = town.phone("budi").taps("Setujui 3 hari")
    assert "Batasnya berubah" in budi.toasts[-1]
    assert "Kamis, 15 Okt 16.00 → <b>Jumat, 23 Okt 16.30</b>" in budi.text
    assert owed(town).extension is not None
    budi.taps("Setujui 3 hari")
    assert owed(town).due_at == datetime(2026, 10, 23, 9, 30, tzinfo=UTC)


def test_a_request_shows_in_the_lists_of_both_sides() -> None:
    """Whoever decides finds it under Tugas saya with its button; whoever asked sees that it waits."""
    town = asked()
    budi = town.phone("budi").says("/tugas")
    assert "Menunggu keputusan Bapak/Ibu: perpanjangan 3 hari kerja untuk Pengumpulan data Bidang Aplikasi" in budi.text
    budi.taps("Putuskan perpanjangan: Bidang Aplikasi Informatika")
    assert "Bila disetujui 3 hari kerja" in budi.text
    assert "perpanjangan 3 hari kerja sedang dimintakan" in town.phone("joko").says("/tugas").text
    assert "Menunggu keputusan" not in town.phone("irfan").says("/tugas").text
    budi.taps("Setujui 3 hari")
    assert "Perpanjangan disetujui" in notice(budi, "Diputuskan oleh").text
    assert "Menunggu keputusan" not in budi.says("/tugas").text


def test_an_older_request_leads_to_the_one_that_waits_now() -> None:
    """The old message says what became of it, and offers the new one."""
    town = asked()
    budi = town.phone("budi")
    old = budi.button("Setujui 3 hari")
    town.does("citra", c.RefuseExtension(COLLECT, town.unit(UNIT), "Kirim dahulu"))
    town.passes(minutes=5)
    asked(town, days=1)
    budi.taps_kept(old)
    assert "Permintaan perpanjangan 3 hari kerja dari Joko" in budi.text
    assert "sudah ditolak oleh Citra Contoh" in budi.text
    budi.taps("Putuskan perpanjangan: Bidang Aplikasi Informatika")
    assert "Bila disetujui 1 hari kerja" in budi.text


def test_a_request_whose_task_is_done_needs_no_decision() -> None:
    """The data came after all: the button says so."""
    town = asked()
    town.sent(UNIT)
    budi = town.phone("budi").taps("Setujui 3 hari")
    assert "tidak perlu diputuskan lagi: tugasnya sudah diselesaikan oleh Irfan Contoh" in budi.text
    assert "Batas sekarang" not in budi.text


def test_the_sekretaris_decides_for_the_tim() -> None:
    """Each step has its own giver: coordination is the Sekretaris's to prolong; the other members are told."""
    town = Town().directed()
    more_time(town, "budi", COORDINATE, "ikp").taps("1 hari kerja").says("Unit rapat dinas").taps("Kirim permintaan")
    town.phone("ratna").taps("Setujui 1 hari")
    for code in TIM:
        assert "Perpanjangan disetujui: 1 hari kerja" in town.phone(code).text
    assert not town.phone("hendra").screen


def who_is_both(town: Town) -> Town:
    """Let a member of the Tim hold the Staf's post of the unit as well, as Plt."""
    staf = next(held for held in town.office.holdings if held.person_id == town.phone("joko").person_id)
    taken = Holding(staf.post_id, town.phone("budi").person_id, date(2026, 1, 1), None, HoldingKind.PLT)
    town.office = replace(town.office, holdings=(*town.office.holdings, taken))
    return town


def ask_as_both(town: Town) -> Phone:
    """Let him ask for the unit's data."""
    return more_time(town, "budi").taps("1 hari kerja").says("Petugas sakit").taps("Kirim permintaan")


def test_nobody_decides_on_their_own_request() -> None:
    """A member of the Tim who asked as Staf is neither asked nor listed; a forged grant is refused."""
    town = who_is_both(collecting())
    budi = ask_as_both(town)
    assert "terkirim kepada Andi Contoh, S.Kom. dan Citra Contoh, S.E." in budi.text
    assert not [label for label in budi.labels if "Putuskan" in label]
    assert "Menunggu keputusan" not in budi.says("/tugas").text
    place = (CYCLE, COLLECT, town.unit(UNIT), int(WEDNESDAY.timestamp()))
    with pytest.raises(OwnExtensionError):
        budi.taps_kept(button("waktu_putus", *place))
    assert "Setujui 1 hari" in town.phone("citra").labels


def test_an_office_so_small_that_it_allows_it_is_flagged() -> None:
    """The decision says that who asked decided."""
    town = who_is_both(collecting()).allows_self_approval()
    budi = ask_as_both(town)
    budi.taps("Putuskan perpanjangan: Bidang Aplikasi Informatika").taps("Setujui 1 hari")
    assert "(diputuskan sendiri)" in budi.text
    assert owed(town).due_at == datetime(2026, 10, 16, 9, 30, tzinfo=UTC)


def test_who_has_no_chat_is_named_and_a_vacant_team_too() -> None:
    """Nobody believes that a request was read where nobody could read it."""
    town = collecting()
    del town.records.chat_of[town.phone("citra").person_id]
    assert "mohon diberi tahu langsung: Citra Contoh" in asked(town).phone("joko").text
    town = collecting()
    team = {post.id for post in town.office.posts_with(Role.TIM)}
    kept = tuple(held for held in town.office.holdings if held.post_id not in team)
    town.office = replace(town.office, holdings=kept)
    assert "belum ada pejabat yang dapat memutuskannya" in asked(town).phone("joko").text


def test_a_button_tapped_with_another_form_open_offers_that_first() -> None:
    """A half-finished kiriman is not dropped; leaving it goes on to the reason."""
    town = collecting()
    joko = town.phone("joko").opens(COLLECT, town.unit(UNIT)).taps("Kirim data").says("Setengah jadi")
    more_time(town).taps("2 hari kerja")
    assert "Lanjutkan yang tadi" in joko.labels
    joko.taps("Tinggalkan, mulai yang baru")
    assert "Mengapa" in joko.text


def test_every_old_button_of_a_closed_quarter_is_answered() -> None:
    """Months later a tap still says what became of it, or is refused with a sentence; it never acts."""
    town = asked()
    budi = town.phone("budi")
    kept = [budi.button(label) for label in ("Setujui 3 hari", "Jumlah lain", "Tolak")]
    for unit in ("ikp", "aptika", "statistik", "umum"):
        town.sent(unit).does("dewi", c.AcceptData(town.unit(unit), 1))
    town.does("dewi", c.SubmitReport("Capaian baik"))
    town.decided()
    for unit in ("ikp", "aptika", "statistik", "umum"):
        town.planned(unit)
    for old in kept:
        budi.taps_kept(old)
        assert "tidak perlu diputuskan lagi" in budi.text
    with pytest.raises(RefusalError):
        more_time(town)


@pytest.mark.parametrize("decide", ["Setujui 3 hari", "Tolak", None])
def test_every_button_of_a_notice_acts_for_who_got_it(decide: str | None) -> None:
    """Nobody is handed a button that is refused to them."""

    def told() -> Town:
        town = asked()
        if decide == "Tolak":
            town.phone("budi").taps("Tolak").says("Kirim dahulu").taps("Tolak perpanjangan")
        elif decide:
            town.phone("budi").taps(decide)
        return town

    reached = [phone for phone in told().phones.values() if phone.screen]
    assert len(reached) >= 4
    for person_id, label in [(phone.person_id, label) for phone in reached for label in phone.labels]:
        phone = told().phones[person_id].taps(label)
        assert phone.text


@pytest.mark.parametrize(
    "verb",
    sorted((*perpanjangan.BUTTONS, *minta_bantuan.BUTTONS, verbs.OPEN_BELOW)),
)
@pytest.mark.parametrize("code", ["joko", "irfan", "budi", "ratna", "hendra", "dewi"])
def test_any_button_about_a_waiting_request_acts_or_is_refused(verb: str, code: str) -> None:
    """Whatever it carries and whoever taps it: an answer or a refusal that has a sentence, and nothing else."""
    town = asked()
    mark, unit = int(WEDNESDAY.timestamp()), town.unit(UNIT)
    for args in ((), (1,), (1, 4), (1, 9, 9), (1, 4, unit, mark), (1, 4, unit, mark, 99, 9), (1, 2, 0, mark, 3, 0)):
        phone = town.phone(code)
        try:
            phone.taps_kept(button(verb, *args))
        except (RefusalError, StaleButtonError, UnknownButtonError):
            continue
        assert phone.screen


def test_the_history_names_every_act_about_time() -> None:
    """Asked, refused, asked again, granted: who, what and when, without the words of the reasons."""
    town = asked()
    town.phone("budi").taps("Tolak").says("Kirim dahulu").taps("Tolak perpanjangan")
    asked(town, days=1).phone("citra").taps("Setujui 1 hari")
    text = town.phone("ratna").says("/riwayat").text
    for what in (
        "meminta perpanjangan 3 hari kerja untuk pengumpulan data Bidang Aplikasi Informatika",
        "menolak perpanjangan untuk pengumpulan data Bidang Aplikasi Informatika",
        "menyetujui perpanjangan 1 hari kerja untuk pengumpulan data Bidang Aplikasi Informatika",
    ):
        assert what in text
    assert "Petugas" not in text

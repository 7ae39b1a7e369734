"""A Plh. or Plt. in mid-cycle: the post's tasks, buttons and reminders are theirs between two days, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from chat_town import CYCLE, QUARTER, Town

from handlers import pengingat, unit_kerja, verbs
from handlers.desk import Desk, NoPostError, Room
from handlers.outgoing import Button, ToChat
from handlers.texts.refusals import sentence
from workflow import commands as c
from workflow.concerns import Fired
from workflow.cycle import COLLECT, ReceiptState, Secrecy, Urgency
from workflow.events import DataSent
from workflow.office import Holding, HoldingKind
from workflow.refusals import CapacityUnclearError, RefusalError
from workflow.reminders import ReminderKind
from workflow.strategic import StrategicActError

FROM, UNTIL = date(2026, 10, 2), date(2026, 10, 5)
CHECK = "Setujui dan kirim"


def lent(town: Town, post: str, person: str, kind: HoldingKind = HoldingKind.PLH) -> Town:
    """Let a person stand in for a post from Friday to Monday."""
    post_id = next(each.id for each in town.office.posts if each.code == post)
    holding = Holding(post_id, town.phone(person).person_id, FROM, UNTIL, kind)
    town.office = replace(town.office, holdings=(*town.office.holdings, holding))
    return town


def vacated(town: Town, post: str) -> Town:
    """Take the definitive holder from a post, and whoever stands in."""
    post_id = next(each.id for each in town.office.posts if each.code == post)
    left = tuple(held for held in town.office.holdings if held.post_id != post_id)
    town.office = replace(town.office, holdings=left)
    return town


def to_check(town: Town) -> Town:
    """Let the Staf of IKP hand the Kabid a draft."""
    unit = town.unit("ikp")
    town.collecting().does("gilang", c.SubmitDraft(unit, "K-1", "Data", (town.file("ikp.xlsx"),)), unit)
    return town


def reminded(town: Town) -> dict[int, str]:
    """Return who hears what when a reminder of IKP's data falls due."""
    room = Room(now=town.now, office=town.office, calendar=town.calendar, records=town.records)
    pengingat.remind(room, town.cycle, [Fired((COLLECT, town.unit("ikp")), ReminderKind.ADVANCE, town.now)])
    return {
        entry.chat_id - 1000: str(entry.message.text)
        for entry in room.tray.entries
        if isinstance(entry, ToChat) and not entry.message.pinned
    }


def test_the_kabids_task_and_buttons_are_the_plhs_between_two_days_and_come_back() -> None:
    """The button that Eko was shown does nothing for him on those days, and works again when he is back."""
    town = lent(to_check(Town()), "kabid-ikp", "fitri")
    eko, fitri = town.phone("eko"), town.phone("fitri")
    shown = eko.opens(COLLECT, town.unit("ikp")).button(CHECK)
    town.passes(days=1)
    with pytest.raises(NoPostError):
        eko.taps_kept(shown)
    assert CHECK in fitri.opens(COLLECT, town.unit("ikp")).labels
    assert "sebagai Plh. Kepala Bidang" in fitri.says("/tugas").text
    town.passes(days=4)
    assert CHECK not in fitri.opens(COLLECT, town.unit("ikp")).labels
    assert CHECK in eko.opens(COLLECT, town.unit("ikp")).labels


def test_what_a_plh_did_says_so_for_ever() -> None:
    """The record keeps the capacity; long after the Plh ended, what everyone reads names both."""
    town = lent(to_check(Town()), "kabid-ikp", "fitri")
    town.passes(days=1)
    fitri = town.phone("fitri").opens(COLLECT, town.unit("ikp")).taps(CHECK)
    if "Kirim" in fitri.labels:
        fitri.taps("Kirim")
    sent = next(each for each in town.records.histories[CYCLE] if isinstance(each.event, DataSent))
    assert (sent.actor.person_id, sent.actor.kind) == (fitri.person_id, HoldingKind.PLH)
    assert "Plh. Kepala Bidang" in town.phone("dewi").text


def test_a_reminder_goes_to_who_holds_the_post_that_day_and_of_a_vacant_one_to_the_superior() -> None:
    """On the Plh's days not to the holder; afterwards to the holder; with nobody there the Sekretaris hears of it."""
    town = lent(to_check(Town()), "kabid-ikp", "fitri")
    eko, fitri, ratna = (town.phone(code).person_id for code in ("eko", "fitri", "ratna"))
    town.now += timedelta(days=1)
    assert (eko in reminded(town), fitri in reminded(town)) == (False, True)
    town.now += timedelta(days=60)
    assert (eko in reminded(town), fitri in reminded(town)) == (True, False)
    vacated(town, "kabid-ikp")
    assert ratna in reminded(town)


def test_a_strategic_act_is_not_a_plts_where_the_office_says_so() -> None:
    """The Plt. of the Kepala Dinas reads everything and gives no direction; elsewhere he does."""
    for strategic in ((), ("disposisi",)):
        town = lent(vacated(Town(), "kadis"), "kadis", "ratna", HoldingKind.PLT)
        town.office = replace(town.office, strategic=frozenset(strategic))
        town.passes(days=1)
        secretary = next(post.id for post in town.office.posts if post.code == "sekdis")
        order = c.IssueDisposisi(
            QUARTER, "1", "Monev", Urgency.BIASA, Secrecy.BIASA, (secretary,), ("Proses lebih lanjut",)
        )
        if strategic:
            with pytest.raises(StrategicActError):
                town.does("ratna", order)
            with pytest.raises(StrategicActError):  # before anything is written
                town.phone("ratna").taps_kept((0, Button("", f"1:{verbs.NEW_DISPOSISI}:{QUARTER.year}:3")))
        else:
            town.does("ratna", order)
            assert town.cycle.disposisi[-1].issued_by.kind is HoldingKind.PLT


def test_a_letter_to_two_posts_of_one_person_is_received_in_both() -> None:
    """Budi, for some days Plh. of a Kabid as well, opens it once: both receipts are there, and it opens again."""
    town = lent(Town(), "kabid-ikp", "budi")
    town.passes(days=1)
    posts = tuple(post.id for post in town.office.posts if post.code in ("sekdis", "tim-2", "kabid-ikp"))
    town.does(
        "hendra",
        c.IssueDisposisi(QUARTER, "1", "Monev", Urgency.BIASA, Secrecy.BIASA, posts, ("Proses lebih lanjut",)),
    )
    budi = town.phone("budi").says("/disposisi")
    receipts = town.cycle.disposisi[-1].receipts.values()
    states = {receipt.post_id: receipt.state for receipt in receipts if receipt.accepted_at is not None}
    assert len(states) == 2, states
    assert all(state is ReceiptState.ACCEPTED for state in states.values())
    try:
        budi.says("/disposisi")
    except RefusalError as error:
        pytest.fail(f"the letter does not open again: {error!r}")


def test_who_lent_their_only_post_reads_who_acts_in_it_and_until_when() -> None:
    """Not that they hold nothing: it comes back by itself."""
    town = lent(Town(), "kabid-ikp", "fitri")
    town.passes(days=1)
    eko = town.phone("eko")
    desk = Desk(
        now=town.now,
        office=town.office,
        me=town.office.person(eko.person_id),
        chat_id=eko.chat_id,
        calendar=town.calendar,
        records=town.records,
    )
    said = sentence(NoPostError(), desk)
    assert "sedang dijalankan oleh Plh. Fitri" in said
    assert "sampai Senin, 5 Oktober 2026" in said


def test_who_may_do_it_in_two_parts_is_asked_in_which_and_history_says_so() -> None:
    """Gilang of the Staf is Plh. Kabid for some days: sending data he is asked as what, and the tap is repeated."""
    for choice, kind in (("kabid-ikp", HoldingKind.PLH), ("staf-ikp-1", HoldingKind.DEFINITIF)):
        town = lent(Town().collecting(), "kabid-ikp", "gilang")
        town.passes(days=1)
        gilang, unit = town.phone("gilang"), town.unit("ikp")
        gilang.taps_kept((0, Button("", f"1:{unit_kerja.SUBMIT}:{CYCLE}:{unit}"))).sends("data.xlsx").files_arrive()
        send = gilang.button("Kirim ke Kabid")
        with pytest.raises(CapacityUnclearError) as unclear:
            gilang.taps_kept(send)
        posts = {town.office.post(actor.post_id).code: actor.post_id for actor in unclear.value.capacities}
        assert set(posts) == {"kabid-ikp", "staf-ikp-1"}
        gilang.taps_kept((send[0], replace(send[1], data=f"{send[1].data}:sbg{posts[choice]}")))
        done = town.records.histories[CYCLE][-1]
        assert (done.actor.post_id, done.actor.kind) == (posts[choice], kind)


def test_what_would_come_to_a_vacant_post_comes_to_its_superior_at_once() -> None:
    """Nobody is Kabid of IKP: the draft that waits there is the Sekretaris's to hear of."""
    town = vacated(Town(), "kabid-ikp").collecting()
    unit = town.unit("ikp")
    gilang = town.phone("gilang")
    gilang.taps_kept((0, Button("", f"1:{unit_kerja.SUBMIT}:{CYCLE}:{unit}"))).sends("data.xlsx").files_arrive()
    gilang.taps("Kirim ke Kabid")
    ratna = town.phone("ratna")
    assert "kosong. Yang berikut ini ditujukan ke sana" in ratna.text
    assert "Kepala Bidang Informasi dan Komunikasi Publik" in ratna.text
    assert "jabatan kosong" in ratna.says("/status").text
    assert "Jabatan" in ratna.taps("Jabatan").text

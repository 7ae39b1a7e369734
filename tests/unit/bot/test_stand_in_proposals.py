"""A holder who will be away proposes a Plh.; the superior answers, and only then the post moves."""

from datetime import UTC, date, datetime

import pytest
from office_phone import OfficePhone
from sqlmodel import Session
from turn_town import Town

from bot.handovers import Handovers
from storage import offices
from storage.register import Register
from workflow.office import HoldingKind, Office
from workflow.office_changes import StandIn
from workflow.stand_ins import ConfirmStandIn, ProposeStandIn, RefuseStandIn

ANDI, PUTRA, CITRA, RATNA = 700_001, 700_002, 700_003, 700_010
FIRST, LAST = date(2026, 10, 2), date(2026, 10, 6)


@pytest.fixture
def andi(town: Town) -> OfficePhone:
    """Return the phone of a member of the Tim; the Sekretaris above him is seated too."""
    town.seat("ratna", RATNA)
    town.clock.at = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
    Handovers(town.engine, town.world).tell_due()
    return OfficePhone(town, ANDI)


def office(town: Town) -> Office:
    """Return the office as it stands in the database."""
    with town.engine.begin() as connection, Session(bind=connection) as session:
        return offices.load(session, town.first)


def registered(town: Town) -> list[tuple[type, int]]:
    """Return the kinds of the register's entries, each with the post of who did it."""
    with town.engine.begin() as connection:
        entries = Register(connection, town.first).entries()
    return [(type(each.entry), each.actor.post_id if each.actor else -1) for each in entries]


def proposes(phone: OfficePhone) -> OfficePhone:
    """Propose Citra for 2 to 6 October, as far as saved."""
    phone.says("/pengganti").taps("Usulkan Plh. Anggota Tim")
    while not any(label.startswith("Citra") for label in phone.labels):
        phone.taps("Berikutnya")
    return phone.taps("Citra").says("2 Okt 2026").says("6 Okt 2026").says("800/<7>/2026").taps("Simpan")


def post_of(town: Town, code: str) -> int:
    """Return the id of a post."""
    return next(post.id for post in office(town).posts if post.code == code)


def kinds_on(town: Town, day: date) -> tuple[str, HoldingKind]:
    """Return who acts in Andi's post on that day, and as what."""
    now = office(town)
    held = now.holding(post_of(town, "tim-1"), day)
    assert held is not None
    return now.person(held.person_id).code, held.kind


def test_a_confirmed_proposal_moves_the_post_between_its_days_and_back(town: Town, andi: OfficePhone) -> None:
    """Until the Sekretaris agrees nothing moves; the register has who proposed and who agreed, each in their post."""
    assert "Menunggu" not in proposes(andi).text
    assert "Berlaku setelah disetujui Ratna" in andi.text
    (asked,) = andi.others[RATNA]
    assert "mengusulkan Citra" in asked
    assert "800/<7>/2026" in asked.replace("&lt;", "<").replace("&gt;", ">")
    assert kinds_on(town, FIRST) == ("andi", HoldingKind.DEFINITIF)
    assert "Menunggu persetujuan Ratna" in andi.says("/pengganti").text
    ratna = OfficePhone(town, RATNA).says("/pengganti").taps("Setujui")
    assert "Usul disetujui" in ratna.text
    ratna.taps("Simpan")
    assert "disetujui" in ratna.others[ANDI][0]
    assert "Bapak/Ibu ditunjuk" in ratna.others[CITRA][0]
    assert office(town).proposals == ()
    assert kinds_on(town, FIRST) == kinds_on(town, LAST) == ("citra", HoldingKind.PLH)
    assert kinds_on(town, date(2026, 10, 7)) == ("andi", HoldingKind.DEFINITIF)
    tim, sekdis = post_of(town, "tim-1"), post_of(town, "sekdis")
    assert registered(town) == [(ProposeStandIn, tim), (ConfirmStandIn, sekdis), (StandIn, sekdis)]


def test_a_refused_proposal_comes_back_with_its_reason(town: Town, andi: OfficePhone) -> None:
    """Nothing moves, and the same proposal is not answered twice."""
    proposes(andi)
    ratna = OfficePhone(town, RATNA).says("/pengganti")
    confirms = ratna.seen[-1][1]["Setujui"]
    ratna.taps("Tolak").says("Ada <rapat> gubernur").taps("Simpan")
    (told,) = ratna.others[ANDI]
    assert "ditolak" in told
    assert "Ada <rapat> gubernur" in told.replace("&lt;", "<").replace("&gt;", ">")
    assert "sudah dijawab" in ratna.forges(confirms).text
    assert [kind for kind, _ in registered(town)] == [ProposeStandIn, RefuseStandIn]
    assert kinds_on(town, FIRST) == ("andi", HoldingKind.DEFINITIF)


def test_only_the_superior_answers_and_only_the_holder_proposes(town: Town, andi: OfficePhone) -> None:
    """Neither the proposer nor a colleague nor the admin, by whatever button; and nobody for another's post."""
    proposes(andi)
    number = office(town).proposals[0].number
    for user in (ANDI, CITRA, PUTRA):
        for kind in ("setuju_usul", "tolak_usul"):
            OfficePhone(town, user).forges(f"1:ktr_mulai:{kind}:{number}")
    OfficePhone(town, ANDI).forges(f"1:ktr_mulai:usul:{post_of(town, 'sekdis')}")
    assert [kind for kind, _ in registered(town)] == [ProposeStandIn]
    assert len(office(town).proposals) == 1


def test_the_admin_answers_for_whoever_has_no_superior_in_the_office(town: Town, andi: OfficePhone) -> None:
    """The Kepala Dinas is below nobody there: the admin, who has the letter, confirms."""
    del andi
    town.seat("hendra", 700_011)
    hendra = OfficePhone(town, 700_011)
    hendra.says("/pengganti").taps("Usulkan Plh. Kepala Dinas")
    while not any(label.startswith("Ratna") for label in hendra.labels):
        hendra.taps("Berikutnya")
    hendra.taps("Ratna").taps("Hari ini").says("2 Okt 2026").says("800/9").taps("Simpan")
    assert list(hendra.others) == [PUTRA]
    putra = OfficePhone(town, PUTRA).says("/pengganti").taps("Setujui").taps("Simpan")
    assert "bertugas sebagai" in putra.others[RATNA][0]
    assert "Plh. Kepala Dinas" in putra.others[RATNA][0]


def test_a_proposal_that_nobody_answered_is_asked_about_once_more_when_it_was_to_begin(
    town: Town, andi: OfficePhone
) -> None:
    """On the first day's morning, once; after its last day it is no longer offered."""
    proposes(andi)
    handovers = Handovers(town.engine, town.world)
    town.clock.at = datetime(2026, 10, 2, 1, 0, tzinfo=UTC)
    (asked,) = handovers.tell_due()
    assert (asked.chat_id, "belum dijawab" in asked.params) == (RATNA, True)
    assert handovers.tell_due() == []
    town.clock.at = datetime(2026, 10, 7, 1, 0, tzinfo=UTC)
    assert handovers.tell_due() == []
    assert "Setujui" not in OfficePhone(town, RATNA).says("/pengganti").labels

"""The admin changes the office in chat: people come and go, posts change hands, and everyone concerned is told once."""

from datetime import UTC, datetime, timedelta

import pytest
from office_phone import OfficePhone
from sqlmodel import Session
from turn_town import BOT, Town

from bot.handovers import Handovers
from storage import offices, outbox
from storage.outbox import Letter
from storage.register import Register
from workflow.office import Office
from workflow.office_changes import AddPerson, Appoint, ClosePost, EndHolding, MoveAway, SetAdmin, StandIn

ANDI, PUTRA, CITRA = 700_001, 700_002, 700_003


@pytest.fixture
def putra(town: Town) -> OfficePhone:
    """Return the admin's phone, in an office whose people know who holds what."""
    town.clock.at = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
    tells(town)
    return OfficePhone(town, PUTRA)


def tells(town: Town) -> list[tuple[int, str]]:
    """Let the bot tell of posts that change hands by the calendar; returns who was told what."""
    told = Handovers(town.engine, town.world).tell_due()
    return [(item.chat_id, item.params) for item in told]


def office(town: Town) -> Office:
    """Return the office as it stands in the database."""
    with town.engine.begin() as connection, Session(bind=connection) as session:
        return offices.load(session, town.first)


def registered(town: Town) -> list[type]:
    """Return the kinds of the register's entries."""
    with town.engine.begin() as connection:
        return [type(each.entry) for each in Register(connection, town.first).entries()]


def opens_post(phone: OfficePhone, title: str) -> OfficePhone:
    """Open a post of the list, on whichever page it stands."""
    phone.says("/jabatan")
    while not any(label.lstrip("⚠️ ").startswith(title) for label in phone.labels):
        phone.taps("Berikutnya")
    return phone.taps(next(label for label in phone.labels if label.lstrip("⚠️ ").startswith(title)))


def chooses(phone: OfficePhone, name: str) -> OfficePhone:
    """Choose a person, on whichever page they stand."""
    while not any(label.startswith(name) for label in phone.labels):
        phone.taps("Berikutnya")
    return phone.taps(name)


def test_a_new_person_is_asked_for_step_by_step_and_is_on_record(town: Town, putra: OfficePhone) -> None:
    """What is wrong is said and asked again; what may be left open is skipped; the register has the entry."""
    putra.says("/pegawai").taps("Pegawai baru").says("Siti <b>Contoh</b>, S.Kom.")
    assert "NIP terdiri atas 18 angka" in putra.says("123").text
    assert "Nama: Siti <b>Contoh</b>, S.Kom." in putra.text.replace("&lt;", "<").replace("&gt;", ">")
    putra.says("19900101 201501 1 001").taps("Lewati").says("0812 3456 7890")
    assert "199001012015011001 · 081234567890" in putra.text
    assert "Tersimpan" in putra.taps("Simpan").text
    (siti,) = [person for person in office(town).persons if person.name.startswith("Siti")]
    assert (siti.nip, siti.phone, siti.code) == ("199001012015011001", "081234567890", "siti-b-contoh-b-s-kom")
    assert registered(town) == [AddPerson]


def test_a_plh_takes_over_at_once_and_gives_back_by_itself(town: Town, putra: OfficePhone) -> None:
    """Who stands in is told with the open tasks; the day after the last day the post is its holder's again."""
    opens_post(putra, "Anggota Tim Monitoring dan Evaluasi 2").taps("Plh. atau Plt.").taps("Plh.")
    chooses(putra, "Citra").taps("Hari ini").says("2 Okt 2026").says("800/123/2026")
    assert "Citra Contoh, S.E. menjadi Plh. Anggota Tim" in putra.text
    putra.taps("Simpan")
    assert registered(town) == [StandIn]
    (told,) = putra.others[CITRA]
    assert "bertugas sebagai" in told
    assert "Plh. Anggota Tim Monitoring dan Evaluasi 2" in told
    assert "sampai Jumat, 2 Oktober 2026" in told
    assert tells(town) == []
    town.clock.at = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
    back = tells(town)
    assert [chat_id for chat_id, _ in back] == [CITRA]
    assert "dijalankan oleh Budi" in back[0][1]
    assert tells(town) == []


def test_a_stand_in_that_ends_within_three_working_days_is_warned_of_once(town: Town, putra: OfficePhone) -> None:
    """Thursday's last day is warned of on Monday, not on Friday; who stands in and the admin hear of it."""
    opens_post(putra, "Anggota Tim Monitoring dan Evaluasi 2").taps("Plh. atau Plt.").taps("Plh.")
    chooses(putra, "Andi").taps("Hari ini").says("8 Okt 2026").says("800/1").taps("Simpan")
    town.clock.at = datetime(2026, 10, 2, 1, 0, tzinfo=UTC)
    assert tells(town) == []
    town.clock.at = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
    assert [chat_id for chat_id, _ in tells(town)] == [ANDI, PUTRA]
    town.clock.at += timedelta(hours=1)
    assert tells(town) == []


def test_a_mutasi_shows_the_hand_over_list_and_ends_access_at_once(town: Town, putra: OfficePhone) -> None:
    """The list comes before it is saved; afterwards the person holds nothing, and gets nothing more."""
    with town.engine.begin() as connection:
        waits = outbox.post(connection, Letter(BOT, town.first, ANDI, "sendMessage", "{}", 1), town.clock.at)
    putra.says("/pegawai").taps("Andi").taps("Mutasi").taps("Hari ini").says("821/9/2026")
    assert "Daftar serah terima" in putra.text
    assert "Anggota Tim Monitoring dan Evaluasi 1" in putra.text
    putra.taps("Simpan")
    now = office(town)
    andi = next(person for person in now.persons if person.code == "andi")
    assert now.capacities(andi.id, datetime(2026, 10, 1, tzinfo=UTC).date()) == ()
    assert registered(town) == [EndHolding, EndHolding, MoveAway]
    assert ANDI not in putra.others
    with town.engine.begin() as connection:
        assert waits.id not in {item.id for item in outbox.pending(connection, BOT)}
    told = OfficePhone(town, ANDI).says("/status").text
    assert "tidak memegang jabatan" in told


def test_a_new_holder_ends_the_former_one_the_day_before(town: Town, putra: OfficePhone) -> None:
    """Nothing is deleted: both holdings stay, and the former holder who holds nothing else hears nothing."""
    opens_post(putra, "Anggota Tim Monitoring dan Evaluasi 2").taps("Tunjuk pejabat")
    chooses(putra, "Citra").says("1 Okt 2026").says("821/1/2026").taps("Simpan")
    now = office(town)
    post = next(post for post in now.posts if post.code == "tim-2")
    held = [(now.person(h.person_id).code, h.until_on) for h in now.holdings if h.post_id == post.id]
    assert held == [("budi", datetime(2026, 9, 30, tzinfo=UTC).date()), ("citra", None)]
    assert registered(town) == [EndHolding, Appoint]


def test_a_kasi_is_replaced_by_a_functional_officer(town: Town, putra: OfficePhone) -> None:
    """A post of the same part is added, somebody appointed, and the old post closed; its history keeps its name."""
    putra.says("/jabatan").taps("Jabatan baru").taps("Kasi / pejabat fungsional").taps("Bidang Statistik")
    putra.says("Statistisi Ahli Muda").taps("Simpan")
    opens_post(putra, "Statistisi").taps("Tunjuk pejabat")
    chooses(putra, "Maya").taps("Hari ini").says("821/2").taps("Simpan")
    opens_post(putra, "Kepala Seksi Statistik Sektoral").taps("Tutup jabatan").taps("Simpan")
    now = office(town)
    maya = next(person for person in now.persons if person.code == "maya")
    assert [now.post(a.post_id).title for a in now.capacities(maya.id, datetime(2026, 10, 1, tzinfo=UTC).date())] == [
        "Statistisi Ahli Muda"
    ]
    assert [post.code for post in now.former_posts] == ["kasi-statistik"]
    assert now.post(now.former_posts[0].id).title == "Kepala Seksi Statistik Sektoral"
    assert registered(town)[-1] is ClosePost


def test_what_the_rules_refuse_is_said_before_it_can_be_saved(town: Town, putra: OfficePhone) -> None:
    """The only Kepala Dinas, the last admin, a stand-in for oneself: there is no button to save it."""
    opens_post(putra, "Kepala Dinas").taps("Tutup jabatan")
    assert "SOP tidak dapat berjalan tanpa" in putra.text
    assert "Simpan" not in putra.labels
    putra.taps("Batal").says("/pegawai")
    chooses(putra, "Putra").taps("Cabut admin")
    assert "satu-satunya admin" in putra.text
    assert "Simpan" not in putra.labels
    assert registered(town) == []


def test_nobody_but_an_admin_changes_the_office(town: Town, putra: OfficePhone) -> None:
    """Neither by command nor by a button of the admin's that somebody else sends."""
    putra.says("/pegawai").taps("Andi").taps("Jadikan admin")
    stolen = putra.seen[-1][1]["Simpan"]
    andi = OfficePhone(town, ANDI)
    assert "hanya diubah oleh admin" in andi.says("/pegawai").text
    for data in (stolen, "1:ktr_mulai:admin:3", "1:ktr_orang:3", "1:ktr_jabatan:1", "1:ktr_unit:1", "1:ktr_pegawai"):
        andi.forges(data)
    assert registered(town) == []
    assert SetAdmin not in registered(town)
    assert not next(person for person in office(town).persons if person.code == "andi").is_admin


def test_a_button_of_another_office_changes_nothing(town: Town, putra: OfficePhone) -> None:
    """Putra is admin of the first office alone."""
    putra.forges("2:ktr_mulai:unit_baru:0")
    assert registered(town) == []


def test_a_unit_of_a_running_cycle_is_not_closed_and_others_are(town: Town, putra: OfficePhone) -> None:
    """Its posts end with it, and its name stays for what was written."""
    putra.says("/unit").taps("Unit baru").says("Bidang Data Terbuka").taps("Simpan")
    putra.says("/unit").taps("Bidang Data Terbuka").taps("Tutup unit").taps("Simpan")
    assert [unit.name for unit in office(town).former_units] == ["Bidang Data Terbuka"]


def test_a_vacant_post_is_told_to_the_admin_and_marked_in_the_list(town: Town, putra: OfficePhone) -> None:
    """Everyone sees in the list that nobody holds it."""
    opens_post(putra, "Anggota Tim Monitoring dan Evaluasi 2").taps("Akhiri").says("1 Okt 2026").taps("Simpan")
    town.clock.at = datetime(2026, 10, 2, 1, 0, tzinfo=UTC)
    told = tells(town)
    assert [chat_id for chat_id, _ in told] == [PUTRA]
    assert "kosong sejak Jumat, 2 Oktober 2026" in told[0][1]
    assert "Anggota Tim Monitoring dan Evaluasi 2: kosong" in OfficePhone(town, ANDI).says("/jabatan").text

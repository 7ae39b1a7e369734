"""The Lembar Disposisi: what it says, that it keeps to one page, and what happens where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sample_sheet import HOSTILE, KADIS, read, said, sheet

from documents import spec
from documents.assets import Assets
from documents.lembar_disposisi import drawn
from documents.lembar_words import OVERLEAF
from storage.codec import decode, encode
from workflow.cycle import ReceiptState, Secrecy, Urgency
from workflow.fields import REQUEST_LIMIT, REQUESTS_LIMIT, SUBJECT_LIMIT, TEXT_LIMIT
from workflow.office import HoldingKind
from workflow.papers.kinds import PaperKind
from workflow.papers.lembar_disposisi import Forwarded, LembarDisposisi
from workflow.papers.records import Evidence
from workflow.papers.sheet import Signature

AT = datetime(2026, 10, 1, 1, 15, tzinfo=UTC)
NOTHING = Assets(Path())
SEKRETARIS = Forwarded(
    Signature("Sekretaris Dinas", "Rina Wulandari, S.E.", kind=HoldingKind.PLH),
    ReceiptState.ACCEPTED,
    AT,
    AT + timedelta(minutes=5),
    AT + timedelta(minutes=9),
)
KABID = Forwarded(Signature("Kepala Bidang Aplikasi Informatika", "Sari Melati, S.Kom."), ReceiptState.SENT, AT)


def lembar(**changed: object) -> LembarDisposisi:
    """Return a sheet of 1 October 2026 with what is changed of it."""
    usual = LembarDisposisi(
        replace(sheet(), dated_on=date(2026, 10, 1)),
        version=1,
        number="001/MONEV/III/2026",
        agenda_number="045/1234/2026",
        subject="Monitoring dan evaluasi kinerja Triwulan III 2026",
        urgency=Urgency.SEGERA,
        secrecy=Secrecy.BIASA,
        forwarded=(SEKRETARIS, KABID),
        requests=("Proses lebih lanjut", "laporkan hasilnya paling lambat 21 Oktober 2026"),
        note="Utamakan bidang yang terlambat.\nSampaikan kendala lebih awal.",
        attachments=(Evidence("Surat Bupati.pdf", "pdf", 123456, "abcd1234"),),
        issued_by=replace(KADIS, signed_at=AT),
        received_on=date(2026, 10, 1),
    )
    return replace(usual, **changed)  # type: ignore[arg-type] # fields by name


def pages(paper: LembarDisposisi) -> int:
    """Return how many pages the sheet takes."""
    return len(read(drawn(paper, NOTHING)).pages)


def test_all_that_the_form_asks_for_stands_on_one_page() -> None:
    """Head, boxes, recipients with their times, requests, note, attachments, foot."""
    made = drawn(lembar(), NOTHING)
    words = said(made)
    assert len(read(made).pages) == 1
    for part in (
        "DINAS KOMUNIKASI DAN INFORMATIKA",
        "LEMBAR DISPOSISI",
        "Surat dari : Kepala Dinas",
        "Nomor surat : 001/MONEV/III/2026",
        "Tanggal surat : 1 Oktober 2026",
        "Diterima tanggal : 1 Oktober 2026",
        "Nomor agenda : 045/1234/2026",
        "☐ Sangat Segera ☑ Segera ☐ Biasa ☐ Rahasia",
        "Hal : Monitoring dan evaluasi kinerja Triwulan III 2026",
        "Plh. Sekretaris Dinas Rina Wulandari, S.E. 1 Okt 08.15 1 Okt 08.20 1 Okt 08.24",
        "Kepala Bidang Aplikasi Informatika Sari Melati, S.Kom. 1 Okt 08.15 – –",
        "☐ Tanggapan dan saran ☑ Proses lebih lanjut ☐ Koordinasi/konfirmasikan",
        "☑ Laporkan hasilnya paling lambat 21 Oktober 2026",
        "Utamakan bidang yang terlambat. Sampaikan kendala lebih awal.",
        "1. Surat Bupati.pdf (121 KB)",
        "Blambangan Umpu, 1 Oktober 2026",
        "Paraf elektronik internal 1 Oktober 2026 pukul 08.15 WIB bukan tanda tangan elektronik tersertifikasi",
        "Drs. Ahmad Fauzi, M.Si. Pembina Utama Muda NIP 197001011995031001",
    ):
        assert part in words.replace("\u00a0", " ")


def test_both_axes_of_sifat_may_be_ticked() -> None:
    """Urgency and secrecy share a row; what is secret is stamped as well."""
    words = said(drawn(lembar(secrecy=Secrecy.RAHASIA, urgency=Urgency.SANGAT_SEGERA), NOTHING)).replace("\u00a0", " ")
    assert "☑ Sangat Segera ☐ Segera ☐ Biasa ☑ Rahasia" in words
    assert "RAHASIA" in words


def test_who_acts_for_the_kepala_dinas_is_named_so() -> None:
    """At the head and at the foot."""
    acting = replace(KADIS, kind=HoldingKind.PLT, signed_at=AT)
    assert said(drawn(lembar(issued_by=acting), NOTHING)).count("Plt. Kepala Dinas") == 2


def test_what_came_back_says_why() -> None:
    """The reason stands at the foot, and when in the recipient's row; a new issue is counted."""
    back = replace(SEKRETARIS, state=ReceiptState.RETURNED, closed_at=AT + timedelta(hours=1))
    words = said(drawn(lembar(forwarded=(back,), version=2, returned_reason="Dasar belum lengkap"), NOTHING))
    assert "dikembalikan 1 Okt 09.15" in words
    assert "Penerbitan ke-2. Dikembalikan dengan alasan: Dasar belum lengkap" in words


@pytest.mark.parametrize(
    "changed",
    [
        {"note": ("Mohon perhatian. " * 300)[:TEXT_LIMIT]},
        {"note": "k" * TEXT_LIMIT},
        {"forwarded": (SEKRETARIS, KABID) * 15},
        {"requests": tuple(f"{number} " + "minta " * 33 for number in range(REQUESTS_LIMIT))},
        {"subject": ("hal " * 200)[:SUBJECT_LIMIT], "attachments": lembar().attachments * 10},
        {"forwarded": (SEKRETARIS, KABID) * 4, "note": ("Mohon perhatian. " * 300)[:2500]},
    ],
    ids=["long note", "no blanks", "30 recipients", "10 requests", "10 attachments", "much of both"],
)
def test_long_texts_are_set_smaller_and_stay_on_one_page(changed: dict[str, object]) -> None:
    """Every word of them is there."""
    paper = lembar(**changed)
    made = drawn(paper, NOTHING)
    words = "".join(said(made).split())
    assert len(read(made).pages) == 1
    assert OVERLEAF not in said(made)
    for text in (paper.note, paper.subject, *(request[1:] for request in paper.requests)):
        assert "".join(text.split()) in words
    assert words.count("RinaWulandari") + words.count("SariMelati") == len(paper.forwarded)


def test_what_no_type_makes_fit_goes_to_a_continuation_that_is_named() -> None:
    """The first page says so, the next pages bear the number, nothing is lost."""
    note = "\n".join(f"baris-{line}." for line in range(300))
    made = drawn(lembar(note=note), NOTHING)
    first, *rest = (page.extract_text() for page in read(made).pages)
    assert OVERLEAF in first
    assert "Drs. Ahmad Fauzi" in first
    assert "LANJUTAN LEMBAR DISPOSISI" in rest[0]
    assert "Nomor 001/MONEV/III/2026" in rest[0]
    assert all(f"baris-{line}." in " ".join(rest) for line in range(300))
    assert f"Halaman 1 dari {len(rest) + 1}" in first


def test_everything_at_its_longest_still_comes_out() -> None:
    """30 recipients, ten requests, a long note, attachments: nothing is lost, and the first page is signed."""
    made = drawn(
        lembar(
            forwarded=(SEKRETARIS, KABID) * 15,
            requests=tuple(f"{number} " + "z" * (REQUEST_LIMIT - 2) for number in range(REQUESTS_LIMIT)),
            note=("Mohon perhatian. " * 300)[:TEXT_LIMIT],
            attachments=lembar().attachments * 30,
            subject="h" * SUBJECT_LIMIT,
            returned_reason="y" * 1000,
        ),
        NOTHING,
    )
    words = said(made)
    assert words.count("z") >= (REQUEST_LIMIT - 2) * REQUESTS_LIMIT
    assert words.count("Surat Bupati") == 30
    assert words.count("Rina Wulandari") == 15
    assert "Drs. Ahmad Fauzi" in read(made).pages[0].extract_text()


def test_what_people_wrote_is_shown_as_it_stands() -> None:
    """Markup, formulas and formats are words like any other, in every field."""
    wrote = lembar(
        number=HOSTILE,
        agenda_number=HOSTILE,
        subject=HOSTILE,
        requests=(HOSTILE,),
        note=f"{HOSTILE} 😀",
        attachments=(Evidence(HOSTILE, "pdf", 1, "0"),),
        forwarded=(replace(KABID, to=Signature(HOSTILE, HOSTILE)),),
        returned_reason=HOSTILE,
    )
    words = "".join(said(drawn(wrote, NOTHING)).split())
    assert words.count("".join(HOSTILE.split())) == 9
    assert pages(wrote) == 1


def test_the_same_sheet_is_the_same_file_after_it_was_stored() -> None:
    """Byte for byte, by the table of all kinds."""
    paper = lembar()
    assert decode(LembarDisposisi, encode(paper)) == paper
    described = f'{{"kind":"{PaperKind.DISPOSISI}","data":{encode(paper)}}}'
    assert spec.read(described).draw(NOTHING) == drawn(paper, NOTHING) == drawn(paper, NOTHING)

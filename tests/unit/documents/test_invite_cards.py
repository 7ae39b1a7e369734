"""The cards to come in by: one a person, to be cut up; the codes stand apart from them."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from pypdf import PdfReader

from documents.assets import Assets
from documents.invite_cards import drawn
from workflow.papers.invite_cards import InviteCard, InviteCards

UNTIL = datetime(2026, 10, 15, 5, 0, tzinfo=UTC)
NAMES = ("Hadi <b>Contoh</b>", "Rina Contoh", *(f"Orang {number}" for number in range(7)))


def cards(*codes: str) -> InviteCards:
    """Return the cards of the first people, with these codes."""
    made = (
        InviteCard(name, ("Kepala Dinas",), f"https://t.me/monev_bot?start=rahasia{name[:3]}", UNTIL, code)
        for name, code in zip(NAMES, codes, strict=False)
    )
    return InviteCards("Dinas Komunikasi dan Informatika", "Asia/Jakarta", tuple(made))


def pages(paper: InviteCards) -> list[str]:
    """Return the words of each page."""
    found = PdfReader(io.BytesIO(drawn(paper, Assets()))).pages
    return [" ".join(page.extract_text().split()) for page in found]


def test_a_card_says_whose_it_is_and_until_when() -> None:
    """With the post, and what to do with it; eight fit a page, and names are shown as they stand."""
    (first, second) = pages(cards(*[""] * 9))
    assert (first.count("Arahkan kamera"), second.count("Arahkan kamera")) == (8, 1)
    assert NAMES[0] in first
    assert "Kepala Dinas" in first
    assert "15 Oktober 2026 pukul 12.00 WIB" in first


def test_codes_stand_on_a_list_of_their_own_and_on_no_card() -> None:
    """A card that is lost opens nothing by itself."""
    (card_page, codes) = pages(cards("482913", ""))
    assert "482" not in card_page
    assert "482 913" in codes
    assert NAMES[0] in codes
    assert NAMES[1] not in codes


def test_the_same_cards_give_the_same_bytes() -> None:
    """Nothing of the moment is in it."""
    paper = cards("123456")
    assert drawn(paper, Assets()) == drawn(paper, Assets())

"""Whatever somebody taps and types while filling in, the draft stands and is sent as it was shown."""

from __future__ import annotations

from chat_town import Phone
from figure_town import begins, latest, town_with_indicators
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.conversations import FigureDraft
from storage.codec import decode, encode

TEXTS = st.sampled_from(("75", "1.234", "0", "-5", "nihil", "15 konten", "Rp 1,25 juta", "cukup", "<b>&", "90-95"))
ACTS = st.lists(st.tuples(st.integers(0, 11), TEXTS | st.text(max_size=20)), max_size=25)
LEAVING = ("Batal", "Buang isian", "Kirim ke Kabid", "Unduh format Excel")


@settings(max_examples=30, deadline=None)
@given(ACTS)
def test_any_taps_and_texts_leave_a_draft_that_can_be_sent(acts: list[tuple[int, str]]) -> None:
    """Half of the acts are texts; the others tap a button of the newest message. The bot is restarted after each."""
    town = town_with_indicators()
    gilang = begins(town)
    for place, text in acts:
        labels = [label for label in gilang.labels if label not in LEAVING]
        if place % 2 or not labels:
            gilang.says(text or "x")
        else:
            gilang.taps(labels[place % len(labels)])
        draft = gilang.conversation
        assert isinstance(draft, FigureDraft)
        gilang.conversation = decode(FigureDraft, encode(draft))
        assert gilang.conversation == draft
    _sends(gilang.says("/kirim"))


def _sends(gilang: Phone) -> None:
    """Settle what is open, and send: the version has exactly the draft's figures."""
    while "Kirim ke Kabid" not in gilang.labels:
        mending = next((label for label in gilang.labels if label.startswith("Perbaiki")), None)
        if mending is None:
            gilang.taps("Isi 1. Persentase layanan publik daring").says("75")
        else:
            gilang.taps(mending).taps("Tidak ada data")
        gilang.says("/kirim")
    draft = gilang.conversation
    assert isinstance(draft, FigureDraft)
    gilang.taps("Kirim ke Kabid")
    assert latest(gilang.town).figures == draft.reports
    assert gilang.conversation is None

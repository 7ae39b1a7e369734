"""/data_saya: what is kept about the person who asks, why, and how it is put right or taken away."""

from __future__ import annotations

from handlers import pintu
from handlers.desk import Desk
from handlers.texts import data_saya as texts


def show(desk: Desk) -> None:
    """Tell a person everything that is kept about them; of nobody else."""
    desk.say(texts.own(desk, desk.records.own_data()), (desk.button(texts.CUT_OFF, pintu.LEAVE),))

"""Acts that an office may keep from a Plh or Plt (strategic ones, UU 30/2014 article 14), by the words of its file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflow import commands as c
from workflow.office import Actor, HoldingKind, Office
from workflow.refusals import RefusalError

STRATEGIC: Mapping[str, type[c.Command]] = MappingProxyType(
    {
        "disposisi": c.IssueDisposisi,
        "tarik disposisi": c.WithdrawDisposisi,
        "arahan kepala dinas": c.GiveDirections,
        "kembalikan laporan": c.ReturnReport,
        "lanjut tanpa data": c.ProceedWithout,
        "buka kembali data": c.ReopenData,
        "verifikasi tindak lanjut": c.VerifyFollowUp,
    }
)
"""What an office may list, and the command that it stands for."""
WORDS: Mapping[type[c.Command], str] = MappingProxyType({kind: word for word, kind in STRATEGIC.items()})


class StrategicActError(RefusalError):
    """The office keeps this act from whoever only stands in for the post."""

    def __init__(self, act: str, kind: HoldingKind) -> None:
        super().__init__(act, kind)
        self.act = act
        self.kind = kind


def check_not_strategic(office: Office, command: c.Command, actor: Actor) -> None:
    """Refuse a Plh or Plt an act that the office lists."""
    check_may_begin(office, type(command), actor)


def check_may_begin(office: Office, kind: type[c.Command], actor: Actor) -> None:
    """Refuse the same before anything was written for it."""
    word = WORDS.get(kind)
    if actor.kind is not HoldingKind.DEFINITIF and word is not None and word in office.strategic:
        raise StrategicActError(word, actor.kind)

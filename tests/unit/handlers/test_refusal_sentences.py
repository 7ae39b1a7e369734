"""Every refusal has a sentence that the person can act on, and costs them nothing that they typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_records import APTIKA, MORNING, Town, answer, person, post, says, taps, toasts, verbs_of

from handlers import isian, verbs
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.conversations import Form, Purpose, Words
from handlers.desk import NoPostError
from handlers.refusing import refuse
from handlers.texts import refusals as texts
from handlers.texts.refused_fields import FIELDS
from workflow import office_refusals as o
from workflow import refusals as r
from workflow.cycle import AssignmentState, CycleState, FollowUpStatus, Phase, ReceiptState, SubmissionState
from workflow.office import Actor, HoldingKind, Role
from workflow.quarter import Quarter
from workflow.refusals import InvalidFieldError, RefusalError
from workflow.strategic import StrategicActError

RINA = Actor(person("sekdis").id, post("sekdis").id, Role.SEKRETARIS, None)
Q = Quarter(2026, 3)
_OF_A_TASK = (r.NotHolderError, r.NoTimeRunsError, r.OwnExtensionError, r.NoExtensionAskedError)


def _samples() -> Iterator[Exception]:
    yield r.NotPermittedError("IssueDisposisi", Role.STAF, frozenset({Role.TIM, Role.KEPALA_DINAS}))
    yield r.OtherUnitError(APTIKA, None)
    yield r.CapacityUnclearError("SubmitDraft", (RINA,))
    yield r.NotARecipientError(3)
    yield r.NotSenderError(RINA)
    yield r.SelfApprovalError(APTIKA, 1)
    yield r.CycleMissingError()
    yield from (r.CycleExistsError(Q, state) for state in CycleState)
    yield from (r.CycleEndedError(Q, state, at) for state in CycleState for at in (MORNING, None))
    yield r.QuarterNotEndedError(Q)
    yield from (r.StepNotStartedError(step, unit) for step in range(1, 8) for unit in (None, APTIKA))
    yield from (r.StepEndedError(3, APTIKA, state, by, MORNING) for state in AssignmentState for by in (RINA, None))
    yield from (r.WrongPhaseError(4, APTIKA, phase) for phase in Phase)
    yield from (r.StaleVersionError(APTIKA, 2, current) for current in (0, 3))
    yield from (r.SubmissionStateError(APTIKA, 1, state, RINA, MORNING) for state in SubmissionState)
    yield from (r.LetterStateError(2, state, MORNING) for state in ReceiptState)
    yield from (r.AlreadyReadError(post_id, MORNING) for post_id in (2, None))
    yield r.UnitsPendingError((1, 2))
    yield r.UnitExcludedError(APTIKA, RINA, MORNING)
    yield r.NotReportedError(APTIKA)
    yield r.AlreadyDirectedError(APTIKA, Q)
    yield from (r.UnknownItemError(APTIKA, 9, count) for count in (0, 3))
    yield from (r.FollowUpVerifiedError(APTIKA, 2, by, MORNING) for by in (RINA, None))
    yield from (r.FollowUpNotReportedError(APTIKA, 2, status) for status in FollowUpStatus)
    yield r.FollowUpChangedError(APTIKA, 2, MORNING)
    yield r.OwnFollowUpError(APTIKA, 2)
    yield r.UnknownUnitError(99)
    yield from (kind(4, unit) for kind in _OF_A_TASK for unit in (None, APTIKA))
    yield from (r.NotGiverError(4, givers) for givers in (frozenset({Role.TIM, Role.SEKRETARIS}), frozenset[Role]()))
    yield r.PromiseTooLateError(4, MORNING, MORNING)
    yield r.ExtensionPendingError(4, APTIKA, RINA, MORNING)
    faults = (value for name, value in vars(InvalidFieldError).items() if name.isupper())
    yield from (InvalidFieldError(field, fault, 100) for fault in faults for field in (*FIELDS, "apa"))
    yield from _of_the_office()
    yield UnknownButtonError("x")
    yield StaleButtonError()
    yield NoPostError()


def _of_the_office() -> Iterator[Exception]:
    """Yield the refusals of changes of the office; post 1 and person 101 are the Kepala Dinas."""
    day = MORNING.date()
    yield o.NotAdminError(101)
    yield from (o.UnknownError(what) for what in ("orang", "jabatan", "unit"))
    yield o.UnknownError("usul")
    yield o.NotSuperiorError(1, 101)
    yield o.NoReasonError(7)
    yield o.WrongNameError("", 120)
    yield o.WrongNipError("12<3")
    yield o.WrongPhoneError("x")
    yield o.TakenError("NIP", "199001012015011001")
    yield o.LastAdminError(101)
    yield o.UnitBusyError(APTIKA)
    yield o.OnlyPostError(1)
    yield o.WrongRoleError(Role.KABID)
    yield o.HeldAlreadyError(1, 101)
    yield o.LaterHolderError(1, day)
    yield o.TooLongAgoError(day)
    yield o.WrongKindError(HoldingKind.DEFINITIF)
    yield o.WrongSpanError(day, day)
    yield o.NoDecreeError(1)
    yield from (o.StandInOverlapError(101, day, until) for until in (day, None))
    yield o.NotHeldError(1, 101)
    yield StrategicActError("disposisi", HoldingKind.PLH)


SAMPLES = list(_samples())


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_every_refusal_has_a_sentence(error: Exception) -> None:
    """A sentence ends in a full stop, blames nobody with an exclamation mark and has nothing left to fill in."""
    town = Town()
    said = texts.sentence(error, town.sits("staf1")).striptags()
    assert said.endswith(".")
    assert not set("!{}") & set(said)
    assert "None" not in said
    assert 20 < len(said) < 300


def test_no_refusal_is_forgotten() -> None:
    """The samples cover every subclass of RefusalError, so that a new one cannot be without its sentence."""

    def below(kind: type[Exception]) -> set[type[Exception]]:
        return {found for sub in kind.__subclasses__() for found in ({sub} | below(sub))}

    assert below(RefusalError) - {o.OfficeRefusalError} == {type(error) for error in SAMPLES} - {
        UnknownButtonError,
        StaleButtonError,
        NoPostError,
    }


def test_a_step_done_before_says_by_whom_and_when() -> None:
    """A late tap learns who did it, in which capacity and when; one's own double tap says so too."""
    town = Town()
    error = r.StepEndedError(2, None, AssignmentState.DONE, RINA, MORNING)
    assert texts.sentence(error, town.sits("tim1")) == (
        "Langkah 2 (Arahan ke Tim) sudah dikerjakan oleh Rina Contoh (Sekretaris Dinas) "
        "pada Kamis, 1 Oktober 2026 pukul 08.00 WIB."
    )
    assert "oleh Bapak/Ibu sendiri pada" in texts.sentence(error, town.sits("sekdis"))


def test_a_late_tap_is_answered_at_once_and_offers_the_present_task() -> None:
    """The note on the tap and the message say the same; the button opens the task as it stands."""
    town = Town()
    town.directed()
    desk = town.sits("sekdis")
    error = r.StepEndedError(2, None, AssignmentState.DONE, RINA, MORNING)
    refuse(desk, taps(desk, "1:sek_terima:1"), error)
    assert len(toasts(desk)) == 1
    assert toasts(desk)[0] in answer(desk).text
    assert verbs_of(answer(desk)) == [(verbs.OPEN, ("1", "2", "0")), (verbs.TASKS, ())]


def test_the_button_that_was_refused_is_not_offered_again() -> None:
    """Where opening itself was refused, only the list of tasks is offered."""
    town = Town()
    town.directed()
    desk = town.sits("sekdis")
    refuse(desk, taps(desk, "1:buka:1:2:0"), r.StepEndedError(2, None, AssignmentState.DONE, RINA, MORNING))
    assert verbs_of(answer(desk)) == [(verbs.TASKS, ())]


def test_a_form_refused_for_good_gives_back_what_was_typed() -> None:
    """When the step was done meanwhile, the form ends, and its text is shown once more as it was written."""
    town = Town()
    town.directed()
    desk = town.sits("sekdis")
    desk.conversation = Form("n1", Purpose.DIRECT_TEAM, 1, words=(Words(1, "Dua <jam> & lebih"),), files=(3,))
    refuse(desk, taps(desk, f"1:{isian.SEND}:n1:0"), r.StepEndedError(2, None, AssignmentState.DONE, RINA, MORNING))
    assert desk.conversation is None
    assert "Dua &lt;jam&gt; &amp; lebih" in answer(desk).text
    assert "1 berkas" in answer(desk).text


@pytest.mark.parametrize("error", [InvalidFieldError("reason", "missing", 3), r.UnitsPendingError((1,))])
def test_a_form_that_can_be_mended_stays(error: RefusalError) -> None:
    """A fault in a field, or units still pending, leave the form to be taken up again."""
    town = Town()
    town.ordered()
    desk = town.sits("sekdis")
    form = Form("n1", Purpose.RETURN_DISPOSISI, 1, words=(Words(1, "x"),))
    desk.conversation = form
    refuse(desk, taps(desk, f"1:{isian.SEND}:n1:0"), error)
    assert desk.conversation is form
    assert (isian.RESUME, ()) in verbs_of(answer(desk))


def test_an_old_button_does_not_end_another_form() -> None:
    """A refusal of something else leaves what is being written alone."""
    town = Town()
    town.directed()
    desk = town.sits("sekdis")
    form = Form("n1", Purpose.PROCEED_WITHOUT, 1, APTIKA, words=(Words(1, "Server rusak"),))
    desk.conversation = form
    refuse(desk, taps(desk, "1:sek_terima:1"), r.StepEndedError(2, None, AssignmentState.DONE, RINA, MORNING))
    assert desk.conversation is form
    assert "keputusan tanpa data unit" in answer(desk).text


@pytest.mark.parametrize("data", ["", "x", "1:buka:" + "9" * 60, "1:BUKA", "🙂", "-1:buka"])
def test_forged_data_is_answered_politely(data: str) -> None:
    """Whatever the data are, the person gets a sentence and the way to their tasks."""
    town = Town()
    desk = town.sits("staf1")
    refuse(desk, taps(desk, data), UnknownButtonError())
    assert "tidak dikenal" in answer(desk).text


def test_a_refused_text_is_answered_without_a_tap() -> None:
    """A refusal of something said has no tap to answer."""
    town = Town()
    desk = town.sits("staf1")
    refuse(desk, says(desk, "halo"), NoPostError())
    assert not toasts(desk)
    assert "jabatan" in answer(desk).text

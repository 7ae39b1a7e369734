"""Stored forms: what goes in comes out equal, and what does not fit is refused under one name."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_forms import STORED, values_of

from handlers.conversations import Form, PlanDraft, Purpose
from storage.codec import StoredFormError, decode, encode
from workflow.events import DisposisiIssued, ReportSubmitted
from workflow.office import Actor, Role

KINDS = sorted(STORED)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_value_comes_back_equal(name: str, data: st.DataObject):
    """Quotes, marks that turn the line around, emoji, NUL, numbers of 64 bits: nothing is lost or changed."""
    kind = STORED[name]
    value = data.draw(values_of(kind))
    stored = encode(value)
    assert decode(kind, stored) == value
    assert "\x00" not in stored  # PostgreSQL takes no NUL in a text


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_form_is_refused_by_name_or_is_a_sound_value(name: str, data: st.DataObject):
    """Whatever a field was damaged into, reading it either raises StoredFormError or gives a value of the type."""
    kind = STORED[name]
    form = orjson.loads(encode(data.draw(values_of(kind))))
    if form:
        form[data.draw(st.sampled_from(sorted(form)))] = data.draw(JSON)
    try:
        value = decode(kind, orjson.dumps(form).decode())
    except StoredFormError:
        return
    assert decode(kind, encode(value)) == value


@pytest.mark.parametrize("stored", ["", "{", "null", "[]", "7", '"form"', "true", "[[]]"])
def test_what_is_no_form_at_all_is_refused(stored: str):
    """A cut-off text, or JSON that is no object, is damage under the name of the type, and not a crash."""
    for kind in STORED.values():
        with pytest.raises(StoredFormError, match=kind.__name__):
            decode(kind, stored)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (Form, {"purpose": "kiriman", "cycle_id": 1}),
        (Form, {"nonce": "1", "purpose": "lain", "cycle_id": 1}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": "1"}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": True}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1.0}),
        (Form, {"nonce": None, "purpose": "kiriman", "cycle_id": 1}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1, "files": 3}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1, "files": ["3"]}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1, "words": [["1", "a"]]}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1, "words": {}}),
        (Form, {"nonce": "1", "purpose": "kiriman", "cycle_id": 1, "late_since": 1700000000}),
        (PlanDraft, {"nonce": "1", "cycle_id": 1, "unit_id": 1, "due_on": "besok"}),
        (ReportSubmitted, {"version": 1, "text": "a", "files": "12"}),
    ],
)
def test_a_form_of_another_shape_is_refused(kind: type, form: dict[str, object]):
    """A field that is missing, of another type or of an unknown choice is named as the form's fault."""
    with pytest.raises(StoredFormError):
        decode(kind, orjson.dumps(form).decode())


def test_a_text_is_no_list_of_its_letters():
    """A text where a list of texts belongs is damage; its letters are not three requests."""
    form = {field.name: "" for field in fields(DisposisiIssued)}
    form |= {"version": 1, "urgency": "biasa", "secrecy": "biasa", "recipients": [], "files": []}
    assert decode(DisposisiIssued, orjson.dumps(form | {"requests": ["a"]}).decode()).requests == ("a",)
    for requests in ("abc", {"a": 1}):
        with pytest.raises(StoredFormError):
            decode(DisposisiIssued, orjson.dumps(form | {"requests": requests}).decode())


def test_an_instant_without_a_zone_is_refused():
    """The seven hours that SQLite loses must not slip in through a stored form either."""
    form = {"nonce": "1", "purpose": "kiriman", "cycle_id": 1}
    for stored in ("2026-04-01T12:00:00", "2026-04-01"):
        with pytest.raises(StoredFormError):
            decode(Form, orjson.dumps(form | {"late_since": stored}).decode())
    noon = decode(Form, orjson.dumps(form | {"late_since": "2026-04-01T12:00:00+07:00"}).decode()).late_since
    assert noon == datetime(2026, 4, 1, 5, tzinfo=UTC)


def test_a_stored_form_says_what_it_holds():
    """Choices are stored by their words, so that the database can be read by a person."""
    assert orjson.loads(encode(Actor(7, 2, Role.SEKRETARIS, None))) == {
        "person_id": 7,
        "post_id": 2,
        "role": "sekretaris",
        "unit_id": None,
        "kind": "definitif",
    }
    assert '"purpose":"kiriman"' in encode(Form("1", Purpose.SUBMIT_DRAFT, 1))


def test_a_type_that_could_not_be_read_back_is_refused():
    """Of a union of two types nobody could tell which one was stored."""

    @dataclass(frozen=True)
    class Ambiguous:
        value: int | str

    with pytest.raises(StoredFormError):
        decode(Ambiguous, '{"value":1}')


@pytest.mark.parametrize("name", KINDS)
def test_every_stored_type_is_frozen_and_named_for_good(name: str):
    """What is stored cannot change under the hands of who holds it."""
    assert STORED[name].__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert all(field.default_factory is MISSING for field in fields(STORED[name]))

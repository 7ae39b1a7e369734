"""What version 1 has stored still loads: in an office's database it lies for years, or over an update's restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import orjson
import pytest
from stored_forms import STORED

from handlers.conversations import STATES
from storage.codec import StoredFormError, decode, encode

SAMPLES = orjson.loads((Path(__file__).parent / "samples_v1.json").read_bytes())
FORMS: dict[str, dict[str, Any]] = SAMPLES["forms"]
CHOICES: dict[str, list[str]] = SAMPLES["choices"]
"""Never regenerated: a sample that no longer loads is an office's data that no longer loads."""


def load(name: str, form: dict[str, Any]) -> Any:
    return decode(STORED[name], orjson.dumps(form).decode())


def optional(kind: Any) -> set[str]:
    """Return the fields that a form may lack."""
    return {field.name for field in fields(kind) if field.default is not MISSING}


def choices(hint: Any) -> Iterator[type[Enum]]:
    """Yield every choice that a stored type is made of."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield hint
    parts = get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint)
    for part in parts:
        yield from choices(part)


def holds(written: Any, sample: Any) -> bool:
    """Tell whether everything in the sample is written; a field that was added later stands beside it."""
    if isinstance(sample, dict):
        return all(field in written and holds(written[field], value) for field, value in sample.items())
    if isinstance(sample, list):
        return len(written) == len(sample) and all(map(holds, written, sample))
    return bool(written == sample)


def test_everything_that_was_ever_stored_has_a_sample():
    """A name under which something was stored is never taken back; a new one is given its sample."""
    assert FORMS.keys() == STORED.keys()
    assert FORMS.keys() >= STATES.keys()


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_stored_form_still_loads(name: str):
    """Every field of the sample is read, and means what it meant."""
    loaded = load(name, FORMS[name])
    written = orjson.loads(encode(loaded))
    assert holds(written, FORMS[name])


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_field_that_is_unknown_here_is_passed_over(name: str):
    """After a step back to an older version what a newer one has stored still loads."""
    assert load(name, FORMS[name] | {"ditambahkan": {"kelak": [1]}}) == load(name, FORMS[name])


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_field_with_a_default_may_be_missing(name: str):
    """A form from before a field was added takes the field's default, alone or with all others."""
    kind: Any = STORED[name]
    defaults = {field.name: field.default for field in fields(kind)}
    for missing in (*({field} for field in optional(kind)), optional(kind)):
        form = {field: value for field, value in FORMS[name].items() if field not in missing}
        loaded = load(name, form)
        assert {field: getattr(loaded, field) for field in missing} == {field: defaults[field] for field in missing}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_field_without_a_default_may_not_be_missing(name: str):
    """What was gathered in earlier steps cannot be made up."""
    for missing in FORMS[name].keys() - optional(STORED[name]):
        form = {field: value for field, value in FORMS[name].items() if field != missing}
        with pytest.raises(StoredFormError):
            load(name, form)


def test_no_choice_is_ever_taken_back():
    """The words of a choice stand in stored forms, so each is kept for good."""
    known = {choice.__name__: choice for kind in STORED.values() for choice in choices(kind)}
    for name, words in CHOICES.items():
        assert set(words) <= {member.value for member in known[name]}
    assert CHOICES.keys() == known.keys()

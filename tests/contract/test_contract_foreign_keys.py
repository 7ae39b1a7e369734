"""The database itself refuses a row that points into another office, whatever code has written it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from contract_town import MORNING, TwoOffices
from sqlalchemy import Column, Connection, Engine, ForeignKeyConstraint, Table, TypeDecorator
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata

TABLES: dict[str, Table] = dict(SQLModel.metadata.tables)
POINTERS = sorted(
    (table.name, key.column_keys[1], key.referred_table.name)
    for table in TABLES.values()
    for key in table.constraints
    if isinstance(key, ForeignKeyConstraint) and list(key.column_keys)[:1] == ["office_id"] and len(key.columns) == 2
)
"""(table, column, the table it points to): every pointer that must stay within its office."""
BY_NAME = {"person_id": "person", "post_id": "post", "unit_id": "unit", "cycle_id": "cycle"}
UNCHECKED = {("history", "person_id"), ("history", "post_id")}
"""Only ever added to, from an actor who was looked up in the office; the whole actor stands beside them."""
SAMPLES: dict[type, Any] = {int: 1, str: "x", bool: True, datetime: MORNING, date: date(2026, 4, 1)}


def sample(column: Column[Any]) -> object:
    """Return any value that fits the column."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return SAMPLES[kind.python_type]


def target(connection: Connection, table: str, office_id: int) -> int:
    """Return the id of a row of that table and office, made where there is none yet."""
    rows = TABLES[table]
    found = connection.execute(rows.select().where(rows.c.office_id == office_id)).first()
    if found is not None:
        made: int = found.id
        return made
    result = connection.execute(rows.insert().values(row_of(connection, table, office_id)))
    assert result.inserted_primary_key is not None
    new: int = result.inserted_primary_key[0]
    return new


def row_of(connection: Connection, table: str, office_id: int) -> dict[str, object]:
    """Return a row of that office that the database takes."""
    row = {column.name: sample(column) for column in TABLES[table].columns if column.name != "id"}
    row |= {name: f"x{office_id}" for name in row if name == "token_hash"}  # unique among all offices
    row["office_id"] = office_id
    for name, column, pointed in POINTERS:
        if name == table:
            row[column] = target(connection, pointed, office_id)
    return row


def takes(connection: Connection, table: str, row: dict[str, object]) -> bool:
    """Tell whether the database takes the row; it is taken back in either case."""
    trial = connection.begin_nested()
    try:
        connection.execute(TABLES[table].insert().values(row))
    except IntegrityError:
        return False
    finally:
        trial.rollback()
    return True


@pytest.mark.parametrize(("table", "column", "pointed"), POINTERS, ids=lambda part: part)
def test_a_row_cannot_point_into_another_office(
    engine: Engine, town: TwoOffices, table: str, column: str, pointed: str
):
    """The same row is taken with a pointer within its office and refused with one out of it, or to nothing."""
    with engine.begin() as connection:
        row = row_of(connection, table, town.kominfo.id)
        elsewhere = target(connection, pointed, town.dukcapil.id)
        assert takes(connection, table, row)
        assert not takes(connection, table, row | {column: elsewhere})
        assert not takes(connection, table, row | {column: 10_000})
        assert not takes(connection, table, row | {"office_id": town.dukcapil.id})


@pytest.mark.parametrize("table", sorted(name for name, made in TABLES.items() if "office_id" in made.columns))
def test_a_row_belongs_to_an_office_that_exists(engine: Engine, town: TwoOffices, table: str):
    """No row of an office that was never founded."""
    with engine.begin() as connection:
        row = row_of(connection, table, town.kominfo.id)
        assert takes(connection, table, row)
        assert not takes(connection, table, row | {"office_id": 10_000})


def test_every_pointer_into_an_office_is_checked():
    """A column that is added and names a person, post, unit or cycle must be bound to its office."""
    named = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.name in BY_NAME and "office_id" in table.columns
    }
    assert named - {(table, column) for table, column, _ in POINTERS} == UNCHECKED


def test_only_what_has_no_office_yet_belongs_to_none():
    """Who speaks, and so of which office, is found out when a row of the inbox is handled; the rest has its office."""
    assert {name for name, table in TABLES.items() if "office_id" not in table.columns} == {
        "office",
        "inbox",
        "kept_message",
    }

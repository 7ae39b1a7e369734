"""A TOML table that is read field by field, and that writes down each fault instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

_E = TypeVar("_E", bound=StrEnum)
_V = TypeVar("_V")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file. `step` is None outside the steps, `field` is the dotted key."""

    source: str
    step: int | None
    field: str
    fault: str

    def __str__(self) -> str:
        """Return the fault as one line for the person who edits the file."""
        place = f"{self.source}: " + (f"langkah {self.step}: " if self.step is not None else "")
        return place + (f"{self.field}: " if self.field else "") + self.fault


@dataclass
class Table:
    """One table of a file. A reader that finds a fault notes it in `faults` and returns a stand-in value."""

    rows: Mapping[str, object]
    source: str
    step: int | None
    path: str
    faults: list[Fault]
    exists: bool = True  # a stand-in for a missing table reports nothing more
    _asked: set[str] = field(default_factory=set)

    def fault(self, key: str, fault: str) -> None:
        """Note that something is wrong with `key`."""
        if self.exists:
            self.faults.append(Fault(self.source, self.step, self._dotted(key), fault))

    def has(self, key: str) -> bool:
        """Tell whether the table holds `key`."""
        self._asked.add(key)
        return key in self.rows

    def text(self, key: str) -> str:
        """Return a text that is not blank."""
        found = self._get(key, str, "teks")
        if found is not None and not found.strip():
            self.fault(key, "tidak boleh kosong")
        return found or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, not empty."""
        found = self._get(key, list, "daftar teks") or []
        if not all(isinstance(text, str) and text.strip() for text in found):
            self.fault(key, "harus berisi teks yang tidak kosong")
        if key in self.rows and found == []:
            self.fault(key, "tidak boleh kosong")
        return tuple(str(text) for text in found)

    def integer(self, key: str, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        found = self._get(key, int, "bilangan bulat")
        if found is not None and not low <= found <= high:
            self.fault(key, f"harus {low} sampai {high}, bukan {found}")
        return low if found is None else found

    def integers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Return a list of whole numbers from `low` to `high`, empty where the key is absent."""
        found = (self._get(key, list, "daftar bilangan") or []) if self.has(key) else []
        good = [value for value in found if type(value) is int and low <= value <= high]
        if len(good) < len(found):
            self.fault(key, f"harus berisi bilangan {low} sampai {high}")
        return tuple(good)

    def flag(self, key: str, *, absent: bool) -> bool:
        """Return a yes or no, `absent` where the key is absent."""
        found = self._get(key, bool, "true atau false") if self.has(key) else absent
        return absent if found is None else found

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """Return one of the `allowed` texts."""
        found = self.text(key)
        if found and found not in allowed:
            self.fault(key, _unknown(found, allowed))
        return found

    def choice(self, key: str, kind: type[_E]) -> _E:
        """Return a member of the enumeration."""
        found = self.one_of(key, [member.value for member in kind])
        return next((member for member in kind if member.value == found), next(iter(kind)))

    def choices(self, key: str, kind: type[_E]) -> tuple[_E, ...]:
        """Return members of the enumeration, at least one, none twice."""
        found, allowed = self.texts(key), [member.value for member in kind]
        for value in found:
            if value not in allowed:
                self.fault(key, _unknown(value, allowed))
        if len(set(found)) < len(found):
            self.fault(key, "memuat nilai yang sama dua kali")
        return tuple(kind(value) for value in found if value in allowed)

    def table(self, key: str) -> Table:
        """Return the table under `key`."""
        found = self._get(key, dict, "tabel")
        return self._under(key, found)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the list of tables under `key`, at least one."""
        found = self._get(key, list, "daftar tabel")
        if found is None:
            return ()
        if not found or not all(isinstance(row, dict) for row in found):
            self.fault(key, "harus berisi tabel")
        return tuple(self._under(f"{key}[{place}]", row) for place, row in enumerate(found, 1) if isinstance(row, dict))

    def named_by(self, key: str) -> Table:
        """Return this table with the number under `key` as the step that its faults name."""
        number = self.rows.get(key)
        if type(number) is not int:
            return self
        return Table(self.rows, self.source, number, "", self.faults)

    def finish(self) -> None:
        """Report every key that nothing has asked for, with the nearest one that exists."""
        for key in self.rows:
            if key not in self._asked:
                self.fault(key, _unknown(key, sorted(self._asked)))

    def _get(self, key: str, kind: type[_V], name: str) -> _V | None:
        if not self.has(key):
            self.fault(key, "belum diisi")
            return None
        found = self.rows[key]
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.fault(key, f"harus {name}")
            return None
        return found

    def _under(self, key: str, rows: Mapping[str, object] | None) -> Table:
        return Table(
            rows or {}, self.source, self.step, self._dotted(key), self.faults, self.exists and rows is not None
        )

    def _dotted(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _unknown(found: str, allowed: Sequence[str]) -> str:
    near = get_close_matches(found, allowed, n=1)
    return f"{found!r} tidak dikenal" + (f"; maksudnya {near[0]!r}?" if near else f"; pilihan: {', '.join(allowed)}")

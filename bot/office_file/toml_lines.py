"""Finds the line of every key and table in a TOML text, which the standard library's parser does not tell."""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
"""Keys and, within arrays, positions from 0: ("pegawai", 2, "nip")."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(r"[^\n]*")
_BARE_KEY = re.compile(r"[^\s=.\]]*")
_ONE_LINE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
# A multi-line string may end in one or two quotes of its own before the three that close it.
_MANY_LINES = re.compile(r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})|\'\'\'[\s\S]*?\'\'\'(?:\'{0,2})')
_SCALAR = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, from 1, on which each key, table and array element of a valid TOML text stands."""
    walker = _Walker(text.replace("\r\n", "\n"))
    walker.document()
    return walker.lines


class _Walker:
    """Walks once through a text that tomllib has accepted, so it need not judge, only find its way."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._line = 1
        self._lengths: dict[Path, int] = {}  # tables met so far in each array of tables

    def document(self) -> None:
        """Walk the text from beginning to end."""
        table: Path = ()
        self._take(_BLANK)
        while self._at < len(self._text):
            if self._next("["):
                table = self._header()
            else:
                self._pair(table)
            self._take(_REST_OF_LINE)
            self._take(_BLANK)

    def _header(self) -> Path:
        many = self._next("[[")
        line = self._line
        self._skip(2 if many else 1)
        path: Path = ()
        *parents, last = self._key()
        for part in parents:
            path = self._entered((*path, part))
        path = (*path, last)
        if many:
            self._lengths[path] = self._lengths.get(path, 0) + 1
            self.lines.setdefault(path, line)
        path = self._entered(path)
        self._note(path, line)
        return path

    def _entered(self, path: Path) -> Path:
        """Return the table meant by `path`: the last one so far where it is an array of tables."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _pair(self, table: Path) -> None:
        line = self._line
        path = (*table, *self._key())
        self._note(path, line)
        self._skip(1)  # the sign of equality
        self._take(_SPACES)
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._take(_SPACES)
            quoted = self._next('"') or self._next("'")
            part = self._take(_ONE_LINE if quoted else _BARE_KEY)
            parts.append(str(tomllib.loads(f"k = {part}")["k"]) if quoted else part)
            self._take(_SPACES)
            if not self._next("."):
                return parts
            self._skip(1)

    def _value(self, path: Path) -> None:
        if self._next('"""') or self._next("'''"):
            self._take(_MANY_LINES)
        elif self._next('"') or self._next("'"):
            self._take(_ONE_LINE)
        elif self._next("["):
            self._array(path)
        elif self._next("{"):
            self._inline_table(path)
        else:
            self._take(_SCALAR)

    def _array(self, path: Path) -> None:
        self._skip(1)
        self._take(_BLANK)
        position = 0
        while self._at < len(self._text) and not self._next("]"):
            self._note((*path, position), self._line)
            self._value((*path, position))
            self._to_next_item()
            position += 1
        self._skip(1)

    def _inline_table(self, path: Path) -> None:
        self._skip(1)
        self._take(_BLANK)
        while self._at < len(self._text) and not self._next("}"):
            self._pair(path)
            self._to_next_item()
        self._skip(1)

    def _to_next_item(self) -> None:
        self._take(_BLANK)
        if self._next(","):
            self._skip(1)
            self._take(_BLANK)

    def _note(self, path: Path, line: int) -> None:
        """Remember the line of a path, and of the tables above it that have no header of their own."""
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _next(self, sign: str) -> bool:
        return self._text.startswith(sign, self._at)

    def _skip(self, letters: int) -> None:
        self._at += letters

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        taken = found.group() if found else ""
        self._line += taken.count("\n")
        self._at += len(taken)
        return taken

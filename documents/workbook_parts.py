"""Reads the parts of a workbook's archive: its list of sheets, shared texts, number formats, and the cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from documents.workbook_grid import SERIALS, Area, Cell, CellValue, Grid, address, day_of, place_of
from documents.workbook_package import MEGABYTE, Package, WorkbookRefusedError
from documents.workbook_xml import MOST_TEXT, Attributes, Budget, attribute, read_part
from workflow.workbook_reading import MOST_ROWS, WorkbookFault

MOST_SHEETS = 50
MOST_COLUMNS = 200
"""Columns to the right of them are not looked at: our table has fourteen."""
MOST_CELLS = 100_000
MOST_MERGED = 20_000
MOST_STRINGS = 12 * MEGABYTE
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PERCENTS = {9: "0%", 10: "0.00%"}
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def grids(package: Package) -> tuple[Grid, ...]:
    """Return the sheets in their order, hidden ones too; raises WorkbookRefusedError for what cannot be read."""
    budget = Budget()
    sheets = _listed(package, budget)
    if len(sheets) > MOST_SHEETS:
        raise WorkbookRefusedError(WorkbookFault.TOO_MANY_SHEETS)
    strings = _Strings()
    if "xl/sharedStrings.xml" in package:
        read_part(package.chunks("xl/sharedStrings.xml", MOST_STRINGS), budget, strings.start, strings.end, strings.add)
    styles = _Styles()
    if "xl/styles.xml" in package:
        read_part(package.chunks("xl/styles.xml", MEGABYTE * 4), budget, styles.start, styles.end, _ignore)
    room = _Room()
    found = []
    for name, part in sheets:
        sheet = _Sheet(strings.texts, styles.formats, room)
        read_part(package.chunks(part), budget, sheet.start, sheet.end, sheet.add)
        found.append(Grid(name, sheet.rows, sheet.merged_by_row()))
    return tuple(found)


def _listed(package: Package, budget: Budget) -> list[tuple[str, str]]:
    """Return name and part of each worksheet, in their order."""
    parts: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def related(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            parts[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    def listed(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            part = parts.get(attribute(attributes, "id"))
            if part is not None:
                sheets.append((attributes.get("name", ""), part))

    read_part(package.chunks("xl/_rels/workbook.xml.rels", MEGABYTE), budget, related, _ignore, _ignore)
    read_part(package.chunks("xl/workbook.xml", MEGABYTE * 4), budget, listed, _ignore, _ignore)
    return sheets


def _ignore(_: str) -> None:
    pass


class _Strings:
    """The texts that cells share, without the reading aids of Asian scripts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._in_text = False
        self._in_aid = False

    def start(self, name: str, _: Attributes) -> None:
        if name == "si":
            self._parts, self._length = [], 0
        elif name == "rPh":
            self._in_aid = True
        elif name == "t":
            self._in_text = not self._in_aid

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(_unescaped("".join(self._parts)))
        elif name == "rPh":
            self._in_aid = False
        elif name == "t":
            self._in_text = False

    def add(self, text: str) -> None:
        if self._in_text and self._length < MOST_TEXT:
            self._parts.append(text[:MOST_TEXT])
            self._length += len(text)


class _Styles:
    """The number format of each style."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self._own: dict[int, str] = {}
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._own[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.formats.append(self._format(_whole(attributes.get("numFmtId", ""))))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _format(self, number: int) -> str:
        if number in self._own:
            return self._own[number]
        return "dd/mm/yyyy" if number in _DAYS else _PERCENTS.get(number, "General")


class _Room:
    """How many cells may still be kept, of all sheets together."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS

    def take(self) -> None:
        self.cells -= 1
        if self.cells < 0:
            raise WorkbookRefusedError(WorkbookFault.TOO_LARGE)


class _Sheet:
    """Gathers the cells of one sheet."""

    def __init__(self, strings: list[str], formats: list[str], room: _Room) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[Area] = []
        self._strings = strings
        self._formats = formats
        self._room = room
        self._row = self._column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._length = 0
        self._takes = False
        self._has_value = self._has_formula = False
        self._is_merging = False

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "c":
                self._begin(attributes)
            case "v" | "t":
                self._takes = self._column > 0
                self._has_value = self._has_value or self._takes
            case "f":
                self._has_formula = True
            case "row":
                self._row = _whole(attributes.get("r", "")) or self._row + 1
                self._column = 0
            case "mergeCells":
                self._is_merging = True
            case "mergeCell" if self._is_merging:
                self._merge(attributes.get("ref", ""))
            case _:
                pass

    def end(self, name: str) -> None:
        match name:
            case "c":
                self._keep()
            case "v" | "t" | "rPh":
                self._takes = False
            case "mergeCells":
                self._is_merging = False
            case _:
                pass

    def add(self, text: str) -> None:
        if self._takes and self._length < MOST_TEXT:
            self._value.append(text[:MOST_TEXT])
            self._length += len(text)

    def merged_by_row(self) -> dict[int, list[Area]]:
        """Return the merged cells by each row that they cover and that holds anything."""
        found: dict[int, list[Area]] = {}
        lines, left = sorted(self.rows), MOST_MERGED * 10
        for area in self.merged:
            covered = lines[bisect_left(lines, area.first_row) : bisect_right(lines, area.last_row)]
            left -= len(covered)
            if left < 0:
                raise WorkbookRefusedError(WorkbookFault.HOSTILE)
            for row in covered:
                found.setdefault(row, []).append(area)
        return found

    def _begin(self, attributes: Attributes) -> None:
        place = place_of(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = place
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._length = [], 0
        self._has_value = self._has_formula = self._takes = False

    def _keep(self) -> None:
        if not (self._has_value or self._has_formula) or not 0 < self._column <= MOST_COLUMNS:
            return
        cell = self._cell()
        if cell.is_blank:
            return
        if self._row > MOST_ROWS:
            raise WorkbookRefusedError(WorkbookFault.TOO_MANY_ROWS)
        self._room.take()
        columns = self.rows.setdefault(self._row, {})
        if self._column in columns:  # readers would differ on which of the two counts
            raise WorkbookRefusedError(WorkbookFault.BROKEN, address(self._row, self._column))
        columns[self._column] = cell

    def _cell(self) -> Cell:
        shown = self._shown()
        text = "".join(self._value)
        if not self._has_value or (self._kind == "n" and not text.strip()):
            return Cell(None, shown, self._has_formula)
        return Cell(self._meant(text, shown), shown, self._has_formula, self._kind == "e")

    def _meant(self, text: str, shown: str) -> CellValue:
        match self._kind:
            case "s":
                place = _whole(text)
                return self._strings[place] if text.strip() and place < len(self._strings) else ""
            case "b":
                return text.strip() in ("1", "true")
            case "n":
                return _number(text, shown)
            case _:
                return _unescaped(text)

    def _shown(self) -> str:
        place = _whole(self._style)
        return self._formats[place] if place < len(self._formats) else "General"

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        one, other = place_of(first), place_of(last)
        if one is not None and other is not None:
            self.merged.append(Area(min(one[0], other[0]), min(one[1], other[1]), *map(max, one, other)))
        if len(self.merged) > MOST_MERGED:
            raise WorkbookRefusedError(WorkbookFault.HOSTILE)


def _number(text: str, shown: str) -> CellValue:
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number:  # NaN, which is no number that a spreadsheet writes
        return text
    day = day_of(number) if _is_day(shown) and abs(number) < SERIALS.stop else None
    return number if day is None else day


def _is_day(shown: str) -> bool:
    codes = _LITERAL.sub("", shown.partition(";")[0]).lower()
    return "d" in codes or "y" in codes or ("m" in codes and "general" not in codes and "h" not in codes)


def _whole(text: str) -> int:
    """Return a small whole number; 0 for what is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0


def _unescaped(text: str) -> str:
    """Return a text with its signs written as `_x000D_`; those that nobody types become a replacement mark."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNTYPED.sub("\N{REPLACEMENT CHARACTER}", text).strip()

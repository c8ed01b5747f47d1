"""Bytes of a file → sheets, by the engine that fits what the bytes are. Runs in the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ..package.parts import Package
from ..vocabulary.cell_address import address
from .boundary_text import clean_text
from .cell_extras import Look
from .guard import Inspection, Refusal, inspect, may_reach_far
from .links import is_web_address, with_address
from .links_ods_xls import links_of
from .number_formats import shown_text
from .ooxml_extras import SecondLook, is_sheet
from .pictures import PICTURE, picture_text
from .self_record import replaced, saved_at
from .sheet_record import CellRemark, SheetRecord
from .shown import percent_text, value_text
from .workbook_parts import sheet_parts, strings_of

__all__ = ["Refusal", "read"]

Far = tuple[int, int, str]
"""(row, column, text) of a cell far off the rest."""


def read(data: bytes, suffix: str, limits: Mapping[str, int]) -> tuple[Inspection, list[SheetRecord]]:
    """What a file is, with remarks, and its sheets; Refusal for one that is not read."""
    try:
        inspection = inspect(data, suffix, limits)
    except Refusal as refusal:
        if refusal.kind != "FILE_ENCRYPTED":
            raise
        from .decrypting import decrypted

        plain = decrypted(data)
        if plain is None:
            raise
        data, inspection = plain, inspect(plain, suffix, limits)
    inspection.saved = saved_at(inspection.form, inspection.parts, data)
    inspection.replaced = replaced(inspection.form, inspection.parts)
    if inspection.form == "text":
        from . import text_tables

        sheets = text_tables.read(data, suffix, inspection)
    elif inspection.form == "docx":
        from . import docx_tables

        sheets = docx_tables.read(inspection)
    else:
        sheets = _Book(data, inspection, limits).sheets()
    return inspection, _bounded(sheets, inspection, limits["cells"])


def _bounded(sheets: list[SheetRecord], inspection: Inspection, limit: int) -> list[SheetRecord]:
    """The sheets without those that have more than `limit` cells with text, alone or with the sheets before them.

    Which they are is remarked. Refusal when no sheet that is left names a state: then nothing here is a progress sheet.
    """
    kept, left, count = [], [], 0
    for sheet in sheets:
        own = sum(len(row) - row.count("") for row in sheet["rows"])
        if count + own > limit:
            left.append(sheet["name"])
        else:
            count += own
            kept.append(sheet)
    if left:
        from .title_match import PROGRESS

        if not any(PROGRESS.key(text) == "status" for sheet in kept for row in sheet["rows"] for text in row if text):
            raise Refusal("FILE_TOO_MUCH", limit=limit)
        names = "、".join(f"「{name}」" for name in left[:20]) + ("等" if len(left) > 20 else "")
        inspection.remarks.append(("FILE_SHEETS_LEFT", {"sheets": names, "limit": limit}))
    return kept


class _Book:
    """A workbook that calamine reads, with the second look where its form is .xlsx."""

    def __init__(self, data: bytes, inspection: Inspection, limits: Mapping[str, int]):
        self.inspection, self.limits = inspection, limits
        self.package: Package | None = None
        self.far: dict[str, list[Far]] = {}
        self.whole = inspection.parts
        self.links = links_of(inspection.form, inspection.parts, data)
        if inspection.form == "xlsx":
            self.package = Package(inspection.parts, tolerant=True)
            self.second_look = SecondLook(self.package)
            self._remark_parts()
            data = self._without_far_cells(data, self.package)
        self.book = self._open(data)

    def _open(self, data: bytes) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(BytesIO(data))
        except PasswordError as error:
            raise Refusal("FILE_ENCRYPTED") from error
        except BaseException as error:
            if not _is_files_fault(error):
                raise
            return self._repaired(error)

    def _repaired(self, error: BaseException) -> CalamineWorkbook:
        """A second try at a package in which something that can be done without may be what is broken."""
        from .repair import repairs

        for parts, remarks in repairs(self.inspection.form, self.whole):
            try:
                book = CalamineWorkbook.from_filelike(BytesIO(_repacked(parts)))
            except BaseException as again:
                if not _is_files_fault(again):
                    raise
                continue
            self.inspection.remarks += remarks
            return book
        raise Refusal("FILE_DAMAGED", where="") from error

    def _remark_parts(self) -> None:
        """Macros and links to other data, by the names of the parts."""
        names = self.inspection.names
        if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
            self.inspection.remarks.append(("FILE_MACRO", {}))
        if any(name.startswith("xl/externallinks/") and not name.endswith(".rels") for name in names):
            self.inspection.remarks.append(("FILE_EXTERNAL", {}))

    def _without_far_cells(self, data: bytes, package: Package) -> bytes:
        """The package without far cells, which go to `far` by part; the bytes as they are when there is none."""
        changed: dict[str, bytes] = {}
        strings: list[str] | None = None
        for name, part in package.parts.items():
            if not is_sheet(name) or self.second_look.is_usual(name) or not may_reach_far(part):
                continue
            from .stray_cells import cut_far_cells

            try:
                new, far = cut_far_cells(part, strings)
            except KeyError:
                strings = strings_of(package)
                new, far = cut_far_cells(part, strings)
            if len(far) > self.limits["cells"]:
                raise Refusal("FILE_TOO_MUCH", limit=self.limits["cells"])
            if new != part:
                changed[name], self.far[name] = new, far
        if not changed:
            return data
        self.whole = {**package.parts, **changed}
        return _repacked(self.whole)

    def sheets(self) -> list[SheetRecord]:
        """The sheets that can be read; what cannot be read is remarked."""
        found: list[SheetRecord] = []
        metadata = [meta for meta in self.book.sheets_metadata if meta.typ in _WORKSHEETS]
        if len(metadata) > _MANY_SHEETS:
            self.inspection.remarks.append(("FILE_MANY_SHEETS", {"count": len(metadata)}))
        parts = {}
        if self.package and (self.far or not self.second_look.finds_nothing()):
            parts = sheet_parts(self.package)
        damaged = []
        for meta in metadata:
            try:
                sheet = self._sheet(meta)
            except BaseException as error:
                if not _is_files_fault(error):
                    raise
                damaged.append((clean_text(meta.name)[0], self._why(meta.name)))
                continue
            if part := parts.get(meta.name, ""):
                if peculiar := self.second_look.at(part):
                    _add_look(sheet, peculiar)
                _add_far(sheet, self.far.get(part, ()))
            elif links := self.links.get(meta.name):
                peculiar = Look()
                peculiar.links.update(links)
                _add_look(sheet, peculiar)
            found.append(sheet)
        if damaged and not found:
            raise Refusal(
                "FILE_DAMAGED", where="工作表" + "、".join(f"「{name}」（{why.strip()}）" for name, why in damaged[:5])
            )
        self.inspection.remarks += [("SHEET_DAMAGED", {"sheet": name, "why": why}) for name, why in damaged]
        return found

    def _why(self, name: str) -> str:
        """What is broken of a sheet that the engine cannot read."""
        if not self.package:
            return "内容缺失或损坏"
        from .broken import what_is_broken

        return what_is_broken(self.package, sheet_parts(self.package).get(name, ""))

    def _sheet(self, meta: SheetMetadata) -> SheetRecord:
        sheet = self.book.get_sheet_by_name(meta.name)
        top, left = (number + 1 for number in sheet.start or (0, 0))
        rows: list[list[Any]] = sheet.to_python()  # values of all types, which become texts in place
        kinds: list[tuple[int, int, str]] = []
        cleaned: list[tuple[int, int]] = []
        for row, values in enumerate(rows, top):
            for place, value in enumerate(values):
                if type(value) is not str:
                    values[place], kind = value_text(value)
                    kinds.append((row, left + place, kind))
            values[:] = map(str.strip, values)
            together = "".join(values)
            if not together.isprintable():
                cleaned += [(row, left + place) for place in _clean(values)]
            if "DISPIMG(" in together:
                for place, text in enumerate(values):
                    if text.startswith("=") and "DISPIMG(" in text:
                        values[place] = picture_text(text)
                        kinds.append((row, left + place, "picture"))
        return {
            "name": clean_text(meta.name)[0],
            "top": top,
            "left": left,
            "rows": rows,
            "kinds": kinds,
            "cleaned": cleaned,
            "merges": _merges(sheet, rows, top, left),
            "visibility": next(word for shown, word in _VISIBILITY if meta.visible == shown),
        }


def _repacked(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts for the engine alone."""
    from ..package.writing import member, zipped

    return zipped(member(name, part, stored=True) for name, part in parts.items())


def _clean(texts: list[str]) -> list[int]:
    """Clean the texts in place; the places of those in which a character had to be replaced."""
    cleaned = [clean_text(text) for text in texts]
    texts[:] = [text for text, _ in cleaned]
    return [place for place, (_, changed) in enumerate(cleaned) if changed]


def _is_files_fault(error: BaseException) -> bool:
    """Whether the engine failed over what is in the file: its own errors, and its panics, which are no Exception."""
    return isinstance(error, (CalamineError, ValueError, OSError)) or type(error).__name__ == "PanicException"


_VISIBILITY = (
    (SheetVisibleEnum.Visible, "visible"),
    (SheetVisibleEnum.Hidden, "hidden"),
    (SheetVisibleEnum.VeryHidden, "veryHidden"),
)
_WORKSHEETS = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
_MANY_SHEETS = 64
"""From more sheets than these on it is said; all are read, two thousand in half a second."""
_MOST_MERGES = 5000


def _merges(sheet: CalamineSheet, rows: list[list[str]], top: int, left: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges whose corner has text, clipped to the rows and columns that have any."""
    last, right = top + len(rows) - 1, left + max(map(len, rows), default=0) - 1
    found = []
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        row, column = first_row + 1, first_column + 1
        if top <= row <= last and left <= column <= right and rows[row - top][column - left]:
            found.append((row, column, min(last_row + 1, last), min(last_column + 1, right)))
    return [merge for merge in found if merge[:2] != merge[2:]][:_MOST_MERGES]


def _add_look(sheet: SheetRecord, found: Look) -> None:
    """Put what the second look found into a sheet."""
    top, left, rows = sheet["top"], sheet["left"], sheet["rows"]
    kinds = {(row, column): kind for row, column, kind in sheet["kinds"]}
    for row, column in found.percent:
        if kinds.get((row, column)) == "number":
            rows[row - top][column - left] = percent_text(float(rows[row - top][column - left]))
            kinds[row, column] = "percent"
    here = {
        (row, column): text for row, texts in enumerate(rows, top) for column, text in enumerate(texts, left) if text
    }
    extra = {
        place: (clean_text(text)[0].strip(), kind) for place, (text, kind) in found.hollow.items() if place not in here
    }
    remarks: list[CellRemark] = []
    for place, code in found.formats.items():
        _show(sheet, place, code, here, kinds, remarks)
    for place, link in found.links.items():
        text, kind = extra.get(place) or (here.get(place, ""), kinds.get(place, "text"))
        said = clean_text(link)[0]
        if not text or kind != "text" or not is_web_address(said) or not any(map(str.isalpha, text)):
            if text:
                remarks.append(("LINK_ELSEWHERE", address(*place), said, {"address": said}))
        elif place in extra:
            extra[place] = (with_address(text, said), kind)
        else:
            rows[place[0] - top][place[1] - left] = with_address(text, said)
    for place in found.pictures:
        if place in here or place in extra:
            remarks.append(("PICTURE_OVER", address(*place), "", {}))
        else:
            extra[place] = (PICTURE, "picture")
    sheet["kinds"] = [(*place, kind) for place, kind in kinds.items()]
    sheet["extra"] = [(*place, text, kind) for place, (text, kind) in sorted(extra.items())]
    sheet["remarks"] = remarks
    sheet["struck"] = sorted(found.struck & here.keys())
    sheet["hidden_rows"] = sorted(found.hidden_rows & {row for row, _ in here})
    sheet["hidden_columns"] = sorted(found.hidden_columns)
    sheet["notes"] = [(what, cell, clean_text(text)[0], author) for what, cell, text, author in found.notes]


def _show(
    sheet: SheetRecord,
    place: tuple[int, int],
    code: str,
    here: dict[tuple[int, int], str],
    kinds: dict[tuple[int, int], str],
    remarks: list[CellRemark],
) -> None:
    """Put what a cell shows by its number format in the place of its text; what shows nothing is read and told."""
    text, kind = here.get(place, ""), kinds.get(place, "text")
    if not text or kind not in ("text", "number"):
        return
    shown = shown_text(code, text, kind == "number")
    if shown is None or shown == text:
        return
    if shown:
        here[place] = sheet["rows"][place[0] - sheet["top"]][place[1] - sheet["left"]] = clean_text(shown)[0]
        kinds.pop(place, None)
    said = ("CELL_SHOWS_OTHER", {"typed": text, "shown": shown}) if shown else ("CELL_SHOWS_NOTHING", {})
    remarks.append((said[0], address(*place), text, said[1]))


def _add_far(sheet: SheetRecord, far: Sequence[Far]) -> None:
    if far:
        sheet["extra"] = [
            *sheet.get("extra", ()),
            *((row, column, clean_text(text)[0], "text") for row, column, text in far),
        ]
        sheet["far"] = [(row, column) for row, column, _ in far]

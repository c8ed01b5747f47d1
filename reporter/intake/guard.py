"""Judges a file before any engine touches it: what it is, whether it is whole, and whether opening it is safe.

A zip package is opened by package.members, all parts that an engine reads inflated here; too many styles are refused
too. No engine is imported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..package.budget import ASIDE_BYTES, Budget, Fault, Unsafe
from ..package.members import MARKUP, Members, plain_name
from .boundary_text import clean_text
from .sniff import FORM_NAMES, SUFFIXES, Refusal, ole_form, other_thing, zip_thing

__all__ = ["Inspection", "Refusal", "inspect", "may_reach_far", "note_form", "refusal_of"]

_FORMATS = 65_490
"""Cell formats a workbook may have: Excel's own limit."""
_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5}|[K-Zk-z][A-Za-z])')
_FAR_QUOTED_OTHERWISE = re.compile(rb" r='(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5}|[K-Zk-z][A-Za-z])")

Remarks = list[tuple[str, dict[str, object]]]
"""(name of a Kind, its facts) of what is said of a file that is read all the same."""


class Inspection:
    """What a file is: its form, the inflated parts of a package by name, the names of all, remarks; once it is read,
    what its own record says (self_record).
    """

    __slots__ = ("form", "names", "parts", "remarks", "replaced", "saved")

    def __init__(self, form: str, names: tuple[str, ...] = ()):
        self.form = form
        self.names = names
        self.parts: dict[str, bytes] = {}
        self.remarks: Remarks = []
        self.saved = ""
        self.replaced: tuple[str, ...] = ()


def inspect(data: bytes, suffix: str, limits: Mapping[str, int]) -> Inspection:
    """Judge a file by its bytes; `suffix` (with its dot) is only compared with what they say.

    form: ``xlsx``, ``xlsb``, ``xls``, ``ods`` or ``text`` (whose kind is told after decoding). Refusal when it cannot
    or must not be read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Refusal("FILE_EMPTY")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        try:
            found = _package(Members(data, Budget(limits["inflated"])))
        except Unsafe as unsafe:
            raise refusal_of(unsafe) from unsafe
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        found = Inspection(ole_form(data))
    elif thing := other_thing(data):
        raise Refusal("FILE_NOT_WORKBOOK", what=thing[0], remedy=thing[1])
    elif data[:1] == b"\x09" and data[1:2] in b"\x00\x02\x04\x08" and data[3:4] == b"\x00":
        raise Refusal("FILE_ANCIENT")  # a workbook of Excel 2 to 4: a stream of records without a container
    else:
        found = Inspection("text")
    if found.form != "text":
        note_form(found, suffix)
    return found


def refusal_of(unsafe: Unsafe) -> Refusal:
    """The refusal of a package, in the words of the catalogue."""
    if unsafe.fault is Fault.ENCRYPTED:
        return Refusal("FILE_ENCRYPTED")
    why = {
        Fault.PARTS: f"部件多达 {unsafe.count} 个",
        Fault.TWICE: f"部件“{clean_text(unsafe.part)[0]}”出现了两次",
    }.get(unsafe.fault, str(unsafe.fault))
    return Refusal("FILE_TRUNCATED" if unsafe.fault.is_damage else "FILE_HOSTILE", why=why)


def note_form(found: Inspection, suffix: str) -> None:
    """Remark when the suffix says otherwise, and when the form hides things from us."""
    if suffix.lower() not in SUFFIXES[found.form]:
        name = f"扩展名是 {suffix}" if suffix else "没有扩展名"
        found.remarks.append(("FILE_FORM_DIFFERS", {"name": name, "what": FORM_NAMES[found.form]}))
    elif found.form != "xlsx" and found.form != "text":
        found.remarks.append(("FILE_OLD_FORM", {"what": FORM_NAMES[found.form]}))


def may_reach_far(part: bytes) -> bool:
    """Whether a quick search of a sheet finds an address far off (stray_cells); one that it misses costs the worker."""
    return bool(_FAR.search(part) or (b" r='" in part and _FAR_QUOTED_OTHERWISE.search(part)))


def _package(members: Members) -> Inspection:
    mimetype = members.inflated("mimetype", Budget(200)) if "mimetype" in members else b""
    found = Inspection(zip_thing(set(members), mimetype), tuple(map(plain_name, members)))
    aside = Budget(ASIDE_BYTES)
    for name in members:
        if not _is_read(name, found.form):
            _look_aside(members, name, aside, found)
            continue
        part = found.parts[name.replace("\\", "/").lstrip("/")] = members[name]
        if name.lower().endswith("styles.xml") and part.count(b"<xf ") + part.count(b"<xf/") > _FORMATS:
            raise Refusal("FILE_HOSTILE", why="单元格样式多得反常")
    if b"encryption-data" in found.parts.get("META-INF/manifest.xml", b""):
        raise Refusal("FILE_ENCRYPTED")  # of an .ods
    return found


def _look_aside(members: Members, name: str, budget: Budget, found: Inspection) -> None:
    """Check a part that nobody reads, and let it go. Unsafe for one that is larger than it says.

    One too large is not inflated, one that is damaged costs no cell: both are remarked, the first of each.
    """
    try:
        if members.stated_size(name) <= budget.left:
            members.inflated(name, budget)
            return
        kind = "FILE_BULKY_PART"
    except Unsafe as unsafe:
        if not unsafe.fault.is_damage:
            raise
        kind = "FILE_PART_DAMAGED"
    if all(remarked != kind for remarked, _ in found.remarks):
        found.remarks.append((kind, {"part": clean_text(name)[0]}))


def _is_read(name: str, form: str) -> bool:
    low = name.lower()
    return low.endswith(MARKUP) or (
        form == "xlsb" and low.endswith(".bin") and "vba" not in low and "printer" not in low
    )

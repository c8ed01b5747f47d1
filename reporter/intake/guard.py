"""Judges a file before any engine touches it: what it is, whether it is whole, and whether opening it is safe.

A zip package is inflated here part by part against a counted budget (its own sizes are not believed), with its checksums;
names that occur twice, a DOCTYPE, too many styles and addresses outside a sheet are refused. No engine is imported.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from .boundary_text import clean_text
from .sniff import FORM_NAMES, SUFFIXES, Refusal, ole_form, other_thing, zip_thing

__all__ = ["Inspection", "Refusal", "inspect", "may_reach_far", "note_form"]

_PARTS = 5000
"""Parts a package may have."""
_FORMATS = 65_490
"""Cell formats a workbook may have: Excel's own limit."""
_BULKY = 64 * 2**20
"""Bytes up to which the parts that nobody reads are inflated, only to see that they are what they say."""
_READ = (".xml", ".rels", ".vml")
_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5}|[K-Zk-z][A-Za-z])')
_FAR_QUOTED_OTHERWISE = re.compile(rb" r='(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5}|[K-Zk-z][A-Za-z])")


class Inspection:
    """What a file is: its form, the inflated parts of a package by name, the names of all, remarks [[Kind name, facts], …]."""

    __slots__ = ("form", "names", "parts", "remarks")

    def __init__(self, form: str, names: tuple[str, ...] = ()):
        self.form = form
        self.names = names
        self.parts: dict[str, bytes] = {}
        self.remarks: list[list] = []


def inspect(data: bytes, suffix: str, limits: dict) -> Inspection:
    """Judge a file by its bytes; `suffix` (with its dot) is only compared with what they say.

    form: ``xlsx``, ``xlsb``, ``xls``, ``ods`` or ``text`` (whose kind is told after decoding). Refusal when it cannot or
    must not be read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Refusal("FILE_EMPTY")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        found = _package(data, limits["inflated"])
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


def note_form(found: Inspection, suffix: str) -> None:
    """Remark when the suffix says otherwise, and when the form hides things from us."""
    if suffix.lower() not in SUFFIXES[found.form]:
        found.remarks.append(
            [
                "FILE_FORM_DIFFERS",
                {"name": f"扩展名是 {suffix}" if suffix else "没有扩展名", "what": FORM_NAMES[found.form]},
            ]
        )
    elif found.form != "xlsx" and found.form != "text":
        found.remarks.append(["FILE_OLD_FORM", {"what": FORM_NAMES[found.form]}])


def may_reach_far(part: bytes) -> bool:
    """Whether a quick search of a sheet finds an address far off (stray_cells.py); what gets past it costs the worker, and one file."""
    return bool(_FAR.search(part) or (b" r='" in part and _FAR_QUOTED_OTHERWISE.search(part)))


def _package(data: bytes, budget: int) -> Inspection:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, EOFError, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise Refusal("FILE_TRUNCATED", why="压缩目录缺失或损坏") from error
    names = [member.filename for member in members]
    if len(names) > _PARTS:
        raise Refusal("FILE_HOSTILE", why=f"部件多达 {len(names)} 个")
    plain = [name.replace("\\", "/").lower() for name in names]
    if len(set(plain)) < len(plain):
        twice = next(name for name in plain if plain.count(name) > 1)
        raise Refusal("FILE_HOSTILE", why=f"部件“{clean_text(twice)[0]}”出现了两次")
    sizes = {member.filename: member for member in members}
    mimetype = _inflate(data, sizes["mimetype"], 200) if "mimetype" in sizes else b""
    found = Inspection(zip_thing(set(names), mimetype), tuple(plain))
    left, aside = budget, _BULKY
    for member in members:
        if not _is_read(member.filename, found.form):
            aside = _look_aside(data, member, aside, found)
            continue
        part = _inflate(data, member, left)
        left -= len(part)
        _check_markup(member.filename, part)
        found.parts[member.filename] = part
    if b"encryption-data" in found.parts.get("META-INF/manifest.xml", b""):
        raise Refusal("FILE_ENCRYPTED")  # of an .ods
    return found


def _look_aside(data: bytes, member: zipfile.ZipInfo, left: int, found: Inspection) -> int:
    """Check a part that nobody reads and let it go; returns how many of `left` bytes are left for the next.

    One too large is not inflated, one that is damaged costs no cell: both are remarked, the first of each. Refusal for one
    that is larger than it says.
    """
    try:
        if member.file_size <= left:
            return left - len(_inflate(data, member, left))
        kind = "FILE_BULKY_PART"
    except Refusal as refusal:
        if refusal.kind != "FILE_TRUNCATED":
            raise
        kind = "FILE_PART_DAMAGED"
    if all(name != kind for name, _ in found.remarks):
        found.remarks.append([kind, {"part": clean_text(member.filename)[0]}])
    return left


def _is_read(name: str, form: str) -> bool:
    low = name.lower()
    return low.endswith(_READ) or (
        form == "xlsb" and low.endswith(".bin") and "vba" not in low and "printer" not in low
    )


def _inflate(data: bytes, member: zipfile.ZipInfo, budget: int) -> bytes:
    """The bytes of one part. Refusal when it is encrypted, damaged, larger than it says or than `budget`."""
    if member.flag_bits & 1:
        raise Refusal("FILE_ENCRYPTED")
    start = member.header_offset
    head = data[start : start + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise Refusal("FILE_TRUNCATED", why="部件位置不对")
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    begin = start + 30 + name_length + extra_length
    packed = memoryview(data)[begin : begin + member.compress_size]
    limit = min(member.file_size, budget) + 1
    if member.compress_type == zipfile.ZIP_STORED:
        part, whole = bytes(packed[:limit]), True
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflator = zlib.decompressobj(-15)
        try:
            part = inflator.decompress(packed, limit)
        except zlib.error as error:
            raise Refusal("FILE_TRUNCATED", why="压缩内容损坏") from error
        whole = inflator.eof or len(part) == limit
    else:
        raise Refusal("FILE_HOSTILE", why="压缩方式不是通用的")
    if len(part) > budget:
        raise Refusal("FILE_HOSTILE", why="展开后异常大")
    if len(part) > member.file_size:
        raise Refusal("FILE_HOSTILE", why="部件大小与声明不符")
    if not whole or len(part) < member.file_size or zlib.crc32(part) != member.CRC:
        raise Refusal("FILE_TRUNCATED", why="校验不符")
    return part


def _check_markup(name: str, part: bytes) -> None:
    """Refuse a document type declaration, which can make a parser fetch or multiply text, and absurdly many styles."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        part = part.decode("utf-16", "replace").encode()
    elif part[:2] in (b"<\x00", b"\x00<"):
        part = part.decode("utf-16-le" if part[0] else "utf-16-be", "replace").encode()
    at = part.find(b"<!DOCTYPE")
    if at >= 0 and part.rfind(b"<![CDATA[", 0, at) <= part.rfind(b"]]>", 0, at):
        raise Refusal("FILE_HOSTILE", why="含有文档类型声明")
    if name.lower().endswith("styles.xml") and part.count(b"<xf ") + part.count(b"<xf/") > _FORMATS:
        raise Refusal("FILE_HOSTILE", why="单元格样式多得反常")

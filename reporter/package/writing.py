"""Zips whose bytes depend on their parts alone: one date, the given order, parts that may have been deflated before."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, cast

from ..records import value

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold; it stands for every date that would differ from run to run."""
_UNIX, _VERSION = 3, 20
"""The system that rights are those of; what a program has to know to open a zip."""
_FIRST_DAY, _IN_UTF8 = 1 << 5 | 1, 1 << 11
"""`EPOCH` as a zip has it; that a name is no ASCII."""
_END = b"\x03\x00"
"""The last block of deflated data, with nothing in it."""
_ZEROS = bytes(2**20)
_MOST_MEMBERS, _MOST_BYTES = 60_000, 2**30
"""What a zip may be without the longer numbers that only ZipFile writes here."""


@value
class Member:
    """A part ready to be written: packed, with the checksum and size of what it holds."""

    name: str
    packed: bytes
    check: int
    size: int
    stored: bool = False


def member(name: str, data: bytes, *, level: int = zlib.Z_DEFAULT_COMPRESSION, stored: bool = False) -> Member:
    """The part `data`, deflated at this level unless it is to be `stored` as it is."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = data if stored else packer.compress(data) + packer.flush()
    return Member(name, packed, zlib.crc32(data), len(data), stored)


@value
class Stretch:
    """A stretch of a part, packed so that others may stand before and behind it."""

    packed: bytes
    check: int
    size: int


def stretch(blocks: Iterable[bytes], *, level: int = zlib.Z_DEFAULT_COMPRESSION) -> Stretch:
    """The blocks, deflated one after another: never more than one of them is held."""
    packer, packed, check, size = zlib.compressobj(level, zlib.DEFLATED, -15), [], 0, 0
    for block in blocks:
        packed.append(packer.compress(block))
        check, size = zlib.crc32(block, check), size + len(block)
    packed.append(packer.flush(zlib.Z_FULL_FLUSH))
    return Stretch(b"".join(packed), check, size)


def joined(name: str, stretches: Iterable[Stretch]) -> Member:
    """The part that consists of these stretches; none of them is inflated for it."""
    packed, check, size = [], 0, 0
    for item in stretches:
        packed.append(item.packed)
        check, size = _check_behind(check, item), size + item.size
    return Member(name, b"".join((*packed, _END)), check, size)


def _check_behind(check: int, item: Stretch) -> int:
    """The checksum of something that has this one, and behind it the stretch.

    A CRC is linear: what came before and what comes are each as if the other were zeros, and zeros cost a millisecond
    for three megabytes.
    """
    before, zeros = check, 0
    for begin in range(0, item.size, len(_ZEROS)):
        run = memoryview(_ZEROS)[: item.size - begin]
        before, zeros = zlib.crc32(run, before), zlib.crc32(run, zeros)
    return before ^ zeros ^ item.check


def unpacked(part: Member) -> bytes:
    """What a part holds."""
    return part.packed if part.stored else zlib.decompress(part.packed, -15)


class _Passing:
    """A stream whose bytes are handed on as they come; it knows how many those were."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._passed = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(data)
        self._passed += len(data)
        return len(data)

    def tell(self) -> int:
        return self._passed

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """What has come since this was asked last."""
        data, self._waiting = b"".join(self._waiting), []
        return data


def zip_stream(members: Iterable[Member], mode: int = 0) -> Iterator[bytes]:
    """The bytes of `zipped`, a piece for each member: no more than one of them is held."""
    stream = _Passing()
    with zipfile.ZipFile(cast("IO[bytes]", stream), "w") as archive:
        for item in members:
            info = _told(item.name, item.stored, item.check, len(item.packed), item.size)
            info.create_system, info.external_attr = _UNIX if mode else 0, mode << 16
            info.header_offset = stream.tell()
            stream.write(info.FileHeader(zip64=False))
            stream.write(item.packed)
            archive.filelist.append(info)
            yield stream.taken()
        archive.start_dir = stream.tell()
    yield stream.taken()


def _told(name: str, stored: bool, check: int, packed: int, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.CRC, info.compress_size, info.file_size = check, packed, size
    return info


@value
class Begun:
    """The beginning of a zip: its parts with their heads, what its directory says of them, and how many they are."""

    parts: bytes = b""
    directory: bytes = b""
    number: int = 0


_NOTHING = Begun()


def begun(members: Iterable[Member], mode: int = 0, behind: Begun = _NOTHING) -> Begun:
    """The beginning of a zip with these parts `behind` others."""
    whole = [*members]
    pieces, directory, place = [behind.parts], [behind.directory], len(behind.parts)
    made_by = b"PK\x01\x02" + bytes((_VERSION, _UNIX if mode else 0))
    for item in whole:
        name = item.name.encode()
        told = struct.pack(
            "<5H3L2H",
            _VERSION,
            0 if item.name.isascii() else _IN_UTF8,
            zipfile.ZIP_STORED if item.stored else zipfile.ZIP_DEFLATED,
            *(0, _FIRST_DAY),
            *(item.check, len(item.packed), item.size),
            *(len(name), 0),
        )
        directory += (made_by, told, struct.pack("<3H2L", 0, 0, 0, mode << 16, place), name)
        pieces += (b"PK\x03\x04", told, name, item.packed)
        place += 4 + len(told) + len(name) + len(item.packed)
    return Begun(b"".join(pieces), b"".join(directory), behind.number + len(whole))


def zipped(members: Iterable[Member], mode: int = 0, behind: Begun = _NOTHING) -> bytes:
    """The zip of `members`, in their order, `behind` others. `mode`: the rights a file has once it is unpacked on Unix,
    0 for unsaid.

    The packed bytes are put between the headers here, because ZipFile takes none that are packed already. The parts
    that all documents share are deflated and put together once: packing them anew takes 0.54 ms for a document, as
    long as setting a page does in all (benchmarks/render.py).
    """
    whole = [*members]
    if len(whole) > _MOST_MEMBERS or sum(len(item.packed) for item in whole) > _MOST_BYTES:
        return b"".join(zip_stream(whole, mode))
    made = begun(whole, mode, behind)
    directory = len(made.directory), len(made.parts)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, made.number, made.number, *directory, 0)
    return b"".join((made.parts, made.directory, end))

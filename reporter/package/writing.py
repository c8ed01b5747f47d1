"""Zips whose bytes depend on their parts alone: one date, the given order, parts that may have been deflated before."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from ..records import value

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold; it stands for every date that would differ from run to run."""
_UNIX = 3
_END = b"\x03\x00"
"""The last block of deflated data, with nothing in it."""
_ZEROS = bytes(2**20)


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


def zipped(members: Iterable[Member], mode: int = 0) -> bytes:
    """The zip of `members`, in their order. `mode`: the rights a file has once it is unpacked on Unix, 0 for unsaid.

    ZipFile writes the directory; the packed bytes are put between its headers here, because it takes none that are
    packed already. The parts that all documents share are deflated once: packing them anew takes 0.54 ms for a
    document, as long as setting a page does in all, and this 0.04 (benchmarks/render.py).
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for item in members:
            info = zipfile.ZipInfo(item.name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if item.stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = _UNIX if mode else 0, mode << 16
            info.CRC, info.compress_size, info.file_size = item.check, len(item.packed), item.size
            info.header_offset = stream.tell()
            stream.write(info.FileHeader(zip64=False))
            stream.write(item.packed)
            archive.filelist.append(info)
        archive.start_dir = stream.tell()
    return stream.getvalue()

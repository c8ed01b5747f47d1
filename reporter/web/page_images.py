"""The pages of a document as pictures, where LibreOffice and the reader of its PDF are installed."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import struct
import tempfile
import threading
import zlib
from pathlib import Path

from ..gongwen.libreoffice import pdf_of, usable

_SCALE = 1.15
"""Pixels a point: a page of A4 is then 685 wide."""
_MOST = 40
"""Pages that are shown at most."""


@functools.cache
def available() -> bool:
    """Whether pages can be shown here."""
    return usable() and importlib.util.find_spec("pypdfium2") is not None


class PageImages:
    """Pictures of pages, each document set once; kept as long as the program runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="zwgk-", ignore_cleanup_errors=True)

    def pages(self, document: Path) -> tuple[str, int]:
        """(name for `image`, how many pages) of a document; NoRenderer where it cannot be set."""
        data = document.read_bytes()
        name = hashlib.sha256(data).hexdigest()
        folder = Path(self._folder.name) / name
        with self._lock:
            if not folder.is_dir():
                pictures = _pictures(pdf_of(data))
                folder.mkdir()
                for number, picture in enumerate(pictures, 1):
                    (folder / f"{number}.png").write_bytes(picture)
        return name, len(list(folder.iterdir()))

    def image(self, name: str, number: int) -> bytes | None:
        """The picture of a page."""
        path = Path(self._folder.name) / name / f"{number}.png"
        return path.read_bytes() if name.isalnum() and path.is_file() else None


def _pictures(pdf: bytes) -> list[bytes]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in list(document)[:_MOST]:
            bitmap = page.render(scale=_SCALE, rev_byteorder=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            raw = bytes(bitmap.buffer)
            rows = (raw[stride * row : stride * row + 3 * width] for row in range(height))
            found.append(_png(width, height, b"".join(b"\0" + row for row in rows)))
        return found
    finally:
        document.close()


def _png(width: int, height: int, rows: bytes) -> bytes:
    """A picture of three bytes a pixel, each row after a zero."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")

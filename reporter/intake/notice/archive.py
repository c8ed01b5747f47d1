"""The parts of a .docx, opened without trusting it: counted inflation, no DOCTYPE, no part twice."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from xml.etree import ElementTree

from .notice_records import NotANotice

__all__ = ["Parts", "w"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_BUDGET = 64 * 2**20
"""Bytes all parts read may inflate to: a notice of a thousand tasks takes about 5 MiB."""
_CHUNK = 2**18
_BROKEN = "请在 Word 或 WPS 中打开检查，另存为 .docx 后重试。"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{_W}}}{name}"


class Parts:
    """The XML parts of a Word document, parsed when asked for. NotANotice when the package is broken or hostile."""

    def __init__(self, data: bytes):
        self._left = _BUDGET
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise NotANotice(f"文件不完整，可能没有传完。{_BROKEN}") from error
        names = self._archive.namelist()
        if len(set(names)) != len(names) or len(names) > 5000:
            raise NotANotice(f"文件结构异常，未读取。{_BROKEN}")
        self.main = self._main()

    def root(self, name: str) -> ElementTree.Element | None:
        """The part's root element; None when there is no such part."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return None
        data = self._inflate(info).replace(_STRICT, _W.encode())
        if b"<!DOCTYPE" in data or b"\0" in data[:64]:  # no writer of .docx makes either, attacks do
            raise NotANotice(f"文件结构异常，未读取。{_BROKEN}")
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise NotANotice(f"文件损坏，正文读不出来。{_BROKEN}") from error

    def beside(self, name: str) -> ElementTree.Element | None:
        """A part in the folder of the document itself, such as ``numbering.xml``."""
        return self.root(posixpath.join(posixpath.dirname(self.main), name))

    def _main(self) -> str:
        relations = self.root("_rels/.rels")
        for item in relations if relations is not None else ():
            if item.get("Type", "").endswith("/officeDocument") and item.get("TargetMode") != "External":
                return re.sub(r"^/", "", item.get("Target", ""))
        raise NotANotice("文件中没有 Word 正文。请确认选的是通知文件。")

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        pieces = []
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise NotANotice(f"文件解压后过大，不像通知，未读取。{_BROKEN}")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise NotANotice(f"文件损坏，或设有密码。{_BROKEN}") from error
        return b"".join(pieces)

"""Opens a .docx without trusting it: the archive, its XML parts and their relationships.

Only the XML that is asked for is inflated, with a counted budget; a document type declaration is refused before the
parser reaches it. The reason of a refusal is a Chinese clause that fits after 「无法检查：」.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

__all__ = ["NotADocx", "Package", "W", "open_package", "w"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
_MAX_ENTRIES = 5_000
_MAX_XML_BYTES = 96 * 2**20
"""Of all XML parts read together: a document of 30 pages has about 1 MiB, one of 2,000 pages about 60."""
_MAX_RATIO = 400
_RATIO_FREE_BYTES = 4 * 2**20
"""Below this size no ratio is too high: short XML of one table packs very well."""
_CHUNK = 2**18

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""「严格 Open XML 文档」 of Word's save dialogue uses other namespaces for the same elements."""


class NotADocx(ValueError):
    """The bytes are no Word document that can be read; `str()` is the reason, in Chinese."""


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@dataclass(slots=True)
class Package:
    """An open archive: `main` is the name of the document part; parts are inflated and parsed when asked for."""

    archive: zipfile.ZipFile
    main: str = ""
    spent: int = 0
    roots: dict[str, ElementTree.Element | None] = field(default_factory=dict)

    def root(self, name: str) -> ElementTree.Element | None:
        """The parsed part, None when the package has none of this name. Raises NotADocx when it is broken."""
        if name not in self.roots:
            self.roots[name] = self._parse(name)
        return self.roots[name]

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """Of a part: relationship id → (last word of the type, target part); outside targets are left out."""
        folder, base = posixpath.split(source)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for item in root if root is not None else ():
            if item.tag != _RELS or item.get("TargetMode") == "External":
                continue
            target = item.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], path)
        return found

    def related_root(self, kind: str) -> ElementTree.Element | None:
        """The first part that the document names with relationship type `kind` (styles, settings, theme …)."""
        for found, target in self.related(self.main).values():
            if found == kind:
                return self.root(target)
        return None

    def _parse(self, name: str) -> ElementTree.Element | None:
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        data = self._inflate(info)
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional)
        try:
            _refuse_doctype(data, name)
            return ElementTree.fromstring(data)
        except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
            if isinstance(error, NotADocx):
                raise
            raise NotADocx(f"文件损坏，其中的 {name} 不是完整的 XML") from error

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        pieces, size = [], 0
        try:
            with self.archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if self.spent + size > _MAX_XML_BYTES:
                        raise NotADocx("解压后内容过大，不像正常公文（超过 96 MB）")
                    if size > _RATIO_FREE_BYTES and size > _MAX_RATIO * max(1, info.compress_size):
                        raise NotADocx("压缩比异常，疑为恶意构造的文件")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            why = "有密码保护" if "password" in str(error) else "压缩包损坏"
            raise NotADocx(f"文件{why}，{info.filename} 读不出来") from error
        self.spent += size
        return b"".join(pieces)


def open_package(data: bytes) -> Package:
    """The package of a Word document. Raises NotADocx, with the reason, for anything else."""
    _refuse_by_first_bytes(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotADocx("文件不完整，压缩包目录读不出来（可能没有传完）") from error
    names = archive.namelist()
    if len(names) > _MAX_ENTRIES:
        raise NotADocx(f"压缩包内有 {len(names)} 个部件，不像正常公文")
    if len(set(names)) != len(names):
        raise NotADocx("压缩包内有重名部件，疑为恶意构造的文件")
    package = Package(archive)
    package.main = _main_part(package, names)
    root = package.root(package.main)
    if root is None or root.tag != w("document"):
        raise NotADocx("文件中没有 Word 正文")
    return package


def _main_part(package: Package, names: list[str]) -> str:
    if _CONTENT_TYPES not in names:
        raise NotADocx("是普通压缩包，不是 Word 文档")
    for kind, target in package.related("").values():
        if kind == "officeDocument":
            if target.startswith("xl/"):
                raise NotADocx("是 Excel 表格，不是 Word 文档")
            if target.startswith("ppt/"):
                raise NotADocx("是演示文稿，不是 Word 文档")
            return target
    raise NotADocx("文件中没有 Word 正文")


def _refuse_by_first_bytes(data: bytes) -> None:
    """Tells what a file that is no zip really is, so that the reader knows what to do with it."""
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return
    if not data:
        raise NotADocx("文件是空的")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotADocx("文件有打开密码，请去掉密码后再检查")
        raise NotADocx("是旧版 .doc（或 .wps）文件，请另存为 .docx 后再检查")
    if head.startswith(b"%PDF"):
        raise NotADocx("是 PDF 文件，不是 .docx")
    if head.startswith(b"{\\rtf"):
        raise NotADocx("是 RTF 文件，请另存为 .docx 后再检查")
    if head.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<?xml", b"<w:worddocument")):
        raise NotADocx("是网页或 XML 文本，只是扩展名为 .docx，请另存为 .docx 后再检查")
    if head.startswith(b"PK"):
        raise NotADocx("是空压缩包，不是 Word 文档")
    raise NotADocx("不是 Word 文档（开头不是 .docx 的标志）")


def _refuse_doctype(data: bytes, name: str) -> None:
    """Refuses a document type declaration, in whatever encoding: no writer of .docx makes one, attacks do."""

    class RootReached(Exception):
        pass

    def doctype(*_: object) -> None:
        raise NotADocx(f"{name} 含有文档类型声明（DOCTYPE），疑为恶意构造的文件")

    def root(*_: object) -> None:
        raise RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except RootReached:
        return

"""A .docx opened without trusting it; the reason of a refusal is a Chinese clause that fits after 「无法检查：」."""

from __future__ import annotations

from ...package.budget import DOCUMENT_BYTES, Budget, Fault, Unsafe
from ...package.members import Members
from ...package.parts import Package
from ...package.wordml import w

_HOSTILE = "疑为恶意构造的文件"
_SIGNS = (
    (b"%PDF", "是 PDF 文件，不是 .docx"),
    (b"{\\rtf", "是 RTF 文件，请另存为 .docx 后再检查"),
    (b"PK", "是空压缩包，不是 Word 文档"),
)
_MARKUP_SIGNS = (b"<html", b"<!doctype html", b"<?xml", b"<w:worddocument")


class NotADocx(ValueError):
    """The bytes are no Word document that can be read; `str()` is the reason, in Chinese."""


def open_document(data: bytes, budget: Budget | None = None) -> Package:
    """The package of a Word document. Raises NotADocx, with the reason, for anything else, and Unsafe."""
    if not data.startswith(b"PK\x03\x04"):
        raise NotADocx(_what_it_is(data))
    package = Package(Members(data, budget or Budget.of_document()))
    if "[Content_Types].xml" not in package:
        raise NotADocx("是普通压缩包，不是 Word 文档")
    main = package.main
    if main.startswith("xl/"):
        raise NotADocx("是 Excel 表格，不是 Word 文档")
    if main.startswith("ppt/"):
        raise NotADocx("是演示文稿，不是 Word 文档")
    root = package.root(main)
    if root is None or root.tag != w("document"):
        raise NotADocx("文件中没有 Word 正文")
    return package


def not_a_docx(unsafe: Unsafe) -> NotADocx:
    """The refusal in words."""
    fault, part = unsafe.fault, unsafe.part
    return NotADocx(
        {
            Fault.DIRECTORY: "文件不完整，压缩包目录读不出来（可能没有传完）",
            Fault.PARTS: f"压缩包内有 {unsafe.count} 个部件，不像正常公文",
            Fault.TWICE: f"压缩包内有重名部件，{_HOSTILE}",
            Fault.ENCRYPTED: f"文件有密码保护，{part} 读不出来",
            Fault.LARGE: f"解压后内容过大，不像正常公文（超过 {DOCUMENT_BYTES // 2**20} MB）",
            Fault.RATIO: f"压缩比异常，{_HOSTILE}",
            Fault.DOCTYPE: f"{part} 含有文档类型声明（DOCTYPE），{_HOSTILE}",
            Fault.MARKUP: f"文件损坏，其中的 {part} 不是完整的 XML",
            Fault.DEPTH: "内容嵌套过深，不像正常公文",
        }.get(fault, f"文件压缩包损坏，{part} 读不出来")
    )


def _what_it_is(data: bytes) -> str:
    """What a file that is no zip really is, so that the reader knows what to do with it."""
    if not data:
        return "文件是空的"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "文件有打开密码，请去掉密码后再检查"
        return "是旧版 .doc（或 .wps）文件，请另存为 .docx 后再检查"
    if data[:4096].lstrip().lower().startswith(_MARKUP_SIGNS):
        return "是网页或 XML 文本，只是扩展名为 .docx，请另存为 .docx 后再检查"
    return next((what for sign, what in _SIGNS if data.startswith(sign)), "不是 Word 文档（开头不是 .docx 的标志）")

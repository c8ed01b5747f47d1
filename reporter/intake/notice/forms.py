"""What a file is, by its first bytes, and the reader for it."""

from __future__ import annotations

from ...package.budget import Budget, Fault, Unsafe
from ...package.members import Members
from ...package.parts import Package
from ..sniff import other_thing
from .blocks import Block
from .document import read_document
from .notice_records import NotANotice
from .notice_workbook import read_workbook_blocks
from .pasted_notice import read_plain

_BROKEN = "请在 Word 或 WPS 中打开检查，另存为 .docx 后重试。"
_STRANGE, _LARGE = f"文件结构异常，未读取。{_BROKEN}", f"文件解压后过大，不像通知，未读取。{_BROKEN}"
_DAMAGED = f"文件损坏，或设有密码。{_BROKEN}"
_REFUSED = {
    Fault.DIRECTORY: "文件不完整，可能没有传完。请重新发送或重新复制后再试。",
    Fault.PARTS: _STRANGE,
    Fault.TWICE: _STRANGE,
    Fault.DOCTYPE: _STRANGE,
    Fault.DEPTH: f"文件结构异常（层层嵌套），未读取。{_BROKEN}",
    Fault.LARGE: _LARGE,
    Fault.RATIO: _LARGE,
    Fault.MARKUP: f"文件损坏，正文读不出来。{_BROKEN}",
}
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后重试。"


def read_blocks(data: bytes, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(blocks, names of hidden sheets left out) of a .docx, a workbook or a text; NotANotice for anything else."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise NotANotice("文件是空的。请重新选择通知文件。")
    if data.startswith(b"PK"):
        return _package(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "WordDocument".encode("utf-16-le") in data:
            raise NotANotice(f"这是老版的 .doc（或 .wps）文档，无法读取。{_SAVE_AS}")
        return read_workbook_blocks(data, file)
    if thing := other_thing(data):
        raise NotANotice(f"这是{thing[0]}，不是能读取的文档或表格。{_SAVE_AS}图片和扫描件请先转成文字。")
    if data.lstrip()[:1] == b"<":
        return read_workbook_blocks(data, file)
    return read_plain(data, file), ()


def _package(data: bytes, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    try:
        package = Package(Members(data, Budget.of_document()))
        if any(name.startswith("word/") for name in package.parts):
            return read_document(package, file), ()
    except Unsafe as unsafe:
        raise NotANotice(_REFUSED.get(unsafe.fault, _DAMAGED)) from unsafe
    if any(name.startswith("ppt/") for name in package.parts):
        raise NotANotice(f"这是演示文稿，不是文档或表格，无法读取。{_SAVE_AS}")
    return read_workbook_blocks(data, file)

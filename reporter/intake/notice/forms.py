"""What a file is, by its first bytes, and the reader for it."""

from __future__ import annotations

from pathlib import Path

from ...package.budget import DOCUMENT_BYTES, Unsafe
from ...package.parts import Package
from ...vocabulary.problems import Kind
from ..blocks import Block
from ..docx_blocks import read_document
from ..grid import Remark
from ..guard import inspect, refusal_of
from ..sniff import Refusal, text_form
from ..text_tables import decode
from .notice_records import NotANotice
from .notice_workbook import read_workbook_blocks
from .pasted_notice import read_plain

_SAVE_AS = "请用 Word 或 WPS 打开检查，另存为 .docx 后重试；图片和扫描件请先转成文字。"
"""The catalogue's own remedies speak of returns."""


def read_blocks(data: bytes, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(blocks, names of hidden sheets left out) of a .docx, a workbook or a text; NotANotice for anything else."""
    try:
        found = inspect(data, Path(file).suffix, {"inflated": DOCUMENT_BYTES})
        if found.form == "docx":
            return read_document(Package(found.parts), file), ()
        text = decode(data) if found.form == "text" else "<html"
        if text_form(text) == "text":
            return read_plain(text, file), ()
    except Unsafe as unsafe:
        raise _refused(refusal_of(unsafe)) from unsafe
    except Refusal as refusal:
        if refusal.kind != "FILE_ENCRYPTED":  # Excel's standing password opens without asking
            raise _refused(refusal) from refusal
    return read_workbook_blocks(data, file)


def _refused(refusal: Refusal) -> NotANotice:
    return NotANotice(Remark(Kind[refusal.kind], refusal.facts).message + _SAVE_AS)

"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re


class Refusal(Exception):
    """A file, or a part of it, that is not read: the name of a Kind (vocabulary.problems) and its facts."""

    def __init__(self, kind: str, **facts: object):
        super().__init__(kind)
        self.kind = kind
        self.facts = facts


FORM_NAMES = {
    "xlsx": "Excel 工作簿（.xlsx）",
    "xlsb": "二进制 Excel 工作簿（.xlsb）",
    "xls": "老版 Excel 或 WPS 工作簿（.xls、.et）",
    "ods": "开放文档表格（.ods）",
    "docx": "Word 文档（.docx）",
    "text": "文本文件",
    "html": "网页",
    "xml2003": "XML 表格（Excel 2003）",
    "mhtml": "单个文件网页",
}
SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "ods": (".ods", ".ots"),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "text": (".csv", ".txt", ".tsv", ".tab", ".prn"),
    "html": (".html", ".htm"),
    "xml2003": (".xml",),
    "mhtml": (".mht", ".mhtml"),
}
"""Form → the suffixes it goes by."""

_SHEET = "请把内容填入下发的填报表，报送电子表格（.xlsx）。"
_ORIGINAL = "请报送填报表的电子表格原件（.xlsx）；只有这一种的，请用 WPS 转换为 .xlsx 或 .docx，核对后重报。"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后重报。"
_UNPACK = "请解压后，把其中的填报表逐个放入。"
_OTHERS = (
    (b"%PDF", "PDF 文件", _ORIGINAL),
    (b"\x89PNG", "图片（PNG）", _SHEET),
    (b"\xff\xd8\xff", "照片或图片（JPG）", _SHEET),
    (b"GIF8", "图片（GIF）", _SHEET),
    (b"BM", "图片（BMP）", _SHEET),
    (b"II*\x00", "图片（TIFF）", _SHEET),
    (b"MM\x00*", "图片（TIFF）", _SHEET),
    (b"Rar!\x1a", "压缩包（RAR）", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）", _UNPACK),
    (b"\x1f\x8b", "压缩包（GZ）", _UNPACK),
    (b"BZh", "压缩包（BZ2）", _UNPACK),
    (b"\xfd7zXZ", "压缩包（XZ）", _UNPACK),
    (b"{\\rtf", "写字板文档（RTF）", _SHEET),
    (b"MZ", "程序文件", "请移走，报送电子表格（.xlsx）。"),
    (b"\x7fELF", "程序文件", "请移走，报送电子表格（.xlsx）。"),
    (b"SQLite format 3", "数据库文件", _ORIGINAL),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式", "请复制文件本身，不要复制快捷方式。"),
    (b"ID3", "录音文件", _SHEET),
    (b"OggS", "录音文件", _SHEET),
    (b"\x00\x00\x01\x00", "图标文件", _SHEET),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {
    "text": "文字文档（.odt）",
    "presentation": "演示文稿（.odp）",
    "graphics": "绘图文档（.odg）",
    "chart": "图表文档（.odc）",
    "formula": "公式文档（.odf）",
    "database": "数据库文件（.odb）",
    "base": "数据库文件（.odb）",
}
_OLE_THINGS = {"WordDocument": "Word 文档（.doc）或 WPS 文字文档", "PowerPoint Document": "演示文稿（.ppt）"}


def other_thing(data: bytes) -> tuple[str, str] | None:
    """(what it is, what to do) for files that hold no table: pictures, PDF, archives; None for all else."""
    head = data[:64]
    for magic, what, remedy in _OTHERS:
        if (
            head.startswith(magic)
            and (magic != b"BM" or head[6:10] == b"\x00\x00\x00\x00")
            and (magic not in (b"MZ", b"ID3") or b"\x00" in head)
        ):
            return what, remedy
    if head[:4] == b"RIFF":
        return ("图片（WebP）", _SHEET) if head[8:12] == b"WEBP" else ("音像文件", _SHEET)
    if head[4:8] == b"ftyp":
        return (
            ("照片（HEIC）", _SHEET)
            if head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
            else ("视频或录音文件", _SHEET)
        )
    if data[257:262] == b"ustar":
        return "压缩包（TAR）", _UNPACK
    return None


def ole_form(data: bytes) -> str:
    """``xls`` for an OLE container that holds a workbook; Refusal for one that is encrypted or something else.

    A directory entry is 128 bytes from an offset divisible by 128: the name in UTF-16, its length in bytes at 64.
    """

    def has(*names: str) -> bool:
        for wanted in (name.encode("utf-16-le") + b"\x00\x00" for name in names):
            at = data.find(wanted)
            while at >= 0:
                if at % 128 == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
                    return True
                at = data.find(wanted, at + 1)
        return False

    if has("EncryptedPackage"):
        raise Refusal("FILE_ENCRYPTED")
    if has("Workbook", "Book", "WORKBOOK", "BOOK"):
        if _is_locked(data):
            raise Refusal("FILE_ENCRYPTED")
        return "xls"
    for stream, what in _OLE_THINGS.items():
        if has(stream):
            raise Refusal("FILE_NOT_WORKBOOK", what=what, remedy=_SAVE_AS if stream == "WordDocument" else _SHEET)
    if has("__properties_version1.0"):
        raise Refusal("FILE_NOT_WORKBOOK", what="邮件", remedy="请取出邮件附件中的填报表。")
    if "EncryptedPackage".encode("utf-16-le") in data:  # the directory is broken, but this much it says
        raise Refusal("FILE_ENCRYPTED")
    if len(data) % 512 or len(data) < 1536:
        raise Refusal("FILE_TRUNCATED", why="容器不完整")
    raise Refusal("FILE_UNKNOWN")


def _is_locked(data: bytes) -> bool:
    """Whether a BIFF stream says soon after its beginning that the rest is encrypted (record FILEPASS)."""
    at = next(
        (
            at
            for mark in (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
            if (at := data.find(mark)) >= 0
        ),
        len(data),
    )
    for _ in range(4):
        kind, length = data[at : at + 2], data[at + 2 : at + 4]
        if kind == b"\x2f\x00":
            return True
        at += 4 + int.from_bytes(length, "little")
    return False


def zip_thing(names: set[str], mimetype: bytes) -> str:
    """The form of a zip package by its parts; Refusal when it is no workbook."""
    lower = {name.lower().replace("\\", "/") for name in names}
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "xl/workbook.xml" in lower or any(name.startswith("xl/worksheets/") for name in lower):
        return "xlsx"
    if mimetype.startswith(_OPEN_DOCUMENT + b"spreadsheet"):
        return "ods"
    if "word/document.xml" in lower:
        return "docx"
    for part, what, remedy in (
        ("ppt/presentation.xml", "演示文稿（.pptx）", _SHEET),
        ("ofd.xml", "OFD 版式文件", _ORIGINAL),
    ):
        if part in lower:
            raise Refusal("FILE_NOT_WORKBOOK", what=what, remedy=remedy)
    if mimetype.startswith(_OPEN_DOCUMENT):
        kind = mimetype.removeprefix(_OPEN_DOCUMENT).decode("ascii", "replace").partition("-")[0]
        raise Refusal("FILE_NOT_WORKBOOK", what=_OPEN_DOCUMENTS.get(kind, "开放文档"), remedy=_SHEET)
    raise Refusal("FILE_NOT_WORKBOOK", what="压缩包（ZIP）", remedy=_UNPACK)


def text_form(head: str) -> str:
    """``html``, ``xml2003``, ``mhtml`` or ``text`` of decoded text, by its beginning."""
    start = head.lstrip("\ufeff \t\r\n")[:20000]
    low = start.lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in low and low.startswith(
        ("<?xml", "<workbook", "<ss:workbook", "<?mso")
    ):
        return "xml2003"
    if re.match(r"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?mime-version:", low):
        return "mhtml"
    if re.match(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|script|!--)", low) or (
        low.startswith("<?xml") and "<html" in low
    ):
        return "html"
    return "text"

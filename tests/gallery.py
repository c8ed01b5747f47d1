"""README's pictures of what comes out: `python -m tests.gallery` draws them again (needs LibreOffice).

The documents are those that the program makes of the shipped examples; a 纪要 and a 横排 annex, which it does not make,
are written here. The fonts are free ones, put in the place of those that the documents name.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.gongwen.content import (
    Annex,
    Form,
    Head,
    Imprint,
    Minutes,
    OfficialDocument,
    Paragraph,
    Table,
    TableColumn,
)
from reporter.gongwen.fonts import GB2312
from reporter.gongwen.word import render

from .rendering import convert
from .test_render import INSTALLED

if TYPE_CHECKING:
    from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH, BOOK_WIDTH, GAP, COLOURS = 460, 1000, 8, 32
"""Pixels of a document's page, of a workbook's, and between pages; colours of a picture."""

_ORDER, _NOTICE = "2018-06/督办通知单/教育处.docx", "2018/通知.docx"
SHOWN = {
    "month.png": (
        3,
        (
            ("2018-06/通报.docx", 1),
            ("2018-06/通报.docx", 2),
            ("2018-06/考核报告.docx", 1),
            (_ORDER, 1),
            (_ORDER, 2),
            ("2018-06/领导阅示.docx", 1),
        ),
    ),
    "forms.png": (
        4,
        (
            (_NOTICE, 1),
            (_NOTICE, 2),
            (_NOTICE, 3),
            ("2018-06/考核报告.docx", 1),
            ("2018/征求意见稿/综合处.docx", 1),
            ("纪要", 1),
            ("纪要", 2),
            ("纪要", 3),
        ),
    ),
}
"""Pages to a row of each picture; document and page of each place, row by row."""

BOOKS = {
    "sheet.png": ("input/2018-06/示例-民政处.xlsx", (1,)),
    "ledger.png": ("output/2018-06/台账.xlsx", (1, 3)),
}
"""Workbook and pages of each picture of one, one below the other."""

_COLUMNS = tuple(
    TableColumn(title=title, share=share, align=align)
    for title, share, align in (
        ("序号", 1, "center"),
        ("议定事项", 6, "left"),
        ("牵头单位", 2.5, "left"),
        ("配合单位", 3, "left"),
        ("完成时限", 2, "center"),
        ("备注", 2, "left"),
    )
)
_DECIDED = (
    "对照任务清单逐项自查，补齐佐证材料和公开网址",
    "更新公开目录，逐项核对公开网址",
    "梳理权力清单和责任清单",
    "按月报送进展情况",
)
MINUTES = OfficialDocument(
    form=Form.MINUTES,
    head=Head(organs=("某某区社会事业局局长办公会议纪要",), number="〔2018〕5号", word=""),
    title="2018年第5次局长办公会议纪要（示例）",
    body=(
        Paragraph(
            text="示例：本文只为说明纪要的样式。会议听取政务公开工作情况汇报，研究下一步任务。现将会议议定事项纪要如下："
        ),
        Paragraph(text="一、关于政务公开工作进展", level=1),
        Paragraph(
            text="会议认为，各处室、各直属单位按照任务分解方案要求，及时公开有关信息，各项任务有序推进。同时也要看到，个别单位报送不及时、"
            "佐证材料不齐全的问题仍然存在，要引起重视，认真加以解决。"
        ),
        Paragraph(text="二、关于下一步任务", level=1),
        Paragraph(
            text="（一）抓好自查整改。各单位对照任务清单逐项自查，按时补齐佐证材料和公开网址，逐项销号。",
            level=2,
            lead="（一）抓好自查整改。",
        ),
        Paragraph(
            text="（二）严格督查考核。办公室按月通报进展，对逾期未完成的发出督办通知单，结果计入年度考核。",
            level=2,
            lead="（二）严格督查考核。",
        ),
    ),
    annexes=(
        Annex(
            title="议定事项任务分工表",
            landscape=True,
            blocks=(
                Table(
                    columns=_COLUMNS,
                    rows=tuple(
                        (str(number), matter, "办公室", "各处室、各直属单位", "2018年底前", "示例")
                        for number, matter in enumerate(_DECIDED, start=1)
                    ),
                ),
            ),
        ),
    ),
    minutes=Minutes(present="局领导班子成员（示例）", excused="无", attending="各处室、各直属单位主要负责同志（示例）"),
    imprint=Imprint(issuer="某某区社会事业局办公室", issued_on=dt.date(2018, 6, 13), copies_to="某某区政务公开办公室"),
)


def main() -> None:
    """Draw all of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        pdfs = convert({**_made(home), "纪要": render(MINUTES, fonts=INSTALLED)}, home / "cache")
        for name, (book, pages) in BOOKS.items():
            pdf = printed(home / book, home)
            (PICTURES / name).write_bytes(_picture([_page(pdf, page, BOOK_WIDTH) for page in pages], 1))
    for name, (columns, shown) in SHOWN.items():
        (PICTURES / name).write_bytes(_picture([_page(pdfs[document], page) for document, page in shown], columns))


def _picture(pages: list[Image.Image], columns: int) -> bytes:
    """Pages beside and below each other, as PNG."""
    from PIL import Image

    width, height = max(page.width for page in pages), max(page.height for page in pages)
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), (150, 150, 150))
    for place, page in enumerate(pages):
        row, column = divmod(place, columns)
        sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP) + (height - page.height) // 2))
    stream = io.BytesIO()
    sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def printed(book: Path, folder: Path) -> bytes:
    """A workbook as PDF, by LibreOffice."""
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(book)], capture_output=True, check=True)
    return (folder / f"{book.stem}.pdf").read_bytes()


def _page(pdf: bytes, number: int, width: int = WIDTH) -> Image.Image:
    """A page as a picture of so many pixels, be it upright or across."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    document.close()
    return picture.resize((width, round(picture.height * width / picture.width)))


def _made(home: Path) -> dict[str, bytes]:
    """What the program makes of the examples: each .docx that is shown, by its path in output/, in free fonts."""
    for name in ("input", "templates"):
        shutil.copytree(ROOT / name, home / name)
    for command in ("notice", "report", "annual"):
        subprocess.run(
            [sys.executable, str(ROOT / "generate.py"), command, "--home", str(home)], capture_output=True, check=False
        )
    wanted = {name for _, shown in SHOWN.values() for name, _ in shown}
    return {name: _free((home / "output" / name).read_bytes()) for name in sorted(wanted) if name.endswith(".docx")}


def _free(docx: bytes) -> bytes:
    """A .docx whose fonts are those that are installed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            for face in ("fangsong", "xiaobiaosong", "kaiti", "heiti", "songti"):
                data = data.replace(f'"{getattr(GB2312, face)}"'.encode(), f'"{getattr(INSTALLED, face)}"'.encode())
            target.writestr(name, data)
    return stream.getvalue()


if __name__ == "__main__":
    main()

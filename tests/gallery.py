"""docs/pictures/forms.png, README's picture of every form: `python -m tests.gallery` draws it again (needs LibreOffice).

Notice, report and letter are those that the program makes of the shipped examples; a 纪要 and a 横排 annex, which it
does not make, are written here. The fonts are free ones, put in the place of those that the documents name.
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

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "forms.png"
SHOWN = (("通知", 1), ("通知", 2), ("通知", 3), ("考核报告", 1), ("综合处", 1), ("纪要", 1), ("纪要", 2), ("纪要", 3))
"""Document and page of each place of the picture, row by row."""
COLUMNS, WIDTH, GAP, COLOURS = 4, 520, 8, 24
"""Pages to a row, pixels of a page and between pages, colours of the picture."""

_COLUMNS = tuple(TableColumn(title=title, share=share, align=align) for title, share, align in (
    ("序号", 1, "center"), ("议定事项", 6, "left"), ("牵头单位", 2.5, "left"), ("配合单位", 3, "left"), ("完成时限", 2, "center"), ("备注", 2, "left")))
_DECIDED = (
    ("对照任务清单逐项自查，补齐佐证材料和公开网址", "办公室", "各处室、各直属单位", "2018年6月25日"), ("公开义务教育招生范围、招生计划和录取结果", "教育处", "各中小学", "2018年8月底前"),
    ("公开卫生监督抽检结果和行政处罚案件信息", "卫生监督所", "卫生处", "每月25日前"), ("公开公共文化服务目录和文化惠民活动安排", "文化体育与民族宗教处", "各街道文化站", "2018年7月10日"),
    ("公开低保、特困和临时救助对象及资金发放情况", "民政处", "各街道办事处", "每季度末"), ("梳理“放管服”改革事项，更新权力清单和责任清单", "办公室", "各处室", "2018年9月底前"))
MINUTES = OfficialDocument(
    form=Form.MINUTES, head=Head(organs=("淮安经济技术开发区社会事业局局长办公会议纪要",), number="〔2018〕5号", word=""),
    title="2018年第5次局长办公会议纪要",
    body=(
        Paragraph(text="2018年6月12日上午，局长主持召开第5次局长办公会议，听取上半年政务公开工作情况汇报，研究下半年重点任务。现将会议议定事项纪要如下："),
        Paragraph(text="一、关于上半年政务公开工作", level=1),
        Paragraph(text="会议认为，上半年各处室、各直属单位按照《2018年政务公开工作要点》要求，主动公开信息312条，按时办结依申请公开16件，任务完成率达到85.3%。"
                       "同时也要看到，个别单位报送不及时、佐证材料不齐全的问题仍然存在。"),
        Paragraph(text="二、关于下半年重点任务", level=1),
        Paragraph(text="（一）抓好自查整改。各单位对照任务清单逐项自查，6月25日前补齐佐证材料和公开网址。", level=2, lead="（一）抓好自查整改。"),
        Paragraph(text="（二）严格督查考核。办公室按月通报进展，对逾期未完成的发出督办通知单，结果计入年度考核。", level=2, lead="（二）严格督查考核。")),
    annexes=(Annex(title="议定事项任务分工表", landscape=True, blocks=(
        Table(columns=_COLUMNS, rows=tuple((str(number), *row, "") for number, row in enumerate(_DECIDED, start=1))),)),),
    minutes=Minutes(present="张三、李四、王五、赵六、钱七、孙八、周九、吴十", excused="郑一", attending="各处室、各直属单位主要负责同志"),
    imprint=Imprint(issuer="淮安经济技术开发区社会事业局办公室", issued_on=dt.date(2018, 6, 13), copies_to="区党政办公室，区政务公开办公室"))


def draw() -> bytes:
    """The picture, as PNG."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        pdfs = convert({**_made(Path(folder)), "纪要": render(MINUTES, fonts=INSTALLED)}, Path(folder) / "cache")
    height = round(WIDTH * 297 / 210)
    rows = -(-len(SHOWN) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), (150, 150, 150))
    for place, (name, page) in enumerate(SHOWN):
        picture = _page(pdfs[name], page)
        row, column = divmod(place, COLUMNS)
        sheet.paste(picture, (GAP + column * (WIDTH + GAP), GAP + row * (height + GAP) + (height - picture.height) // 2))
    stream = io.BytesIO()
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _page(pdf: bytes, number: int):
    """A page as a picture of WIDTH pixels, be it upright or across."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    document.close()
    return picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))


def _made(home: Path) -> dict[str, bytes]:
    """What the program makes of the examples: every .docx by its name, in free fonts."""
    for name in ("input", "templates"):
        shutil.copytree(ROOT / name, home / name)
    for command in ("notice", "report", "annual"):
        subprocess.run([sys.executable, str(ROOT / "generate.py"), command, "--home", str(home)], capture_output=True, check=False)
    wanted = {name for name, _ in SHOWN}
    return {path.stem: _free(path.read_bytes()) for path in sorted(home.glob("output/**/*.docx")) if path.stem in wanted}


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
    PICTURE.write_bytes(draw())

"""The manual's pictures of the page, step by step: `python -m tests.page_gallery` draws them again (needs Chromium).

A clerk's way through the shipped examples, from an empty folder on. The page is set in whatever free typeface the
computer has; nothing of a licensed one is in a picture.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from PIL import Image

from .builders import zipped
from .gallery import PICTURES, ROOT
from .web_clerk import Clerk, started, steering, window
from .web_site import serving

WIDTH, HEIGHT, SHOWN, COLOURS = 1080, 640, 780, 64
"""Pixels of the window, as much of a page as is shown at most, and the colours of a picture."""
MONTH = "/month/2018-06"


def main() -> None:
    """Draw all of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "政务公开"
        home.mkdir()
        with serving(home) as (_, site), steering() as found, started(found) as browser, window(browser) as context:
            clerk = Clerk(context, site)
            clerk.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
            _walk(clerk, lambda name: _draw(clerk, name))


def _walk(clerk: Clerk, draw: Callable[[str], None]) -> None:
    master = (ROOT / "input/任务总表.xlsx").read_bytes()
    clerk.wait("还没有任务总表")
    draw("web-master")
    clerk.put("/master", ("任务总表.xlsx", _wrong(master)))
    clerk.wait("没有采用")
    clerk.settle()
    draw("web-master-wrong")
    clerk.put("/master", ("任务总表.xlsx", master))
    clerk.wait("已采用")
    clerk.go("每月工作")
    clerk.go("6月")
    clerk.go("一、发填报表")
    clerk.press("生成2018年6月填报表")
    clerk.wait("已经做完")
    clerk.go("查看结果")
    draw("web-sheets")
    clerk.go("二、收表检查")
    for month in ("2018-05", "2018-06"):
        returns = {path.name: path.read_bytes() for path in sorted((ROOT / "input" / month).glob("*.xlsx"))}
        clerk.drop_folder(f"{MONTH}/return", f"{month}收到的表", returns)
        clerk.wait(f"处理了 {len(returns)} 个文件")
        clerk.settle()
    clerk.page.reload()
    clerk.settle()
    draw("web-returns")
    clerk.page.locator("tr", has=clerk.page.locator(".level.refused")).get_by_role("link").first.click()
    clerk.page.locator("td.marked").first.wait_for()
    draw("web-return")
    clerk.go("返回2018年6月收表检查")
    clerk.press("生成本月台账和文书")
    clerk.wait("已经做完")
    clerk.go("查看结果")
    draw("web-documents")
    bulletin = clerk.taken("通报.docx")
    clerk.go("本月设置")
    draw("web-settings")
    clerk.go("年度考核")
    draw("web-year")
    clerk.go("检查公文")
    zone = clerk.page.locator("#holding")
    zone.locator("select").wait_for()
    clerk.page.wait_for_load_state("load")
    zone.locator("input").first.set_input_files(
        [{"name": "通报（领导改）.docx", "mimeType": "application/octet-stream", "buffer": _reworded(bulletin)}]
    )
    zone.locator("tr", has_text="改动").first.wait_for()
    clerk.settle()
    zone.scroll_into_view_if_needed()
    draw("web-figures")


def _draw(clerk: Clerk, name: str) -> None:
    picture = Image.open(io.BytesIO(clerk.page.screenshot(full_page=name != "web-figures"))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, SHOWN)))
    stream = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    (PICTURES / f"{name}.png").write_bytes(stream.getvalue())


def _wrong(master: bytes) -> bytes:
    """The list with a department that nobody registered, and a weight that is none."""
    book = openpyxl.load_workbook(io.BytesIO(master))
    book["任务"]["G3"].value = "教育处、某某处"
    book["考核办法"]["B2"].value = "七十"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _reworded(docx: bytes) -> bytes:
    """The bulletin with two figures changed and a sentence put in."""
    package = zipfile.ZipFile(io.BytesIO(docx))
    parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    for old, new in (
        ("红灯3项", "红灯2项"),
        ("9.4%", "19.4%"),
        ("<w:t>各单位", "<w:t>会议强调，8月15日前完成12项。各单位"),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    return zipped({**parts, "word/document.xml": text.encode()})


if __name__ == "__main__":
    main()

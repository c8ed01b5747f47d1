"""Every .docx and .xlsx written here against the rules of Office Open XML, by a validator of its own.

The validator is openxml-audit (requirements/audit.txt); without it these tests are skipped, and say so.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reporter.gongwen import layout, ooxml, word
from reporter.gongwen.fonts import GB2312, Fonts
from reporter.sheets.blank import blank_sheet
from reporter.sheets.marked import marked_return
from reporter.sheets.styled_workbook import new_workbook, save

from . import rendering
from .sample_month import HEALTH, JUNE, ledger_of, sample_month, sample_plan
from .specimens import specimens
from .test_marked import refused

W = f"{{{ooxml.NAMESPACES['w']}}}"
ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = {
    name: made
    for name, made in specimens().items()
    if name in ("四层", "信函有密级", "上行文三人", "纪要", "联合上行文", "横排接竖排附件", "很短")
}


def errors(data: bytes, ending: str, folder: Path) -> list[str]:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed: structure not validated")
    path = folder / f"made{ending}"
    path.write_bytes(data)
    return [
        f"{item.part_uri}: {item.description}"
        for item in audit.OpenXmlValidator().validate(str(path)).errors
        if item.severity is audit.ValidationSeverity.ERROR
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_to_the_rules_of_its_format(name, tmp_path):
    assert errors(word.render(DOCUMENTS[name]), ".docx", tmp_path) == []


WORKBOOKS = {
    "台账": lambda: ledger_of(sample_month()),
    "填报表": lambda: blank_sheet(sample_plan(), HEALTH, JUNE),
    "退改": lambda: marked_return(blank_sheet(sample_plan(), HEALTH, JUNE), [refused("J7")]),
    "任务总表": lambda: (ROOT / "input" / "任务总表.xlsx").read_bytes(),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_so_does_a_workbook(name, tmp_path):
    assert errors(WORKBOOKS[name](), ".xlsx", tmp_path) == []


def test_what_a_font_of_a_workbook_is_made_of_stands_in_the_order_of_the_schema(tmp_path):
    from openpyxl.styles import Font

    workbook = new_workbook("示例")
    workbook.active["A1"].font = Font(name="宋体", size=12, bold=True, italic=True, color="C00000", underline="single")
    assert errors(save(workbook), ".xlsx", tmp_path) == []


def font_table(fonts: Fonts) -> dict[str, list[str]]:
    """Font → what stands in for it."""
    with zipfile.ZipFile(io.BytesIO(word.render(DOCUMENTS["很短"], fonts=fonts))) as package:
        root = etree.fromstring(package.read("word/fontTable.xml"))
    return {
        item.get(f"{W}name"): [name for other in item.iter(f"{W}altName") for name in other.get(f"{W}val").split(",")]
        for item in root
    }


def test_fonts_that_windows_does_not_have_name_what_stands_in_for_them():
    known = font_table(GB2312)
    assert [known[name][0] for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体")] == [
        "仿宋",
        "楷体",
        "方正小标宋_GBK",
    ]


def test_the_fonts_of_the_bureau_are_those_in_the_table():
    known = font_table(Fonts(fangsong="方正仿宋_GBK", latin="Arial"))
    assert "仿宋_GB2312" in known["方正仿宋_GBK"] and "Arial" in known


@pytest.mark.render
def test_the_imprint_stays_on_its_page_when_saved_as_doc_and_opened_again(tmp_path):
    rendering.need_renderer()
    made = {"纪要": word.render(DOCUMENTS["纪要"])}
    for step, ending in enumerate(("doc", "docx", "pdf")):
        (tmp_path / str(step)).mkdir()
        made = rendering.convert(made, tmp_path / str(step), to=ending)
    import pdfplumber

    with pdfplumber.open(io.BytesIO(made["纪要"])) as pdf:
        words = [item for item in pdf.pages[-1].extract_words() if item["text"].startswith("抄送")]
    assert words and words[0]["x0"] > layout.margins().left / 20

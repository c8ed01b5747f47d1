"""「补充内容」: a clerk's own paragraphs survive every run, stand where they are told to, and are nobody's figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reporter.assess.figures import figures
from reporter.gongwen.content import OfficialDocument, Paragraph
from reporter.intake.master_list import read_master
from reporter.pipeline.month_run import build_report
from reporter.typesetting import typeset
from reporter.vocabulary.model import Period, Source, Supplement
from reporter.workspace import Workspace

from . import year_examples as example
from .masters import write_master
from .proofs import remarks
from .shipped_kinds import TEMPLATES, documents
from .test_documents import good, month, plan

JUNE = Period(2018, 6)
NAMES = example.ONE, example.FOUR
OWN = ["2018-06", "通报", "亮点", "一处办理便民事项36件，同比增长12%。"]
PLACE = Source("input/任务总表.xlsx", "补充内容", "D2")


def written(*rows: tuple[str, str], kind: str = "通报") -> tuple[OfficialDocument, list[str]]:
    """The document of June with these rows (位置, 内容), and the sections that were not found."""
    own = tuple(
        Supplement(kind=kind, period=JUNE, section=section, text=text, source=PLACE.at(f"D{row}"))
        for row, (section, text) in enumerate(rows, 2)
    )
    found = month(good("民政处"), good("教育处"), plan_=replace(plan(), supplements=own))
    *_, told = typeset("month", figures(found), found.plan, TEMPLATES)
    return documents(kind, figures(found), found.plan)[""], [item.message for item in told.unplaced]


def lines(document: OfficialDocument) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def test_a_paragraph_goes_to_the_end_of_its_section_in_the_order_of_the_rows():
    document, told = written(("各单位进展", "甲。"), ("二、各单位进展", "乙。"), ("报送情况", "丙。"))
    said = lines(document)
    assert told == []
    assert said[said.index("三、存在问题") - 2 :][:2] == ["甲。", "乙。"]
    assert next(line for line in said[said.index("丙。") - 1 :]).startswith("（一）报送情况。")


def test_highlights_go_behind_what_departments_did():
    said = lines(written(("亮点", "民政处推出便民地图。"))[0])
    assert said[said.index("三、存在问题") - 1] == "民政处推出便民地图。"


def test_what_finds_no_section_is_told_and_stands_before_the_closing_words():
    document, told = written(("经验做法", "丁。"), ("", "戊。"))
    said = lines(document)
    assert said[-3:] == ["丁。", "戊。", "特此通报。"]
    assert told == ["通报里这次没有“经验做法”这一节，内容放在正文末尾。"]


@pytest.mark.parametrize(
    ("kind", "why"), [("催报", "「催报」不是公文，要添的话写在模板里"), ("表扬通报", "这次没有生成「表扬通报」")]
)
def test_what_finds_no_document_is_told(kind, why):
    own = (Supplement(kind=kind, period=JUNE, section="", text="甲。", source=PLACE),)
    found = month(good("民政处"), good("教育处"), plan_=replace(plan(), supplements=own))
    *_, told = typeset("month", figures(found), found.plan, TEMPLATES)
    assert [item.message for item in told.unplaced] == [f"{why}，这一行没有用到。"]


def test_its_lines_are_paragraphs_and_never_headings():
    document, _ = written(("存在问题", "一、不是标题\n\n［表：得分］\n附件：不是附件\n{{ 7 }}"))
    own = [block for block in document.body if isinstance(block, Paragraph) and block.text in "一、不是标题{{ 7 }}"]
    assert [block.level for block in own] == [0, 0]
    assert "［表：得分］" in lines(document) and "附件：不是附件" in lines(document)
    assert "不是附件" not in [annex.title for annex in document.annexes]


def test_another_month_and_another_kind_have_none_of_it():
    own = Supplement(kind="通报", period=Period(2018, 5), section="", text="五月的话。", source=PLACE)
    found = month(good("民政处"), plan_=replace(plan(), supplements=(own,)))
    for kind in ("通报", "考核报告"):
        assert "五月的话。" not in lines(documents(kind, figures(found), found.plan)[""])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("supplements")
    rows = example.master_rows(NAMES) | {
        "补充内容": [["2018-06", "通报", "亮点", "一处办理便民事项36件，同比增长12%。"]]
    }
    plan_, problems = read_master(write_master(home / "input/任务总表.xlsx", rows))
    assert plan_, problems
    for path, data in example.files(plan_, NAMES, range(6, 7)):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return home


def test_a_proof_calls_its_figures_added_by_hand_and_finds_them_again(workspace):
    built = build_report(Workspace(workspace), JUNE, None, proof=True)
    assert built.doubts == 0
    copy = next(data for path, data in built.files.items() if path.endswith("通报（核对稿）.docx"))
    own = [remark for remark in remarks(copy) if "36件" in remark.at]
    assert len(own) == 1 and "人工补充" in own[0].lines[0] and "「补充内容」D2" in "".join(own[0].lines)

"""Importing a notice gives back its tasks, whatever its tables went through, and names every doubt at its place."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporter.gongwen.word import render
from reporter.intake.master_list import read_master
from reporter.intake.notice import NotANotice, read_notice
from reporter.intake.notice.notice_words import clean, number_of
from reporter.intake.notice.proposals import propose
from reporter.intake.requirement import read_requirement
from reporter.sheets.master_workbook import imported_master
from reporter.vocabulary.model import Plan, Undated
from reporter.vocabulary.problems import Problem

from .masters import ROOT, shipped_plan
from .notice_kinds import Example, notices
from .notices import NAMES, SEED, docx, messy_docx, messy_xlsx, seed_items, word_table, xlsx
from .shipped_kinds import notice

FILES = Path(__file__).parent / "data" / "cases" / "import"
SEED_TEXT = SEED.read_text(encoding="utf-8")
HEADER = ["序号", "公开领域", "主要任务", "责任部门", "完成时间"]
ROW = ["1", "教育", "公开招生信息。", "教育处", "2019年底前"]


def _words(found) -> list[tuple[str, ...]]:
    return [(task.id, task.area, task.text, task.leader, task.owners_text, task.due_text) for task in found.tasks]


def _expected() -> list[tuple[str, ...]]:
    return [astuple(item) for item in seed_items()]


def _codes(found) -> list[tuple[str, str]]:
    return [(problem.code, problem.source.cell) for problem in found.problems]


def _text(*rows: list[str], above: str = "附件1\n任务清单\n") -> bytes:
    return (above + "\n".join("\t".join(row) for row in rows)).encode()


@pytest.fixture(scope="module")
def seed():
    return read_notice(SEED.read_bytes(), "通知.txt")


# --- the 34 tasks --------------------------------------------------------------------------------------------------


def test_the_seed_text_gives_its_34_tasks_word_for_word(seed):
    """16 tasks of the first annex and 18 of the second, without the spaces of the scanner and with every other sign."""
    assert len(_expected()) == 34
    assert _words(seed) == _expected()


def test_the_seed_text_gives_its_two_lists_by_name(seed):
    assert {item.key: item.name for item in seed.lists} == NAMES
    assert seed.lists[1].basis == "《关于印发江苏省全面推进政务公开工作实施细则的通知》（苏政办发〔2017〕151号）"


def test_the_seed_text_gives_the_elements_of_the_notice(seed):
    body = [paragraph.replace(" ", "") for paragraph in SEED_TEXT.split("\n\n")[5:7]]
    assert seed.elements == {
        "正文段落": body[0],
        "正文段落2": "特此通知。",
        "依据文件": "、".join(re.findall("《[^》]+》（[^）]+）", body[0])),
        "机关代字": "淮开社发",
        "年份": "2018",
        "发文字号": "淮开社发〔2018〕73号",
        "标题": "关于印发社会事业局政务公开重点工作目标任务分解方案的通知",
        "主送": "局机关各处室、各部门，各下设事业单位",
        "发文机关": "淮安经济技术开发区社会事业局",
        "成文日期": "2018年4月28日",
        "印发机关": "淮安经济技术开发区社会事业局综合处",
        "印发日期": "2018年4月28日",
    }


def test_departments_and_titles_are_told_apart(seed):
    """Nobody guesses who 各部门 are; the office that printed the notice is a department too, and that is said."""
    assert tuple(seed.departments) == (
        "社会组织发展促进中心",
        "民政处",
        "教育处",
        "人口计生处",
        "卫生处",
        "疾控中心",
        "卫生监督所",
        "文化体育与民族宗教处",
        "综合处",
    )
    assert seed.titles == ("各部门", "各相关部门", "各分管领导")
    assert _codes(seed) == [("N716", "")]


def test_only_the_wording_of_five_tasks_asks_for_something_more(seed):
    """As the shipped master list has them; 2-06 has a day by which something must stand.

    What is proposed can be read back, and says it is proposed.
    """
    proposed = {task.id: task.requirements for task in seed.tasks if task.requirements}
    assert proposed == {
        "2-05": ("窗口：11月",),
        "2-06": ("3月前：建立健全制度",),
        "2-07": ("解读≥3次/年", "3个工作日"),
        "2-13": ("开放日≥1次/年",),
        "2-15": ("听取汇报≥1次/年",),
    }
    assert all(read_requirement(line) for lines in proposed.values() for line in lines)
    assert {task.id for task in seed.tasks if task.remark == "量化要求为程序建议，请核对"} == set(proposed)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_read_in_every_encoding_that_notepad_saves(encoding):
    assert _words(read_notice(SEED_TEXT.encode(encoding), "通知.txt")) == _expected()


def test_a_text_with_columns_between_bars_or_commas_is_read_too():
    bars = "\n".join(f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line for line in SEED_TEXT.splitlines())
    bars = bars.replace("| 完成时间 |", "| 完成时间 |\n|---|:--|---|---|---|")
    assert _words(read_notice(bars.encode(), "通知.md")) == _expected()
    assert _words(read_notice(SEED_TEXT.replace("\t", ",").encode(), "通知.csv")) == _expected()


def test_our_own_notice_gives_back_the_tasks_it_was_made_from(seed):
    """通知.docx of the shipped master list, its 版记 in a text box and its title broken into lines."""
    found = read_notice(render(notice(shipped_plan())), "output/2018/通知.docx")
    assert _words(found) == _expected()
    assert (found.lists, found.departments, found.titles) == (seed.lists, seed.departments, seed.titles)
    assert found.elements == seed.elements


def test_the_master_list_made_of_it_can_be_read(seed, tmp_path):
    """Every proposed line is one the program reads; only what 各部门 and the like stand for is left to a person."""
    path = tmp_path / "任务总表.xlsx"
    path.write_bytes(imported_master(seed.tasks, seed.lists, seed.departments, seed.titles, seed.elements, 2018))
    plan, notes = read_master(path)
    assert [(task.id, task.deadline) for task in plan.tasks] == [
        (task.id, task.deadline) for task in shipped_plan().tasks
    ]
    assert {problem.code for problem in notes} == {"M118", "M120"}


def test_a_document_out_of_a_converter_gives_the_same_tasks():
    """Other words and order of columns, repeated and missing headers, cut rows, merged cells, spaces inside words."""
    found = read_notice(messy_docx(), "通知.docx")
    assert _words(found) == _expected()
    assert {item.key: item.name for item in found.lists} == NAMES
    assert {code for code, _ in _codes(found)} == {"N707"}, "each row that was cut is named, and nothing else"


def test_a_workbook_of_the_same_gives_the_same_tasks():
    """Two lists below one another on a sheet, title rows above, merged cells, 牵头单位 instead of 责任部门."""
    found = read_notice(messy_xlsx(), "清单.xlsx")
    assert _words(found) == _expected()
    assert {item.key: item.name for item in found.lists} == NAMES
    assert found.tasks[0].source.cell == "F6"
    assert _codes(found) == []


# --- notices of other offices ---


@pytest.mark.parametrize("kind", notices())
def test_a_notice_is_read_as_it_is_written(kind):
    """Section rows and merged headings, 牵头 and 配合 apart, pasted tables, tasks in paragraphs: each kind twice."""
    example = notices()[kind]
    found = read_notice(example.data, example.file)
    assert _words(found) == example.tasks
    assert [item.name for item in found.lists] == example.lists


@pytest.mark.parametrize("kind", ["untitled numbers", "untitled numbers document"])
def test_a_column_that_counts_needs_no_title(kind):
    """It is neither missed nor told as a column for which there is no room; one that does not count is."""
    example = notices()[kind]
    assert not {problem.code for problem in read_notice(example.data, example.file).problems} & {"N708", "N710"}
    lettered = _untitled("甲", "乙")
    assert {"N708", "N710"} <= {problem.code for problem in read_notice(lettered, "通知.txt").problems}
    assert "N710" not in {problem.code for problem in read_notice(_untitled("1", "2"), "通知.txt").problems}


def _untitled(*numbers: str) -> bytes:
    rows = [f"{number}\t公开事项{place}。\t办公室\t年底前" for place, number in enumerate(numbers)]
    return "\n".join(["任务表", "\t主要任务\t责任单位\t完成时限", *rows]).encode()


CASES = {
    "v1_merged_heading": [
        (
            "1-01",
            "强化行政规范性文件集中规范公开",
            "对行政规范性文件进行全面清理，并向社会公布现行有效行政规范性文件目录。",
            "",
            "办公室",
            "年底前",
        ),
        (
            "1-02",
            "深化政策解读形式",
            "积极做好政策解读工作，持续提升政策解读质量，丰富解读形式。",
            "",
            "各科室",
            "持续推进",
        ),
        (
            "1-03",
            "做好主动公开基础工作",
            "严格规范政府信息公开专栏，及时、集中、规范发布法定主动公开内容。",
            "",
            "各科室",
            "持续推进",
        ),
        (
            "1-04",
            "做好主动公开基础工作",
            "规范做好政府信息公开工作年度报告编制发布工作。",
            "",
            "办公室",
            "3月底前",
        ),
    ],
    "v2_body": [
        (
            "1-01",
            "着力加强公开解读回应工作",
            "围绕重点领域加大主动公开力度。及时公开教育、卫生、民政等领域信息，编制主动公开目录。",
            "",
            "教育处、卫生处、民政处",
            "2019年6月底前",
        ),
        (
            "1-02",
            "着力加强公开解读回应工作",
            "加强政策解读。重要政策文件公开后3个工作日内发布解读材料，每季度不少于1次。",
            "",
            "综合处牵头，各处室配合",
            "长期坚持",
        ),
        (
            "1-03",
            "提升政务服务工作实效",
            "推进网上办事。梳理公共服务事项目录，动态调整。",
            "",
            "各相关部门",
            "9月30日前",
        ),
        ("1-04", "提升政务服务工作实效", "做好政府信息公开申请办理。", "", "综合处", "每季度末报送"),
        (
            "1-05",
            "提升政务服务工作实效",
            "开展政府开放日活动。11月组织1次开放日活动。",
            "",
            "社会组织发展促进中心牵头，各处室配合",
            "2019年11月底前完成",
        ),
    ],
    "v5_sections": [
        (
            "1-01",
            "教育领域",
            "公开招生政策：及时公开义务教育招生政策、结果。",
            "",
            "教育处牵头，各学校配合",
            "2019年6月底前",
        ),
        (
            "1-02",
            "教育领域",
            "公开资助信息：公开学生资助政策及实施情况。",
            "",
            "教育处牵头，民政处配合",
            "2019年12月底前",
        ),
        (
            "1-03",
            "卫生领域",
            "公开服务价格：公开医疗服务价格和收费信息。",
            "",
            "卫生处牵头，卫生监督所配合",
            "长期坚持",
        ),
        (
            "1-04",
            "加强制度建设",
            "完善机制：完善依申请公开办理机制，答复期限不超过20个工作日。",
            "",
            "综合处牵头，各处室配合",
            "2019年9月30日前",
        ),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_gives_its_tasks(name):
    found = read_notice((FILES / f"{name}.docx").read_bytes(), "通知.docx")
    assert _words(found) == CASES[name]
    assert found.lists[0].basis == "淮开社发〔2019〕12号附件" and found.elements["公开属性"] == "此件公开发布"
    assert found.elements["依据文件"] == "《淮安市2019年政务公开工作要点》（淮政办发〔2019〕20号）"
    assert found.elements["正文段落"].startswith("为贯彻落实《淮安市") and "正文段落2" not in found.elements


def test_the_sections_above_a_section_are_in_the_remark():
    found = read_notice((FILES / "v5_sections.docx").read_bytes(), "通知.docx")
    assert [task.remark.startswith("上级标题：围绕重点领域加强公开") for task in found.tasks] == [True] * 3 + [False]


def _imported(data: bytes, file: str, folder: Path) -> tuple[Plan | None, list[Problem]]:
    """The plan that the master list made of a notice gives."""
    found = read_notice(data, file)
    path = folder / "任务总表.xlsx"
    path.write_bytes(imported_master(found.tasks, found.lists, found.departments, found.titles, found.elements, 2019))
    plan, problems = read_master(path, kinds=())
    return plan, list(problems)


@pytest.mark.parametrize("kind", [*notices(), *(path.stem for path in sorted(FILES.iterdir()))])
def test_what_was_imported_runs(kind, tmp_path):
    """No word stops the run, every deadline is read but one that hangs on an event, all owners are known."""
    example = notices().get(kind) or Example("通知.docx", (FILES / f"{kind}.docx").read_bytes(), (), ())
    plan, problems = _imported(example.data, example.file, tmp_path)
    assert plan and len(plan.tasks) == (len(example.tasks) or len(plan.tasks))
    assert all(task.owners or task.undecided for task in plan.tasks)
    assert {item.content for item in problems if item.code == "M111"} <= {"批复后20日内", "结案后20日内"}


def test_the_deadlines_of_a_case_are_those_that_a_clerk_reads(tmp_path):
    """立即办理 is the month of the notice, a cycle is a requirement, 长期坚持 and 按上级要求时限 are no day."""
    plan, _ = _imported((FILES / "v3_lead.docx").read_bytes(), "通知.docx", tmp_path)
    assert plan
    assert [task.deadline for task in plan.tasks] == [
        dt.date(2019, 6, 30),
        dt.date(2018, 12, 31),
        Undated.CYCLE,
        Undated.STANDING,
        dt.date(2019, 4, 30),
        Undated.CYCLE,
        dt.date(2019, 9, 30),
        dt.date(2019, 6, 30),
        dt.date(2019, 12, 31),
        dt.date(2019, 10, 20),
        Undated.OPEN,
        dt.date(2019, 12, 31),
    ]
    assert plan.tasks[3].owners_text == "卫生处牵头，疾控中心、卫生监督所配合"


def test_the_seed_pasted_with_one_cell_a_line_gives_the_same_tasks(seed):
    found = read_notice(SEED_TEXT.replace("\t", "\n").encode(), "通知.txt")
    assert _words(found) == _expected() and found.elements == seed.elements and found.lists == seed.lists


def test_a_web_page_of_paragraphs_is_read_like_a_text():
    cells = "".join(f"<p>{cell}</p>" for cell in ("领域公开任务清单", *HEADER, *ROW))
    found = read_notice(f"<html><body>{cells}</body></html>".encode(), "通知.html")
    assert _words(found) == [("1-01", "教育", "公开招生信息。", "", "教育处", "2019年底前")]
    assert found.lists[0].name == "领域公开任务清单"


def test_two_names_of_a_department_are_one_and_what_is_left_open_is_written_out(tmp_path):
    rows = [
        HEADER,
        [*ROW[:3], "教育处（招生办）、卫生处按职责分工负责", "2019年底前"],
        ["2", "", "公开学籍。", "教育处", ""],
        ["3", "", "", "", "很快"],
        ["3", "", "公开师资。", "卫生处", "年底前"],
    ]
    found = read_notice(_text(*rows), "通知.txt")
    assert found.departments == {"教育处": ("教育处（招生办）",), "卫生处": ("卫生处按职责分工",)}
    assert [(task.id, task.text, task.owners_text, task.due_text) for task in found.tasks[1:]] == [
        ("1-02", "公开学籍。", "教育处", "待定"),
        ("1-03", "（通知中空白）", "待明确", "很快"),
        ("1-04", "公开师资。", "卫生处", "年底前"),
    ]
    plan, problems = _imported(_text(*rows), "通知.txt", tmp_path)
    assert plan and {item.content for item in problems if item.code == "M111"} == {"很快"}
    assert [task.undecided for task in plan.tasks] == [(), (), ("待明确",), ()]


def test_a_list_whose_numbers_begin_again_below_a_section_is_one():
    rows = [
        ["序号", "任务", "责任部门", "完成时间"],
        ["一、公开", "", "", ""],
        ["1", "甲。", "教育处", "年底前"],
        ["2", "乙。", "教育处", "年底前"],
        ["二、解读", "", "", ""],
        ["1", "丙。", "教育处", "年底前"],
    ]
    found = read_notice(_text(*rows), "通知.txt")
    assert [(task.id, task.area) for task in found.tasks] == [("1-01", "公开"), ("1-02", "公开"), ("1-03", "解读")]
    assert _codes(found) == [("N720", "第8行")]


def test_what_is_no_task_among_paragraphs_is_told_and_the_notice_around_them_is_none():
    text = (
        "关于做好公开工作的通知\n各处室：\n现通知如下。\n一、任务\n（一）公开甲。（责任单位：教育处；6月底前）\n（二）公开乙。\n"
        "二、要求\n加强领导，由综合处负责解释。\n联系人：张三\n某某区某某局\n2019年1月2日\n"
    )
    found = read_notice(text.encode(), "通知.txt")
    assert [task.text for task in found.tasks] == ["公开甲。"]
    assert _codes(found) == [("N709", "第6行"), ("N709", "第7行"), ("N718", "第5行"), ("N711", "第5行")]
    assert found.elements["成文日期"] == "2019年1月2日" and found.elements["发文机关"] == "某某区某某局"
    assert found.elements["正文段落"] == "现通知如下。"


# --- tables of other notices ---------------------------------------------------------------------------------------


def test_work_item_beside_requirement_becomes_the_area():
    """工作任务 merged over several 具体要求, as many offices print it; merged cells hold for every row they cover."""
    rows = [
        ["工作任务", "序号", "具体要求", "责任科室", "时限要求"],
        ["加强解读", "1", "解读材料同步发布。", "办公室", "2019年底前"],
        ["", "2", "每月通报一次。", "", "2019年6月底前"],
        ["回应关切", "3", "及时回应。", "各科室", "2019年底前"],
    ]
    found = read_notice(
        docx("2019年政务公开工作要点分解表", word_table(rows, ((1, 0, 2, 0), (1, 3, 2, 3)))), "要点.docx"
    )
    assert [words[1:] for words in _words(found)] == [
        ("加强解读", "解读材料同步发布。", "", "办公室", "2019年底前"),
        ("加强解读", "每月通报一次。", "", "办公室", "2019年6月底前"),
        ("回应关切", "及时回应。", "", "各科室", "2019年底前"),
    ]
    assert found.lists[0].name == "2019年政务公开工作要点分解表"
    assert found.elements["年份"] == "2019"


def test_lead_and_support_columns_become_one_text_with_their_roles():
    rows = [
        ["序号", "主要任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "公开预算。", "办公室", "财务处、人事处", "2019年底前"],
        ["2", "公开决算。", "财务处", "", "2019年底前"],
    ]
    found = read_notice(_text(*rows), "通知.txt")
    assert [task.owners_text for task in found.tasks] == ["办公室牵头，财务处、人事处配合", "财务处"]
    assert list(found.departments) == ["办公室", "财务处", "人事处"]
    assert [bool(task.remark) for task in found.tasks] == [True, False]


def test_a_row_across_the_table_is_the_area_of_the_rows_below_it():
    rows = [
        ["序号", "任务", "责任部门", "完成时间"],
        ["一、加强政策解读", "", "", ""],
        ["1", "甲。", "教育处", "2019年底前"],
        ["二、扩大公众参与", "", "", ""],
        ["2", "乙。", "卫生处", "2019年底前"],
    ]
    table = word_table(rows, ((1, 0, 1, 3), (3, 0, 3, 3)))
    for found in (read_notice(docx("附件", "任务清单", table), "通知.docx"), read_notice(_text(*rows), "通知.txt")):
        assert [task.area for task in found.tasks] == ["加强政策解读", "扩大公众参与"]
        assert not found.problems


def test_numbers_that_word_sets_by_itself_are_read():
    """A 序号 column filled by automatic numbering has no text of its own in the file."""

    def build(document):
        word_table(
            [
                ["序号", "任务", "责任部门", "完成时间"],
                ["", "甲。", "教育处", "2019年底前"],
                ["", "乙。", "卫生处", "2019年底前"],
            ]
        )(document)
        for row in document.tables[0].rows[1:]:
            row.cells[0].paragraphs[0].style = document.styles["List Number"]

    found = read_notice(docx("任务清单", build), "通知.docx")
    assert [task.id for task in found.tasks] == ["1-01", "1-02"]
    assert not found.problems


def test_a_number_over_several_rows_is_one_task_with_several_paragraphs():
    rows = [
        ["序号", "任务", "责任部门", "完成时间"],
        ["1", "先做甲。", "教育处", "2019年底前"],
        ["", "再做乙。", "", ""],
        ["2", "丙。", "卫生处", "2019年底前"],
    ]
    found = read_notice(docx("任务清单", word_table(rows, ((1, 0, 2, 0), (1, 2, 2, 2), (1, 3, 2, 3)))), "通知.docx")
    assert [(task.text, task.owners_text, task.due_text) for task in found.tasks] == [
        ("先做甲。\n再做乙。", "教育处", "2019年底前"),
        ("丙。", "卫生处", "2019年底前"),
    ]


def test_tracked_changes_are_read_as_if_accepted():
    def build(document):
        word_table([HEADER, ROW])(document)
        paragraph = document.tables[0].cell(1, 2).paragraphs[0]
        xml = (
            '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="a">'
            "<w:r><w:{1}>{2}</w:{1}></w:r></w:{0}>"
        )
        from docx.oxml import parse_xml

        paragraph._p.append(parse_xml(xml.format("del", "delText", "删去")))
        paragraph._p.append(parse_xml(xml.format("ins", "t", "增补。")))

    assert read_notice(docx("任务清单", build), "通知.docx").tasks[0].text == "公开招生信息。增补。"


def test_a_cell_with_line_ends_is_one_cell_in_pasted_text():
    """As Excel copies it, in quotation marks, and as Word pastes it, broken over lines."""
    quoted = '序号\t任务\t责任部门\t完成时间\n1\t"一是公开。\n二是解读。"\t教育处\t2019年底前\n'
    broken = "序号\t任务\t责任部门\t完成时间\n1\t一是公开。\n二是解读。\t教育处\t2019年底前\n"
    for text in (quoted, broken):
        found = read_notice(text.encode(), "通知.txt")
        assert _words(found) == [("1-01", "", "一是公开。二是解读。", "", "教育处", "2019年底前")]


def test_several_quoted_cells_of_a_row_keep_their_own_words():
    row = '1\t"教育\n领域"\t"公开“黑名单”，\n说明""特别""情形。"\t教育处\t"2019年\n底前"\n'
    found = read_notice(("\t".join(HEADER) + "\n" + row + "\t".join(["2", *ROW[1:]])).encode(), "通知.txt")
    assert _words(found)[0] == ("1-01", "教育领域", '公开“黑名单”，说明"特别"情形。', "", "教育处", "2019年底前")
    assert [task.id for task in found.tasks] == ["1-01", "1-02"]


def test_requirements_that_the_notice_gives_itself_are_no_proposals():
    found = read_notice(
        _text(
            ["序号", "任务", "责任部门", "完成时间", "量化要求"],
            ["1", "每年至少解读2次。", "教育处", "2019年底前", "解读≥4次/年"],
        ),
        "通知.txt",
    )
    assert (found.tasks[0].requirements, found.tasks[0].remark) == (("解读≥4次/年",), "")


def test_lists_are_keyed_by_their_annex_numbers():
    """Annex 1 of this notice is a text; its lists are annexes 2 and 3, and people will say 「附件3第1项」."""
    table = word_table([HEADER, ROW])
    found = read_notice(docx("附件1", "工作规则", "附件2", "甲清单", table, "附件3", "乙清单", table), "通知.docx")
    assert [(item.key, item.name) for item in found.lists] == [("2", "甲清单"), ("3", "乙清单")]
    assert [task.id for task in found.tasks] == ["2-01", "3-01"]


def test_numbering_that_begins_again_begins_a_list():
    """Without annex headings each list goes by the caption above it."""
    table = word_table([HEADER, ROW, ["2", *ROW[1:]]])
    found = read_notice(docx("甲任务清单", table, "乙任务清单", table), "通知.docx")
    assert [(item.key, item.name) for item in found.lists] == [("1", "甲任务清单"), ("2", "乙任务清单")]
    assert [task.id for task in found.tasks] == ["1-01", "1-02", "2-01", "2-02"]


# --- doubts, each at its place -------------------------------------------------------------------------------------

_FINE = ["2", "医疗", "公开目录。", "卫生处", "2019年底前"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADER, ROW, ["", *_FINE[1:]], ["3", *_FINE[1:]]], ("N701", "第5行")),
        ([HEADER, ROW, ["3", *_FINE[1:]]], ("N702", "第5行")),
        ([HEADER, _FINE], ("N702", "第4行")),
        ([HEADER, ROW, ["1", *_FINE[1:]]], ("N703", "第5行")),
        ([HEADER, [*ROW[:3], "", ROW[4]]], ("N704", "第4行")),
        ([HEADER, [*ROW[:4], "尽快"]], ("N705", "第4行")),
        ([HEADER, [*ROW[:4], ""]], ("N705", "第4行")),
        ([HEADER, ROW, ["", "", "并公开结果。", "", ""]], ("N707", "第5行")),
        ([[*HEADER, "联络员"], [*ROW, "王某"]], ("N708", "第4行")),
        ([HEADER, ROW, ["注：以上任务由各部门落实。", "", "", "", ""]], ("N709", "第5行")),
        ([HEADER[:4], ROW[:4]], ("N710", "第3行")),
        ([HEADER[1:], ROW[1:]], ("N710", "第3行")),
        ([HEADER, [*ROW[:2], "", *ROW[3:]]], ("N712", "第4行")),
        ([HEADER, [*ROW[:3], "教育处 卫生处", ROW[4]]], ("N714", "第4行")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_doubt_is_named_at_its_place(rows, expected):
    assert expected in _codes(read_notice(_text(*rows), "通知.txt"))


def test_a_task_without_number_takes_the_number_that_is_free():
    found = read_notice(_text(HEADER, ROW, ["", *_FINE[1:]], ["3", *_FINE[1:]], ["*", *_FINE[1:]]), "通知.txt")
    assert [task.id for task in found.tasks] == ["1-01", "1-02", "1-03", "1-04"]
    assert _codes(found) == [("N701", "第5行"), ("N701", "第7行")]


def test_a_space_between_two_whole_names_stands_for_a_comma_that_was_not_typed():
    cells = {
        "教育处 卫生处": "教育处、卫生处",
        "教育处\u3000卫生处、各部门": "教育处、卫生处、各部门",
        "文化体育与民族 宗教处": "文化体育与民族宗教处",
        "社会 组织发展促进中心": "社会组织发展促进中心",
        "社会事业局 综合处": "社会事业局综合处",
        "卫生 监督所": "卫生监督所",
        "各 部 门": "各部门",
        "规划和自然资源局": "规划和自然资源局",
        "教育处和卫生处": "教育处、卫生处",
        "人力资源和社会保障局会同教育处及各科室，民政处配合": "人力资源和社会保障局、教育处、各科室，民政处配合",
    }
    for typed, wanted in cells.items():
        assert read_notice(_text(HEADER, [*ROW[:3], typed, ROW[4]]), "通知.txt").tasks[0].owners_text == wanted


def test_a_table_without_header_is_named_and_not_taken():
    plain = word_table([["1", "甲", "乙", "丙"], ["2", "甲", "乙", "丙"]])
    found = read_notice(docx("附件1", "任务清单", word_table([HEADER, ROW]), "附件2", "联络表", plain), "通知.docx")
    assert [(problem.code, str(problem.source)) for problem in found.problems] == [
        ("N706", "通知.docx [表2!第1行第1列]")
    ]
    assert len(found.tasks) == 1


def test_a_list_without_title_says_so():
    found = read_notice(docx(word_table([HEADER, ROW])), "通知.docx")
    assert [problem.code for problem in found.problems] == ["N711"]
    assert found.lists[0].name == "任务清单"


def test_an_annex_that_goes_by_two_names_says_so():
    found = read_notice(docx("附件：重点任务清单", "附件", "重点工作任务清单", word_table([HEADER, ROW])), "通知.docx")
    assert [problem.code for problem in found.problems] == ["N713"]
    assert found.lists[0].name == "重点工作任务清单"


def test_a_merged_cell_that_a_page_break_cut_goes_on():
    first = word_table([HEADER, ROW, ["2", "", *ROW[2:]]], ((1, 1, 2, 1),))
    second = word_table([HEADER, ["3", "", *ROW[2:]]])
    found = read_notice(docx("任务清单", first, second), "通知.docx")
    assert [task.area for task in found.tasks] == ["教育"] * 3
    assert _codes(found) == [("N715", "第2行第2列")]


def test_a_hidden_sheet_is_named_and_not_taken():
    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(xlsx(("清单", [["任务清单"], HEADER, ROW], ()), ("旧", [HEADER, ROW], ())))
    )
    book["旧"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    found = read_notice(stream.getvalue(), "清单.xlsx")
    assert [(problem.code, problem.source.sheet) for problem in found.problems] == [("N717", "旧")]
    assert len(found.tasks) == 1


# --- wording -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("每年解读重要政策措施不少于3次。", ("解读≥3次/年",)),
        ("每年至少开展 1 次开放日主题活动。", ("开放日≥1次/年",)),
        ("每年至少听取一次政务公开工作汇报。", ("听取汇报≥1次/年",)),
        ("每季度至少召开两次新闻发布会。", ("新闻发布会≥2次/季度",)),
        ("全年培训不少于十二次。", ("培训≥12次/年",)),
        ("应于3个工作日内发布，二十个工作日内答复。", ("3个工作日", "20个工作日")),
        ("每年11月份开展自查。", ("窗口：11月",)),
        ("每月通报进展。", ("每月",)),
        ("每季度通报一次，每月25日前报送。", ("每季度", "每月")),
        ("每年3月31日前公布年报，每年6月底前自查。", ()),
        ("2018年3月前建立健全制度。", ("3月前：建立健全制度",)),
        ("至少包括以下内容，每年修订。", ()),
        ("不少于3个部门参加。", ()),
        ("5日内反馈，3次以上的通报批评。", ()),
        ("适时进行通报，及时公开。", ()),
    ],
)
def test_requirements_are_proposed_from_wording_alone(text, lines):
    """What is proposed can be read back as a requirement; what only looks like one is left alone."""
    assert propose(text) == lines
    assert all(read_requirement(line) for line in lines)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2018 年 4 月底前", "2018年4月底前"),
        ("任 务 清 单", "任务清单"),
        ("管理和服\n务信息", "管理和服务信息"),
        ("“黑 名 单”  制度", "“黑名单”制度"),
        ("使用 WPS Office 编制", "使用 WPS Office 编制"),
        ("第 1 项，共 2 项", "第1项，共2项"),
        ("一是公开。\n（1）甲；\n（2）乙。", "一是公开。\n（1）甲；\n（2）乙。"),
        ("公\u200b开\u00a0目\u3000录", "公开目录"),
        ("2018 19", "2018 19"),
        ("Ａ区，（试行）…… ——", "Ａ区，（试行）……——"),
    ],
)
def test_only_spaces_from_scanning_go(typed, wanted):
    assert clean(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("１２", 12),
        ("（3）", 3),
        ("4.", 4),
        ("5、", 5),
        ("⑥", 6),
        ("七", 7),
        ("十六", 16),
        ("二十", 20),
        ("2-07", 7),
        ("8.0", 8),
        ("第9项", 9),
        ("", None),
        ("0", None),
        ("1.2", None),
        ("新增", None),
        ("序号", None),
    ],
)
def test_a_number_is_read_in_every_script(typed, number):
    assert number_of(typed) == number


# --- files that are no notice --------------------------------------------------------------------------------------


def _package(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _docx_with(document: str) -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    return _package(**{"_rels/.rels": relations, "word/document.xml": document})


_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有内容"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        ("没有表格的通知。\n特此通知。".encode(), "没有找到任务"),
        (b"\xff\xff\xff\x00\x81 \xff", "文字"),
        (docx("特此通知。"), "没有找到任务"),
        (docx("特此通知。")[:-200], "不完整"),
        (
            _docx_with("<!DOCTYPE a [<!ENTITY b 'c'>]>" + _BODY.format("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")),
            "结构异常",
        ),
        (_docx_with(_BODY.format("<w:p>")), "完整的 XML"),
        (_docx_with(_BODY.format(" " * (100 * 2**20))), "展开后异常大"),
        (_docx_with(_BODY.format("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "结构异常"),
        (_docx_with(_BODY.format("<w:tbl>" + "<w:sdt>" * 5000 + "</w:sdt>" * 5000 + "</w:tbl>")), "结构异常"),
        (_docx_with(_BODY.format("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000)), "结构异常"),
        ("\n".join(["\t".join(HEADER), *["\t".join(ROW)] * 3001]).encode(), "不像任务清单"),
        (xlsx(("Sheet1", [["姓名", "电话"], ["甲", "1"]], ())), "没有找到任务"),
    ],
    ids=[
        "empty",
        "pdf",
        "picture",
        "doc",
        "no table",
        "no text",
        "docx without table",
        "cut off",
        "doctype",
        "broken",
        "bomb",
        "nested",
        "nested rows",
        "nested tables",
        "endless",
        "workbook without table",
    ],
)
def test_what_is_no_notice_is_refused_with_what_to_do(data, words):
    with pytest.raises(NotANotice, match=words) as refusal:
        read_notice(data, "通知")
    assert "请" in str(refusal.value)


def test_the_master_list_itself_is_not_imported():
    with pytest.raises(NotANotice, match="已经是任务总表"):
        read_notice((ROOT / "input" / "任务总表.xlsx").read_bytes(), "任务总表.xlsx")


_CELLS = st.sampled_from(
    [
        *HEADER,
        "附件1",
        "附件：",
        "1",
        "2",
        "十",
        "教育处",
        "2019年底前",
        "每年不少于3次。",
        "",
        " ",
        "注：",
        "— 3 —",
        '"',
        "|",
        "2018年4月28日",
        "特此通知。",
    ]
) | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=1, max_size=7), max_size=14))
def test_whatever_is_pasted_is_read_or_refused(rows):
    """No text brings the reader down, every task has its own words and a number, and reading twice gives the same."""
    data = "\n".join("\t".join(row) for row in [HEADER, ROW, *rows]).encode("utf-8", "replace")
    found = read_notice(data, "通知.txt")
    assert all(task.number >= 1 and task.id.startswith(f"{task.list_key}-") for task in found.tasks)
    assert found == read_notice(data, "通知.txt")


@pytest.mark.parametrize("before", ["2018年4月28日", "1", '"', "— 3 —", "2|", "教育处"])
def test_what_is_proposed_can_be_read(before):
    """Whatever stands before a number of times, the line is one that 量化要求 takes."""
    (line,) = propose(f"{before}每年不少于3次。")
    assert read_requirement(line).target == 3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_CELLS, min_size=5, max_size=5), max_size=8))
def test_whatever_was_imported_runs(tmp_path, rows):
    """A master list made of any notice can be read: what is wrong with it is told, and stops nothing."""
    data = "\n".join("\t".join(row) for row in [HEADER, ROW, *rows]).encode("utf-8", "replace")
    plan, problems = _imported(data, "通知.txt", tmp_path)
    assert plan, [str(problem) for problem in problems]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
@example([["", "\r\x85", "", ""]])
def test_no_word_of_a_table_is_lost(rows):
    """Every cell below a header is in a task, in a problem, or in the name of something."""
    marked = [[f"甲{row}乙{column}丙{text}" for column, text in enumerate(cells)] for row, cells in enumerate(rows)]
    data = "\n".join(
        "\t".join(cells).replace("\n", "") for cells in [["序号", "任务", "责任部门", "完成时间"], *marked]
    )
    found = read_notice(data.encode("utf-8", "replace"), "通知.txt")
    kept = " ".join([*(" ".join(words) for words in _words(found)), *(problem.content for problem in found.problems)])
    assert all(f"甲{row}乙{column}丙" in kept for row, cells in enumerate(rows) for column in range(len(cells)))


# --- oddities of real notices ---------------------------------------------------------------------------------------

TITLES_OF_FOUR = ["序号", "主要任务", "责任单位", "完成时限"]


def _said(found) -> list[tuple[str, str, str, str]]:
    """(area, task, owners, deadline) of each task."""
    return [(task.area, task.text, task.owners_text, task.due_text) for task in found.tasks]


def test_a_header_of_three_rows_with_a_time_to_begin_and_one_to_end():
    """The task ends when it is done; when it is begun has no column, and is told."""
    rows = [
        ["序号", "任务", "", "责任落实", "", "时限要求", ""],
        ["", "领域", "具体内容", "牵头", "", "启动", "完成"],
        ["", "", "", "单位", "责任人", "时间", "时间"],
        ["1", "决策公开", "公开决策目录。", "综合处", "张某", "3月", "6月底前"],
        ["2", "", "公开意见采纳情况。", "综合处", "张某", "7月", "全年"],
    ]
    merges = (
        (0, 0, 2, 0),
        (0, 1, 0, 2),
        (1, 1, 2, 1),
        (1, 2, 2, 2),
        (0, 3, 0, 4),
        (1, 3, 1, 4),
        (0, 5, 0, 6),
        (3, 1, 4, 1),
    )
    found = read_notice(docx("附件", "任务分解表", word_table(rows, merges)), "通知.docx")
    assert _said(found) == [
        ("决策公开", "公开决策目录。", "综合处", "6月底前"),
        ("决策公开", "公开意见采纳情况。", "综合处", "全年"),
    ]
    assert [problem.content for problem in found.problems if problem.code == "N708"] == ["3月", "7月"]


@pytest.mark.parametrize("total", ["合计", "总计", "共计", "小计："])
def test_a_row_that_sums_up_is_no_task_and_a_sections_count_no_part_of_its_name(total):
    rows = [
        TITLES_OF_FOUR,
        ["一、决策公开（2项）", "", "", ""],
        ["1", "公开甲", "法规处", "4月底前"],
        [total, "1项", "", ""],
    ]
    found = read_notice(docx("附件", "任务分解表", word_table(rows, ((1, 0, 1, 3),))), "通知.docx")
    assert _said(found) == [("决策公开", "公开甲", "法规处", "4月底前")]
    assert ("N709", "第4行第1列") in _codes(found)


def test_tables_below_headings_of_their_own_take_their_fields_from_them():
    rows = [TITLES_OF_FOUR, ["1", "公开甲", "法规处", "4月底前"]]
    others = [TITLES_OF_FOUR, ["1", "公开乙", "综合处", "全年"]]
    parts = ("附件", "任务分解表", "一、决策公开", word_table(rows), "二、执行公开", word_table(others))
    found = read_notice(docx(*parts), "通知.docx")
    assert [(task.id, task.area) for task in found.tasks] == [("1-01", "决策公开"), ("1-02", "执行公开")]
    alone = read_notice(docx("附件", "任务分解表", "一、任务清单", word_table(rows)), "通知.docx")
    assert [task.area for task in alone.tasks] == [""]


def test_one_column_may_say_who_and_when():
    rows = [
        ["序号", "重点任务", "责任单位及完成时限"],
        ["1", "公开招生计划", "教育处，5月底前"],
        ["2", "公开低保名单", "民政处、各街道；每月10日前"],
    ]
    found = read_notice(docx("附件", "任务分解表", word_table(rows)), "通知.docx")
    assert _said(found) == [
        ("", "公开招生计划", "教育处", "5月底前"),
        ("", "公开低保名单", "民政处、各街道", "每月10日前"),
    ]
    assert "N710" not in dict(_codes(found))


PARAGRAPHS = [
    ("1.公开甲。【责任单位：综合处、各处室，长期坚持】", "公开甲。", "综合处、各处室", "长期坚持"),
    ("1.公开乙。责任单位为综合处，6月底前完成。", "公开乙。", "综合处", "6月底前完成"),
    ("一是公开丙。（法规处负责，4月底前）", "公开丙。", "法规处", "4月底前"),
    ("1.公开丁。\n（责任单位：综合处、各处室\n  完成时限：持续推进）", "公开丁。", "综合处、各处室", "持续推进"),
    (
        "1.公开戊。\n（牵头单位：综合处\n责任单位：各处室\n完成时间：12月底前）",
        "公开戊。",
        "综合处牵头，各处室配合",
        "12月底前",
    ),
    ("1.公开己。（综合处；12月底前）", "公开己。", "综合处", "12月底前"),
]


@pytest.mark.parametrize(("text", "task", "owners", "due"), PARAGRAPHS)
def test_who_and_when_at_the_end_of_a_paragraph(text, task, owners, due):
    found = read_notice(f"2019年政务公开工作要点\n一、加大公开力度\n{text}\n".encode(), "要点.txt")
    assert _said(found) == [("加大公开力度", task, owners, due)]
    assert "N705" not in dict(_codes(found))


def test_a_bracket_that_is_never_closed_swallows_no_line():
    text = "要点\n一、公开\n1.公开甲（见附件。\n2.公开乙。（责任单位：综合处；完成时限：6月底前）\n"
    assert [task.text for task in read_notice(text.encode(), "要点.txt").tasks] == ["公开乙。"]


def test_the_marks_of_a_chat_window_are_no_words():
    text = (
        "# 2019年任务清单\n\n## 一、决策公开\n\n序号 | 主要任务 | 责任部门 | 完成时间\n--- | --- | --- | ---\n"
        "1 | 公开**重大决策**目录 | 法规处 | 4月底前\n2 | 列席会议 \\| 公众参与 | 综合处<br>教育处 | 全年\n\n"
        "## 二、结果公开\n\n序号 | 主要任务 | 责任部门 | 完成时间\n--- | --- | --- | ---\n"
        "1 | 公开审计整改 | 计财处 | 四季度末\n"
    )
    assert _said(read_notice(text.encode(), "清单.md")) == [
        ("决策公开", "公开重大决策目录", "法规处", "4月底前"),
        ("决策公开", "列席会议 | 公众参与", "综合处、教育处", "全年"),
        ("结果公开", "公开审计整改", "计财处", "四季度末"),
    ]

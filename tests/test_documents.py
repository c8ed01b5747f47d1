"""The documents: what they say of a month, that they say no more, and that they say it in a clerk's words."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from reporter.assess import figures_sent
from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.documents.document_kind import templates_of
from reporter.documents.excerpts import whole_sentences
from reporter.documents.fault import TemplateFault
from reporter.documents.wording import Wording
from reporter.gongwen import line_count, word
from reporter.gongwen.content import Paragraph, Table
from reporter.gongwen.fonts import GB2312
from reporter.gongwen.sections import end_of
from reporter.gongwen.verify import verify
from reporter.gongwen.word import render
from reporter.typesetting import typeset, typeset_month
from reporter.vocabulary.model import (
    Adjustment,
    Cell,
    Department,
    Dispatch,
    Entry,
    Period,
    Return,
    Source,
    State,
    Status,
    TaskList,
)
from reporter.vocabulary.problems import Kind

from .masters import shipped_plan
from .notices import SEED, seed_items
from .quotable import quotable
from .sample_month import JUNE, make_entry, make_task, sample_month, sample_plan
from .shipped_kinds import FILES, KINDS, TEMPLATES, TEXTS, WORDING, bulletin, documents, notice, report, supervisions

PAGE = "https://www.example.com/a.html"
NAMES = ("民政处", "教育处", "卫生处")
ELEMENTS = {
    "发文机关": "淮安经济技术开发区社会事业局",
    "发文机关标志": "淮安经济技术开发区社会事业局文件",
    "机关代字": "淮开社发",
    "标题": "关于印发社会事业局政务公开重点工作｜目标任务分解方案的通知",
    "主送": "局机关各处室、各部门，各下设事业单位",
    "印发机关": "淮安经济技术开发区社会事业局综合处",
    "上报机关": "区政务公开办公室",
    "报送截止日": "25",
    "督办反馈工作日": "5",
    "通知发文字号": "淮开社发〔2018〕73号",
    "通知成文日期": "2018-04-28",
}
MAY = Period(2018, 5)
DONE = dict(status=Status.DONE, progress=Decimal(100), done_on=dt.date(2018, 4, 20), evidence=PAGE)


def plan(**changes):
    """Three departments that share three tasks: 2-01 due in April, 2-02 in July, 2-03 at the year's end."""
    elements = ELEMENTS | changes.pop("elements", {})
    tasks = (
        make_task(
            "2-01",
            "编制完成政务公开事项目录，对公开信息进行规范。",
            NAMES,
            due_text="2018年4月底前",
            deadline=dt.date(2018, 4, 30),
        ),
        make_task(
            "2-02", "建立列席会议制度，按时公布。", NAMES, due_text="2018年7月底前", deadline=dt.date(2018, 7, 31)
        ),
        make_task("2-03", "加强政策解读，及时发布。", NAMES),
    )
    facts = dict(
        elements=elements,
        departments=tuple(Department(name=name) for name in NAMES),
        tasks=tasks,
        lists=(TaskList(key="2", name="实施细则任务清单"),),
    )
    return sample_plan(**facts | changes)


def sent(department, rows, *, period=JUNE, day=22):
    """A return of `department`: task → changes of its row; rows not given are under way at 60 %."""
    entries = tuple(
        make_entry(task, **({"progress": Decimal(60)} | rows.get(task, {})))
        for task in ("2-01", "2-02", "2-03")
        if rows.get(task, {}) is not None
    )
    return Return(
        department=department,
        period=period,
        filed_on=dt.date(period.year, period.month, day),
        filler="",
        reviewer="",
        phone="",
        entries=entries,
        source=Source(f"input/{period}/{department}.xlsx", "进展填报"),
    )


def month(*returns, plan_=None, period=JUNE, problems=()):
    return assess(plan_ or plan(), returns, period, period.last_day, problems=problems)


def good(department, **rows):
    """Everything as it should be: the two that are due soon are done."""
    return sent(department, {"2-01": DONE, "2-02": DONE} | rows)


def made(kind, found, plan_=None):
    return kind(figures(found), plan_ or found.plan, WORDING)


def texts(document) -> list[str]:
    """Every text of a document in reading order: paragraphs, and each cell of each table."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    found = [document.title, document.addressees, document.note]
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [cell for row in block.rows for cell in row]
    return found


def body(document) -> str:
    return "\n".join(block.text for block in document.body if isinstance(block, Paragraph))


def annexes(document) -> list[str]:
    return [annex.title for annex in document.annexes]


# --- the notice ----------------------------------------------------------------------------------------------------


def seed_notice():
    """The seed's own tasks as a plan."""
    items = seed_items()
    lists = (
        TaskList(key="1", name="社会事业局贯彻落实国务院办公厅重点领域信息公开文件任务清单"),
        TaskList(key="2", name="社会事业局贯彻落实《江苏省全面推进政务公开工作实施细则》任务清单"),
    )
    tasks = tuple(
        make_task(item.id, item.text, area=item.area, leader=item.leader, owners_text=item.owners, due_text=item.due)
        for item in items
    )
    paragraphs = {name: text for name, text in shipped_plan().elements.items() if name.startswith("正文段落")}
    return notice(plan(tasks=tasks, lists=lists, elements=paragraphs), WORDING)


def test_the_notice_says_what_the_seed_says():
    found, seed = seed_notice(), SEED.read_text(encoding="utf-8")
    assert found.title.replace("｜", "") == "关于印发社会事业局政务公开重点工作目标任务分解方案的通知"
    assert found.head.number == "淮开社发〔2018〕73号" and found.head.organs == ("淮安经济技术开发区社会事业局",)
    assert found.head.word == "文件" and found.head.signers == ()
    assert found.addressees + "：" in seed
    assert [block.text for block in found.body] == [
        line for line in seed.splitlines() if line.startswith(("为进一步", "特此"))
    ]
    assert [title for title in annexes(found) if f".{title}" in seed] == annexes(found) and len(found.annexes) == 2
    assert found.signature.date == dt.date(2018, 4, 28) and found.signature.organs == ("淮安经济技术开发区社会事业局",)
    assert (found.imprint.issuer, found.imprint.issued_on) == (
        "淮安经济技术开发区社会事业局综合处",
        dt.date(2018, 4, 28),
    )


def test_each_task_list_has_its_own_columns_and_all_its_rows():
    first, second = (annex.blocks[0] for annex in seed_notice().annexes)
    assert [column.title for column in first.columns] == ["序号", "公开领域", "主要任务", "责任部门", "完成时间"]
    assert [column.title for column in second.columns] == ["序号", "具体任务", "责任领导", "责任部门", "完成时间"]
    items = seed_items()
    assert [row[2] for row in first.rows] + [row[1] for row in second.rows] == [item.text for item in items]


def test_one_list_is_one_annex_and_a_notice_without_a_date_or_number_leaves_room():
    bare = plan(elements={"通知发文字号": "", "通知成文日期": "", "印发机关": "", "抄送": ""})
    found = notice(bare, WORDING)
    assert found.annex_labels == ("附件",) and found.imprint is None
    assert found.head.number == "淮开社发〔2018〕　号" and found.signature.date == dt.date(2018, 1, 1)


# --- what comes from 「公文」 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("12", "淮开社发〔2018〕12号"),
        ("12号", "淮开社发〔2018〕12号"),
        ("淮开社通〔2018〕9号", "淮开社通〔2018〕9号"),
        ("", "淮开社发〔2018〕　号"),
    ],
)
def test_a_number_may_be_the_serial_or_the_whole(given, number):
    found = made(bulletin, month(good("民政处"), plan_=plan(elements={"通报发文字号": given})))
    assert found.head.number == number


@pytest.mark.parametrize("given", ["2018年7月3日", "2018-07-03", "2018.7.3"])
def test_a_date_may_be_written_in_three_ways_and_is_the_imprints_too(given):
    found = made(bulletin, month(good("民政处"), plan_=plan(elements={"通报成文日期": given})))
    assert found.signature.date == found.imprint.issued_on == dt.date(2018, 7, 3)


def test_undated_the_documents_of_a_month_bear_the_date_of_assessment():
    assert made(report, month(good("民政处"))).signature.date == dt.date(2018, 6, 30)


def test_the_report_goes_up_with_a_signer_and_the_others_have_none():
    found = month(good("民政处"), sent("教育处", {"2-01": {}}))
    assert made(report, found).head.signers == ("",) and made(report, found).addressees == "区政务公开办公室"
    two = month(good("民政处"), plan_=plan(elements={"签发人": "张三、李四"}))
    assert made(report, two).head.signers == ("张三", "李四")
    assert made(bulletin, found).head.signers == () == made(supervisions, found)["教育处"].head.signers


def test_what_is_published_says_so_and_internal_papers_do_not():
    found = month(good("民政处"), plan_=plan(elements={"公开属性": "此件公开发布", "抄送": "区政务公开办公室。"}))
    assert notice(found.plan, WORDING).note == made(bulletin, found).note == "此件公开发布"
    assert made(bulletin, found).imprint.copies_to == "区政务公开办公室"
    assert made(report, found).note == "" and made(report, found).imprint.copies_to == ""
    assert all(item.note == "" for item in made(supervisions, found).values())


def test_a_contact_is_mentioned_where_there_is_one_and_nobody_is_invented():
    named = month(good("民政处"), plan_=plan(elements={"联系人": "示例联系人", "联系电话": "0517-80000000"}))
    assert "联系人：示例联系人；联系电话：0517-80000000。" in body(made(bulletin, named))
    assert made(report, named).note == "联系人：示例联系人，联系电话：0517-80000000"
    unnamed = month(good("民政处"), plan_=plan(elements={"联系人": "", "联系电话": ""}))
    for document in (made(bulletin, unnamed), made(report, unnamed)):
        assert "联系" not in "".join(texts(document))


# --- the bulletin --------------------------------------------------------------------------------------------------


def test_a_good_month_has_no_problems_and_its_headings_close_up():
    document = made(bulletin, month(*map(good, NAMES)))
    said = body(document)
    assert "存在问题" not in said and "三、下一步要求" in said
    assert "3个单位均按时报送" in said and "均未亮红灯" not in said, "said by the praise already"
    assert "从本月考核等次看，均为优秀。各单位报送及时" in said
    assert "予以肯定" in said and "通报表扬" not in said, "praise of everybody is nobody's"
    assert annexes(document) == ["目标任务进展情况表", "各单位进展情况表", "本月办结事项清单"]


def test_each_problem_is_told_of_whom_it_concerns():
    document = made(
        bulletin, month(good("民政处"), sent("教育处", {"2-01": {}, "2-02": {"progress": Decimal(20)}}, day=27))
    )
    said = body(document)
    assert "按时报送1个、迟报1个、未报送1个" in said
    assert (
        "卫生处未报送2018年6月进展情况（见附件5），因此无法核定的任务共3项" in said
        and "教育处未在6月25日前报送" in said
    )
    assert "教育处1项任务已过完成时限、尚未完成，涉及“编制完成政务公开事项目录”（2-01）（见附件4）" in said
    assert "教育处1项任务严重滞后，完成进度落后计划进度超过30个百分点" in said
    assert annexes(document)[3:] == ["逾期未完成事项清单", "未报送单位名单"]
    assert "待明确" not in said.replace("待明确责任单位。", ""), "the legend alone speaks of it"


def test_an_annex_that_does_not_exist_is_not_referred_to():
    document = made(bulletin, month(good("民政处"), good("教育处")))
    assert annexes(document) == ["目标任务进展情况表", "各单位进展情况表", "本月办结事项清单", "未报送单位名单"]
    assert "卫生处未报送2018年6月进展情况（见附件4）" in body(document)


def test_a_department_without_a_task_is_not_blamed_for_not_reporting():
    idle = plan(departments=(*(Department(name=name) for name in NAMES), Department(name="综合处")))
    found = month(*map(good, NAMES), plan_=idle)
    document = made(bulletin, found)
    assert "3个单位均按时报送" in body(document) and "未报送单位名单" not in annexes(document)
    assert [row[-1] for row in document.annexes[1].blocks[0].rows if row[1] == "综合处"] == ["—"]
    assert list(made(supervisions, found)) == []
    assert "落实到3个单位" in body(made(report, found)) and found.missing == ()
    assert [
        row
        for row in next(block for block in made(report, found).body if isinstance(block, Table)).rows
        if "综合处" in row
    ] == []


def test_a_return_of_a_department_without_a_task_is_not_counted_among_those_due():
    idle = plan(departments=(*(Department(name=name) for name in NAMES), Department(name="综合处")))
    found = month(good("民政处"), good("教育处"), sent("综合处", {}), plan_=idle)
    assert found.returned == ("民政处", "教育处", "综合处") and found.missing == ("卫生处",)
    assert "应报送的3个单位中，按时报送2个、未报送1个" in body(made(bulletin, found))


def test_the_notice_of_another_office_says_its_own_paragraphs():
    own = {
        "依据文件": "《某市政务公开工作要点》（×政办发〔2018〕1号）",
        "正文段落": "第一段。",
        "正文段落2": "特此通知。",
    }
    own |= {"正文段落10": "第三段。{{ 7 }}附件：甲"}
    assert [item.text for item in notice(plan(elements=own), WORDING).body if isinstance(item, Paragraph)] == [
        "第一段。",
        "特此通知。",
        "第三段。{{ 7 }}附件：甲",
    ]
    plain = body(notice(plan(elements=dict.fromkeys(own, "") | {"依据文件": own["依据文件"]}), WORDING))
    assert plain.startswith(f"根据{own['依据文件']}要求，现将2018年") and "社会事业局" not in plain


def test_nobody_returned_is_said_plainly():
    found = month()
    said = body(made(bulletin, found))
    assert "3个单位均未报送。" in said and "表扬" not in said
    assert "红灯任务均系因责任单位均未报送、无法核定" in said
    assert "各单位报送不及时。各单位均未报送2018年6月进展情况" in said and "各单位应立即补报" in said
    told = body(made(report, found))
    assert "各单位自报的完成情况" not in told and "对各单位的红灯事项" in told


def test_a_task_is_judged_by_those_that_reported():
    """2-01 is overdue at 教育处; what 卫生处 did not report turns no other task red."""
    said = body(made(bulletin, month(good("民政处"), sent("教育处", {"2-01": {}, "2-02": DONE}))))
    assert "红灯1项" in said and "红灯任务中" not in said
    assert "有3项任务的部分责任单位未报送，按已报送单位的情况核定" in said


def test_praise_is_for_returns_with_nothing_to_correct_and_says_of_how_many():
    """A cell that was only doubtful went back too."""
    problems = [
        Kind.PERCENT_DOUBT.at(
            Source("input/2018-06/教育处.xlsx", "进展填报", "J7"),
            department="教育处",
            period=JUNE,
            text="0.6",
            why="可能是60%",
        )
    ]
    said = body(made(bulletin, month(*map(good, NAMES), problems=problems)))
    assert "均为优秀。其中，民政处、卫生处等2个单位报送及时、填报规范" in said


def test_a_name_that_is_there_twice_is_one():
    """迟报 and 未填报 of one department are still 个别单位."""
    said = body(
        made(
            bulletin,
            month(
                good("民政处"),
                good("卫生处"),
                sent("教育处", {"2-01": DONE, "2-02": DONE, "2-03": {"status": None}}, day=28),
            ),
        )
    )
    assert "个别单位报送不及时、不完整。教育处未在6月25日前报送。教育处1项任务未填报。" in said


def test_claims_without_proof_and_excuses_without_reason_are_told_apart():
    found = month(
        good("民政处"),
        good("教育处", **{"2-02": DONE | {"evidence": "见官网"}}),
        good("卫生处", **{"2-03": {"status": Status.NOT_CONCERNED, "narrative": ""}}),
    )
    said = body(made(bulletin, found))
    assert "教育处1项任务自报的完成情况缺少合格的公开网址、佐证材料或量化完成数，列为待核实" in said
    assert "卫生处1项任务填报不涉及而未说明理由" in said


def test_cells_to_send_back_and_undecided_departments_are_named():
    problems = [
        Kind.RULE_UNKNOWN.at(
            Source("input/2018-06/教育处.xlsx", "进展填报", "J7"), department="教育处", period=JUNE, title="甲", hint=""
        )
    ]
    tasks = plan().tasks
    undecided = plan(
        tasks=(*tasks[:2], make_task("2-03", "加强政策解读，及时发布。", NAMES, undecided=("各相关部门",)))
    )
    said = body(made(bulletin, month(*map(good, NAMES), plan_=undecided, problems=problems)))
    assert "教育处1处填报内容不符合要求，已退回修改" in said
    assert "“加强政策解读”（2-03）责任部门中的“各相关部门”尚未明确具体单位" in said
    assert "教育处" not in next(line for line in said.splitlines() if "表扬" in line)


def test_the_two_ways_of_counting_are_named_and_never_share_a_sentence():
    found = month(good("民政处"), sent("教育处", {"2-01": {}, "2-02": {"progress": Decimal(20)}}))
    for document in (made(bulletin, found), made(report, found)):
        for sentence in re.split("[。；]", body(document)):
            assert not ("按任务统计" in sentence and "按单位承担的任务" in sentence), sentence
        assert "按任务统计" in body(document) and "按单位承担的任务" in body(document)


def test_every_document_with_lamps_explains_them():
    found = month(good("民政处"), sent("教育处", {"2-01": {}}))
    for document in (made(bulletin, found), made(report, found)):
        said = "\n".join(texts(document))
        assert all(f"{lamp}灯为" in said for lamp in "绿黄红灰")
        lamps = [state for state in State if state is not State.UNDECIDED]
        legend = next(line for line in said.splitlines() if "绿灯为" in line)
        assert [state for state in lamps if state.value not in legend] == []


def test_the_next_closing_day_is_announced_but_not_beyond_the_year():
    assert "2018年7月进展情况请于7月25日前" in body(made(bulletin, month(good("民政处"))))
    december = Period(2018, 12)
    found = month(sent("民政处", {}, period=december), period=december)
    assert "按时报送进展" not in body(made(bulletin, found))


# --- the report ----------------------------------------------------------------------------------------------------


def test_the_report_shows_scores_and_says_whose_they_are():
    basis = Adjustment(
        period=JUNE,
        department="教育处",
        points=Decimal("1.5"),
        reason="经验做法被推广，联系人13812345678",
        basis="",
        source=Source(""),
    )
    found = month(good("民政处"), good("教育处"), plan_=plan(adjustments=(basis,)))
    document = made(report, found)
    said = body(document)
    assert "任务分解通知没有规定分值，本报告所用分值、界限和等次线由我局自行确定" in said
    assert document.body[-1].text == "特此报告。"
    table = next(block for block in document.body if isinstance(block, Table))
    assert table.rows[0] == ("1", "教育处", "101.50", "优秀") and [row[1] for row in table.rows] == [
        "教育处",
        "民政处",
        "卫生处",
    ]
    details, reasons = (annex.blocks[0] for annex in document.annexes)
    assert details.rows[0] == ("1", "教育处", "70.00", "15.00", "10.00", "5.00", "1.50", "101.50", "优秀")
    assert reasons.columns[-1].title == "加减分" and reasons.rows[0][-1] == "加1.5分：经验做法被推广，联系人138****5678"
    assert all(annex.landscape for annex in document.annexes)


def test_points_taken_off_bear_no_hyphen():
    """The keyboard's hyphen is no minus sign: words where there is room, else the printed sign."""
    basis = Adjustment(
        period=JUNE, department="教育处", points=Decimal("-0.5"), reason="信息有误", basis="", source=Source("")
    )
    document = made(report, month(good("民政处"), good("教育处"), plan_=plan(adjustments=(basis,))))
    details, reasons = (annex.blocks[0] for annex in document.annexes)
    assert [row[6] for row in details.rows] == ["0.00", "－0.50", "0.00"]
    assert [row[-1] for row in reasons.rows] == ["", "扣0.5分：信息有误", ""]


def test_weights_and_lines_are_those_in_force():
    method = plan().method.__class__(
        quality_weight=Decimal("60.0"), punctual_weight=Decimal("25.0"), excellent_line=Decimal("95")
    )
    said = body(made(report, month(good("民政处"), plan_=plan(method=method))))
    assert "完成质量60分、报送及时25分" in said and "95分及以上为优秀" in said


# --- the supervisions ----------------------------------------------------------------------------------------------


def test_only_departments_with_a_red_duty_are_supervised():
    found = month(
        good("民政处"),
        sent("教育处", {"2-01": {}, "2-02": DONE}),
        good("卫生处", **{"2-03": {"progress": Decimal(35)}}),
    )
    assert list(made(supervisions, found)) == ["教育处"]


def test_a_single_matter_is_told_in_sentences():
    document = made(supervisions, month(sent("教育处", {"2-01": {"narrative": "初稿已完成"}, "2-02": DONE})))["教育处"]
    said = body(document)
    for words in (
        "教育处",
        "（淮开社发〔2018〕73号）",
        "“编制完成政务公开事项目录”（2-01）",
        "责任领导：各分管领导",
        "完成时限2018年4月30日",
        "逾期未完成（红灯）",
        "初稿已完成。",
        "请于2018年7月6日前",
        "书面反馈综合处",
        "说明原因",
    ):
        assert words in said + document.addressees
    assert said.count("4月30日") == 1, "the lamp's reason is said once"
    assert annexes(document) == [] and "（附后）" in said and document.slip[-1].headless


def late(count: int):
    """A plan of so many tasks that are due, with names as long as ours get, and 教育处 with all of them undone."""
    name = "社会公益事业建设管理和服务信息公开"
    tasks = [make_task(f"2-{n:02d}", f"{name}。", NAMES, deadline=dt.date(2018, 4, 30)) for n in range(1, count + 1)]
    row = {"progress": Decimal(60), "narrative": "正在征求意见，" * 6}
    entries = tuple(make_entry(task.id, **row) for task in tasks)
    return month(replace(sent("教育处", {}), entries=entries), plan_=plan(tasks=tuple(tasks)))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_up_to_three_matters_take_one_sheet_of_paper(count):
    document = made(supervisions, late(count))["教育处"]
    said = body(document)
    assert all(f"（2-{number:02d}）" in said for number in range(1, count + 1)) and annexes(document) == []
    (section,) = word._laid_out(document, line_count.models(GB2312.fangsong), preprinted=False)
    assert {end_of([section], model).page for model in range(2)} == {2}


def test_more_matters_stand_in_a_table_and_on_the_receipt():
    document = made(supervisions, late(4))["教育处"]
    assert "有4项，均为逾期未完成。" in body(document) and document.slip == ()
    matters, receipt = document.annexes
    assert [row[1] for row in matters.blocks[0].rows] == ["2-01", "2-02", "2-03", "2-04"]
    assert receipt.blocks[-1].headless
    assert isinstance(receipt.blocks[1], Paragraph), "two tables side by side would run into one"


def test_a_department_that_returned_nothing_is_asked_to_report_first():
    document = made(supervisions, month(good("民政处"), good("教育处")))["卫生处"]
    said = body(document)
    assert "你单位未报送2018年6月进展情况（报送截止日为6月25日），承担的3项任务均无法核定" in said
    assert "请立即补报" in said and "编制完成政务公开事项目录" in said, "its deadline has passed, return or not"


def test_a_series_of_supervisions_counts_on_from_the_first_number():
    found = month(
        sent("民政处", {"2-01": {}}),
        sent("教育处", {"2-01": {}}),
        plan_=plan(elements={"督办通知单发文字号": "淮开社督〔2018〕8号"}),
    )
    assert [item.head.number for item in made(supervisions, found).values()] == [
        "淮开社督〔2018〕8号",
        "淮开社督〔2018〕9号",
        "淮开社督〔2018〕10号",
    ]


def test_the_leader_is_the_departments_own_where_the_words_mean_its_own():
    """各分管领导: by name where 「单位」 tells it, else the words of the notice."""
    tasks = tuple(replace(task, led=NAMES) for task in plan().tasks)
    departments = (
        Department(name="民政处", leader="示例领导"),
        Department(name="教育处"),
        Department(name="卫生处", leader="另一领导"),
    )
    found = month(
        sent("民政处", {"2-01": {}, "2-02": {"progress": Decimal(0)}}),
        sent("教育处", {"2-01": {}}),
        plan_=plan(tasks=tasks, departments=departments),
    )
    orders = made(supervisions, found)
    assert "（责任领导：示例领导）" in body(orders["民政处"])
    assert "责任领导：各分管领导" in body(orders["教育处"])
    assert "（责任领导：另一领导）" in body(orders["卫生处"])


def test_the_office_that_collects_the_answers_gives_its_own_to_the_leader():
    own = plan(elements={"印发机关": "淮安经济技术开发区社会事业局民政处"})
    orders = made(supervisions, month(sent("教育处", {"2-01": {}}), plan_=own))
    assert "书面反馈民政处" in body(orders["教育处"]) and "书面反馈局分管领导" in body(orders["民政处"])


def test_the_leader_is_the_departments_own_where_the_task_names_none():
    tasks = tuple(make_task(task.id, task.text, NAMES, leader="", deadline=task.deadline) for task in plan().tasks)
    departments = (Department(name="民政处", leader="示例领导"), Department(name="教育处"), Department(name="卫生处"))
    found = month(
        sent("民政处", {"2-01": {}}), sent("教育处", {"2-01": {}}), plan_=plan(tasks=tasks, departments=departments)
    )
    orders = made(supervisions, found)
    assert "责任领导：示例领导" in body(orders["民政处"]) and "责任领导" not in body(orders["教育处"])


# --- who and what --------------------------------------------------------------------------------------------------


def rows_of(document, title) -> list[tuple[str, ...]]:
    """The rows of the table of an annex."""
    return next(annex.blocks[0].rows for annex in document.annexes if annex.title == title)


def test_the_bulletin_says_who_holds_a_task_back_the_worst_first():
    found = month(sent("教育处", {"2-01": {}, "2-03": {"progress": Decimal(35)}}), good("民政处", **{"2-01": None}))
    document = made(bulletin, found)
    tasks = rows_of(document, "目标任务进展情况表")
    assert [(row[0], row[6]) for row in tasks] == [("2-01", "红"), ("2-02", "黄"), ("2-03", "黄")]
    assert tasks[0][-1] == "教育处（逾期未完成）；卫生处（未报送）；民政处（未填报）"
    assert rows_of(document, "各单位进展情况表")[0][:2] == ("1", "民政处")


def test_what_was_closed_is_told_with_what_and_where_and_said_once():
    before = [sent(name, {}, period=MAY) for name in NAMES]
    document = made(bulletin, month(*before, good("民政处"), sent("教育处", {}), sent("卫生处", {"2-02": DONE})))
    closed = rows_of(document, "本月办结事项清单")
    assert [row[1:3] for row in closed] == [("民政处", "2-01"), ("民政处", "2-02"), ("卫生处", "2-02")]
    assert all(row[4] and row[5].startswith("http") for row in closed)
    said = body(document)
    assert "办结销号的，民政处2项、卫生处1项，共3项（见附件3）" in said and "首次报完成" not in said


def test_departments_are_quoted_where_they_closed_something_or_name_figures():
    news = {"narrative": "6月公开信息12条。下月继续。", "evidence": "https://www.example.com/b.html"}
    stale = news | {"narrative": "公开信息5条。"}
    plain = news | {"narrative": "正在推进，没有数字。"}
    before = sent("卫生处", {"2-03": stale}, period=MAY)
    found = month(
        before,
        good("民政处", **{"2-03": news}),
        good("教育处", **{"2-03": plain, "2-01": DONE | {"narrative": "目录收录3项。"}}),
        sent("卫生处", {"2-03": stale, "2-01": {"narrative": "公开9条。"}}),
    )
    said = body(made(bulletin, found))
    assert "（2-03）任务，6月公开信息12条。下月继续。" in said and "目录收录3项。" in said
    assert "没有数字" not in said and "公开信息5条" not in said and "公开9条" not in said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("一句。两句。", "一句。两句。"),
        ("一句。" + "长" * 80 + "。", "一句。"),
        ("长" * 81, ""),
        ("没有句号", "没有句号"),
        ("第一行。\n第二行。", "第一行。"),
    ],
)
def test_words_are_quoted_in_whole_sentences(text, kept):
    assert whole_sentences(text) == kept


# --- data ----------------------------------------------------------------------------------------------------------


HOSTILE = ['=HYPERLINK("http://x")', "{{ 7*7 }}", "</w:t>", "一、混入", "［表：得分］", "附件：混入"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_department_writes_comes_out_as_those_characters(text):
    found = month(sent("教育处", {"2-01": {"narrative": text}, "2-02": DONE}), good("民政处"), good("卫生处"))
    overdue = made(bulletin, found).annexes[3].blocks[0]
    assert overdue.rows[0][5] == text
    order = made(supervisions, found)["教育处"]
    matter = next(block for block in order.body if text in block.text)
    assert matter.text.rstrip("。").endswith(text) and annexes(order) == []


def test_numbers_of_persons_are_masked_in_every_document():
    secrets = dict(narrative="经办人13812345678", next_steps="找32080219900101123X核对")
    found = month(sent("教育处", {"2-01": secrets}), good("民政处"), good("卫生处"))
    documents = [made(bulletin, found), made(report, found), *made(supervisions, found).values()]
    said = "".join(text for document in documents for text in texts(document))
    assert "138****5678" in said and "13812345678" not in said and "19900101" not in said


def some_month(seed: int):
    """A month in which anything may have happened, the same each time for the same seed."""
    dice = random.Random(seed)
    rows = [
        DONE,
        DONE | {"evidence": "有"},
        DONE | {"done_on": dt.date(2018, 12, 30)},
        {},
        {"progress": Decimal(30)},
        {"progress": Decimal(0)},
        {"status": Status.NOT_STARTED},
        {"status": Status.ONGOING},
        {"status": Status.NOT_CONCERNED},
        {"status": Status.NOT_CONCERNED, "narrative": ""},
        {"status": None},
        None,
        {"progress": Decimal("98")},
    ]
    period = Period(2018, dice.choice((3, 6, 7, 12)))
    returns = []
    for name in NAMES:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            returns.append(
                sent(
                    name,
                    {task: dice.choice(rows) for task in ("2-01", "2-02", "2-03")},
                    period=period,
                    day=dice.choice((20, 25, 28)),
                )
            )
    tasks = plan().tasks
    if dice.random() < 0.3:
        tasks = (*tasks[:2], make_task("2-03", "加强政策解读，及时发布。", NAMES[:2], undecided=("各相关部门",)))
    return month(*returns, plan_=plan(tasks=tasks), period=period)


UGLY = [
    "，。",
    "。。",
    "、。",
    "；。",
    "（）",
    "《》",
    "“”",
    "，，",
    "、、",
    "：。",
    "None",
    "｜",
    "［",
    "］",
    "{",
    "}",
    "共1项",
    "等1个",
    "\ue000",
]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_month_the_documents_read_well(seed):
    """No nought, no stray punctuation, no gap in the numbering, no annex missing, no number that is not a figure."""
    found = some_month(seed)
    numbers, own = figures(found), set()
    for text in (
        "".join(TEXTS.values()),
        *ELEMENTS.values(),
    ):
        own.update(re.findall(r"\d+(?:\.\d+)?", text))
    documents = [made(bulletin, found), made(report, found), *made(supervisions, found).values()]
    for document in documents:
        said = body(document)
        assert [mark for mark in UGLY if mark in said] == [], said
        assert all("。" not in block.text for block in document.body if getattr(block, "level", 0) == 1), said
        assert not re.search(r"(?<![\d.])0(?:项|个|处)", said), said
        for pattern, words in ((r"^([一二三四五六七八九十])、", 1), (r"^（([一二三四五六七八九十])）", 2)):
            assert_numbered(pattern, words, document)
        labels = set(document.annex_labels)
        assert set(re.findall(r"附件\d?", said)) <= labels, said
        allowed = own | set(quotable(numbers)) | {str(place) for place in range(1, len(labels) + 1)}
        allowed |= set(re.findall(r"\d+", str(numbers.next_closing))) | dates_of(document)
        words = re.sub(r"\d-\d\d", "", said)
        strange = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", words)} - set(map(Decimal, allowed))
        assert strange == set(), f"{strange}: {said}"


def sections(document) -> dict[str, str]:
    """The text below each heading of the first level, by its words without the number."""
    found: dict[str, str] = {}
    heading = ""
    for block in document.body:
        if isinstance(block, Paragraph) and block.level == 1:
            heading = block.text.partition("、")[2]
        elif isinstance(block, Paragraph):
            found[heading] = found.get(heading, "") + block.text + "\n"
    return found


@pytest.mark.parametrize("seed", range(60))
def test_what_is_asked_for_is_what_was_found_wrong(seed):
    """Nobody is told to mend what nobody did; what is due is told of departments, for a number would be of duties."""
    found = some_month(seed)
    own = sections(made(bulletin, found))
    wrong, asked = own.get("存在问题", ""), own["下一步要求"]
    for fault, wanted in (
        ("任务逾期未完成。", "逾期未完成的，按督办通知单的要求限期办结"),
        ("滞后", "滞后任务的单位"),
        ("列为待核实", "待核实"),
        ("填报不涉及而未说明理由", "要说明理由"),
        ("列为待确认", "待确认"),
        ("任务未填报", "要立即补填"),
        ("已退回修改", "被退回"),
    ):
        assert (fault in wrong) == (wanted in asked), (fault, wrong, asked)
    assert not re.search(r"[0-9]+项", sections(made(report, found))["下一步工作"])


def dates_of(document) -> set[str]:
    """The parts of 成文日期 and of the day an answer is due: of the year, the month and the working days after it."""
    due = [dt.timedelta(days=days) + document.signature.date for days in range(0, 16)]
    return {str(part) for day in due for part in (day.year, day.month, day.day)}


def assert_numbered(pattern: str, level: int, document) -> None:
    """Each row of headings counts 一, 二, 三 …, afresh below each higher heading."""
    expected = 0
    for block in document.body:
        if not isinstance(block, Paragraph) or not block.level:
            continue
        if block.level < level:
            expected = 0
        elif block.level == level:
            expected += 1
            assert re.match(pattern, block.text)[1] == "一二三四五六七八九十"[expected - 1], block.text


def test_every_number_in_the_tables_is_a_figure():
    found = month(good("民政处"), sent("教育处", {"2-01": {}, "2-02": {"progress": Decimal(20)}}, day=27))
    numbers = figures(found)
    allowed = {Decimal(number) for number in quotable(numbers)}
    for document in (made(bulletin, found), made(report, found)):
        for annex in document.annexes:
            for row in annex.blocks[0].rows:
                for cell in row:
                    words = re.sub(r"\d-\d\d", "", cell)
                    assert {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", words)} <= allowed, cell


# --- the clerk's guide ---------------------------------------------------------------------------------------------


def test_the_guide_names_every_template_table_and_way_of_writing_that_the_templates_use():
    guide = TEXTS["说明"]
    for kind in KINDS:
        text = TEXTS[kind]
        for name in (f"{kind}.txt", *re.findall(r"［表：([^\W\d]+)", text), *re.findall(r"\|\s*\w+", text)):
            assert name in guide


@pytest.mark.parametrize("kind", ["通知", "通报", "考核报告", "督办通知单"])
def test_a_broken_template_stops_only_with_its_name(kind):
    texts = dict(TEMPLATES.texts)
    broken = Wording(texts | {kind: texts[kind] + "\n{{ 没有这个词 }}"})
    found = figures(month(sent("教育处", {"2-01": {}})))
    with pytest.raises(TemplateFault, match=rf"templates/{kind}\.txt 第\d+行：不认识“没有这个词”"):
        documents(kind, None if kind == "通知" else found, plan(), broken)


# --- elements that few documents bear, and kinds that a clerk switches on --------------------------------------------


def of(plan_=None):
    """June, of which one department of three sent nothing."""
    return figures(month(good("民政处"), good("教育处"), plan_=plan_))


def test_a_document_bears_what_few_bear():
    """份号, 密级 with its period, 紧急程度 and 附注; a kind's own win, 无 is none."""
    few = {"份号": "000012", "密级": "机密", "保密期限": "1年", "紧急程度": "特急", "附注": "联系人：张三"}
    made = bulletin(of(), plan(elements=few | {"通报紧急程度": "无", "通报密级": "秘密★6个月"}))
    assert (made.head.copy_number, made.head.secrecy, made.head.urgency) == ("000012", "秘密★6个月", "")
    assert made.note == "联系人：张三"
    assert report(of(), plan(elements=few)).head.secrecy == "机密★1年"
    assert bulletin(of(), plan()).head.secrecy == ""


def test_joint_issuing_names_all_organs_above_and_below():
    joint = {"联合发文机关": "区财政局、区民政局", "考核报告联合发文机关": "无"}
    made = bulletin(of(), plan(elements=joint))
    assert made.head.organs == (ELEMENTS["发文机关"], "区财政局", "区民政局")
    assert made.signature.organs == made.head.organs
    assert len(report(of(), plan(elements=joint)).head.organs) == 1
    assert [str(finding) for finding in verify(render(made))] == []


ON_DEMAND = ("整改通知", "函", "会议纪要", "工作简报", "表扬通报")


@pytest.mark.parametrize("kind", ON_DEMAND)
def test_a_kind_that_is_made_on_demand_waits_to_be_asked_for(kind):
    assert documents(kind, of(), plan()) == {}


@pytest.mark.parametrize("kind", ON_DEMAND)
@pytest.mark.parametrize("asked", ["公文", "发文登记"])
def test_it_is_made_when_it_is_asked_for_and_is_of_the_standard(kind, asked):
    row = Dispatch(kind=kind, period=JUNE)
    wished = plan(elements={"选用文种": f"{kind}、别的"}) if asked == "公文" else plan(dispatches=(row,))
    made = documents(kind, of(wished), wished)
    assert made
    for document in made.values():
        assert [str(finding) for finding in verify(render(document))] == []
        assert document.title and document.body


def test_a_clerks_own_kind_stands_before_one_that_is_shipped_on_demand():
    own = "文种：工作简报\n文件名：简报\n范围：月\n——\n标题：简报\n\n正文。\n".encode()
    kinds = [kind for kind in templates_of(FILES, FILES | {"简报": own}).kinds if kind.name == "工作简报"]
    assert [kind.template for kind in kinds] == ["简报"]


def test_a_row_that_was_sent_lacks_no_field():
    row = Entry(
        task_id="1-01",
        values={"count": 3},
        cells={"progress": Cell("约八成", "J6")},
        source=Source("a.xlsx", "进展填报", "A6"),
        row=6,
        lags=True,
        unanswered=True,
    )
    blank = Entry(task_id="")
    assert all(getattr(row, one.name) != getattr(blank, one.name) for one in fields(Entry))
    assert figures_sent._entry(figures_sent._row(row)) == row


def test_figures_that_were_sent_in_parts_make_the_same_documents(monkeypatch):
    monkeypatch.setattr(figures_sent, "_AT_A_TIME", 2)
    found = figures(sample_month())
    parts = [pickle.dumps(part) for part in figures_sent.parts(found)]
    assert len(parts) == 1 + -(-len(found.verdicts) // 2)
    received = typeset_month(TEMPLATES, False, map(pickle.loads, parts))
    assert [*received] == [*typeset("month", found, found.plan, TEMPLATES)]

"""The year of a made-up office (`whole_year`) against a table reckoned by hand: verdicts, points, ranks, sentences; and
that the order of files, a later change of the list and whatever comes after an issue change nothing in silence.
"""

from __future__ import annotations

import functools
import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.issued_changes import Ground, later_changes, month_values, signed_values
from reporter.assess.month_points import month_points
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.compose import content_digest, documents_of
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master
from reporter.sheets.score_workbook import score_book
from reporter.vocabulary.findings import PARTS
from reporter.vocabulary.issued import Issue, Issued, IssuedDuty, IssuedScore
from reporter.vocabulary.model import Adjustment, Extension, Objection, Period, Source
from reporter.vocabulary.problems import Kind

from . import whole_year as made
from . import year_examples as example
from .builders import codes
from .masters import write_master
from .sample_month import ledger_of
from .shipped_kinds import TEMPLATES, WORDING, documents
from .whole_year import CIVIL, CULTURE, ELDERLY, ENDEMIC, FAMILY, HEALTH, NAMES, OFFICE, SCHOOLS, SOCIETIES, WATCH

BY_HAND = {
    # 完成质量, 报送及时, 佐证齐全, 材料质量, 加减分, 总分, 名次 of the draft
    OFFICE: ("66.50", "14.58", "10.00", "5.00", "0.00", "96.08", 8),
    CIVIL: ("46.67", "14.58", "10.00", "5.00", "2.00", "78.25", 9),
    SCHOOLS: ("70.00", "13.33", "9.17", "4.58", "0.00", "97.08", 6),
    HEALTH: ("70.00", "14.17", "7.50", "4.88", "0.00", "96.55", 7),
    FAMILY: ("70.00", "14.58", "10.00", "5.00", "0.00", "99.58", 2),
    CULTURE: ("46.67", "14.58", "10.00", "5.00", "0.00", "76.25", 10),
    SOCIETIES: ("70.00", "14.58", "10.00", "5.00", "0.00", "99.58", 2),
    made.DISEASE: ("70.00", "14.58", "10.00", "5.00", "0.00", "99.58", 2),
    WATCH: ("70.00", "14.17", "10.00", "5.00", "0.00", "99.17", 5),
    ELDERLY: ("70.00", "15.00", "10.00", "5.00", "0.00", "100.00", 1),
    ENDEMIC: ("35.00", "14.44", "10.00", "5.00", "0.00", "64.44", 11),
}
"""完成质量 by state: 综合处 has one of four tasks done late (3.8÷4), those of 78 points one of three open (2÷3),
the last ended with one of two open. 报送及时: 10 for February of all and for a month of 卫生处 and 卫生监督所,
0 for April of 教育处. 卫生处 has no evidence in three months.
"""

MONTHS = {
    # otherwise 70, 15, 10, 5
    **{(name, 2): ("70.00", "10.00", "10.00", "5.00") for name in NAMES},
    (HEALTH, 3): ("70.00", "10.00", "10.00", "5.00"),
    (SCHOOLS, 4): ("0.00", "0.00", "0.00", "0.00"),
    **{(name, 5): ("60.67", "15.00", "10.00", "5.00") for name in (OFFICE, CIVIL, HEALTH)},
    (SCHOOLS, 5): ("63.00", "15.00", "10.00", "5.00"),
    (HEALTH, 6): ("60.67", "15.00", "0.00", "4.50"),
    **{(HEALTH, month): ("63.00", "15.00", "0.00", "4.50") for month in (7, 8)},
    **{(CULTURE, month): ("60.67", "15.00", "10.00", "5.00") for month in (8, 10, 11)},
    **{(OFFICE, month): ("63.00", "15.00", "10.00", "5.00") for month in (10, 11, 12)},
    (WATCH, 11): ("70.00", "10.00", "10.00", "5.00"),
    (CIVIL, 12): ("60.67", "15.00", "10.00", "5.00"),
    (CULTURE, 12): ("46.67", "15.00", "10.00", "5.00"),
}

LAMPS = {
    # otherwise green in every month of its own
    (OFFICE, "1-02"): "绿绿绿绿黄绿绿绿绿绿绿绿",
    (CIVIL, "1-02"): "绿绿绿绿黄绿绿绿绿绿绿绿",
    (SCHOOLS, "1-02"): "绿绿绿红黄绿绿绿绿绿绿绿",
    (HEALTH, "1-02"): "绿绿绿绿黄黄黄黄绿绿绿绿",
    (OFFICE, "2-02"): "绿绿绿黄黄黄",
    (CIVIL, "2-01"): "绿绿绿绿绿绿绿绿绿绿绿黄",
    **{(SCHOOLS, task): "绿绿绿红绿绿绿绿绿绿绿绿" for task in ("1-01", "2-01")},
    (SCHOOLS, "2-03"): "绿绿绿红绿绿绿绿",
    (CULTURE, "2-04"): "绿绿绿绿绿绿绿黄绿黄黄红",
}
ENDS = {
    # otherwise 已完成
    (OFFICE, "2-02"): "逾期完成",
    (CIVIL, "2-01"): "逾期未完成",
    (CULTURE, "2-04"): "逾期未完成",
    **{(name, "2-03"): "正常推进" for name in (SCHOOLS, made.DISEASE)},
    **{(ENDEMIC, task): "正常推进" for task in ("1-01", "2-01")},
}
OBJECTIONS = (
    (HEALTH, "佐-06-1-02", "材料已补交", "情况属实", "0.83"),
    (SCHOOLS, "报-04 4月报送", "系统故障", "理由不充分，维持原分", "0"),
)


def month(number: int) -> Period:
    return Period(2018, number)


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    return made.received(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def draft(received):
    plan, found = received
    return assess_year(plan, found.returns, 2018, None, found.problems)


def objecting(plan, *more: tuple[str, str, str, str, str]):
    """The plan with the objections, and more of them."""
    return replace(
        plan,
        objections=tuple(
            Objection(
                department=name,
                item=item,
                reason=reason,
                decision=decision,
                points=Decimal(points),
                source=Source(example.MASTER, "异议", f"B{row}"),
            )
            for row, (name, item, reason, decision, points) in enumerate((*OBJECTIONS, *more), 2)
        ),
    )


# --- against the table ------------------------------------------------------------------------------------------------


def test_points_and_ranks_of_the_year_are_those_reckoned_by_hand(draft):
    found = {
        item.name: (
            *(str(getattr(item.score, key)) for key, _ in PARTS),
            str(item.score.total),
            item.score.rank,
        )
        for item in draft.departments
    }
    assert found == BY_HAND


def test_points_and_ranks_of_each_month_are_those_reckoned_by_hand(draft):
    for period in draft.counted:
        whole = set(NAMES) - {ENDEMIC if period.month > 9 else ELDERLY if period.month < 7 else ""}
        expected = {
            name: [*map(Decimal, MONTHS.get((name, period.month), ("70.00", "15.00", "10.00", "5.00")))]
            for name in whole
        }
        totals = {name: sum(parts) + 2 * ((name, period.month) == (CIVIL, 9)) for name, parts in expected.items()}
        own = {item.name: dict(item.months).get(period) for item in draft.departments}
        assert {name for name, score in own.items() if score} == whole
        for name, parts in expected.items():
            score = own[name]
            assert [score.quality, score.punctuality, score.evidence, score.material] == parts, (name, period)
            assert score.total == totals[name]
            assert score.rank == 1 + sum(other > score.total for other in totals.values()), (name, period)


def test_verdicts_of_each_month_and_of_the_end_are_those_reckoned_by_hand(draft):
    for item in draft.courses:
        name, task = key = item.duty.department, item.duty.task.id
        first = 7 if name == ELDERLY or task == "2-02" else 1
        last = 9 if name == ENDEMIC else 8 if task == "2-03" else 12
        assert [mark.period.month for mark in item.marks] == list(range(first, last + 1)), key
        assert "".join(str(mark.lamp) for mark in item.marks) == LAMPS.get(key, "绿" * (last + 1 - first)), key
        assert str(item.final.state) == ENDS.get(key, "已完成"), key


def test_what_was_mended_is_silent_and_nothing_is_asked_for_twice(received, draft):
    _, found = received
    assert Counter(code for code, _ in codes(found)) == {"V503": 20, "R429": 3}
    assert all(item.replaced_by for item in found.problems if item.kind is Kind.PERCENT_UNREADABLE)
    assert not [item for item in draft.problems if item.kind is Kind.PERCENT_UNREADABLE]
    assert {item.versions for item in draft.department(SOCIETIES).filings[2:]} == {2}


def text(document) -> str:
    lines = [document.title]
    for blocks in (document.body, *(annex.blocks for annex in document.annexes)):
        lines += [block.text if hasattr(block, "text") else "\n".join(map("\t".join, block.rows)) for block in blocks]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def said_of(received):
    """What a document of a month says: its kind, the month and the department."""
    plan, found = received

    @functools.cache
    def of(number):
        period = month(number)
        return assess(plan, found.returns, period, period.last_day, problems=found.problems)

    return lambda kind, number, name="": text(documents(kind, figures(of(number)), of(number).plan)[name])


@pytest.mark.parametrize(
    ("kind", "number", "name", "sentence", "never"),
    [
        ("通报", 2, "", "从本月考核等次看，均为优秀。\n", "均未亮红灯"),
        ("通报", 2, "", "各单位报送不及时。10个单位均未在2月25日前报送。", "各单位未在"),
        ("考核报告", 2, "", "各单位报送不及时。10个单位均未在2月25日前报送。", "各单位未在"),
        ("领导阅示", 2, "", "各单位迟报：是否在通报中提出要求。", "点名"),
        ("领导阅示", 11, "", "卫生监督所迟报：是否在通报中点名。", ""),
        ("通报", 1, "", "各单位报送及时、填报规范，承担的任务均按计划推进，予以肯定。", "通报表扬"),
        ("领导阅示", 1, "", "各单位报送及时、任务按计划推进：是否在通报中予以肯定。", "通报表扬"),
        ("通报", 4, "", "等9个单位报送及时、填报规范，承担的任务均按计划推进，予以通报表扬。", "肯定"),
        ("考核报告", 9, "", "占20.0%；从亮灯情况看，均为绿灯。\n", "任务清单”"),
        ("考核报告", 8, "", "“重点领域任务清单”2项，绿灯1项、黄灯1项；", ""),
        ("考核报告", 5, "", "仍没有已完成的，也没有亮红灯的，未报送的单位由1个减少到0个。", "30日内到期的4项"),
        ("考核报告", 5, "", "紧盯综合处、民政处、教育处、卫生处等4个单位将在30日内到期的任务；其他任务均衡推进", ""),
        ("通报", 8, "", "待核实的内容，要逐项改正、补充，与2018年9月进展情况一并报送。", "被退回"),
        (
            "考核报告",
            10,
            "",
            "督促综合处立即办结10月31日到期、尚未完成的任务；紧盯文化体育与民族宗教处将在",
            "督促各单位",
        ),
        ("单位一页纸", 8, OFFICE, "得100.00分，并列第1名，优秀。", ""),
        ("单位一页纸", 8, HEALTH, "得82.50分，第11名，良好。", "并列"),
        ("单位一页纸", 12, SCHOOLS, "核定完成3项", ""),
        ("通报", 12, "", "推进“公开社会救助信息（示例）”（1-01）任务", "办结“公开社会救助信息"),
        ("通报", 12, "", "长期坚持的任务，年内有佐证的年底核定为已完成，以后继续坚持。", "滞后任务"),
        ("通报", 12, "", "12月情况（示例）\t未填写", ""),
        ("通报", 11, "", "11月28日\n迟报", "长期坚持的任务，年内"),
    ],
)
def test_a_month_says_what_its_readers_would_let_stand(said_of, kind, number, name, sentence, never):
    """Read as whoever signs it, whoever is named in it and whoever checks it."""
    said = said_of(kind, number, name)
    assert sentence in said
    assert not never or never not in said


@pytest.mark.parametrize(
    ("number", "sentences"),
    [
        (2, ("10个单位均迟报。", "27项中，尚无已完成的")),
        (4, ("应报送的10个单位中，按时报送9个、未报送1个。", "教育处未报送2018年4月进展情况", "无法核定的任务共4项")),
        (5, ("10个单位均按时报送。", "紧盯完成时限")),
        (7, ("11个单位均按时报送。",)),
        (10, ("10个单位均按时报送。",)),
        (12, ("文化体育与民族宗教处1项任务已过完成时限、尚未完成",)),
    ],
)
def test_the_bulletin_says_what_was_reckoned_by_hand(said_of, number, sentences):
    said = said_of("通报", number)
    assert [one for one in sentences if one not in said] == []
    assert made.FORMERLY not in said


def test_the_years_documents_say_what_was_reckoned_by_hand(received, draft):
    plan, found = received
    year = assess_year(
        objecting(plan), found.returns, 2018, None, found.problems, final=True, draft=example.sent(draft)
    )
    moved = {item.name: (item.score.total, item.score.rank) for item in year.departments if item.score.changed}
    assert moved == {HEALTH: (Decimal("97.38"), 6), SCHOOLS: (Decimal("97.08"), 7)}
    counts = year_figures(year)
    report = text(documents("年度考核报告", counts, year.plan)[""])
    for sentence in (
        "本次考核期为2018年1月至12月，共12个月，其中地方病防治站按在册的9个月、老龄工作处按在册的6个月考核。",
        "应报送123次（一个单位一个月计一次），按时报送110次、迟报12次、未报送1次",
        "截至年末，民政处1项、文化体育与民族宗教处1项，共2项，均为逾期未完成。",
        "未报送的，教育处1次。",
        "5项任务中，已完成3项，占60.0%（其中逾期完成1项），其余为逾期未完成2项。",
        "27项中，已完成25项，占92.6%（其中逾期完成1项），其余为逾期未完成2项。",
        "当天到期、尚未完成的任务当月列为临近时限，年末列为逾期未完成，情况如下表。",
        "均列入考核得分表的扣分明细，存我局备查。",
        "另有4项因单位撤销、任务取消，年末已不在册，不计在内。",
        "收到卫生处、教育处等2个单位提出的异议2条，其中采纳并调整分值的1条",
    ):
        assert sentence in report, sentence
    assert report.count("25项") == 1, "what is done is told once"
    result = text(documents("考核结果通报", counts, year.plan)[""])
    for sentence in (
        "卫生处总分由96.55分调整为97.38分，名次由第7名变为第6名；教育处总分不变，名次由第6名变为第7名。",
        "考核期为2018年1月至12月，其中地方病防治站按在册的9个月、老龄工作处按在册的6个月考核。应报送123次",
        "共2项，均为逾期未完成（见附件3）。",
        "抓紧整改。民政处、文化体育与民族宗教处等2个单位对年末未完成的任务要明确完成时间和责任人，书面报送综合处，",
    ):
        assert sentence in result, sentence


@pytest.mark.parametrize("last", [8, 11, 12])
def test_no_sentence_of_the_year_says_what_another_said(received, last):
    """Of a stage, too: where there is but one finding, its parts are the whole said again."""
    plan, found = received
    returns = [item for item in found.returns if item.period.month <= last]
    year = assess_year(plan, returns, 2018, None, [one for one in found.problems if one.period.month <= last])
    for kind in ("年度考核报告", "考核结果通报"):
        said = text(documents(kind, year_figures(year), year.plan)[""])
        counts = Counter(re.findall(r"[^\n。，；（）]*?[1-9]\d*项(?=[，。；（])", said))
        assert [
            words for words, times in counts.items() if times > 1 and words[:2] != "其余" and len(words) > 4
        ] == [], kind
        assert not re.search(r"由(\S+?分)调整为\1", said)


def test_months_on_the_register_add_up_to_the_returns_that_were_due(received, draft):
    """Whoever multiplies departments by months gets another number, unless he is told who was there for some only."""
    plan, _ = received
    said = text(documents("年度考核报告", year_figures(draft), plan)[""])
    (whole,), (due,) = re.findall(r"落实到(\d+)个单位", said), re.findall(r"应报送(\d+)次", said)
    some = [*map(int, re.findall(r"按在册的(\d+)个月", said))]
    assert (int(whole) - len(some)) * 12 + sum(some) == int(due)


# --- nothing changes in silence ---------------------------------------------------------------------------------------


def test_the_order_in_which_files_are_read_changes_no_byte(received, draft):
    plan, found = received
    mixed, problems = list(found.returns), list(found.problems)
    random.Random(11).shuffle(mixed)
    random.Random(12).shuffle(problems)
    again = assess_year(plan, mixed, 2018, None, problems)
    assert again == draft

    def bytes_of(year):
        counts = year_figures(year)
        written = documents_of("year", TEMPLATES.kinds, counts, year.plan, WORDING)
        return score_book(year, counts), {path: content_digest(item) for path, item in written.items()}

    assert bytes_of(again) == bytes_of(draft)


def test_a_change_that_begins_later_alters_no_byte_of_a_month_before(received, tmp_path):
    """June's set, made in June and made again when the year is over and the list has moved."""
    write_master(tmp_path / example.MASTER, made.master_rows(moving=False))
    made.put(tmp_path, range(1, 7))
    before, _ = read_master(tmp_path / example.MASTER)

    def made_of(plan, found, period):
        judged = assess(
            plan,
            [item for item in found.returns if item.period <= period],
            period,
            period.last_day,
            problems=[item for item in found.problems if item.period and item.period <= period],
        )
        written = documents_of("month", TEMPLATES.kinds, figures(judged), judged.plan, WORDING)
        return ledger_of(judged), {path: content_digest(item) for path, item in written.items()}

    then = read_returns(tmp_path, before)
    for number in (1, 4, 6):
        assert made_of(before, then, month(number)) == made_of(*received, month(number)), number


def signed(found, plan, judged) -> Issued:
    """The record of a month, without its documents."""
    departments = {item.name: item for item in judged.plan.departments}
    points = [month_points(judged, departments[score.department]) for score in judged.scores]
    return Issued(
        issue=Issue.of(judged.period),
        as_of=judged.as_of,
        times=1,
        scores=tuple(IssuedScore(score=item.score, filing=item.filing) for item in points),
        deductions=tuple(lost for item in points for lost in item.deductions),
        duties=tuple(
            IssuedDuty(
                department=item.duty.department,
                task_id=item.duty.task.id,
                state=item.state,
                lamp=item.lamp,
                traced=item.traced,
                because=item.because,
                status=item.entry.status if item.entry else None,
            )
            for item in judged.verdicts
        ),
        documents=(),
        files={item.source.file: item.digest for item in found.returns},
        master=(),
        plan=plan,
    )


def late_return(plan, found):
    """教育处 sends its April in the end: its March once more, under another name."""
    march = next(item for item in found.returns if (item.department, item.period) == (SCHOOLS, month(3)))
    return plan, (*found.returns, replace(march, period=month(4), digest="d" * 64, source=Source("input/补报.xlsx")))


def given_points(plan, found):
    row = Adjustment(
        period=month(4), department=OFFICE, points=Decimal(3), reason="表彰", basis="", source=Source(example.MASTER)
    )
    return replace(plan, adjustments=(*plan.adjustments, row)), found.returns


def put_off(plan, found):
    row = Extension(
        task_id="1-02",
        department="",
        deadline=Period(2018, 12).last_day,
        approval="纪要",
        reason="",
        source=Source(example.MASTER),
    )
    return replace(plan, extensions=(*plan.extensions, row)), found.returns


def other_rule(plan, found):
    return replace(plan, method=replace(plan.method, late_points=Decimal(5), behind=Decimal(0))), found.returns


@pytest.mark.parametrize("number", [2, 4, 5])
@pytest.mark.parametrize("change", [late_return, given_points, put_off, other_rule])
def test_what_was_signed_changes_with_a_line_or_not_at_all(received, draft, change, number):
    plan, found = received
    period = month(number)
    judged = next(item for item in draft.months if item.period == period)
    record = signed(found, plan, judged)

    def reckon(ground):
        return assess(ground.plan, ground.returns, period, ground.as_of, problems=ground.problems, issued=ground.issued)

    then_plan, returns = change(plan, found)
    ground = Ground(
        plan=then_plan, returns=returns, problems=found.problems, as_of=judged.as_of, issued={period: record}
    )
    now = reckon(ground)
    lines = [*later_changes(record, signed_values(record), month_values, ground, reckon, now)]
    told = {(item.subject, item.item) for item in lines}
    for before, after in zip(sorted(judged.scores, key=_name), sorted(now.scores, key=_name), strict=True):
        for key, title in (*PARTS, ("total", "总分"), ("rank", "名次")):
            differs = getattr(before, key) != getattr(after, key)
            assert differs == ((before.department, title) in told), (before.department, title)
    for one, other in zip(judged.verdicts, now.verdicts, strict=True):
        duty = f"{one.duty.department} {one.duty.task.id}"
        assert (one.state != other.state) == ((duty, "核定状态") in told)
        assert (one.lamp != other.lamp) == ((duty, "亮灯") in told)
    reasons = {late_return: "补报", given_points: "加减分", put_off: "延期", other_rule: "任务总表"}
    assert {item.reason for item in lines} <= {reasons[change]}
    counted = functools.partial(assess_year, then_plan, returns, 2018, None, found.problems)
    issued = {item.period: signed(found, plan, item) for item in draft.months}
    for item in counted(issued=issued).departments:
        assert dict(item.months) == dict(draft.department(item.name).months), "the year counts what was signed"


def _name(score) -> str:
    return score.department


def test_an_objection_after_the_final_set_moves_its_own_points_alone(received):
    plan, found = received
    more = (CULTURE, "质-2-04", "平台已上线", "予以采纳", "5")
    before, later = (
        assess_year(own, found.returns, 2018, None, found.problems, final=True)
        for own in (objecting(plan), objecting(plan, more))
    )
    totals = {item.name: item.score.total for item in before.departments}
    moved = {item.name: item.score.total - totals[item.name] for item in later.departments}
    assert {name: points for name, points in moved.items() if points} == {CULTURE: Decimal("5.00")}


def test_who_was_there_for_some_months_only_is_told_for_how_many(draft, received):
    letters = documents("征求意见稿", year_figures(draft), received[0])
    said = {
        name: "\n".join(block.text for block in letter.body if hasattr(block, "text"))
        for name, letter in letters.items()
    }
    assert "考核期为2018年1月至12月，你单位按在册的9个月考核。" in said[ENDEMIC]
    assert "2月迟报，其余在册各月按时报送" in said[ENDEMIC]
    assert "你单位按在册的6个月考核。" in said[ELDERLY] and "在册各月均按时报送" in said[ELDERLY]
    assert all("在册" not in text for name, text in said.items() if name not in (ENDEMIC, ELDERLY))
    assert "承担4项任务，计分3项（已取消、不涉及、未到期等不计）" in said[SCHOOLS]
    assert "计分3项，总分" in said[CIVIL]
    assert "在册最后一个月核定正常推进，得分系数0" in text(letters[ENDEMIC])
    assert "年末核定逾期未完成" in text(letters[CIVIL])

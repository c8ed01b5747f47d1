"""A small plan and a month judged by hand, for tests of whatever is made from them.

Three departments, four tasks: enough for each lamp, a joint task, a task nobody is named for, a late return, a missing
one and a return with problems. Change one thing with `dataclasses.replace`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal

from reporter.assess.figures import figures
from reporter.sheets.ledger import ledger
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import (
    Cell,
    Department,
    Entry,
    Lamp,
    Month,
    Period,
    Plan,
    Requirement,
    Return,
    Score,
    Source,
    SourceFile,
    State,
    Status,
    Task,
    TaskList,
    TaskVerdict,
    UnusedCell,
    Verdict,
)
from reporter.vocabulary.problems import Kind, Problem

JUNE = Period(2018, 6)
YEAR_END = dt.date(2018, 12, 31)
CIVIL, HEALTH, CENTRE = "民政处", "卫生处", "疾控中心"


def make_task(task_id: str, text: str, owners: tuple[str, ...] = (CIVIL,), **changes) -> Task:
    """A task due at the year's end unless `changes` say otherwise."""
    key, number = task_id.split("-")
    facts = dict(
        id=task_id,
        list_key=key,
        number=int(number),
        area="",
        text=text,
        leader="各分管领导",
        owners_text="、".join(owners),
        due_text="2018年底前",
        deadline=YEAR_END,
        owners=owners,
        roles={owner: "独立承担" if len(owners) == 1 else "共同承担" for owner in owners},
    )
    return Task(**facts | changes)


def sample_plan(**changes) -> Plan:
    """The plan of the sample month."""
    facts = dict(
        year=2018,
        tasks=(
            make_task(
                "1-09",
                "重点公开社会组织名录，设立、变更、注销登记等审批信息。",
                (CIVIL,),
                area="社会公益事业建设领域管理和服务信息公开",
                owners_text="民政处、各相关部门",
                undecided=("各相关部门",),
            ),
            make_task(
                "1-15",
                "准确及时发布自然灾害、公共卫生事件等突发事件的应急处置信息。",
                (CIVIL, HEALTH, CENTRE),
                area="灾害事故救援领域信息公开",
            ),
            make_task(
                "2-03",
                "编制完成政务公开事项目录，对公开信息的主体、内容、时限、方式等进行规范。",
                (HEALTH,),
                due_text="2018年4月底前",
                deadline=dt.date(2018, 4, 30),
            ),
            make_task(
                "2-07",
                "加强政策解读，建立常态化政策解读机制，每年解读重要政策措施不少于3次。",
                (HEALTH,),
                requirements=(
                    Requirement(kind="count", text="解读≥3次/年", target=3, per="年", what="解读"),
                    Requirement(kind="term", text="3个工作日", target=3),
                ),
            ),
        ),
        lists=(TaskList(key="1", name="重点领域信息公开任务清单"), TaskList(key="2", name="实施细则任务清单")),
        departments=(
            Department(name=CIVIL, aliases=("民政",), kind="处室"),
            Department(name=HEALTH, kind="处室"),
            Department(name=CENTRE, aliases=("疾病预防控制中心",), kind="事业单位"),
        ),
        elements={"发文机关": "淮安经济技术开发区社会事业局", "报送截止日": "25", "联系人": "综合处"},
        method=Method(),
    )
    return Plan(**facts | changes)


def make_entry(
    task_id: str,
    status: Status | None = Status.UNDER_WAY,
    *,
    row: int = 6,
    file: str = "input/2018-06/民政处.xlsx",
    **changes,
) -> Entry:
    """A row of a return, under way at 50 % unless said otherwise."""
    facts = dict(task_id=task_id, row=row, source=Source(file, "进展填报", f"A{row}"))
    values = dict(
        status=status,
        progress=Decimal(50),
        narrative="已公布社会组织名录。",
    )
    known = {item.name for item in fields(Entry)}
    facts |= {key: value for key, value in changes.items() if key in known}
    return Entry(**facts, values=values | {key: value for key, value in changes.items() if key not in known})


def sample_entries() -> dict[tuple[str, str], Entry]:
    """(department, 任务编号) → the row that the sample month judges."""
    health = "input/2018-06/卫生处.xlsx"
    return {
        (CIVIL, "1-09"): make_entry(
            "1-09",
            Status.DONE,
            progress=Decimal(100),
            done_on=dt.date(2018, 6, 8),
            evidence="http://www.example.gov.cn/a.html",
            cells={"done_on": Cell("2018.6.8", "K6"), "progress": Cell("１００％", "J6")},
        ),
        (CIVIL, "1-15"): make_entry("1-15", row=7, expected_on=dt.date(2018, 12, 20), next_steps="继续发布。"),
        (HEALTH, "1-15"): make_entry("1-15", file=health, progress=Decimal("33.5"), narrative='=HYPERLINK("http://x")'),
        (HEALTH, "2-03"): make_entry("2-03", row=7, file=health, progress=Decimal(80)),
        (HEALTH, "2-07"): make_entry("2-07", row=8, file=health, count=1, narrative="{{ 7*7 }} </w:t> 已解读1次"),
    }


def sample_problems() -> tuple[Problem, ...]:
    """A problem that refuses and one that informs, at cells of 卫生处's return."""
    source = Source("input/2018-06/卫生处.xlsx", "进展填报", "J7")
    return (
        Kind.REQUIREMENT_UNREADABLE.at(source, content="年中", department=HEALTH, period=JUNE, text="年中"),
        Kind.TITLE_UNDECIDED.at(
            source.at("D6"), content="各相关部门", department=HEALTH, period=JUNE, id="1-09", name="各相关部门"
        ),
    )


def _verdicts(plan: Plan) -> tuple[Verdict, ...]:
    entries = sample_entries()
    found = {
        (CIVIL, "1-09"): (State.DONE, Lamp.GREEN, 10, "已按时完成，佐证齐全"),
        (CIVIL, "1-15"): (State.ON_TRACK, Lamp.GREEN, 17, "完成进度50%，计划进度50%"),
        (HEALTH, "1-15"): (State.BEHIND, Lamp.YELLOW, 15, "完成进度33.5%，计划进度50%，落后16.5个百分点"),
        (HEALTH, "2-03"): (State.OVERDUE, Lamp.RED, 13, "时限为2018年4月30日，至2018年6月30日尚未完成"),
        (HEALTH, "2-07"): (State.ON_TRACK, Lamp.GREEN, 17, "完成进度50%，计划进度50%"),
        (CENTRE, "1-15"): (State.NOT_RETURNED, Lamp.RED, 2, "本月没有收到可以读取的填报表"),
    }
    return tuple(
        Verdict(
            duty=duty,
            period=JUNE,
            state=state,
            lamp=lamp,
            rule=rule,
            because=because,
            entry=entries.get((duty.department, duty.task.id)),
        )
        for duty in plan.duties
        for state, lamp, rule, because in (found[duty.department, duty.task.id],)
    )


def _scores() -> tuple[Score, ...]:
    def score(department, rank, grade, *points):
        quality, punctuality, evidence, material, adjustment = map(Decimal, points)
        return Score(
            department=department,
            quality=quality,
            punctuality=punctuality,
            evidence=evidence,
            material=material,
            adjustment=adjustment,
            total=sum(map(Decimal, points)),
            rank=rank,
            grade=grade,
            because={"quality": "按各项任务亮灯折算", "punctuality": "以填报日期为准", "adjustment": ""},
        )

    return (
        score(CIVIL, 1, "优秀", "70", "15", "10", "5", "0"),
        score(HEALTH, 2, "合格", "37.33", "10", "10", "4", "1"),
        score(CENTRE, 3, "不合格", "0", "0", "0", "0", "0"),
    )


def sample_month(**changes) -> Month:
    """June 2018 of the sample plan: 民政处 in time, 卫生处 late and with problems, 疾控中心 missing."""
    plan = changes.pop("plan", None) or sample_plan()
    entries = sample_entries()

    def sent(department, filed_on, digest):
        rows = tuple(entry for (name, _), entry in entries.items() if name == department)
        return Return(
            department=department,
            period=JUNE,
            filed_on=filed_on,
            filler="张三",
            reviewer="李四",
            phone="0517-1234567",
            entries=rows,
            source=Source(rows[0].source.file, "进展填报"),
            digest=digest,
        )

    returns = sent(CIVIL, dt.date(2018, 6, 25), "a" * 64), sent(HEALTH, dt.date(2018, 6, 28), "b" * 64)
    facts = dict(
        plan=plan,
        period=JUNE,
        as_of=JUNE.last_day,
        returns=returns,
        verdicts=() if "verdicts" in changes else _verdicts(plan),
        tasks=tuple(
            TaskVerdict(task=task, state=state, lamp=lamp, owners=len(task.owners), done=done)
            for task, (state, lamp, done) in zip(
                plan.tasks,
                (
                    (State.DONE, Lamp.GREEN, 1),
                    (State.NOT_RETURNED, Lamp.RED, 0),
                    (State.OVERDUE, Lamp.RED, 0),
                    (State.ON_TRACK, Lamp.GREEN, 0),
                ),
            )
        ),
        scores=_scores(),
        filed={item.department: item for item in returns},
        problems=sample_problems(),
        unused=(
            UnusedCell(
                source=Source("input/2018-06/卫生处.xlsx", "进展填报", "A20"),
                text="制表：王五",
                reason="表格下方的文字",
                period=JUNE,
            ),
        ),
        files=(
            SourceFile(
                file="input/2018-06/民政处.xlsx", digest="a" * 64, department=CIVIL, periods=(JUNE,), outcome="已采用"
            ),
            SourceFile(
                file="input/2018-06/卫生处.xlsx", digest="b" * 64, department=HEALTH, periods=(JUNE,), outcome="已采用"
            ),
            SourceFile(
                file="input/说明.pdf", digest="c" * 64, department="", periods=(), outcome="不是电子表格，未读取"
            ),
        ),
    )
    return Month(**facts | changes)


def ledger_of(month: Month) -> bytes:
    """The ledger of a month, .xlsx."""
    return ledger(month, figures(month))

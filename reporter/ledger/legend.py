"""「图例」: the words, lamps, rules, weights and thresholds by which a month was judged, with the values in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..vocabulary import column_titles
from ..vocabulary.method import GRADES, Method, settings
from ..vocabulary.model import Lamp, State, Status
from ..vocabulary.problems import Level
from .item_sheet import requirement_legend
from .sheet_rows import Sheet, TableColumn

LEGEND = "图例"
Row = tuple[str, str, str, str | int | Decimal, str]

_COLUMNS: tuple[TableColumn[Row], ...] = (
    TableColumn(column_titles.CATEGORY, 12, form="short"),
    TableColumn(column_titles.NAME, 18, form="short"),
    TableColumn(column_titles.LAMP, 10, form="lamp"),
    TableColumn(column_titles.VALUE, 14, form="short"),
    TableColumn(column_titles.NOTE, 90),
)

LAMP_MEANING = {
    Lamp.GREEN: "已完成或按计划推进",
    Lamp.YELLOW: "进度滞后、临近时限、逾期才完成，或所报情况待核实、待确认，或任务的部分单位未报送",
    Lamp.RED: "逾期未完成、严重滞后，或未报送、未填报",
    Lamp.GREY: "未到期、不涉及或待明确责任单位，不计分",
}

_STATUS_MEANING = {
    Status.DONE: "全部做完，有公开网址或材料可查",
    Status.UNDER_WAY: "正在做，尚未完成",
    Status.NOT_STARTED: "还没有开始，完成进度按 0 计",
    Status.ONGOING: "经常性工作，全年都要做，12月再按全年有无佐证核定",
    Status.NOT_CONCERNED: "本单位没有此项业务，须在进展情况写明理由",
}

_LEVEL_MEANING = {
    Level.REFUSED: "没有采用，须改正后重报",
    Level.WARNED: "已经采用，请核对",
    Level.NOTED: "仅供了解",
}


def lamp_legend() -> str:
    """The lamps, two a line, for wherever lamps are shown."""
    green, yellow, red, grey = (f"{lamp}灯：{meaning}" for lamp, meaning in LAMP_MEANING.items())
    return f"{green}；{yellow}；\n{red}；{grey}"


def legend_sheet(rows: Iterable[Row]) -> Sheet[Row]:
    """「图例」 of these rows."""
    return Sheet(name=LEGEND, key="legend", columns=_COLUMNS, items=[*rows])


def legend_rows(method: Method, as_of: dt.date, with_requirements: bool = False) -> Iterator[Row]:
    """Every term of the ledger, group by group; those of 量化要求 where anything is found of such."""
    yield column_titles.AS_OF, column_titles.AS_OF, "", as_of.isoformat(), "核定状态以这一天为准"
    yield (
        "计划进度",
        "计划进度",
        "",
        "",
        "100 ×已到的月数 ÷ 到完成时限的月数，从1月（或任务、单位中较晚的起报月）算起，首尾两月都算，最高 100",
    )
    for lamp, meaning in LAMP_MEANING.items():
        yield column_titles.LAMP, f"{lamp}灯", str(lamp), "", meaning
    for status, meaning in _STATUS_MEANING.items():
        yield column_titles.STATUS, str(status), "", "", f"单位自报：{meaning}"
    for number, (state, shown, when) in enumerate(_rules(method), 1):
        yield "判定规则", state, shown, number, when
    yield (
        "判定规则",
        str(State.UNDECIDED),
        str(Lamp.GREY),
        "",
        "责任部门中有称谓尚未明确所指单位的，这一部分不计入任何单位",
    )
    yield (
        "判定规则",
        "任务的核定状态",
        "",
        "",
        "取各责任单位中最差的一家（红、黄、绿，灰不参与比较）；各单位都完成，任务才算完成。部分单位未报送的，按已报送的单位核定，"
        f"最好为“{State.PARTLY_RETURNED}”（黄），未报送单位的时限已过的亮红灯；各单位都未报送的为“{State.NOT_RETURNED}”（红）",
    )
    yield (
        column_titles.PROOF,
        column_titles.PROOF,
        "",
        "",
        "http 或 https 网址，或写明的材料（文件名、文号、《题名》）；只核对写法，不核对网址能否打开",
    )
    if with_requirements:
        yield from (
            (column_titles.REQUIREMENT_FINDING, name, "", value, meaning)
            for name, value, meaning in requirement_legend()
        )
    yield from _scoring(method)
    for name, item, _, note in settings():
        yield column_titles.METHOD, item, "", getattr(method, name), note
    for level, meaning in _LEVEL_MEANING.items():
        yield "问题级别", str(level), "", "", meaning
    yield (
        column_titles.NOTE,
        "分值口径",
        "",
        "",
        "任务分解通知没有规定分值，以上分值、界限由本局自行确定，在任务总表「考核办法」中调整",
    )


def _rules(method: Method) -> tuple[tuple[str, str, str], ...]:
    """The seventeen lines of the verdict, the first that fits decides: 核定状态, lamp, when."""
    far, near, days = (_plain(value) for value in (method.far_behind, method.behind, method.due_soon_days))
    green, yellow, red, grey = (str(lamp) for lamp in (Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.GREY))
    return (
        ("维持原状态", "", "本月没有收到可以读取的填报表，而以前已核定为已完成或逾期完成的，维持不变"),
        (State.NOT_RETURNED, red, "本月没有收到可以读取的填报表，以前也没有完成的"),
        (State.TO_CONFIRM, yellow, "收到几份内容不同的填报表，退改标记、填报日期、保存时间都分不出先后"),
        (State.NOT_FILLED, red, "完成状态空白，或缺少这一行"),
        (State.NOT_CONCERNED, grey, "自报不涉及，进展情况写明了理由"),
        (State.TO_VERIFY, yellow, "自报不涉及，没有写理由"),
        (State.NOT_DUE, grey, "量化要求规定的时间窗口在考核基准日之后才开始"),
        (State.TO_VERIFY, yellow, "自报已完成，但没有佐证，或完成进度不到 100，或量化完成数未填、未达到要求"),
        (State.DONE_LATE, yellow, "自报已完成，完成日期（未填的按首次报完成的当月末）晚于完成时限"),
        (State.DONE, green, "自报已完成，且不属于以上情形"),
        (
            f"{State.ON_TRACK}/{State.NOT_FILLED}",
            f"{green}/{red}",
            "12月以前自报长期坚持，或完成时间为长期坚持、持续推进、每月、每季度而自报正在推进："
            "写有进展情况的为正常推进（绿），没有写的为未填报（红）",
        ),
        (
            f"{State.DONE}/{State.TO_VERIFY}",
            f"{green}/{yellow}",
            "12月自报长期坚持（或同上的正在推进）：全年任一月有佐证的为已完成（绿），没有的为待核实（黄）",
        ),
        (State.OVERDUE, red, "考核基准日已过完成时限，仍未完成"),
        (State.FAR_BEHIND, red, f"完成进度（未启动按 0）落后计划进度超过 {far} 个百分点"),
        (State.BEHIND, yellow, f"完成进度落后计划进度 {near} 至 {far} 个百分点，或自报滞后，或没有完成时限而未启动"),
        (State.DUE_SOON, yellow, f"距完成时限不超过 {days} 天"),
        (State.ON_TRACK, green, "其他情形"),
    )


def _scoring(method: Method) -> Iterator[Row]:
    """The parts of the score and the grades."""
    parts = (
        (
            column_titles.QUALITY,
            method.quality_weight,
            "分值 × 不亮灰灯的各项任务得分系数的平均值："
            f"绿灯 {_plain(method.green_credit)}、黄灯 {_plain(method.yellow_credit)}、"
            f"红灯 {_plain(method.red_credit)}",
        ),
        (
            column_titles.PUNCTUALITY,
            method.punctual_weight,
            f"填报日期不晚于报送截止日得满分，晚于或未填得 {_plain(method.late_points)} 分，"
            "没有收到可以读取的填报表不得分",
        ),
        (
            column_titles.EVIDENCE_SCORE,
            method.evidence_weight,
            "分值 × 自报已完成的任务中有佐证的比例；没有自报已完成的得满分，没有收到填报表不得分",
        ),
        (
            column_titles.MATERIAL,
            method.material_weight,
            f"每个“退”级问题扣 {_plain(method.refused_deduction)} 分、每个“警”级问题扣 "
            f"{_plain(method.warned_deduction)} 分，扣完为止；没有收到填报表不得分",
        ),
    )
    for name, weight, rule in parts:
        yield "计分", name, "", weight, rule
    yield "计分", column_titles.ADJUSTMENT, "", "", "任务总表「加减分」中本月各行之和，逐行写明事由"
    for grade, line in method.grade_lines:
        yield (
            column_titles.GRADE,
            grade,
            "",
            line,
            f"总分 {_plain(line)} 分及以上" + ("" if grade == GRADES[0] else "，未到上一等次"),
        )
    yield column_titles.GRADE, GRADES[-1], "", "", f"总分不到 {_plain(method.pass_line)} 分"
    yield (
        column_titles.GRADE,
        column_titles.RANK,
        "",
        "",
        "总分相同的名次并列，其后名次顺延（1、2、2、4）；没有计分任务的单位不排名，记“—”",
    )


def _plain(value: Decimal) -> str:
    """A number as people write it: 30, 0.6."""
    return f"{value.normalize():f}"

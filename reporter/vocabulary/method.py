"""考核办法: every threshold, weight and grade line, each once, with its title and explanation.

The master list's sheet 「考核办法」 is written from these fields and read back into them, and the ledger's 「图例」
prints the values in force.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal

GRADES = ("优秀", "良好", "合格", "不合格")


FIRST, LAST = FILINGS = ("首次报送", "末次报送")
"""Which of several filing dates of a month counts."""

SIGNED, ANEW = MONTHS_BY = ("印发", "重算")
"""Where the year takes the points of a month from that was issued."""

Value = Decimal | str
"""What a rule is: a number, or one of several words."""


def _rule(title: str, default: str, note: str) -> Decimal:
    return field(default=Decimal(default), metadata={"title": title, "note": note})


def _choice(title: str, words: tuple[str, ...], note: str) -> str:
    """A rule that is one of several words, the first unless said otherwise."""
    return field(default=words[0], metadata={"title": title, "note": note, "words": words})


def shown(value: Value) -> str:
    """A rule's value as people write it."""
    return value if isinstance(value, str) else f"{value.normalize():f}"


@dataclass(frozen=True, kw_only=True)
class Method:
    """The rules in force; weights are points of 100, thresholds percentage points or days."""

    far_behind: Decimal = _rule("严重滞后界限", "30", "完成进度低于计划进度超过此数（百分点），判严重滞后（红）")
    behind: Decimal = _rule(
        "进度滞后界限", "10", "低于计划进度达到此数（百分点）、未超过严重滞后界限，判进度滞后（黄）"
    )
    due_soon_days: Decimal = _rule("临近时限天数", "30", "距完成时限不超过此天数，判临近时限（黄）")
    quality_weight: Decimal = _rule("完成质量分值", "70", "乘以各项任务得分系数的平均值，灰灯任务不计")
    punctual_weight: Decimal = _rule("报送及时分值", "15", "填报日期不晚于报送截止日得满分")
    evidence_weight: Decimal = _rule("佐证齐全分值", "10", "乘以自报已完成任务中佐证合格的比例，没有自报已完成的得满分")
    material_weight: Decimal = _rule("材料质量分值", "5", "按退回、提醒的问题逐个扣减，扣完为止")
    green_credit: Decimal = _rule("绿灯系数", "1", "绿灯任务的得分系数")
    yellow_credit: Decimal = _rule("黄灯系数", "0.6", "黄灯任务的得分系数")
    red_credit: Decimal = _rule("红灯系数", "0", "红灯任务的得分系数")
    late_points: Decimal = _rule("迟报得分", "10", "填报日期晚于报送截止日或未填时，报送及时的得分")
    punctual_by: str = _choice(
        "报送及时以",
        FILINGS,
        "一个月内报送几次的：首次报送，按最早的填报日期算是否按时，退改后再报不受影响；末次报送，按所采用的那份的填报日期算",
    )
    refused_deduction: Decimal = _rule("退回扣分", "1", "报表中每有一个“退”级问题，材料质量扣减的分值")
    warned_deduction: Decimal = _rule("提醒扣分", "0.5", "报表中每有一个“警”级问题，材料质量扣减的分值")
    excellent_line: Decimal = _rule("优秀线", "90", "总分不低于此数为优秀")
    good_line: Decimal = _rule("良好线", "80", "总分不低于此数为良好")
    pass_line: Decimal = _rule("合格线", "60", "总分不低于此数为合格，低于此数为不合格")
    urged_after_days: Decimal = _rule("催报天数", "0", "超过报送截止日此天数才报的，按催报后报送计；0 为不分这一档")
    urged_points: Decimal = _rule("催报后得分", "5", "催报后才报送的，报送及时的得分；催报天数为 0 时不用")
    capped: Decimal = _rule("扣分封顶", "1", "1：各项扣分以该项分值为限；0：材料质量可以扣成负数")
    veto: Decimal = _rule(
        "一票否决", "3", "「加减分」中分值写“否决”的：0 只留痕，1 等次最高为良好，2 降一个等次，3 定为不合格"
    )
    red_to_yellow: Decimal = _rule(
        "红转黄留痕", "0", "1：上月红灯、本月转绿的，本月显示为黄灯并注明红转黄；0：直接转绿"
    )
    first_month: Decimal = _rule("考核起始月", "0", "年度考核从几月起算；0 为首个收到报表的月份")
    year_quality: Decimal = _rule("年度完成质量口径", "1", "1：按年末核定状态；2：取各月完成质量得分的平均值")
    year_done_credit: Decimal = _rule("年末已完成系数", "1", "年末核定为已完成的任务的得分系数")
    year_late_credit: Decimal = _rule("年末逾期完成系数", "0.8", "年末核定为逾期完成的任务的得分系数")
    year_verify_credit: Decimal = _rule("年末待核实系数", "0.5", "年末核定为待核实的任务的得分系数")
    year_ongoing_credit: Decimal = _rule(
        "年末长期坚持系数", "1", "年末正常推进、自报长期坚持且年内有佐证的任务的得分系数"
    )
    year_other_credit: Decimal = _rule("年末其他系数", "0", "年末其他状态的任务的得分系数；不涉及、未到期的不计")
    year_bonus_limit: Decimal = _rule("年度加分上限", "0", "全年加分合计的上限；0 为不设上限")
    months_by: str = _choice(
        "月度得分以",
        MONTHS_BY,
        "年度考核中印发过的月份：印发，得分和扣分用印发记录里的；重算，按现有报表重新计算。没有印发记录的月份总是按现有报表计算",
    )

    @property
    def by_record(self) -> bool:
        """Whether the year takes an issued month's points from its record."""
        return self.months_by == SIGNED

    @property
    def weights(self) -> tuple[Decimal, ...]:
        """The four weights, which must add up to 100."""
        return self.quality_weight, self.punctual_weight, self.evidence_weight, self.material_weight

    @property
    def grade_lines(self) -> tuple[tuple[str, Decimal], ...]:
        """(等次, the total it begins at) of each grade but the lowest, best first; without 良好 where 优秀 has its
        line.
        """
        lines = zip(GRADES, (self.excellent_line, self.good_line, self.pass_line))
        return tuple((grade, line) for grade, line in lines if grade != GRADES[1] or line < self.excellent_line)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades in use, best first."""
        return (*(grade for grade, _ in self.grade_lines), GRADES[-1])

    def grade(self, total: Decimal) -> str:
        """等次 of a total: the first line it reaches."""
        return next((grade for grade, line in self.grade_lines if total >= line), GRADES[-1])

    def vetoed(self, grade: str) -> str:
        """What 一票否决 makes of a grade: as it was (0), at most the second (1), one lower (2), the lowest (3)."""
        grades = self.grades
        place = grades.index(grade)
        return grades[(place, max(place, 1), min(place + 1, len(grades) - 1), len(grades) - 1)[int(self.veto)]]


def words_of() -> dict[str, tuple[str, ...]]:
    """Field name → the words that may stand there, of the rules that are words."""
    return {rule.name: rule.metadata["words"] for rule in fields(Method) if "words" in rule.metadata}


TITLES = {rule.name: str(rule.metadata["title"]) for rule in fields(Method)}
"""Field name → 项目 of every rule."""


def settings() -> tuple[tuple[str, str, Value, str], ...]:
    """(field name, 项目, default 取值, 说明) of every rule, in the order of the sheet."""
    rules, shipped = fields(Method), Method()
    return tuple((rule.name, TITLES[rule.name], getattr(shipped, rule.name), rule.metadata["note"]) for rule in rules)

"""Where the words come from that tell of one department, and of one matter of a 督办通知单."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ..vocabulary.model import Lamp, State
from .element_origins import document_day
from .findings_origins import department_named, short_name, state_term
from .formula import Compared, Given
from .helpers import WorkingDay
from .ledger_rows import Ledger
from .operations import joined, number_in, sum_of
from .origin import Origin
from .scores import score_rank, score_total
from .shared_origins import DONE, duties, duty_cell, extension_of, leader, settled, task_cell
from .word_origins import Maker, Trail, Words, alone, of

__all__ = ["department_words", "of_task", "order_words", "own_done", "own_duties", "own_filed_on", "own_lamp"]


def own_lamp(ledger: Ledger, name: str, label: object) -> Origin:
    """How many duties of a department bear a lamp."""
    lamp = str(label).removesuffix("灯")
    return duties(ledger, f"{name}{lamp}灯任务数", f"{name}亮{lamp}灯的项数", ledger.named(name), ledger.lamp(lamp))


def own_duties(ledger: Ledger, name: str) -> Origin:
    """How many duties a department has."""
    return duties(ledger, f"{name}承担任务数", f"{name}承担的项数", ledger.named(name), ("亮灯", ()))


def own_done(ledger: Ledger, name: str) -> Origin:
    """How many of them are done."""
    return duties(
        ledger, f"{name}已完成数", f"{name}核定状态为已完成或逾期完成的项数", ledger.named(name), ("核定状态", DONE)
    )


def own_filed_on(ledger: Ledger, name: str) -> Origin:
    """When its return was filled in."""
    return Origin(
        name=f"{name}填报日期",
        how="填报表上的填报日期，多份的取最新一份",
        formula=ledger.score(name, "填报日期"),
        typed=ledger.filed(name),
    )


def _own_lamp(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return own_lamp(ledger, str(trail[-2]["单位"]), trail[-1]["名称"])


def _own_lamp_share(ledger: Ledger, trail: Trail, value: object) -> Origin:
    name = str(trail[-2]["单位"])
    parts = [(str(part["名称"]), own_lamp(ledger, name, part["名称"])) for part in trail[-2]["亮灯"]]
    return settled(f"{name}亮灯", parts, str(trail[-1]["名称"]))


def _of_duty(title: str, *keys: str) -> Maker:
    def maker(ledger: Ledger, trail: Trail, value: object) -> Origin:
        item = trail[-1]
        name, task_id = str(item["单位"]), str(item["编号"])
        printed = str(value) if isinstance(value, str) else ""
        made = duty_cell(ledger, name, task_id, title, title, *keys, printed=printed)
        extended = extension_of(ledger, name, task_id) if title == "完成时限" else ()
        return Origin(name=made.name, how=made.how, formula=made.formula, typed=extended or made.typed)

    return maker


def of_task(title: str) -> Maker:
    """The maker of a cell of 「任务台账」 that is printed as it stands."""
    return lambda ledger, trail, value: task_cell(ledger, str(trail[-1]["编号"]), title, title, str(value))


def _pressing(ledger: Ledger, trail: Trail, value: object) -> Origin:
    own, red = ledger.named(str(trail[-1]["单位"])), ledger.lamp(Lamp.RED)
    states = tuple(str(state) for state in State if state is not State.NOT_RETURNED)
    overdue = ledger.duties(own, red, state_term(State.NOT_RETURNED), ("完成时限", Compared("<", ledger.as_of)))
    judged = ledger.duties(own, red, ("核定状态", states))
    return Origin(
        name="督办事项数",
        how="该单位亮红灯的项数，因未报送而亮红灯的只计已过完成时限的",
        formula=sum_of(judged, overdue),
        typed=ledger.wrote_in((*judged.hits(ledger.books), *overdue.hits(ledger.books)), "status"),
    )


def _answer_day(ledger: Ledger, kind: str) -> Origin:
    day = document_day(ledger, kind)
    cell = next((cell for cell in map(ledger.element, ("督办反馈工作日", "反馈天数")) if cell), None)
    number = number_in(cell, ledger.books) if cell else Given(5)
    return Origin(
        name="反馈日期",
        how="成文日期之后第几个工作日（任务总表「公文」的“督办反馈工作日”），逐日见「工作日核算」",
        formula=WorkingDay(day.formula.value(ledger.books), number),
        typed=tuple(map(ledger.at, [cell] if cell else [])) + day.typed,
    )


def _department_state(ledger: Ledger, trail: Trail, value: object) -> Origin:
    name, label = str(trail[-2]["单位"]), trail[-1]["名称"]
    return duties(ledger, f"{name}{label}项数", f"{name}核定状态为{label}的项数", ledger.named(name), state_term(label))


def _leader(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return leader(ledger, str(trail[-1]["单位"]), str(trail[-1]["编号"]), str(value))


def _leaders(ledger: Ledger, trail: Trail, value: object) -> Origin:
    """One leader, or several joined, each from the first duty that has it."""
    name = str(trail[-1]["单位"])
    own = [item.duty for item in ledger.month.verdicts if item.duty.department == name]
    made = [
        leader(ledger, name, next(duty.task.id for duty in own if duty.leader == one), one)
        for one in dict.fromkeys(duty.leader for duty in own if duty.leader and f"、{duty.leader}、" in f"、{value}、")
    ]
    pieces = [piece for item in made for piece in ("、", item.formula)][1:]
    return replace(made[0], formula=joined(*pieces), typed=tuple(typed for item in made for typed in item.typed))


def department_words() -> Words:
    """The words of 各单位."""
    name = "各单位"
    return {
        (name, "单位"): department_named,
        (name, "名次"): of(score_rank),
        (name, "总分"): of(score_total),
        (name, "任务数"): of(own_duties),
        (name, "完成数"): of(own_done),
        (name, "填报日期"): of(own_filed_on),
        (name, "亮灯", "数"): _own_lamp,
        (name, "亮灯", "占比"): _own_lamp_share,
        (name, "红灯数"): of(lambda ledger, own: own_lamp(ledger, own, "红灯")),
        (name, "黄灯数"): of(lambda ledger, own: own_lamp(ledger, own, "黄灯")),
    }


def order_words(kind: str) -> Words:
    """The words of a document to one department, by the name of its kind."""
    return {
        **{path[1:]: maker for path, maker in department_words().items()},
        **{(f"{lamp}灯",): of(partial(own_lamp, label=lamp)) for lamp in Lamp},
        ("承担任务数",): of(own_duties),
        ("反馈日期",): alone(_answer_day, kind),
        ("责任领导",): _leaders,
        ("事项", "#"): _pressing,
        ("无法核定数",): lambda ledger, trail, value: duties(
            ledger,
            "无法核定数",
            "该单位因未报送而无法核定的项数",
            ledger.named(str(trail[-1]["单位"])),
            state_term(State.NOT_RETURNED),
        ),
        ("状态分布", "数"): _department_state,
        ("事项", "编号"): of_task("任务编号"),
        ("事项", "任务全文"): of_task("主要任务"),
        ("事项", "领域"): of_task("公开领域"),
        ("事项", "任务"): lambda ledger, trail, value: short_name(ledger, str(trail[-1]["编号"]), str(value)),
        ("事项", "完成时间"): of_task("完成时间"),
        ("事项", "责任部门"): of_task("责任部门"),
        ("事项", "责任领导"): _leader,
        ("事项", "单位"): department_named,
        ("事项", "时限"): _of_duty("完成时限"),
        ("事项", "判定依据"): _of_duty("判定依据", "status", "progress", "done_on", "evidence", "count"),
        ("事项", "进展"): _of_duty("进展情况", "narrative"),
        ("事项", "问题"): _of_duty("存在问题", "difficulties"),
        ("事项", "措施"): _of_duty("下一步措施", "next_steps"),
        ("事项", "预计完成"): _of_duty("预计完成日期", "expected_on"),
    }

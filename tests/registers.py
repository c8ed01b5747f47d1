"""A small plan whose duties have numbers and rhythms, and returns with registered items, for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from reporter.assess.course import assess
from reporter.intake.requirement import read_requirement
from reporter.vocabulary.model import Department, Item, Month, Period, Return, Source, Status
from reporter.vocabulary.register_items import Finding

from .sample_month import make_entry, make_task, sample_plan

EDUCATION, CIVIL = "教育处", "民政处"
PAGE = "https://www.example.com/jd/{}.html"


def day(text: str) -> dt.date:
    """``5-22`` of 2018, or a whole date."""
    return dt.date.fromisoformat(text if text.count("-") == 2 else "2018-{:0>2}-{:0>2}".format(*text.split("-")))


def plan(*requirements: str, deadline: str = "12-31", departments=(EDUCATION, CIVIL), **tasks):
    """Departments that each have the task 2-07 with these lines of 量化要求; `tasks` are others, as id → lines."""
    lines = {"2-07": requirements} | {key.replace("t", "2-"): value for key, value in tasks.items()}
    made = tuple(
        make_task(
            key,
            f"任务{key}，每年开展。",
            departments,
            deadline=day(deadline),
            requirements=tuple(map(read_requirement, own)),
        )
        for key, own in lines.items()
    )
    return sample_plan(departments=tuple(Department(name=name) for name in departments), tasks=made)


def item(
    title: str, done_on: str | None = None, base_on: str | None = None, address: str = "", task: str = "2-07"
) -> Item:
    """An item; its place is given by the return it is put into."""
    values = {
        "title": title,
        "done_on": done_on and day(done_on),
        "base_on": base_on and day(base_on),
        "address": address,
    }
    return Item(task_id=task, values=values)


def sent(
    month: int,
    *items: Item,
    department: str = EDUCATION,
    filed: int | None = 22,
    task: str = "2-07",
    file: str = "",
    status: Status | None = Status.UNDER_WAY,
    **entry,
) -> Return:
    """A return of 2018 with one entry for `task` and these items, one below the other."""
    period = Period(2018, month)
    file = file or f"input/{period}/{department}.xlsx"
    placed = tuple(replace(own, source=Source(file, "事项登记", f"B{row}")) for row, own in enumerate(items, 8))
    row = make_entry(task, status, **{"narrative": f"{month}月办理", "file": file, "progress": Decimal(100)} | entry)
    return Return(
        department=department,
        period=period,
        filed_on=filed and dt.date(2018, month, filed),
        filler="",
        reviewer="",
        phone="",
        entries=(row,),
        source=Source(file, "进展填报"),
        items=placed,
        registers=(Source(file, "事项登记"),) if items else (),
    )


def done(month: int, *items: Item, **changes) -> Return:
    """A return that reports the task 已完成 with evidence."""
    return sent(
        month,
        *items,
        **{"status": Status.DONE, "evidence": PAGE.format("all"), "done_on": dt.date(2018, month, 1)} | changes,
    )


def judged(plan_, *returns: Return, month: int = 6, as_of: str | None = None) -> Month:
    """The month judged at its last day, or at `as_of`."""
    period = Period(2018, month)
    return assess(plan_, returns, period, day(as_of) if as_of else period.last_day)


def finding(month: Month, department: str = EDUCATION, place: int = 0) -> Finding:
    """The finding on the first (or another) requirement of a department's task."""
    return [found for found in month.findings if found.duty.department == department][place]

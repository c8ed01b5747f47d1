"""What a run tells: lines for a person, one object for a program (contract, section 2). It prints nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from .pipeline.built import Built
from .pipeline.format_run import FOLDER as DRAFTS
from .sheets.problem_groups import Group, grouped
from .vocabulary.issued import LATER_CHANGES
from .vocabulary.problems import OBJECTIONS, Kind, Level, Problem
from .workspace import Committed

_MASTER = "任务总表"
_SHOWN, _FEW = 20, 5
_PLACES, _NAMES, _FILES = 9, 20, 40
"""Places of a problem, departments of a sentence, files of a run that are named on a screen; of more, how many."""
_LEVELS = {Level.REFUSED: "退（未采用）", Level.WARNED: "警（已采用，请核对）", Level.NOTED: "示（供参考）"}


def run_lines(built: Built, committed: Committed, *, dry_run: bool) -> Iterator[str]:
    """What a run found and what it wrote, or with `dry_run` would have written."""
    full = (
        ""
        if built.folder == DRAFTS
        else (
            f"见 output/{built.folder}/台账.xlsx 的「问题清单」"
            if "台账.xlsx" in built.files
            else "可加 --json 查看全部"
        )
    )
    yield from problem_lines(_news(built), full)
    yield from note_lines(built, committed)
    verb = "将生成" if dry_run else "已生成"
    yield from (f"{verb} {told}" for told in _files(committed.written))


def _files(paths: Sequence[str]) -> Iterator[str]:
    """Each file; of very many those of a folder together."""
    folders = Counter(path.rpartition("/")[0] for path in paths)
    told = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        if len(paths) <= _FILES or folders[folder] <= _FEW:
            yield path
        elif folder not in told:
            told.add(folder)
            yield f"{folder}/ 里的 {folders[folder]} 个文件"


def _few(names: Sequence[str], most: int, measure: str) -> str:
    """The names; of more than that the first and how many there are."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])} 等 {len(names)} {measure}"


def note_lines(built: Built, committed: Committed) -> Iterator[str]:
    """What is to be said of a run beside its problems and what it wrote."""
    yield from _month_lines(built)
    yield from (*built.notes, *built.lacking)
    for old, new in committed.kept:
        yield f"{old} 被人改过，原样保留为 {new}。"
    for path, new in committed.beside:
        yield f"{path} 正被打开，新文件写在旁边：{new}。请关闭后重新运行。"
    for path in committed.left:
        yield f"{path} 是替换下来的旧文件，没能全部清除，里面可能有运行时刚改过的文件。请查看后手工删除。"


def problem_lines(problems: Sequence[Problem], full: str = "") -> Iterator[str]:
    """The problems by level, worst first, those that say the same in one line: first objections, then those of
    the master list, then the others. With `full`, where all of them stand, no more than fit on one screen.
    """
    objections = [item for item in problems if item.kind in OBJECTIONS]
    yield from _some(objections, "警（异议，先要处理）", len(objections), full)
    apart = (Kind.SIGNED_OTHERWISE, *OBJECTIONS)
    for listed in (True, False):
        for level, heading in _LEVELS.items():
            own = [
                item for item in problems if item.level is level and item.kind not in apart and _listed(item) is listed
            ]
            told = f"{_MASTER}，{heading}" if listed else heading
            yield from _some(own, told, (_FEW if level is Level.NOTED else _SHOWN) if full else len(own), full)
    changed = [item for item in problems if item.kind is Kind.SIGNED_OTHERWISE]
    yield from _some(changed, "警（与印发时不同）", _FEW if full else len(changed), f"逐条列在「{LATER_CHANGES}」")


def _some(problems: Sequence[Problem], heading: str, room: int, full: str) -> Iterator[str]:
    """The heading and the first groups of some problems; how many there are besides, and where."""
    if not problems:
        return
    yield f"—— {heading}：{len(problems)}个 ——"
    alike: dict[tuple[object, ...], list[Group]] = {}
    for group in grouped(problems):
        first = group.first
        column = first.source.cell.rstrip("0123456789")
        alike.setdefault((first.kind, group.message, first.remedy, column), []).append(group)
    shown = list(alike.values())[:room]
    yield from (_line(groups, _PLACES if full else len(problems)) for groups in shown)
    if rest := len(problems) - sum(len(group.problems) for groups in shown for group in groups):
        yield f"  …… 另有{rest}个，{full}。"


def _line(groups: Sequence[Group], most: int) -> str:
    """What groups on several sheets say alike, with the places of all of them, or the first `most`."""
    first = groups[0].first
    places = _few([str(group.first.source.at(group.cells)) for group in groups], most, "处")
    return f"  {places}：{groups[0].message}{first.remedy}（{first.code}）"


def _listed(problem: Problem) -> bool:
    return PurePosixPath(problem.source.file).stem == _MASTER


def _news(built: Built) -> list[Problem]:
    """What is told of a run: what the master list says of the whole year in its first month alone."""
    told = not built.month or not built.month.history
    return [item for item in built.problems if told or item.level is not Level.NOTED or not _listed(item)]


def _month_lines(built: Built) -> Iterator[str]:
    """How many reported and how the tasks stand, where a month was judged."""
    if not built.month or not built.figures:
        return
    found = built.figures
    due, missing = len(found.expected), found.missing
    late = f"，未报送：{_few(missing, _NAMES, '个单位')}" if missing else ""
    yield f"{built.month.period.chinese}：应报{due}个单位，已报{due - len(missing)}个{late}。"
    lamps = "，".join(f"{part.label}灯{part.count}项" for part in found.task_lamps.present)
    yield f"任务{found.tasks_total}项：{lamps}；已完成{found.tasks_done}项。"
    short = [item for item in found.tasks if item.missing and item.reported]
    if short:
        yield f"其中{len(short)}项任务有责任单位未报送，按已报送的单位核定，列为黄灯或红灯。"


def run_object(built: Built, committed: Committed) -> dict[str, object]:
    """What `--json` prints of a run."""
    month = built.month
    return {
        "period": str(built.period or ""),
        "returned": list(month.returned) if month else [],
        "missing": list(month.missing) if month else [],
        "pending": [task.id for task in month.plan.undecided] if month else [],
        "problems": [_problem_object(item) for item in built.problems],
        "outputs": list(committed.written),
    }


def stopped_object(message: str, problems: Sequence[Problem]) -> dict[str, object]:
    """What `--json` prints where nothing was made: the keys of `run_object`, and why."""
    nothing = Built(folder="", files={}, scope=(), problems=tuple(problems))
    return {**run_object(nothing, Committed(())), "error": message}


def _problem_object(problem: Problem) -> dict[str, str]:
    source = problem.source
    return {
        "code": problem.code,
        "level": str(problem.level),
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "message": problem.message,
        "remedy": problem.remedy,
    }

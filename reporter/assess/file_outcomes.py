"""What became of each file: taken, replaced by another version, to be confirmed; and how much is to be put right.

Told for the ledger's 「来源文件」. A file that is no return keeps the words that reading it came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..vocabulary.model import Month, Return, Source, SourceFile, Verdict
from ..vocabulary.problems import Level
from ..vocabulary.versions import Versions, versions_of

_Sheet = tuple[str, str]
_TAKEN = "已采用"


def told(files: Iterable[SourceFile], returns: Iterable[Return], months: Sequence[Month]) -> tuple[SourceFile, ...]:
    """`files` with what became of them in `months`, those judged in this run, by period."""
    by_file: dict[str, list[Return]] = {}
    for item in returns:
        by_file.setdefault(item.source.file, []).append(item)
    versions = versions_of(returns)
    verdicts = {
        (month.period, verdict.duty.department, verdict.duty.task.id): verdict
        for month in months
        for verdict in month.verdicts
    }
    judged = {month.period for month in months}

    def fate(found: Return) -> str:
        if found.period not in judged:
            return f"已读取，供 {found.period} 采用"
        if not found.entries:
            return "没有可以采用的任务行"
        rivals = versions[found.department, found.period]
        if len(rivals.returns) == 1:
            return _TAKEN
        own = [verdicts[found.period, found.department, entry.task_id] for entry in found.entries]
        return _fate(found, own, rivals)

    counts = _counts(months)
    return tuple(
        replace(
            item, outcome=_joined([(found, fate(found)) for found in by_file[item.file]], counts.get(item.file, ""))
        )
        if item.file in by_file
        else item
        for item in files
    )


def _fate(found: Return, verdicts: Sequence[Verdict], versions: Versions) -> str:
    """What became of a return whose rows met these verdicts."""
    taken = 0
    open_: list[Source] = []
    replaced: list[Source] = []
    same: list[Source] = []
    for verdict in verdicts:
        speaking = [entry.source for entry in ((verdict.entry,) if verdict.entry else verdict.rivals)]
        others = [source for source in speaking if _sheet(source) != _sheet(found.source)]
        if instead := versions.instead(found, verdict.duty.task.id):
            replaced.append(instead.source)
        elif len(others) == len(speaking):
            same.append(others[0])
        elif others:
            open_.append(others[0])
        else:
            taken += 1
    parts = [_TAKEN] if taken else []
    if open_:
        parts.append(f"{len(open_)}项任务与{_named(open_, found)}不一致，待确认")
    if replaced:
        parts.append(("部分任务" if taken or open_ else "") + f"已被{_named(replaced, found)}替换")
    elif not parts:
        parts.append(f"与{_named(same, found)}内容相同，只计一份")
    return "，".join(parts)


def _named(others: Iterable[Source], found: Return) -> str:
    """The other versions, each once: by file, those of the same file by sheet."""
    return "、".join(dict.fromkeys(source.seen_from(found.source) for source in others))


def _joined(fates: Sequence[tuple[Return, str]], count: str) -> str:
    """The fates of a file's sheets, once where they are the same, else each with its sheet; and the file's problems."""
    words = {fate for _, fate in fates}
    if len(words) == 1:
        return "，".join(filter(None, (*words, count)))
    return "；".join(filter(None, (*(f"「{found.source.sheet}」{fate}" for found, fate in fates), count)))


def _counts(months: Iterable[Month]) -> dict[str, str]:
    """File → how many of its problems go back or need a look, in words. One that two months show counts once."""
    levels: dict[str, list[Level]] = {}
    for problem in {
        (item.source, item.code, item.message): item for month in months for item in month.problems
    }.values():
        levels.setdefault(problem.source.file, []).append(problem.level)
    return {
        file: "、".join(
            f"{own.count(level)} 处{word}"
            for level, word in ((Level.REFUSED, "退回"), (Level.WARNED, "提醒"))
            if level in own
        )
        for file, own in levels.items()
    }


def _sheet(source: Source) -> _Sheet:
    return source.file, source.sheet

"""One folder of output replaced as a whole: what stays, what a person changed, what is new, and the change of places.

The new folder is made beside the old one and the two change places in one step, so a run that is killed leaves the old
output or the new one. A record of what was written (`.生成记录.json`, SHA-256 by path) lies in the folder: a file that
no longer matches it was changed by a person and is kept under a name that says so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from .records import value

RECORD = ".生成记录.json"
EDITED = "人工修改稿"


@value
class Plan:
    """Of the files there now: which stay (same name), which a person changed and get another name; and the new
    record."""

    stay: tuple[str, ...]
    kept: dict[str, str]
    record: dict[str, str]


@value
class Owned:
    """What one command makes in a folder, and what others make there (None: that is not known): files, and subfolders
    ending in ``/``. A file that is named wins over the folder it lies in."""

    scope: tuple[str, ...]
    others: tuple[str, ...] | None = None

    def makes(self, path: str) -> bool:
        """Whether the command makes this file."""
        return path in self.scope or (path not in (self.others or ()) and _covered(path, self.scope))

    def may_remove(self, path: str) -> bool:
        """Whether a file that was made is this command's to remove: its own, or one that nobody makes any more."""
        return self.makes(path) or (self.others is not None and not _covered(path, self.others))


def _covered(path: str, items: tuple[str, ...]) -> bool:
    return any(path == item or (item.endswith("/") and path.startswith(item)) for item in items)


def plan_folder(target: Path, files: Mapping[str, bytes], owned: Owned) -> Plan:
    """What becomes of each file that is in `target` now, when `files` take the place of what is `owned`."""
    there = files_below(target)
    record = _read_record(target)
    new = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    stay: list[str] = []
    kept: dict[str, str] = {}
    for path in there:
        if path not in files and not (path in record and owned.may_remove(path)):
            stay.append(path)
            continue
        digest = None if (target / path).is_symlink() else hashlib.sha256((target / path).read_bytes()).hexdigest()
        if digest == new.get(path):
            stay.append(path)
        elif digest != record.get(path):
            kept[path] = _free_name(path, {*there, *files, *kept.values()})
    remaining = {path: digest for path, digest in record.items() if path in stay and path not in new}
    return Plan(stay=tuple(stay), kept=kept, record=dict(sorted({**remaining, **new}.items())))


def files_below(target: Path) -> list[str]:
    """Every file below `target` but the record, as relative paths with forward slashes, sorted."""
    return (
        sorted(
            path.relative_to(target).as_posix()
            for path in target.rglob("*")
            if (path.is_symlink() or not path.is_dir()) and path.name != RECORD
        )
        if target.is_dir()
        else []
    )


def _read_record(target: Path) -> dict[str, str]:
    """What was written before; empty when there is no record or it is damaged, so that nothing is taken for ours."""
    try:
        found = json.loads((target / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _free_name(path: str, taken: set[str]) -> str:
    stem, dot, suffix = path.rpartition(".")
    names = (f"{stem}（{EDITED}{number or ''}）{dot}{suffix}" for number in (0, *range(2, 10_000)))
    return next(name for name in names if name not in taken)


def build_folder(target: Path, building: Path, plan: Plan, files: Mapping[str, bytes]) -> None:
    """Make the new folder whole: what stays, what a person changed, what is new, the record."""
    for old, new in (*((path, path) for path in plan.stay), *plan.kept.items()):
        _carry(target / old, building / new)
    for path, data in files.items():
        if path not in plan.stay:
            write_through(building / path, data)
    text = json.dumps(plan.record, ensure_ascii=False, indent=1) + "\n"
    write_through(building / RECORD, text.encode("utf-8"))


def _carry(old: Path, new: Path) -> None:
    """The same file under another path, without copying where the file system can."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(old, new, follow_symlinks=False)


def write_through(path: Path, data: bytes) -> None:
    """Write a file, its folder made when it is missing, down to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def differing(building: Path, plan: Plan) -> list[str]:
    """The files on record that the new folder does not hold as they were made, but for those that a person changed."""
    new = [path for path in plan.record if path not in plan.stay]
    return [
        path
        for path in new
        if not (building / path).is_file()
        or hashlib.sha256((building / path).read_bytes()).hexdigest() != plan.record[path]
    ]


def put_in_place(target: Path, building: Path, aside: Path) -> list[tuple[str, str]]:
    """Put the new folder in the old one's place. Returns what had to be written beside a locked file."""
    if not target.exists():
        building.rename(target)
        return []
    if not _exchange(building, target):
        try:
            target.rename(aside)
        except PermissionError:
            return _replace_each(target, building)
        try:
            building.rename(target)
        except OSError:
            aside.rename(target)
            raise
        building = aside
    shutil.rmtree(building, ignore_errors=True)
    return []


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one indivisible step; False where the system has no such call (Linux has)."""
    import ctypes
    import sys

    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    at_cwd, exchange = -100, 2
    return rename is not None and rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0


def _replace_each(target: Path, building: Path) -> list[tuple[str, str]]:
    """File by file, when Windows holds the folder because one of its files is open in Word or Excel."""
    beside = []
    wanted = files_below(building)
    for path in wanted:
        new = target / path
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.replace(building / path, new)
        except PermissionError:
            stem, dot, suffix = path.rpartition(".")
            name = f"{stem}（新）{dot}{suffix}"
            os.replace(building / path, target / name)
            beside.append((path, name))
    os.replace(building / RECORD, target / RECORD)
    for path in set(files_below(target)) - set(wanted) - {name for _, name in beside}:
        with contextlib.suppress(PermissionError):
            (target / path).unlink()
    shutil.rmtree(building, ignore_errors=True)
    return beside

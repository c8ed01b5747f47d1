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
from collections.abc import Callable, Mapping
from pathlib import Path

from .disk import Below, below, digest_of, keep_rights, make_folder, parents, remove_tree, sync_folder, writing_through
from .records import value
from .second_look import JOURNAL, NOTHING_SEEN, RECORD, Seen, contents, free_name, read_seen, settle

Wrote = Callable[[int, int], None]
"""What is called with (files written, files in all) while a new folder is made."""


@value
class Plan:
    """What becomes of what is there now: `carried`, each file that stays, under its own or another name; `known`, the
    SHA-256 of each that goes; `empty`, a person's folders with nothing in them. And the new record, which lies in the
    folder where it is `kept_there`.
    """

    there: Below
    carried: dict[str, str]
    known: dict[str, str]
    empty: tuple[str, ...]
    record: dict[str, str]
    kept_there: bool = True

    @property
    def kept(self) -> dict[str, str]:
        """What a person changed, or put where a file of ours must stand → the name it gets."""
        return {path: name for path, name in self.carried.items() if name != path}

    def stays(self, path: str) -> bool:
        """Whether the file now at this path is there in the new folder too."""
        return self.carried.get(path) == path


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
    there = contents(target)
    record = recorded(target)
    new = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    ways = {parent for path in files for parent in parents(path)}
    taken = {*there.files, *there.folders, *files, *ways}
    yielding: dict[str, str] = {}  # folders that stand where a file must
    carried: dict[str, str] = {}
    known: dict[str, str] = {}

    def renamed(path: str) -> str:
        name = free_name(path, taken)
        taken.add(name)
        return name

    def moved(path: str) -> str:
        way = next((parent for parent in (*parents(path), path) if parent in yielding), "")
        return yielding[way] + path[len(way) :] if way else path

    for folder in there.folders:
        if folder in files and moved(folder) == folder:
            yielding[folder] = renamed(folder)
    for path in there.files:
        if (name := moved(path)) != path:
            carried[path] = name
        elif path in ways:
            carried[path] = renamed(path)
        elif path in files or (path in record and owned.may_remove(path)):
            digest = digest_of(target / path)
            if digest and digest == new.get(path):
                carried[path] = path
            elif digest and digest == record.get(path):
                known[path] = digest
            else:
                carried[path] = renamed(path)
        else:
            carried[path] = path
    filled = {parent for path in there.files for parent in parents(path)}
    remaining = {path: digest for path, digest in record.items() if carried.get(path) == path and path not in new}
    return Plan(
        there=there,
        carried=carried,
        known=known,
        empty=tuple(moved(folder) for folder in there.folders if folder not in filled),
        record=dict(sorted({**remaining, **new}.items())),
    )


def plan_renamed(target: Path, files: Mapping[str, bytes], renamed: Mapping[str, str]) -> Plan:
    """All that is in `target` stays, what lies at its top under the name that `renamed` gives it, and `files` are new
    beside it."""
    there = contents(target)

    def moved(path: str) -> str:
        top, slash, rest = path.partition("/")
        return renamed.get(top, top) + slash + rest

    filled = {parent for path in there.files for parent in parents(path)}
    return Plan(
        there=there,
        carried={path: moved(path) for path in there.files},
        known={},
        empty=tuple(moved(folder) for folder in there.folders if folder not in filled),
        record={path: hashlib.sha256(data).hexdigest() for path, data in files.items()},
        kept_there=False,
    )


def recorded(target: Path) -> dict[str, str]:
    """What was written before; empty when there is no record or it is damaged, so that nothing is taken for ours."""
    try:
        found = json.loads((target / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def build_folder(target: Path, building: Path, plan: Plan, files: Mapping[str, bytes], wrote: Wrote) -> None:
    """Make the new folder whole and have it on the disk: what stays, what a person changed, what is new, the record."""
    make_folder(building, target)
    for folder in plan.empty:
        make_folder(building / folder, target / folder)
    carried = {}
    for old, new in plan.carried.items():
        make_folder((building / new).parent, (target / old).parent)
        with contextlib.suppress(FileNotFoundError):  # somebody took it away meanwhile
            _carry(target / old, building / new)
            status = (building / new).lstat()
            carried[old] = new, status.st_size, status.st_mtime_ns
    with writing_through(building, sum(not plan.stays(path) for path in files)) as write:
        for number, path in enumerate(files):
            wrote(number, len(files))
            if not plan.stays(path):
                make_folder((building / path).parent, (target / path).parent)
                write(building / path, files[path])
        wrote(len(files), len(files))
        if plan.kept_there:
            text = json.dumps(plan.record, ensure_ascii=False, indent=1) + "\n"
            write(building / RECORD, text.encode("utf-8"))
        if target.exists():
            seen = Seen(plan.known, carried, plan.there.folders, tuple(files))
            write(building / JOURNAL, seen.as_json())
    for folder in (*reversed(contents(building).folders), ""):
        sync_folder(building / folder)
        if (target / folder).is_dir():
            keep_rights(target / folder, building / folder)


def _carry(old: Path, new: Path) -> None:
    """The same file under another path, without copying where the file system can."""
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(old, new, follow_symlinks=False)


def differing(building: Path, plan: Plan) -> list[str]:
    """The files on record that the new folder does not hold as they were made, but for those that a person changed."""
    return [
        path for path, digest in plan.record.items() if not plan.stays(path) and digest_of(building / path) != digest
    ]


@value
class Placed:
    """How the new folder took its place: (path, written as) of what lies beside a locked file; (path, name it got) of
    what a person changed meanwhile; the old folder where it could not be cleared.
    """

    beside: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    left: Path | None = None


def put_in_place(target: Path, building: Path, aside: Path, *, piecemeal: bool = True) -> Placed:
    """Put the new folder in the old one's place, and what a person changed in that meanwhile into the new one.

    OSError as long as the old one is in its place, none afterwards. Not `piecemeal`: also where one of its files is
    open on Windows, which holds the folder there.
    """
    if not target.exists():
        building.rename(target)
        return _synced(target, Placed())
    if not _exchange(building, target):
        try:
            target.rename(aside)
        except PermissionError:
            if not piecemeal:
                raise
            return _replace_each(target, building)
        try:
            building.rename(target)
        except OSError:
            aside.rename(target)
            raise
        building = aside
    return _synced(target, _settled(target, building))


def _synced(target: Path, placed: Placed) -> Placed:
    with contextlib.suppress(OSError):  # it is in its place
        sync_folder(target.parent)
    return placed


def _settled(target: Path, old: Path) -> Placed:
    try:
        return Placed(moved=settle(target, old))
    except OSError:
        return Placed(left=set_aside(target, old))


def set_aside(target: Path, old: Path) -> Path:
    """Give a folder that cannot be cleared a name that people see, which no run touches again; where it lies now."""
    seen = next(
        path
        for number in range(1, 10_000)
        if not os.path.lexists(path := target.with_name(f"{target.name}（没能清除的旧文件{number}）"))
    )
    try:
        old.rename(seen)
        (target / JOURNAL).unlink(missing_ok=True)
    except OSError:
        return seen if seen.exists() else old
    return seen


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one indivisible step; False where the system has no such call (Linux has)."""
    import ctypes
    import sys

    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    at_cwd, exchange = -100, 2
    return rename is not None and rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0


def _replace_each(target: Path, building: Path) -> Placed:
    """File by file, when Windows holds the folder because one of its files is open in Word or Excel."""
    seen = read_seen(building) or NOTHING_SEEN
    wanted, there = contents(building), contents(target)
    changed = {path for path in there.files if not seen.holds(target, building, path)}
    beside, moved = [], []
    for folder in wanted.folders:
        (target / folder).mkdir(exist_ok=True)
    for path in wanted.files:
        try:
            if path in changed:
                name = free_name(path, (*below(target).files, *wanted.files))
                os.replace(target / path, target / name)
                moved.append((path, name))
            os.replace(building / path, target / path)
        except PermissionError:
            stem, dot, suffix = path.rpartition(".")
            name = f"{stem}（新）{dot}{suffix}"
            os.replace(building / path, target / name)
            beside.append((path, name))
    os.replace(building / RECORD, target / RECORD)
    for path in {*there.files} - {*wanted.files} - changed - {name for _, name in beside}:
        with contextlib.suppress(PermissionError):
            (target / path).unlink()
    with contextlib.suppress(OSError):  # the next run tries again
        remove_tree(building)
    return Placed(tuple(beside), tuple(moved))

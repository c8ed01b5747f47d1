"""The second look at a folder of output that was replaced: what a person changed or saved there meanwhile goes on.

The new folder brings along what was seen in the old one (`.替换记录.json`), so that the next run can look after one
that was killed. Nothing is removed but what was seen, file by file.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .disk import Below, below, digest_of, make_folder, same_content
from .records import value

RECORD, JOURNAL = ".生成记录.json", ".替换记录.json"
EDITED = "人工修改稿"

_LOOKS = 5
"""How often something may appear in a folder while it is cleared."""


def contents(folder: Path) -> Below:
    """What lies below a folder of output but what runs remember there."""
    found = below(folder)
    return Below(tuple(path for path in found.files if path not in (RECORD, JOURNAL)), found.folders)


def free_name(path: str, taken: Iterable[str]) -> str:
    """The path under a name that says a person changed it, none of those `taken`."""
    stem, dot, suffix = path.rpartition(".")
    if not stem or "/" in suffix:
        stem, dot, suffix = path, "", ""
    names = (f"{stem}（{EDITED}{number or ''}）{dot}{suffix}" for number in (0, *range(2, 10_000)))
    used = set(taken)
    return next(name for name in names if name not in used)


@value
class Seen:
    """What was seen in the old folder: `known`, the SHA-256 of each file that is not taken along; `carried`, each that
    is: its path in the new folder, size and time; all its `folders`. `made`: the files that were made now.
    """

    known: Mapping[str, str]
    carried: Mapping[str, tuple[str, int, int]]
    folders: tuple[str, ...]
    made: tuple[str, ...]

    def as_json(self) -> bytes:
        """As it lies in the new folder."""
        found = {name: getattr(self, name) for name in ("known", "carried", "folders", "made")}
        return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def holds(self, old: Path, new: Path, path: str) -> bool:
        """Whether a file of the old folder is not needed: known and unchanged, or in the new folder as it is."""
        if path in self.known:
            return digest_of(old / path) == self.known[path]
        return path in self.carried and same_content(old / path, new / self.carried[path][0])

    def place(self, new: Path, path: str) -> str:
        """Where in the new folder a changed or new file goes: its own place when what is there is its older version."""
        name, *then = self.carried.get(path, (path,))
        if path not in self.known and name not in self.made:
            try:
                status = (new / name).lstat()
            except FileNotFoundError:
                return name
            if [status.st_size, status.st_mtime_ns] == then:
                return name
        return free_name(path, below(new).files)


NOTHING_SEEN = Seen({}, {}, (), ())


def read_seen(new: Path) -> Seen | None:
    """What a new folder brought along of the one it replaced; None when that was looked after."""
    try:
        found = json.loads((new / JOURNAL).read_bytes().decode("utf-8", "surrogatepass"))
        return Seen(
            dict(found["known"]),
            {path: (name, size, time) for path, (name, size, time) in found["carried"].items()},
            tuple(found["folders"]),
            tuple(found["made"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING_SEEN  # damaged: nothing is known, so nothing is thrown away


def settle(new: Path, old: Path) -> tuple[tuple[str, str], ...]:
    """Clear the folder that `new` replaced. Returns (path, new path) of what went on from it under another name.

    OSError when something in it can neither be taken along nor removed; it stays there.
    """
    seen, moved = read_seen(new) or NOTHING_SEEN, []
    for _ in range(_LOOKS):
        there = contents(old)
        for path in there.files:
            with contextlib.suppress(FileNotFoundError):  # somebody took it away meanwhile
                if seen.holds(old, new, path):
                    (old / path).unlink()
                    continue
                place = seen.place(new, path)
                make_folder((new / place).parent, (old / path).parent)
                os.replace(old / path, new / place)
                if place != path:
                    moved.append((path, place))
        for folder in reversed(there.folders):
            if folder not in seen.folders and not os.path.lexists(new / folder):
                make_folder(new / folder, old / folder)
            _remove_empty(old / folder)
        for name in (RECORD, JOURNAL):
            (old / name).unlink(missing_ok=True)
        if _remove_empty(old):
            break
    else:
        raise OSError(f"{old} is written in all the time")
    with contextlib.suppress(OSError):
        (new / JOURNAL).unlink(missing_ok=True)
    return tuple(moved)


def _remove_empty(folder: Path) -> bool:
    """Remove a folder unless something has appeared in it since it was looked at."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        if any(os.scandir(folder)):
            return False
        raise
    return True

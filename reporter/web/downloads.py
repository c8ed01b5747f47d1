"""What lies in output/, to be looked at and taken away; nothing else can be reached."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..package.writing import member, zip_stream
from ..workspace import Workspace

_NO_NAME = frozenset("\\:\0")
"""In no name of ours; on Windows they lead elsewhere."""


def listed(workspace: Workspace, folder: str) -> tuple[str, ...]:
    """The files of a folder of output/, as paths below it; links and hidden ones aside."""
    return tuple(sorted(_below(workspace.output / folder, ""))) if folder in folders(workspace) else ()


def _below(folder: Path, inside: str) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder / inside) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from _below(folder, f"{inside}{entry.name}/")
            else:
                yield inside + entry.name


def folders(workspace: Workspace) -> tuple[str, ...]:
    """The folders of output/ that are nobody's working folder."""
    try:
        found = [path.name for path in workspace.output.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if not name.startswith(".")))


def found_file(workspace: Workspace, folder: str, path: str) -> Path | None:
    """Where a file that `listed` would name lies; None of anything else."""
    parts = path.split("/")
    if folder not in folders(workspace) or any(
        not part or part.startswith(".") or set(part) & _NO_NAME for part in parts
    ):
        return None
    way = workspace.output / folder
    for part in parts:
        way = way / part
        if way.is_symlink():
            return None
    return way if way.is_file() else None


def packed(workspace: Workspace, folder: str, paths: Iterable[str]) -> Iterator[bytes]:
    """These files as a zip, piece by piece."""
    root = workspace.output / folder
    return zip_stream(
        member(f"{folder}/{path}", (root / path).read_bytes(), stored=path.endswith((".docx", ".xlsx", ".zip")))
        for path in paths
    )


def by_folder(paths: Sequence[str]) -> dict[str, list[str]]:
    """The paths by the folder they lie in, those that lie in none first."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths, key=lambda path: ("/" in path, path)):
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return found

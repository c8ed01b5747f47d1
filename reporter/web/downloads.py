"""What lies in output/, to be looked at and taken away; nothing else can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..disk import below
from ..package.writing import member, zipped
from ..workspace import Workspace


def listed(workspace: Workspace, folder: str) -> tuple[str, ...]:
    """The files of a folder of output/, as paths below it; links and hidden ones aside."""
    root = workspace.output / folder
    if folder not in folders(workspace) or root.is_symlink():
        return ()
    return tuple(
        path
        for path in below(root).files
        if not any(part.startswith(".") for part in path.split("/")) and not (root / path).is_symlink()
    )


def folders(workspace: Workspace) -> tuple[str, ...]:
    """The folders of output/ that are nobody's working folder."""
    try:
        found = [path.name for path in workspace.output.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if not name.startswith(".")))


def found_file(workspace: Workspace, folder: str, path: str) -> Path | None:
    """Where a listed file lies; None of anything else."""
    return workspace.output / folder / path if path in listed(workspace, folder) else None


def packed(workspace: Workspace, folder: str, paths: Iterable[str]) -> bytes:
    """These files as a zip."""
    root = workspace.output / folder
    return zipped(
        member(f"{folder}/{path}", (root / path).read_bytes(), stored=path.endswith((".docx", ".xlsx", ".zip")))
        for path in paths
    )


def by_folder(paths: Sequence[str]) -> dict[str, list[str]]:
    """The paths by the folder they lie in, those that lie in none first."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths, key=lambda path: ("/" in path, path)):
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return found

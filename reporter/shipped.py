"""What comes with the program: its own templates, which a workspace's take the place of one by one."""

from __future__ import annotations

from pathlib import Path


def shipped_templates() -> Path:
    """The folder of the program's own templates: in the package where it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"

"""The house keeps its direction: imports only upwards in the list of strata, raw XML in few places, pandas in one."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STRATA = (
    "records",
    "shipped",
    "spool",
    "process",
    "child",
    "package",
    "filenames",
    "vocabulary",
    "intake",
    "assess",
    "ledger",
    "gongwen",
    "figures",
    "documents",
    "draft",
    "sheets",
    "glance",
    "proof",
    "typesetting",
    "refusals",
    "lock",
    "interrupts",
    "disk",
    "second_look",
    "replacing",
    "workspace",
    "year_archive",
    "sendback",
    "checking",
    "pipeline",
    "printing",
    "completion",
    "arguments",
    "making",
    "telling",
    "console",
    "web",
    "commands",
    "cli",
    "__main__",
)
# gongwen is of use without the rest: it may be lifted out as it stands, with the room for packages and the records it
# stands on.
ALONE = {
    "package": ("records", "package"),
    "gongwen": ("records", "package", "gongwen"),
    "assess": ("records", "vocabulary", "assess"),
    "vocabulary": ("records", "vocabulary"),
}
MODULES = sorted((ROOT / "reporter").rglob("*.py"))


def stratum(path: Path) -> str:
    return path.relative_to(ROOT / "reporter").parts[0].removesuffix(".py")


@functools.cache
def imported(path: Path) -> set[str]:
    """Dotted names a module imports, at its top or inside a function, relative ones made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + (path.name == "__init__.py")]) if node.level else ""
            name = ".".join(part for part in (base, node.module) if part)
            found.update({name, *(f"{name}.{alias.name}" for alias in node.names)})
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_its_own_stratum_and_those_above(path):
    own = stratum(path)
    if own == "__init__":
        assert not imported(path), "the map of the package imports nothing"
        return
    allowed = ALONE.get(own, STRATA[: STRATA.index(own) + 1])
    used = {name.split(".")[1] for name in imported(path) if name.startswith("reporter.") and name.count(".") >= 1}
    assert used <= set(allowed), f"{path.relative_to(ROOT)} imports {used - set(allowed)}"


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("pandas", {"reporter/assess/merge.py", "reporter/assess/tallies.py"}),
        (
            "jinja2",
            {
                *(f"reporter/documents/{name}.py" for name in ("wording", "template_sandbox", "template_words")),
                "reporter/web/page_templates.py",
            },
        ),
        ("starlette", {f"reporter/web/{name}.py" for name in ("gate", "routes")}),
        ("uvicorn", {"reporter/web/site.py"}),
    ],
)
def test_a_library_is_used_where_the_house_says(library, home):
    users = {
        str(path.relative_to(ROOT)) for path in MODULES if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users == home


def test_the_worker_loads_little_at_its_start():
    """Every command starts it, and it may be started again for each bad file; records alone would double its start."""
    import subprocess
    import sys

    heavy = {"pandas", "openpyxl", "docx", "numpy", "dataclasses", "subprocess", "pickle", "html"}
    code = f"import sys, reporter.intake.worker; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_files_name_is_unique_in_the_tree():
    """Whoever reads a name in a trace or a message knows which module is meant."""
    names = [path.name for path in MODULES if not path.name.startswith("__")]
    assert sorted(names) == sorted(set(names))

"""The package as people install it: what is in it, and that it works from any folder without the tree it came from."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("reporter", "templates", "requirements", "requirements.txt", "pyproject.toml", "setup.py")
TOLD = ("LICENSE", "README.md")
pytestmark = pytest.mark.wheel


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built without a network from a copy of the sources."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip is not installed")
    try:
        builder = importlib.metadata.version("setuptools")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("setuptools is not installed")
    if int(builder.split(".")[0]) < 77:
        pytest.skip(f"setuptools {builder} is too old to build the package")
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    for name in SOURCES + TOLD:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", made, source)
    done = run(*pip, cwd=made)
    assert done.returncode == 0, done.stderr
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory) -> Path:
    """The folder of programs of an environment of its own, with our libraries and the wheel."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    places = {"base": str(home), "platbase": str(home)}
    (Path(sysconfig.get_path("purelib", vars=places)) / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    programs = Path(sysconfig.get_path("scripts", vars=places))
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--no-deps", "--no-index", wheel)
    done = run(*pip, cwd=home)
    assert done.returncode == 0, done.stderr
    return programs


def outputs(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in (home / "output").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_wheel_holds_the_package_and_its_templates(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reporter").rglob("*.py")}
    wanted |= {
        path.relative_to(ROOT).as_posix()
        for folder in ("pages", "static")
        for path in (ROOT / "reporter/web" / folder).iterdir()
    }
    wanted |= {f"reporter/templates/{path.name}" for path in (ROOT / "templates").iterdir()} | {"reporter/py.typed"}
    assert {name for name in held if ".dist-info/" not in name} == wanted
    assert any(name.endswith("/LICENSE") for name in held)


def test_the_wheel_asks_for_what_the_requirements_say(wheel):
    with zipfile.ZipFile(wheel) as package:
        name = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
        told = re.findall(
            r"^Requires-Dist: (\S+?)([<>].*?)(?:; extra == \"(\w+)\")?$", package.read(name).decode(), re.M
        )
    asked = {(library, frozenset(bounds.split(",")), extra) for library, bounds, extra in told}
    said = set()
    for extra, files in (
        ("", ["requirements.txt"]),
        ("web", ["requirements/web.txt"]),
        ("dask", ["requirements/dask.txt"]),
        ("pdf", ["requirements/pdf.txt"]),
        ("test", [f"requirements/{name}.txt" for name in ("test", "pdf", "web", "dask", "lint", "audit")]),
    ):
        for file in files:
            for library, bounds in re.findall(r"^([A-Za-z][\w-]*)(\S+)", (ROOT / file).read_text("utf-8"), re.M):
                said.add((library, frozenset(bounds.split(",")), extra))
    assert asked == said


def test_a_workspace_made_anywhere_works_with_the_installed_program(scripts, tmp_path):
    """`init` gives it all three folders; a month run there is the month that the checkout makes, to the byte."""
    done = run(scripts / "zwgk", "init", "新", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "zwgk sheets --home" in done.stderr
    home = tmp_path / "新"
    assert sorted(path.name for path in home.iterdir()) == ["input", "output", "templates"]
    assert {path.name: path.read_bytes() for path in (home / "templates").iterdir()} == {
        path.name: path.read_bytes() for path in (ROOT / "templates").iterdir()
    }
    shutil.copytree(ROOT / "input", home / "input", dirs_exist_ok=True)
    done = run(scripts / "zwgk", cwd=home)
    assert done.returncode == 1, done.stderr
    shutil.copytree(ROOT / "input", tmp_path / "checkout" / "input")
    run(sys.executable, ROOT / "generate.py", "--home", tmp_path / "checkout", cwd=tmp_path)
    made = outputs(home)
    assert "output/2018-06/通报.docx" in made and made == outputs(tmp_path / "checkout")


def test_templates_that_a_workspace_lacks_are_those_of_the_package(scripts, tmp_path):
    shutil.copytree(ROOT / "input", tmp_path / "input")
    done = run(scripts / "python", "-m", "reporter", "notice", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/2018/通知.docx").exists()

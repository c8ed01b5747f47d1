"""Puts together the folder that runs on a double click, for each target; README.md beside this file says what for.

python bundle/make_bundle.py build [target …] [--python FILE] [--wheels FOLDER] [--out dist]
python bundle/make_bundle.py lists [target …]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON = "3.11"
TARGETS = {
    "windows-x64": ("win_amd64",),
    "linux-x86_64": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    "linux-aarch64": ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"),
}
"""Target → the platforms whose wheels run there; glibc 2.28 is Kylin V10's and UOS 20's."""
NEEDED = ("requirements.txt", "requirements/web.txt", "requirements/pdf.txt")
PROGRAM = (
    "generate.py",
    "LICENSE",
    "README.md",
    "reporter/**/*",
    "templates/*.txt",
    "docs/**/*",
    "input/任务总表.xlsx",
)
LAUNCHED = {"运行月报": "report", "打开网页": "web"}
"""What is clicked on → the command that it starts; JOB and NAME in launchers/start.*."""
_EPOCH = (2000, 1, 1, 0, 0, 0)


def main() -> int:
    """Do what was asked for; 0 when it is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=("build", "lists"))
    parser.add_argument("targets", nargs="*", metavar="target", help="、".join(TARGETS))
    parser.add_argument("--python", type=Path, help="a relocatable Python for the target: .zip or .tar.gz")
    parser.add_argument("--wheels", type=Path, help="a folder that holds the wheels of the list already")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    if wrong := [name for name in given.targets if name not in TARGETS]:
        parser.error(f"no such target: {'、'.join(wrong)}; there are {'、'.join(TARGETS)}")
    for target in given.targets or TARGETS:
        if given.job == "lists":
            (HERE / f"{target}.txt").write_text(new_list(target), encoding="utf-8")
        else:
            print(build(target, given.out, given.python, given.wheels))
    return 0


def new_list(target: str) -> str:
    """The wheels that the requirements come to on a target today, a line each with its SHA-256; pip is one of them."""
    with tempfile.TemporaryDirectory() as folder:
        needed = [part for name in NEEDED for part in ("--requirement", str(ROOT / name))]
        _pip("download", "pip", *needed, *_platform(target), "--dest", folder)
        wheels = sorted(Path(folder).glob("*.whl"))
        return "".join(f"{_pinned(wheel)} --hash=sha256:{_sha256(wheel.read_bytes())}\n" for wheel in wheels)


def build(target: str, out: Path, python: Path | None = None, wheels: Path | None = None) -> Path:
    """The zip of a target's folder, and the folder beside it."""
    files = {f"wheels/{name}": data for name, data in listed_wheels(target, wheels).items()}
    files["wheels/list.txt"] = _list(target).read_bytes()
    files |= program()
    files |= launchers(target)
    if python:
        files |= {f"python/{name}": data for name, data in unpacked(python).items()}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    name = f"政务公开月报-{version}-{target}"
    folder, made = out / name, out / f"{name}.zip"
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        if runs(path):
            (folder / path).chmod(0o755)
    for empty in ("input", "output"):
        (folder / empty).mkdir(exist_ok=True)
    made.write_bytes(zipped(name, files))
    return made


def listed_wheels(target: str, held: Path | None = None) -> dict[str, bytes]:
    """Name → the wheels of a target's list, each as its SHA-256 says; from `held` where that is told."""
    with tempfile.TemporaryDirectory() as folder:
        source = ["--no-index", "--find-links", str(held)] if held else []
        hashed = ["--require-hashes", "--no-deps", "--requirement", str(_list(target))]
        _pip("download", *source, *hashed, *_platform(target), "--dest", folder)
        return {wheel.name: wheel.read_bytes() for wheel in sorted(Path(folder).glob("*.whl"))}


def program() -> dict[str, bytes]:
    """The program itself, the list of tasks that it is shipped with, and what is to be read."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for pattern in PROGRAM
        for path in sorted(ROOT.glob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    }
    return found | {"start.py": (HERE / "start.py").read_bytes()}


def launchers(target: str) -> dict[str, bytes]:
    """What is clicked on; a .bat has Windows' line ends, and so has a text that Windows' 记事本 shows."""
    windows = target.startswith("windows")
    form, end, encoding = (".bat", "\r\n", "ascii") if windows else (".sh", "\n", "utf-8")
    text = (HERE / "launchers" / f"start{form}").read_text("utf-8")
    found = {
        f"{name}{form}": text.replace("JOB", job).replace("NAME", name).replace("\n", end).encode(encoding)
        for name, job in LAUNCHED.items()
    }
    for name in ("先读我.txt", *["no-python.txt"] * windows):
        told = (HERE / "launchers" / name).read_text("utf-8")
        found[name] = ("\ufeff" + told.replace("\n", "\r\n")).encode("utf-8")
    return found


def unpacked(python: Path) -> dict[str, bytes]:
    """Path → content of a relocatable Python, below its one folder where it has one; that of Windows finds us."""
    files = dict(_members(python))
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1:
        files = {name.partition("/")[2]: data for name, data in files.items()}
    for name in files:
        if re.fullmatch(r"python\d+\._pth", name):  # it hears no PYTHONPATH: paths are relative to its own folder
            kept = [line for line in files[name].decode().split() if line != "."]
            files[name] = "\r\n".join([*kept, ".", "..", "..\\lib", ""]).encode()
    return files


def _members(python: Path) -> Iterator[tuple[str, bytes]]:
    if python.suffix == ".zip":
        with zipfile.ZipFile(python) as package:
            for item in package.infolist():
                if not item.is_dir():
                    yield item.filename, package.read(item)
        return
    with tarfile.open(python) as package:
        for member in package.getmembers():
            stream = package.extractfile(member)  # of a link the file it leads to
            if stream is not None:
                yield member.name.removeprefix("./"), stream.read()


def runs(path: str) -> bool:
    """Whether a file of the folder is a program."""
    return path.endswith(".sh") or path.startswith("python/bin/")


def zipped(top: str, files: Mapping[str, bytes]) -> bytes:
    """The zip of a folder: the same files, the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted([*files, "output/"]):
            item = zipfile.ZipInfo(f"{top}/{path}", _EPOCH)
            item.create_system, item.external_attr = 3, (0o755 if runs(path) or path.endswith("/") else 0o644) << 16
            item.compress_type = zipfile.ZIP_STORED if path.endswith(".whl") else zipfile.ZIP_DEFLATED
            package.writestr(item, files.get(path, b""))
    return stream.getvalue()


def _list(target: str) -> Path:
    return HERE / f"{target}.txt"


def _platform(target: str) -> list[str]:
    each = [part for platform in TARGETS[target] for part in ("--platform", platform)]
    return [*each, "--python-version", PYTHON, "--implementation", "cp", "--only-binary=:all:"]


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


def _pinned(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return f"{name.replace('_', '-')}=={version}"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())

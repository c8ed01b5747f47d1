"""Output is replaced as a whole, what people changed is kept, names are safe everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporter.filenames import safe_names
from reporter.workspace import OutputFault, Workspace

ROOT = Path(__file__).resolve().parent.parent
SCOPE = ("a.txt", "orders/")


def commit(home: Path, files: dict[str, bytes], scope=SCOPE):
    workspace = Workspace(home)
    with workspace.writing():
        return workspace.commit("2018-05", files, scope)


def there(home: Path) -> dict[str, bytes]:
    """Every visible file of the month and its bytes."""
    folder = home / "output/2018-05"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_second_run_replaces_what_the_first_made_and_removes_what_is_no_longer_made(tmp_path):
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x", "orders/y.txt": b"y"})
    done = commit(tmp_path, {"a.txt": b"2", "orders/y.txt": b"y"})
    assert there(tmp_path) == {"a.txt": b"2", "orders/y.txt": b"y"}
    assert (done.written, done.kept) == (("output/2018-05/a.txt", "output/2018-05/orders/y.txt"), ())


def test_a_command_leaves_alone_what_another_made(tmp_path):
    commit(tmp_path, {"a.txt": b"1"})
    commit(tmp_path, {"sheets/民政处.xlsx": b"s"}, scope=("sheets/",))
    commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "sheets/民政处.xlsx": b"s"}


def test_a_file_a_person_changed_is_kept_beside_the_new_one(tmp_path):
    commit(tmp_path, {"a.txt": b"1"})
    (tmp_path / "output/2018-05/a.txt").write_bytes(b"edited")
    done = commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "a（人工修改稿）.txt": b"edited"}
    assert done.kept == (("output/2018-05/a.txt", "output/2018-05/a（人工修改稿）.txt"),)
    assert commit(tmp_path, {"a.txt": b"2"}).kept == (), "nothing was changed since"
    (tmp_path / "output/2018-05/a.txt").write_bytes(b"again")
    commit(tmp_path, {"a.txt": b"3"})
    assert there(tmp_path) == {"a.txt": b"3", "a（人工修改稿）.txt": b"edited", "a（人工修改稿2）.txt": b"again"}


def test_a_changed_file_that_is_no_longer_made_is_kept_too(tmp_path):
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x"})
    (tmp_path / "output/2018-05/orders/x.txt").write_bytes(b"edited")
    commit(tmp_path, {"a.txt": b"1"})
    assert there(tmp_path) == {"a.txt": b"1", "orders/x（人工修改稿）.txt": b"edited"}


def test_a_persons_own_file_in_the_folder_stays(tmp_path):
    commit(tmp_path, {"a.txt": b"1"})
    (tmp_path / "output/2018-05/orders").mkdir()
    (tmp_path / "output/2018-05/orders/备忘.txt").write_bytes(b"mine")
    commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "orders/备忘.txt": b"mine"}


def test_without_a_record_nothing_is_taken_for_ours(tmp_path):
    """A folder copied from elsewhere, or a damaged record: whatever differs may be a person's work."""
    commit(tmp_path, {"a.txt": b"1"})
    (tmp_path / "output/2018-05/.生成记录.json").write_text("{", encoding="utf-8")
    commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "a（人工修改稿）.txt": b"1"}


def test_a_refusing_disk_leaves_the_old_output_and_says_so(tmp_path, monkeypatch):
    commit(tmp_path, {"a.txt": b"1"})

    def refuse(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputFault, match="磁盘空间不足"):
        commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"1"}
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-05"]


def test_a_second_run_at_the_same_time_is_turned_away(tmp_path):
    with Workspace(tmp_path).writing(), pytest.raises(OutputFault, match="另一次运行"), Workspace(tmp_path).writing():
        pass


def test_a_run_that_makes_nothing_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), Workspace(tmp_path).writing():
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "output").mkdir()
    with Workspace(tmp_path).writing():
        pass
    assert list((tmp_path / "output").iterdir()) == []


COUNTER = """
import sys, time
from pathlib import Path
from reporter.lock import Lock, Taken
path, held = Path(sys.argv[1]), 0
while held < 40:
    try:
        lock = Lock(path / "lock")
    except Taken:
        time.sleep(0.001)
        continue
    number = int((path / "number").read_text())
    time.sleep(0.001)
    (path / "number").write_text(str(number + 1))
    lock.release()
    held += 1
"""


def test_never_do_two_processes_hold_the_lock_though_each_removes_its_file(tmp_path):
    (tmp_path / "number").write_text("0")
    runs = [subprocess.Popen([sys.executable, "-c", COUNTER, str(tmp_path)], cwd=ROOT) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert (tmp_path / "number").read_text() == "120"


def test_output_that_is_a_file_or_a_link_is_refused_before_the_work(tmp_path):
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(OutputFault, match="不是文件夹"), Workspace(tmp_path).writing():
        pass
    (tmp_path / "output").unlink()
    (tmp_path / "output").symlink_to(tmp_path)
    with pytest.raises(OutputFault, match="链接"), Workspace(tmp_path).writing():
        pass


def test_a_folder_held_open_is_replaced_file_by_file(tmp_path, monkeypatch):
    """On Windows a document open in Word keeps its folder from being renamed; its new version lies beside it."""
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x"})
    real_rename, real_replace = Path.rename, os.replace

    def rename(path, target):
        if path.name == "2018-05":
            raise PermissionError(13, "in use")
        return real_rename(path, target)

    def replace(old, new):
        if Path(new).name == "a.txt":
            raise PermissionError(13, "in use")
        return real_replace(old, new)

    monkeypatch.setattr("reporter.replacing._exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(os, "replace", replace)
    done = commit(tmp_path, {"a.txt": b"2", "orders/y.txt": b"y"})
    assert done.beside == (("output/2018-05/a.txt", "output/2018-05/a（新）.txt"),)
    assert there(tmp_path) == {"a.txt": b"1", "a（新）.txt": b"2", "orders/y.txt": b"y"}


def test_where_folders_cannot_change_places_at_once_the_old_one_comes_back_after_a_crash(tmp_path):
    commit(tmp_path, {"a.txt": b"1"})
    (tmp_path / "output/2018-05").rename(tmp_path / "output/.替换中-2018-05")
    (tmp_path / "output/.生成中-2018-05").mkdir()
    with Workspace(tmp_path).writing():
        assert there(tmp_path) == {"a.txt": b"1"}


def test_an_exchange_that_fails_halfway_is_rolled_back_and_the_next_run_goes_on(tmp_path, monkeypatch):
    """The old one is aside and the new one cannot take its place: the old one comes back, a person's changes in it."""
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x"})
    (tmp_path / "output/2018-05/a.txt").write_bytes(b"edited")
    real = Path.rename

    def rename(path, target):
        if path.name.startswith(".生成中"):
            raise OSError(5, "Input/output error")
        return real(path, target)

    monkeypatch.setattr("reporter.replacing._exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputFault):
        commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"edited", "orders/x.txt": b"x"}
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-05"], "nothing half made stays"
    monkeypatch.undo()
    commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "a（人工修改稿）.txt": b"edited"}


WRITER = """
import sys
from pathlib import Path
from reporter.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
round = 0
while True:
    round += 1
    with workspace.writing():
        files = {f"{n}.txt": str(round).encode() * 2000 for n in range(12)}
        workspace.commit("2018-05", files, files)
"""


def test_a_run_killed_at_any_moment_leaves_the_old_output_or_the_new(tmp_path):
    commit(tmp_path, {f"{number}.txt": b"0" for number in range(12)}, [f"{number}.txt" for number in range(12)])
    for attempt in range(12):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], cwd=ROOT)
        time.sleep(0.12 + 0.007 * attempt)
        process.kill()
        process.wait()
        found = there(tmp_path)
        assert len(found) == 12
        assert len(set(found.values())) == 1, "a mixture of two runs"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\x",
        "CON",
        "com1.txt",
        "a:b*c?",
        "尾点.",
        "空格 ",
        "",
        ".",
        "..",
        "换\n行",
        "x" * 300,
        "长" * 100,
        "\u202e反",
        "\ud800",
        "a/b",
        "a\\b",
        "|",
        "\x00",
    ],
)
def test_a_hostile_name_becomes_a_safe_one(name):
    stem = safe_names([name])[name]
    assert stem
    assert not set(stem) & set('\\/:*?"<>|\x00\n')
    assert stem not in (".", "..")
    assert stem.rstrip(" .") == stem
    assert len(stem.encode("utf-8")) < 100
    assert stem.upper().split(".")[0] not in {"CON", "COM1"}


def test_good_names_stay_and_no_two_names_meet():
    assert safe_names(["民政处", "文化体育与民族宗教处"]) == {
        "民政处": "民政处",
        "文化体育与民族宗教处": "文化体育与民族宗教处",
    }
    found = safe_names(["a处", "A处", "a/处", "a:处"])
    assert len({stem.casefold() for stem in found.values()}) == 4

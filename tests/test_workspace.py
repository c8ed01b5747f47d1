"""Output is replaced as a whole, what people changed is kept, names are safe everywhere."""

from __future__ import annotations

import functools
import inspect
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporter import disk
from reporter.disk import below, remove_tree
from reporter.filenames import safe_names
from reporter.intake.folder import list_input
from reporter.replacing import put_in_place
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


@pytest.mark.skipif(sys.platform != "linux", reason="the others sync each file by itself")
@pytest.mark.parametrize("answer", ["done", "no space", "not there"])
def test_very_many_files_are_synced_together_or_each_by_itself(tmp_path, monkeypatch, answer):
    """Whatever the disk answers, in their place are files that it holds, or the old ones."""
    commit(tmp_path, {"a.txt": b"1"})
    files, synced, real = {"a.txt": b"2"} | {f"orders/{number}.txt": b"2" for number in range(6)}, [], os.fsync

    def together(handle):
        if answer == "no space":
            raise OSError(28, "No space left on device")
        return answer == "done"

    def alone(handle):
        synced.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        real(handle)

    monkeypatch.setattr(disk, "_MANY", 5)
    monkeypatch.setattr(disk, "_sync_together", together)
    monkeypatch.setattr(os, "fsync", alone)
    if answer == "no space":
        with pytest.raises(OutputFault, match="磁盘空间不足"):
            commit(tmp_path, files)
        assert there(tmp_path) == {"a.txt": b"1"}
    else:
        commit(tmp_path, files)
        assert there(tmp_path) == files
    assert ({Path(path).name for path in files} <= {*synced}) is (answer == "not there")


@pytest.mark.skipif(sys.platform != "linux", reason="the others sync each file by itself")
def test_a_file_system_is_synced_or_says_that_it_cannot_be(tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    assert disk._sync_together(handle) in (True, False)
    os.close(handle)
    assert not disk._sync_together(handle)


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


MONTH = "output/2018-05"


def save(path: Path, data: bytes, *, in_place: bool) -> None:
    """Save as one program does, into the file itself, or as Word does, a new one in its place."""
    if in_place:
        path.write_bytes(data)
    else:
        path.with_name("~new").write_bytes(data)
        path.with_name("~new").replace(path)


def person_at_work(folder: Path, in_place: bool) -> None:
    """What a person does in the month's folder while a run is writing."""
    save(folder / "a.txt", b"edited", in_place=in_place)
    save(folder / "orders/x.txt", b"edited too", in_place=in_place)
    save(folder / "orders/same.txt", b"mine now", in_place=in_place)
    save(folder / "memo.txt", b"longer memo", in_place=in_place)
    (folder / "new.txt").write_bytes(b"new")
    (folder / "mine/deep").mkdir(parents=True)
    (folder / "mine/deep/n.txt").write_bytes(b"n")
    (folder / "mine/empty").mkdir()
    (folder / "gone.txt").unlink()


@pytest.fixture(params=["hard links", "no hard links", "no exchange"])
def drive(request, monkeypatch):
    """Each kind of file system: what it cannot do is refused."""

    def refuse(*_, **__):
        raise OSError(95, "Operation not supported")

    if request.param == "no hard links":
        monkeypatch.setattr(os, "link", refuse)
    if request.param == "no exchange":
        monkeypatch.setattr("reporter.replacing._exchange", lambda *_: False)
    return request.param


def meanwhile(monkeypatch, act) -> None:
    """Have a person act after the new folder was built, just before it takes its place."""
    real = put_in_place

    def late(target, *others, **ways):
        act(target)
        return real(target, *others, **ways)

    monkeypatch.setattr("reporter.workspace.put_in_place", late)


@pytest.mark.parametrize("in_place", [True, False])
def test_what_a_person_does_while_the_run_writes_is_carried_over(tmp_path, monkeypatch, drive, in_place):
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x", "orders/same.txt": b"s"})
    for name in ("memo.txt", "gone.txt"):
        (tmp_path / MONTH / name).write_bytes(b"memo")
    meanwhile(monkeypatch, lambda folder: person_at_work(folder, in_place))
    done = commit(tmp_path, {"a.txt": b"2", "orders/same.txt": b"s"})
    found = there(tmp_path)
    assert found.pop("gone.txt") == b"memo", "taken along already: rather there than lost"
    same = {found.pop("orders/same.txt"), found.pop("orders/same（人工修改稿）.txt", b"mine now")}
    assert same <= {b"s", b"mine now"} and b"mine now" in same
    assert found == {
        "a.txt": b"2",
        "a（人工修改稿）.txt": b"edited",
        "orders/x（人工修改稿）.txt": b"edited too",
        "memo.txt": b"longer memo",
        "new.txt": b"new",
        "mine/deep/n.txt": b"n",
    }
    assert (tmp_path / MONTH / "mine/empty").is_dir()
    assert ("output/2018-05/a.txt", "output/2018-05/a（人工修改稿）.txt") in done.kept and done.left == ()
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-05"]
    assert {path.name for path in (tmp_path / MONTH).glob(".*")} == {".生成记录.json"}


def test_what_a_person_changed_before_and_changes_again_meanwhile_is_kept_as_it_is_last(tmp_path, monkeypatch, drive):
    commit(tmp_path, {"a.txt": b"1"})
    (tmp_path / MONTH / "a.txt").write_bytes(b"edited")
    meanwhile(monkeypatch, lambda folder: save(folder / "a.txt", b"edited again", in_place=False))
    commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2", "a（人工修改稿）.txt": b"edited again"}


def test_a_run_killed_after_the_change_of_places_is_looked_after_by_the_next(tmp_path, monkeypatch, drive):
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x"})

    def die(*_):
        raise SystemExit

    monkeypatch.setattr("reporter.replacing.settle", die)
    meanwhile(monkeypatch, lambda folder: (folder / "a.txt").write_bytes(b"edited"))
    with pytest.raises(SystemExit):
        commit(tmp_path, {"a.txt": b"2"})
    assert there(tmp_path) == {"a.txt": b"2"}
    with Workspace(tmp_path).writing() as left:
        assert list(left) == []
    assert there(tmp_path) == {"a.txt": b"2", "a（人工修改稿）.txt": b"edited"}
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-05"]


def test_an_old_folder_that_cannot_be_cleared_is_named_and_in_nobodys_way(tmp_path, monkeypatch):
    commit(tmp_path, {"a.txt": b"1"})

    def refuse(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("reporter.replacing.settle", refuse)
    done = commit(tmp_path, {"a.txt": b"2"})
    monkeypatch.undo()
    assert done.left == ("output/2018-05（没能清除的旧文件1）",) and (tmp_path / done.left[0] / "a.txt").exists()
    assert commit(tmp_path, {"a.txt": b"3"}).left == () and there(tmp_path) == {"a.txt": b"3"}
    assert (tmp_path / done.left[0] / "a.txt").read_bytes() == b"1"


def test_rights_of_folders_and_a_persons_empty_folders_stay(tmp_path):
    commit(tmp_path, {"a.txt": b"1", "orders/x.txt": b"x"})
    folder = tmp_path / MONTH
    (folder / "待办/空").mkdir(parents=True)
    folder.chmod(0o2770)
    (folder / "orders").chmod(0o750)
    (folder / "待办").chmod(0o700)
    commit(tmp_path, {"a.txt": b"2", "orders/x.txt": b"y"})
    rights = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("", "orders", "待办")]
    assert rights == [0o2770, 0o750, 0o700] and (folder / "待办/空").is_dir()
    commit(tmp_path, {"a.txt": b"2"})
    assert not (folder / "orders").exists(), "a folder that only ours were in goes with them"


@pytest.mark.parametrize("drawn", [".", "orders", "orders/deep"])
def test_nothing_is_written_through_a_link(tmp_path, drawn):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "deep").mkdir(parents=True)
    link = tmp_path / "home" / MONTH / drawn
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    with pytest.raises(OutputFault, match=f"{link.name} 是一个链接"):
        commit(tmp_path / "home", {"orders/deep/x.txt": b"x"})
    assert [path.name for path in elsewhere.rglob("*")] == ["deep"]


def test_what_stands_where_a_file_of_ours_must_gives_way(tmp_path):
    folder = tmp_path / MONTH
    (folder / "a.txt/inner").mkdir(parents=True)
    (folder / "a.txt/inner/n").write_bytes(b"n")
    (folder / "orders").write_bytes(b"a file")
    os.mkfifo(folder / "b.txt")
    done = commit(tmp_path, {"a.txt": b"1", "b.txt": b"2", "orders/x.txt": b"x"}, ("a.txt", "b.txt", "orders/"))
    assert there(tmp_path) == {
        "a.txt": b"1",
        "a（人工修改稿）.txt/inner/n": b"n",
        "b.txt": b"2",
        "orders/x.txt": b"x",
        "orders（人工修改稿）": b"a file",
    }
    assert (folder / "b（人工修改稿）.txt").is_fifo() and len(done.kept) == 3


def test_folders_may_lie_deeper_than_calls_may_be_nested(tmp_path, request):
    """Whoever goes down by calling itself comes to an end; what a thousand folders cost is another thing."""
    request.addfinalizer(functools.partial(sys.setrecursionlimit, sys.getrecursionlimit()))
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    deep = "/".join("d" * 300)
    for root in (tmp_path / MONTH, tmp_path / "input"):
        folder = root
        folder.mkdir(parents=True)
        for name in deep.split("/"):
            folder = folder / name
            folder.mkdir()
        (folder / "x.txt").write_bytes(b"x")
    try:
        assert [found.name for found in list_input(tmp_path)] == [f"input/{deep}/x.txt"]
        for content in (b"1", b"2"):
            commit(tmp_path, {"a.txt": content})
            found = below(tmp_path / MONTH)
            assert set(found.files) == {".生成记录.json", "a.txt", f"{deep}/x.txt"} and len(found.folders) == 300
        assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-05"]
    finally:
        for root in (tmp_path / MONTH, tmp_path / "input"):
            remove_tree(root)


def test_a_link_of_the_locks_name_is_not_followed(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/.锁").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputFault, match="链接"), Workspace(tmp_path).writing():
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_new_workspace_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    home = tmp_path / "home"
    files = {home / "templates/a.txt": b"a", home / "input/任务总表.xlsx": b"m"}
    real = os.fsync

    def refuse(handle):
        if "任务总表" in os.readlink(f"/proc/self/fd/{handle}"):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputFault, match="磁盘空间不足"):
        Workspace(home).make(files)
    assert not home.exists() or list(home.rglob("*")) == []
    monkeypatch.undo()
    Workspace(home).make(files)
    assert sorted(path.name for path in home.rglob("*.*")) == ["a.txt", "任务总表.xlsx"]


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


@pytest.mark.parametrize("turn", [1, -1])
def test_a_name_that_looks_like_anothers_safe_one_keeps_apart_from_it(turn):
    names = ["a/处", safe_names(["a/处"])["a/处"]][::turn]
    assert len(set(safe_names(names).values())) == 2


# --- what was signed -------------------------------------------------------------------------------------------------


def put_issued(home: Path, files: dict[str, bytes], renamed=()) -> dict[str, bytes]:
    """Put records into input/已印发; every file there afterwards, hidden ones too."""
    workspace = Workspace(home)
    (home / "input").mkdir(exist_ok=True)
    with workspace.writing():
        workspace.put_issued(files, dict(renamed))
    return issued_below(home)


def issued_below(home: Path) -> dict[str, bytes]:
    folder = home / "input/已印发"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


FIRST = {"2018-05.xlsx": b"1", "2018-05/a.docx": b"a"}
SECOND = {"2018-05.xlsx": b"2", "2018-05/b.docx": b"b"}
ASIDE = {"2018-05.xlsx": "2018-05（第1次）.xlsx", "2018-05": "2018-05（第1次）"}


def test_an_older_record_keeps_its_bytes_under_its_new_name(tmp_path):
    assert put_issued(tmp_path, FIRST) == FIRST
    assert put_issued(tmp_path, SECOND, ASIDE) == {
        **SECOND,
        "2018-05（第1次）.xlsx": b"1",
        "2018-05（第1次）/a.docx": b"a",
    }


def test_records_that_cannot_be_put_in_place_leave_those_that_were_there(tmp_path, monkeypatch):
    put_issued(tmp_path, FIRST)

    def refuse(*_, **__):
        raise PermissionError(13, "open in Excel")

    monkeypatch.setattr("reporter.workspace.put_in_place", refuse)
    with pytest.raises(OutputFault):
        put_issued(tmp_path, SECOND, ASIDE)
    assert issued_below(tmp_path) == FIRST and [path.name for path in (tmp_path / "input").iterdir()] == ["已印发"]


def test_what_an_interrupted_issue_left_is_cleared_by_the_next_run(tmp_path):
    put_issued(tmp_path, FIRST)
    (tmp_path / "input/.生成中-已印发").mkdir()
    (tmp_path / "input/.生成中-已印发/2018-05.xlsx").write_bytes(b"half")
    with Workspace(tmp_path).writing():
        pass
    assert issued_below(tmp_path) == FIRST and [path.name for path in (tmp_path / "input").iterdir()] == ["已印发"]


def test_records_that_an_interrupted_issue_had_moved_away_come_back(tmp_path):
    put_issued(tmp_path, FIRST)
    (tmp_path / "input/已印发").rename(tmp_path / "input/.替换中-已印发")
    with Workspace(tmp_path).writing():
        pass
    assert issued_below(tmp_path) == FIRST

"""A clerk's own kinds of documents: a file in templates/ is all it takes, in a month, a year and a proof."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from reporter.documents.document_kind import Templates, read_template, templates_of
from reporter.documents.fault import TemplateFault
from reporter.gongwen.verify import number_and_date, verify
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.recognise import recognise
from reporter.workspace import OutputFault, Workspace

from .masters import ROOT
from .proofs import made, remarks
from .shipped_kinds import FILES, KINDS, TEXTS
from .terminal import run

GUIDE = TEXTS["说明"].partition("从“文种”到“特此通知。”存成 整改通知.txt：\n")[2].strip() + "\n"
"""The whole example of the guide, which is 整改通知.txt."""

BRIEF = """文种：工作简报
文件名：工作简报
范围：月
标志：政务公开工作简报
——
标题：{{ 报送期 }}政务公开工作简报

截至{{ 截至日|日期 }}，{{ 单位任务总数 }}项单位任务中已完成{{ 单位任务完成数 }}项。得分如下表。

［表：得分］
"""
MINUTES = """文种：会议纪要
文件名：纪要/{{ 报送期 }}
范围：月
何时生成：红灯单位
形式：纪要
发文字号：无
——
标题：政务公开工作推进会会议纪要
出席：{{ 红灯单位|名单(0, '') }}
列席：综合处

会议听取了{{ 报送期 }}工作进展情况汇报。
会议决定，{{ 红灯单位|名单 }}限期整改。
""".replace("纪要/{{ 报送期 }}", "会议纪要")
ORDER = """文种：公布令
文件名：公布令
范围：月
形式：令
——
政务公开工作规定已经审议通过，截至{{ 截至日|日期 }}完成任务{{ 任务完成数 }}项，现予公布。
"""
LETTER = """文种：商洽函
文件名：商洽函
范围：月
形式：信函
——
标题：关于商请提供材料的函
主送：{{ 上报机关 }}

请提供{{ 报送期 }}有关材料。
"""
YEARLY = """文种：年度整改通知
文件名：年度整改通知（{{ 单位 }}）
范围：年·单位
何时生成：扣分数 > 0
——
标题：年度整改通知
主送：{{ 单位 }}

你单位总分{{ 总分|分 }}分，扣分{{ 扣分数 }}处。

［表：得分］
"""
CIRCULAR = """文种：补充通知
文件名：补充通知
范围：通知
——
标题：补充通知
主送：{{ 主送 }}

请按要求落实{{ 任务总数 }}项任务。
"""


def workspace(home: Path, **templates: str) -> Path:
    """The shipped input with these templates of a clerk's own."""
    shutil.copytree(ROOT / "input", home / "input")
    (home / "templates").mkdir()
    for name, text in templates.items():
        (home / "templates" / f"{name}.txt").write_text(text, encoding="utf-8")
    return home


# --- a month --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """(workspace, finished run, JSON) of June with five kinds of the clerk's own and a file without a head."""
    home = workspace(
        tmp_path_factory.mktemp("kinds"),
        **{"整改通知": GUIDE, "工作简报": BRIEF, "会议纪要": MINUTES, "公布令": ORDER, "商洽函": LETTER},
        落款="联系人见附件。\n",
    )
    done = run(home, "report", "--proof", "--json")
    return home, done, json.loads(done.stdout)


def own(files: dict[str, bytes], *names: str) -> set[str]:
    """Of these files the documents whose path has one of the names in it."""
    return {path for path in files if any(name in path for name in names)}


def test_a_file_in_templates_is_all_a_kind_takes(month):
    home, done, told = month
    assert done.returncode == 1, done.stderr
    files = made(home, "2018-06")
    red = {path.removeprefix("督办通知单/") for path in files if path.startswith("督办通知单/")}
    assert red and len(red) < 9, "some departments have red duties and some have none"
    notices = {f"整改通知/{name}" for name in red}
    assert notices | {"工作简报.docx", "会议纪要.docx"} <= set(files)
    copies = {
        f"核对稿/{path.removesuffix('.docx')}（核对稿）.docx" for path in notices | {"工作简报.docx", "会议纪要.docx"}
    }
    assert own(files, "整改通知", "工作简报", "会议纪要") == notices | copies | {"工作简报.docx", "会议纪要.docx"}
    assert set(told["outputs"]) == {f"output/2018-06/{path}" for path in files}, "what is said is what lies there"


def test_its_documents_are_of_the_standard(month):
    files = made(month[0], "2018-06")
    for path in own(files, "整改通知/", "工作简报.docx", "会议纪要.docx", "公布令.docx", "商洽函.docx"):
        if not path.startswith("核对稿/"):
            assert verify(files[path]) == (), path


def test_a_proof_follows_its_figures(month):
    home, done, _ = month
    assert re.search(r"数据校核：共\d+处数字，全部一致。", done.stderr)
    files = made(home, "2018-06")
    copy = files["核对稿/整改通知/教育处（核对稿）.docx"]
    assert any("教育处红灯任务数" in line for item in remarks(copy) for line in item.lines)
    assert {item.line("核对").partition("，")[2][:2] for item in remarks(copy)} == {"一致"}


def test_a_number_is_made_of_what_its_form_has(month):
    files = made(month[0], "2018-06")
    numbers = {name: number_and_date(files[f"{name}.docx"]) for name in ("工作简报", "公布令", "商洽函")}
    assert all(day is not None for _, day in numbers.values())
    seen = {name: recognise(read(files[f"{name}.docx"])).number.text.strip() for name in numbers}
    assert seen == {"工作简报": "淮开社发〔2018〕　号", "公布令": "第　号", "商洽函": "淮开社函〔2018〕　号"}


def test_a_file_without_a_head_is_no_kind_and_named(month):
    _, _, told = month
    assert [(item["code"], item["level"], item["file"]) for item in told["problems"] if item["code"] == "T901"] == [
        ("T901", "示", "templates/落款.txt")
    ]


def test_a_vanished_kind_leaves_nothing_but_what_a_person_changed(month):
    """Switched off by its condition, or its file deleted: the next run clears what the program made of it."""
    home = month[0]
    folder, templates = home / "output/2018-06", home / "templates"
    (folder / "工作简报.docx").write_bytes(b"edited")
    (folder / "整改通知" / "备忘.txt").write_bytes(b"mine")
    templates.joinpath("工作简报.txt").unlink()
    templates.joinpath("会议纪要.txt").unlink()
    templates.joinpath("整改通知.txt").write_text(GUIDE.replace("红灯 > 0", "红灯 > 99"), encoding="utf-8")
    assert run(home, "sheets", "--period", "2018-06").returncode == 0
    assert {"会议纪要.docx", "整改通知/教育处.docx"} <= set(made(home, "2018-06")), "another command leaves them alone"
    listed = run(home, "report", "-n")
    assert "通报.docx" in listed.stderr and not re.search("会议纪要|整改通知", listed.stderr)
    assert run(home, "report").returncode == 1
    files = made(home, "2018-06")
    assert own(files, "整改通知", "工作简报", "会议纪要") == {"工作简报（人工修改稿）.docx", "整改通知/备忘.txt"}
    assert any(path.startswith("填报表/") for path in files) and "通报.docx" in files


# --- a year, and the notice -------------------------------------------------------------------------------------------


def test_kinds_of_the_year_and_of_the_notice_stand_side_by_side(tmp_path):
    home = workspace(tmp_path, 年度整改通知=YEARLY, 补充通知=CIRCULAR)
    assert run(home, "notice").returncode == 0
    done = run(home, "annual", "--proof")
    assert done.returncode == 1 and "全部一致" in done.stderr, done.stderr
    files = made(home, "2018")
    letters = {path for path in files if path.startswith("年度整改通知（")}
    assert letters and "补充通知.docx" in files and "通知.docx" in files
    assert {f"核对稿/{path.removesuffix('.docx')}（核对稿）.docx" for path in letters} <= set(files)
    archived = set(zipfile.ZipFile(io.BytesIO(files["归档.zip"])).namelist())
    assert {"templates/年度整改通知.txt", *letters} <= archived
    (home / "templates/年度整改通知.txt").unlink()
    (home / "templates/补充通知.txt").unlink()
    assert run(home, "notice").returncode == 0
    assert "补充通知.docx" not in made(home, "2018")
    assert run(home, "annual").returncode == 1
    files = made(home, "2018")
    assert not own(files, "年度整改通知", "补充通知", "核对稿") and "通知.docx" in files


# --- the head -------------------------------------------------------------------------------------------------------


def kinds(**templates: str) -> Templates:
    """The templates of a workspace with these files."""
    return templates_of(FILES, {name: text.encode() for name, text in templates.items()})


def test_the_shipped_kinds_say_all_of_themselves():
    on_demand = {name for name, kind in KINDS.items() if "选用" in kind.condition}
    assert on_demand == {"整改通知", "函", "会议纪要", "工作简报", "表扬通报"}
    assert [name for name in KINDS if name not in on_demand] == [
        *(
            "通知",
            "通报",
            "考核报告",
            "督办通知单",
            "年度考核报告",
            "考核结果通报",
            "征求意见稿",
            "催报",
            "单位一页纸",
            "领导阅示",
        )
    ]
    assert {name for name, kind in KINDS.items() if kind.upwards} == {"考核报告", "年度考核报告"}
    assert kinds().headless == ()


def test_a_name_of_ours_without_a_head_keeps_its_words_and_takes_our_head():
    found = kinds(通报="标题：改过的标题\n正文。")
    assert dict(found.texts)["通报"] == "标题：改过的标题\n正文。"
    assert found.kinds == kinds().kinds and found.headless == ()


HEAD = "文种：整改通知\n文件名：整改通知\n范围：月\n"
FAULTS = [
    (HEAD.replace("范围：月", "范围：每月") + "——\n", 3, "每月.*是不是想写“月"),
    (HEAD + "形式：令\n——\n", 1, "没有以“令”结尾"),
    (HEAD + "形试：信函\n——\n", 4, "形试.*是不是想写“形式”"),
    (HEAD + "形式：函件\n——\n", 4, "函件.*信函"),
    (HEAD + "范围：年\n——\n", 4, "范围”写了两次"),
    (HEAD + "标题：题\n正文。", 1, "文件头没有结束"),
    (HEAD + "这一行没有冒号\n——\n", 4, "这一行没有冒号"),
    (HEAD.replace("文件名：整改通知\n", "") + "——\n", 1, "没有写文件名"),
    (HEAD.replace("文件名：整改通知", "文件名：整改通知/{{ 单位 }}") + "——\n", 2, "不能有"),
    (HEAD.replace("范围：月", "范围：月·单位") + "——\n", 2, "没有"),
    (HEAD.replace("文件名：整改通知", "文件名：{{ 报送期 }}简报") + "——\n", 2, "{{ 报送期 }}"),
    (HEAD.replace("文件名：整改通知", "文件名：../整改通知") + "——\n", 2, "有一段是空的"),
    (HEAD.replace("文件名：整改通知", "文件名：通报") + "——\n", 2, "文件名“通报”.*templates/通报.txt"),
    (HEAD.replace("文种：整改通知", "文种：通报") + "——\n", 1, "文种“通报”.*templates/通报.txt"),
    (HEAD + "何时生成：{% if 红灯 %}\n——\n", 4, "大括号"),
    (HEAD + "发文字号：不要\n——\n", 4, "不要.*有.*无"),
    (HEAD + "顺序：第一\n——\n", 4, "第一"),
    (HEAD + "共用要素：主送\n——\n", 4, "主送"),
]


@pytest.mark.parametrize(("text", "line", "told"), FAULTS)
def test_a_fault_of_a_head_is_told_with_file_line_and_the_word_meant(text, line, told):
    with pytest.raises(TemplateFault, match=rf"templates/整改通知\.txt 第{line}行：.*{told}"):
        kinds(整改通知=text)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("红登 > 0", "不认识“红登”.*是不是想写“红灯"),
        ("红灯 >", "写法有误：大括号里的话没有写完"),
        ("红灯|个个", "没有“|个个”这种写法".replace("|", r"\|")),
    ],
)
def test_a_fault_of_a_condition_is_told_at_its_line_and_nothing_is_made(tmp_path, condition, told):
    home = workspace(tmp_path, 整改通知=GUIDE.replace("红灯 > 0", condition))
    done = run(home, "report")
    assert done.returncode == 2 and not list((home / "output").glob("*")), done.stderr
    assert re.search(rf"templates/整改通知\.txt 第4行：.*{told}", done.stderr), done.stderr


def test_a_fault_of_a_head_stops_every_run_that_makes_documents(tmp_path):
    home = workspace(tmp_path, 整改通知=GUIDE.replace("范围：月·单位", "范围：月·部门"))
    for command in ("report", "annual", "notice"):
        done = run(home, command, "--json")
        assert done.returncode == 2 and "月·部门" in json.loads(done.stdout)["error"]
    clash = GUIDE.replace("整改通知/{{ 单位 }}", "退改/{{ 单位 }}")
    (home / "templates/整改通知.txt").write_text(clash, encoding="utf-8")
    done = run(home, "report")
    assert done.returncode == 2 and "退改" in done.stderr


def test_lines_of_a_template_are_counted_from_the_beginning_of_its_file():
    text = read_template("整改通知", GUIDE.replace("\n", "\r\n")).text.split("\n")
    assert text[GUIDE.split("\n").index("特此通知。")] == "特此通知。" and not any(text[:6])


NAMES = ["民政处", "a/b处", "CON", "..", "民政处 ", "Ａ" * 60]


@pytest.mark.parametrize(
    "path",
    [
        "{{ 单位 }}",
        "整改/{{ 单位 }}",
        "整改（{{单位}}）",
        "{{ 单位 }}/整改:通知",
        "C:\\{{ 单位 }}.docx",
        "con/{{ 单位 }}",
    ],
)
def test_the_path_of_a_document_is_safe_and_its_own_and_owned(path):
    text = HEAD.replace("文件名：整改通知", f"文件名：{path}").replace("范围：月", "范围：月·单位") + "——\n"
    kind = read_template("整改通知", text).kind
    paths = kind.paths(NAMES)
    assert list(paths) == NAMES and len({item.casefold() for item in paths.values()}) == len(NAMES)
    for item in paths.values():
        assert item.endswith(".docx") and not item.startswith("/")
        for part in item.removesuffix(".docx").split("/"):
            assert part.strip(" .") == part != "" and not re.search(r'[\\:*?"<>|]', part) and part.upper() != "CON"
        assert any(item == own or (own.endswith("/") and item.startswith(own)) for own in kind.owned(NAMES))


# --- the commit -----------------------------------------------------------------------------------------------------


def test_a_file_that_the_run_does_not_own_stops_it_before_anything_is_changed(tmp_path):
    space = Workspace(tmp_path)
    with space.writing():
        space.commit("2018-06", {"通报.docx": b"1"}, ("通报.docx",))
        with pytest.raises(OutputFault, match=r"工作简报\.docx"):
            space.commit("2018-06", {"通报.docx": b"2", "工作简报.docx": b"2"}, ("通报.docx",))
    assert made(tmp_path, "2018-06") == {"通报.docx": b"1"}


def test_what_the_disk_did_not_keep_as_it_was_written_is_not_put_in_place(tmp_path, monkeypatch):
    from reporter import disk

    space, write = Workspace(tmp_path), disk.write_through
    with space.writing():
        space.commit("2018-06", {"a.txt": b"1"}, ("a.txt",))
        monkeypatch.setattr(disk, "write_through", lambda path, data: write(path, data[:-1]))
        with pytest.raises(OutputFault, match=r"a\.txt"):
            space.commit("2018-06", {"a.txt": b"22"}, ("a.txt",))
    assert made(tmp_path, "2018-06") == {"a.txt": b"1"}
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2018-06"]


def test_a_file_that_is_named_wins_over_the_folder_it_would_lie_in(tmp_path):
    space = Workspace(tmp_path)
    with space.writing():
        space.commit("2018", {"函件/总.docx": b"n"}, ("函件/总.docx",), ("函件/",))
        space.commit("2018", {"函件/甲.docx": b"y"}, ("函件/",), ("函件/总.docx",))
        space.commit("2018", {}, ("函件/总.docx",), ("函件/",))
    assert made(tmp_path, "2018") == {"函件/甲.docx": b"y"}


# --- each thing is said once ------------------------------------------------------------------------------------------

STAGE = "征求意见稿"
"""Also the word for the year's set before objections (`terms.DRAFT`), and so in titles of columns."""


def test_a_kind_is_named_in_its_template_alone():
    """No string of the program is the name of a kind, nor begins a path or an element with one."""
    names = set(KINDS) - {"通知", "函", STAGE}  # 通知 is the name of a scope as well, 函 the end of a letter's code
    found = {}
    for path in sorted((ROOT / "reporter").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        said = {
            text for text in texts for name in names if re.fullmatch(rf"{name}(\.docx|/.*|发文字号|成文日期)?", text)
        }
        if said:
            found[path.relative_to(ROOT).as_posix()] = said
    assert found == {
        "reporter/intake/notice/proposals.py": {"通报"},  # what a task asks for: 通报 ≥ 1 次, no kind
        "reporter/draft/set_draft.py": {"会议纪要"},  # what the mark of anybody's minutes ends in
    }


def test_a_template_that_is_no_file_is_named(tmp_path):
    """A pipe would keep the run waiting."""
    home = workspace(tmp_path)
    (home / "templates").mkdir(exist_ok=True)
    os.mkfifo(home / "templates/通报.txt")
    done = run(home, "report")
    assert done.returncode == 2 and "通报.txt：这里的不是文件" in done.stderr

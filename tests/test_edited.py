"""`verify --figures`: a changed figure is found, another wording is no finding (contract, section 10)."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections import Counter

import docx
import pytest

from reporter.checking import check_files
from reporter.gongwen.word import render
from reporter.pipeline.edited_run import Holder
from reporter.proof.edited import CHANGED, SAME, UNKNOWN, compare, units
from reporter.proof.figure_tokens import DATE, DEPARTMENT, NUMBER, TASK, Names, tokens
from reporter.vocabulary.model import Period
from reporter.workspace import Workspace

from .builders import zipped
from .masters import ROOT
from .rendering import convert, need_renderer
from .rewordings import DEPARTMENTS, ORIGINAL, REWORDINGS, TASKS
from .terminal import run

NAMES = Names(((name, ()) for name in DEPARTMENTS), TASKS)


def compared(*texts):
    """What becomes of the tokens of these texts, held against the bulletin."""
    return compare(numbered(ORIGINAL), numbered(texts))


def numbered(texts):
    """The units of texts, each at its number."""
    return units(((text, str(place)) for place, text in enumerate(texts)), NAMES)


def findings(found):
    """(text, verdict) of all that is not the same."""
    return [(item.text, item.verdict) for item in found.said if item.verdict != SAME]


def test_there_are_fifty_rewordings():
    assert len(set(REWORDINGS)) == len(REWORDINGS) == 50


@pytest.mark.parametrize(("old", "new"), REWORDINGS)
def test_another_wording_is_no_finding(old, new):
    found = compared(*(text for own in ORIGINAL for text in (new if own == old else (own,))))
    assert findings(found) == []
    assert [token.what for _, token in found.missing] == []


def test_all_of_them_at_once_in_another_order_are_none():
    last = {old: new for old, new in REWORDINGS}
    texts = [text for own in ORIGINAL for text in last.get(own, (own,))]
    found = compared(*texts[:1], *reversed(texts[1:]))
    assert [item for item in findings(found) if item[1] == CHANGED] == []


PLANTED = 100


def planted(seed):
    """(what changed, texts, number of the text) of so many changes of one token each."""
    chance = random.Random(seed)
    places = [(number, token) for number, text in enumerate(ORIGINAL) for token in tokens(text, NAMES)]
    made = []
    while len(made) < PLANTED:
        number, token = chance.choice(places)
        text = ORIGINAL[number]
        old = text[token.start : token.end]
        new = changed(token, old, chance)
        if new != old:
            texts = [*ORIGINAL]
            texts[number] = text[: token.start] + new + text[token.end :]
            made.append((f"{old}→{new}", texts, number))
    return made


def changed(token, old, chance):
    """Another of its kind."""
    if token.kind == NUMBER:
        return (
            f"{float(token.what) + chance.choice((0.1, 1, 9)):.2f}"
            if "." in old
            else str(int(old) + chance.choice((1, 2, 10)))
        )
    if token.kind == DATE:
        return re.sub(r"\d+(?=\D*$)", lambda last: str(int(last[0]) % 12 + 1), old)
    if token.kind == DEPARTMENT:
        return chance.choice(DEPARTMENTS)
    key, name = chance.choice(TASKS)
    return key if re.fullmatch(r"\d-\d\d", old) else name


def test_a_hundred_planted_changes_are_found_and_nothing_else():
    missed, extra = [], Counter()
    for told, texts, number in planted(12):
        found = [item for item in compared(*texts).said if item.verdict == CHANGED]
        if [item.where for item in found] != [str(number)]:
            missed.append((told, [(item.where, item.text) for item in found]))
    assert missed == [] and not extra


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("绿灯6项（占17.7%）、黄灯24项", "绿灯24项（占17.7%）、黄灯6项"),
        ("按时报送7个、迟报1个", "按时报送1个、迟报7个"),
        ("教育处1项任务已过", "民政处1项任务已过"),
        ("应报送的9个单位", "应报送的十个单位"),
        ("6月25日前报送", "6月20日前报送"),
        ("单位教育处|总分97.50", "单位教育处|总分97.05"),
    ],
)
def test_what_changes_places_or_is_written_in_words_is_found(old, new):
    assert sum(old in text for text in ORIGINAL) == 1
    found = compared(*(text.replace(old, new) for text in ORIGINAL))
    assert CHANGED in {item.verdict for item in found.said}


def test_a_change_within_another_wording_is_found():
    reworded = "应报送单位9个，其中按时报送的8个，迟报的1个，未报送的1个。"
    found = compared(*(reworded if text.startswith("应报送的9个") else text for text in ORIGINAL))
    changes = [item for item in found.said if item.verdict == CHANGED]
    assert [(item.text, item.original[1].what) for item in changes] == [("8", "7")]


def test_what_is_from_nowhere_and_what_is_left_out():
    kept = [text for text in ORIGINAL if not text.startswith("按单位承担")]
    found = compared(*kept, "各单位全年共举办培训137次，印发简报52期。")
    assert [item for item in findings(found) if item[1] == UNKNOWN] == [("137", UNKNOWN), ("52", UNKNOWN)]
    assert CHANGED not in {item.verdict for item in found.said}
    assert {token.what for _, token in found.missing} >= {"256", "9.4"}


@pytest.mark.parametrize("gone", ORIGINAL)
def test_a_sentence_or_row_that_is_gone_is_left_out_though_what_it_says_stands_elsewhere(gone):
    told = [token for token in tokens(gone, NAMES) if not token.small]
    found = compared(*(text for text in ORIGINAL if text != gone))
    if {token.kind for token in told} - {DEPARTMENT}:
        assert [token for _, token in found.missing] == told
    assert findings(found) == []


def test_tokens_are_the_same_however_they_are_written():
    def whats(text):
        return [(item.kind, item.what) for item in tokens(text, NAMES)]

    assert whats("２０１８年６月３０日") == whats("2018-06-30") == [(DATE, "2018-6-30")]
    assert whats("9个") == whats("九个") == [(NUMBER, "9")] and whats("二十五项") == [(NUMBER, "25")]
    assert whats("（一）民政处2-03。") == [(DEPARTMENT, "民政处"), (TASK, "2-03")]
    assert whats("一、总体情况") == whats("见附件1") == whats("一是抓好一项工作") == []
    assert whats("1,234.50分") == [(NUMBER, "1234.5")]


# --- documents ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def june(tmp_path_factory):
    """(the workspace of the examples, June's documents by path), held in process."""
    home = tmp_path_factory.mktemp("edited")
    shutil.copytree(ROOT / "input", home / "input")
    holder = Holder(Workspace(home), None, None)
    made = holder.run("month", Period(2018, 6))
    return holder, {path: render(item.document) for path, item in made.documents.items()}


def edited(document, old, new):
    """The document as Word saves it: the same text in runs cut elsewhere, one place of it changed."""
    package = zipfile.ZipFile(io.BytesIO(document))
    parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert text.count(old) == 1, text.count(old)
    parts["word/document.xml"] = text.replace(old, new).replace("情况看", "情况</w:t></w:r><w:r><w:t>看").encode()
    return zipped(parts)


def test_every_document_is_itself_whatever_its_kind(june):
    holder, files = june
    assert {path.partition("/")[0] for path in files} >= {"通报.docx", "考核报告.docx", "督办通知单", "单位一页纸"}
    for path, data in files.items():
        found = holder.hold(data)
        assert found.against == f"output/2018-06/{path}"
        assert {item.verdict for item in found.figures} == {SAME} and found.missing == (), path
        bare = [item.text for item in found.figures if not item.cell and item.text not in ("10", "100")]
        assert len(bare) * 10 <= len(found.figures), bare


@pytest.mark.render
@pytest.mark.parametrize("form", ["doc", "odt"])
def test_a_document_that_went_through_another_program_is_still_itself(june, form, tmp_path):
    """Saved in another form and opened again, as Word and WPS make of it what they will: no figure is another.

    One document of each kind: what a program makes of the next of a kind is the same.
    """
    need_renderer()
    holder, files = june
    first = {path.partition("/")[0]: path for path in sorted(files, reverse=True)}
    some = {path: files[path] for path in first.values()}
    assert len(some) >= 5
    for path, data in convert(convert(some, tmp_path / form, form), tmp_path / "docx", "docx").items():
        found = holder.hold(data)
        assert found.against == f"output/2018-06/{path}"
        assert {item.verdict for item in found.figures} == {SAME} and found.missing == (), path


def test_a_changed_figure_is_told_with_its_cell_and_what_the_ledger_says(june):
    holder, files = june
    found = holder.hold(edited(files["通报.docx"], "应报送的9个单位中", "应报送的8个单位中"))
    assert found.changed
    (item,) = [item for item in found.figures if item.verdict == CHANGED]
    assert (item.text, item.ledger) == ("8", "9") and "「单位得分」" in item.cell and item.where.startswith("第")
    told = "\n".join(found.told())
    assert "改动1处" in told and "“8”，台账为“9”" in told


def test_a_file_that_is_checked_says_both_and_its_status_is_the_worse(june, tmp_path):
    holder, files = june
    good, bad = tmp_path / "好.docx", tmp_path / "改.docx"
    good.write_bytes(files["通报.docx"])
    bad.write_bytes(edited(files["通报.docx"], "应报送的9个单位中", "应报送的8个单位中"))
    same, other = check_files([good, bad], hold=holder.hold)
    assert (same.status, other.status) == (0, 1)
    assert set(other.object) == {"file", "findings", "figures", "missing"}
    assert {"where", "text", "verdict", "cell", "ledger"} == set(other.object["figures"][0])
    assert "数字核对（对照 output/2018-06/通报.docx）" in other.told
    assert check_files([good])[0].object == {"file": str(good), "findings": []}


def test_a_file_with_no_word_in_it_is_told_and_keeps_no_other_from_it(june, tmp_path):
    holder, files = june
    empty, good = tmp_path / "空.docx", tmp_path / "好.docx"
    docx.Document().save(empty)
    good.write_bytes(files["通报.docx"])
    one, other = check_files([empty, good], hold=holder.hold)
    assert one.status == 2 and "没有文字" in one.told and other.status == 0


def test_pages_that_were_measured_leave_the_figures_told(june, tmp_path, monkeypatch):
    from reporter.gongwen.verify import rendered

    monkeypatch.setattr(rendered, "verify_rendered", lambda data: ())
    holder, files = june
    file = tmp_path / "改.docx"
    file.write_bytes(edited(files["通报.docx"], "应报送的9个单位中", "应报送的8个单位中"))
    (found,) = check_files([file], rendered=True, hold=holder.hold)
    assert found.status == 1 and "“8”，台账为“9”" in found.told


def test_what_was_signed_is_held_against_its_record(tmp_path):
    """A return that is taken away afterwards, or one that comes late, makes no figure of what was sent a wrong one."""
    shutil.copytree(ROOT / "input", tmp_path / "input")
    for command in (("report",), ("issue",)):
        assert run(tmp_path, *command).returncode in (0, 1)
    (tmp_path / "input/2018-06/示例-民政处.xlsx").unlink()
    signed = (tmp_path / "input/已印发/2018-06/考核报告.docx").read_bytes()
    found = Holder(Workspace(tmp_path), Period(2018, 6), None).hold(signed)
    assert not found.changed and found.figures

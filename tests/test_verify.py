"""The checker: good documents give no finding, each single fault is found under its clause, strangers are judged
fairly.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from functools import lru_cache

import pytest
from lxml import etree

from reporter.checking import check_files
from reporter.gongwen.content import Head, OfficialDocument, Signature
from reporter.gongwen.fonts import Fonts
from reporter.gongwen.layout import TITLE_SIZE, Strength
from reporter.gongwen.verify import Finding, NoRenderer, verify
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.recognise import recognise
from reporter.gongwen.word import render

from . import surgery as s
from .faults import BASES, FAULTS, FULL, TITLE
from .specimens import DATE, NUMBER, ORGAN, document, running, specimens
from .surgery import Edit, Patient

SPECIMENS = specimens()


@lru_cache(maxsize=16)
def good(content_id: int) -> bytes:
    """A good document of faults.py, made once."""
    return render(BASES[content_id])


def faulty(content: OfficialDocument, edit: Edit) -> tuple[Finding, ...]:
    """What the checker says of a good document after one edit."""
    patient = Patient(good(BASES.index(content)))
    edit(patient)
    return verify(patient.docx())


# --- good documents -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_good_document_gives_no_finding(name):
    assert [str(finding) for finding in verify(render(SPECIMENS[name]))] == []


@pytest.mark.parametrize("number", range(len(BASES)))
def test_the_documents_that_faults_are_put_into_are_good(number):
    assert [str(finding) for finding in verify(good(number))] == []


@pytest.mark.parametrize(
    "fonts",
    [
        Fonts(fangsong="仿宋", xiaobiaosong="小标宋", kaiti="楷体"),
        Fonts(latin="Times New Roman"),
        Fonts(fangsong="方正仿宋_GBK", kaiti="方正楷体_GBK", heiti="方正黑体_GBK", xiaobiaosong="方正小标宋_GBK"),
    ],
)
def test_fonts_of_the_same_class_are_as_good(fonts):
    """The standard names classes of typeface, and says nothing of a Latin font."""
    assert [str(finding) for finding in verify(render(FULL, fonts=fonts))] == []


def test_preprinted_documents_are_told_that_the_mark_is_missing_but_not_as_an_error():
    findings = verify(render(FULL, preprinted=True))
    assert {finding.clause for finding in findings} <= {"7.2.4", "7.2.7"}
    assert not [str(finding) for finding in findings if finding.strength is Strength.REQUIRED]


# --- single faults --------------------------------------------------------------------------------------------------


def test_there_are_at_least_sixty_faults_with_names_of_their_own():
    assert len({name for name, *_ in FAULTS}) == len(FAULTS) >= 60


@pytest.mark.parametrize(
    ("content", "edit", "clause"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_single_fault_is_found_under_its_clause(content, edit, clause):
    findings = faulty(content, edit)
    assert clause in {finding.clause for finding in findings}, [str(finding) for finding in findings]


@pytest.mark.parametrize(("content", "edit"), [fault[1:3] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_single_fault_brings_few_findings(content, edit):
    """One slip is not drowned in a list: what follows from it may be named, no more."""
    assert len(faulty(content, edit)) <= 4


def test_a_finding_has_all_that_a_clerk_needs():
    finding = faulty(FULL, s.reword(NUMBER, "淮开社发[2018]73号"))[0]
    assert finding == Finding("7.2.5", "发文字号", "「淮开社发[2018]73号」用[]", "年份用六角括号〔〕括入")


def test_only_what_the_standard_prescribes_is_an_error():
    """Sizes and faces are worded 「一般」, weights of rules 「推荐」; margins and brackets are prescribed."""
    strengths = {
        name: {finding.strength for finding in faulty(content, edit) if finding.clause == clause}
        for name, content, edit, clause in FAULTS
        if name in ("天头25毫米", "标题三号", "版记首线太细", "一处字号为四号")
    }
    assert strengths == {
        "天头25毫米": {Strength.REQUIRED},
        "标题三号": {Strength.USUAL},
        "版记首线太细": {Strength.RECOMMENDED},
        "一处字号为四号": {Strength.USUAL},
    }


def test_the_same_fault_in_many_paragraphs_is_one_finding():
    content = document(*(running(2) for _ in range(20)), title=TITLE)
    patient = Patient(render(content))
    s.style("GwBody", "rPr", "sz", val=28)(patient)
    findings = [finding for finding in verify(patient.docx()) if finding.clause == "5.2.2"]
    assert len(findings) == 1
    assert "20 处" in findings[0].where


def test_dates_stay_dates_in_every_month():
    for month in range(1, 13):
        content = document(running(2), title=TITLE, signature=Signature(organs=(ORGAN,), date=dt.date(2018, month, 1)))
        assert verify(render(content)) == ()
    assert DATE


LONG = "江苏省淮安市淮安经济技术开发区管理委员会社会事业和政务公开工作领导小组办公室"
NAMES = tuple(
    f"淮安经济技术开发区{name}局"
    for name in ("社会事业", *re.findall("..", "财政民政司法审计档案教育卫生统计文化交通水利"))
)


@pytest.mark.parametrize(
    "organs", [(LONG[:25],), (LONG[:27],), (LONG,), (LONG[:27], LONG), NAMES[:4], NAMES[:8], NAMES], ids=len
)
def test_a_long_mark_is_larger_than_the_title_and_is_known_for_one(organs):
    """Of twelve organs the host's name alone is the mark, as 7.2.4 allows: all of them would leave no room for text."""
    data = render(document(running(9), title=TITLE, head=Head(organs=organs, number=NUMBER)))
    mark = recognise(read(data)).mark
    assert {True} == {line.size > TITLE_SIZE.value for line in mark}
    shown = organs if len(organs) <= 8 else organs[:1]
    assert "".join(line.text for line in mark) == "".join(shown) + "文件"
    assert [str(finding) for finding in verify(data)] == []


@pytest.mark.parametrize("module", ["finding", "faces"])
def test_the_examples_in_the_checkers_docstrings_hold(module):
    import doctest
    import importlib

    results = doctest.testmod(importlib.import_module(f"reporter.gongwen.verify.{module}"))
    assert results.attempted
    assert not results.failed


def with_paragraphs(texts: list[str]) -> bytes:
    """A good document with these paragraphs behind its text."""
    patient = Patient(good(0))
    body = patient.document.find(s.q("body"))
    for text in texts:
        paragraph = etree.SubElement(body, s.q("p"))
        etree.SubElement(etree.SubElement(paragraph, s.q("r")), s.q("t")).text = text
    body.append(body.find(s.q("sectPr")))
    return patient.docx()


def seconds_for(texts: list[str]) -> float:
    """Processor time that the check of such a document takes, the least of three tries."""
    data, spent = with_paragraphs(texts), []
    for _ in range(3):
        begun = time.process_time()
        verify(data)
        spent.append(time.process_time() - begun)
    return min(spent)


def test_a_file_that_breaks_the_checker_spares_the_others(tmp_path, monkeypatch):
    """And one whose pages cannot be measured keeps what was found in it."""
    paths = [tmp_path / name for name in ("坏.docx", "好.docx")]
    for path in paths:
        path.write_bytes(good(0))

    def breaking(data):
        raise RecursionError

    monkeypatch.setattr("reporter.checking.verify", lambda data: breaking(data) if next(turn) else ())
    turn = iter((True, False))
    bad, sound = check_files(paths)
    assert (bad.status, sound.status) == (2, 0) and "检查程序出错" in bad.told and "符合" in sound.told
    monkeypatch.undo()
    for failing in (breaking, lambda data: (_ for _ in ()).throw(NoRenderer("没有安装 LibreOffice"))):
        monkeypatch.setattr("reporter.gongwen.verify.rendered.verify_rendered", failing)
        (found,) = check_files(paths[1:], rendered=True)
        assert found.status == 1 and found.unmeasured and "没有量排好的页面" in found.told and found.object["error"]


@pytest.mark.parametrize(
    ("text", "times"),
    [("甲{}乙", " " * 20_000), ("{}", "\u3000" * 20_000), ("{}", "1" * 20_000), ("淮安{}2018年", " 市" * 9_000)],
)
def test_a_long_paragraph_takes_time_in_proportion(text, times):
    assert seconds_for([text.format(times * 2)]) < 3 * seconds_for([text.format(times)]) + 0.1


def test_many_paragraphs_take_time_in_proportion():
    texts = [f"附件{number}" for number in range(4000)]
    assert seconds_for(texts) < 3 * seconds_for(texts[:2000])


@pytest.mark.parametrize(("title", "lines", "told"), [("通报", 150, True), ("通报", 130, False), ("通知", 150, False)])
def test_a_bulletin_that_is_too_long_is_told(title, lines, told):
    long = document(*(running(10) for _ in range(lines // 10)), title=f"关于政务公开工作的{title}")
    assert ("篇幅" in {finding.clause for finding in verify(render(long))}) is told

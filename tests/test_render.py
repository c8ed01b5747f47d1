"""Every clause measured on paper: documents of all forms and lengths, printed by LibreOffice, under a ruler.

What is measured and how is in ruler.py, ruler_head.py, ruler_body.py and ruler_annex.py; the numbers are those of
reporter/gongwen/layout.py.
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.compose import documents_of
from reporter.gongwen import layout
from reporter.gongwen.content import Paragraph
from reporter.gongwen.fonts import Fonts
from reporter.gongwen.verify import NoRenderer, verify_rendered
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.recognise import recognise
from reporter.gongwen.verify.rendered import measure_pdf
from reporter.gongwen.word import render
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master

from . import rendering, ruler_lines, strangers
from .chance import documents
from .examples import JUNE
from .masters import ROOT, SHIPPED
from .measure import Sheet, measure
from .ruler import FOOT, SHEET_CHECKS, text_rows
from .ruler_annex import ANNEX_CHECKS
from .ruler_body import BODY_CHECKS
from .ruler_flow import FLOW_CHECKS, body_end, body_top
from .ruler_head import HEAD_CHECKS, red_rules
from .shipped_kinds import KINDS, WORDING
from .specimens import HEAD, document, endings, running, short_tables, specimens

pytestmark = pytest.mark.render

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
INSTALLED = Fonts(fangsong=SERIF, xiaobiaosong=SERIF, kaiti=SERIF, heiti=SANS, songti=SERIF)
"""Fonts that are here: with a substitute, one would measure the substitute."""
SPECIMENS = specimens()
CHANCE = documents(12, 2018)
PREPRINTED = {"很短": document(running(1)), "版头三项": SPECIMENS["版头三项"], "信函": SPECIMENS["信函"]}
SAVED_AGAIN = ("长文2页", "四层", "上行文三人", "横排附件", "信函", "纪要", "联合两家盖章", "附注")
_MARK_SIZE = 24.0
CHECKS = (*SHEET_CHECKS, *FLOW_CHECKS, *HEAD_CHECKS, *BODY_CHECKS, *ANNEX_CHECKS)


@lru_cache(maxsize=1)
def made() -> dict[str, bytes]:
    """Every document of this module as .docx."""
    plain = {name: render(content, fonts=INSTALLED) for name, content in (SPECIMENS | CHANCE).items()}
    return plain | {
        f"套印{name}": render(content, fonts=INSTALLED, preprinted=True) for name, content in PREPRINTED.items()
    }


@pytest.fixture(scope="session")
def cache(tmp_path_factory, worker_id="master"):
    """A folder that the workers of one session share, so that each document is converted once."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "rendered"


@pytest.fixture(scope="session")
def pdfs(cache):
    """Name → PDF; the first worker that comes here converts all."""
    rendering.need_renderer()
    return rendering.convert(made(), cache)


@pytest.fixture(scope="session")
def printed(pdfs):
    """Name → the printed sheets."""

    @lru_cache(maxsize=4)
    def sheet(name: str) -> Sheet:
        return measure(pdfs[name])

    return sheet


def test_there_are_at_least_forty_documents():
    assert len(SPECIMENS) >= 40


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_clause_holds_on_paper(name, printed):
    """All clauses that can be measured, on one document."""
    sheet = printed(name)
    assert [fault for check in CHECKS for fault in check(sheet, SPECIMENS[name])] == []


@pytest.mark.parametrize("name", CHANCE)
def test_every_clause_holds_on_a_document_made_by_chance(name, printed):
    """A few of as many as one likes: `python -m tests.hunt` makes more."""
    sheet = printed(name)
    assert [fault for check in CHECKS for fault in check(sheet, CHANCE[name])] == []


def test_the_documents_would_end_on_every_line_of_odd_and_of_even_pages(printed):
    """The set is what it says: bodies one line longer each, over 22 lines of an even and 22 of an odd page.

    Where the signature needs company, the last lines then go over to the next page; that is what these are for.
    """
    first = printed(f"正文{min(map(_lines, endings()))}行").pages[0]
    rows = len(
        [row for row in text_rows(first) if row.baseline >= body_top(printed("正文20行"), SPECIMENS["正文20行"]) - 0.1]
    )
    ends = {divmod(_lines(name) - rows - 1, int(layout.LINES_PER_PAGE.value)) for name in endings()}
    assert {(page % 2, line) for page, line in ends} == {(parity, line) for parity in (0, 1) for line in range(22)}


@pytest.mark.parametrize("name", short_tables())
def test_a_short_table_stands_on_one_page(name, printed):
    """「12月」 on a page by itself is what a leader sends back."""
    on = [
        page.number for page in printed(name).pages for row in page.rows if re.search("(^|[0-9])1?[0-9]月无", row.text)
    ]
    assert len(on) == 12 and len(set(on)) == 1, on


def _lines(name: str) -> int:
    return int(name.removeprefix("正文").removesuffix("行"))


def test_the_lengths_run_from_one_page_to_twelve(printed):
    pages = {
        body_end(printed(name), content)[0].number for name, content in SPECIMENS.items() if name.startswith("长文")
    }
    assert pages >= set(range(1, 13))


@pytest.mark.parametrize("name", PREPRINTED)
def test_preprinted_paper_gets_no_red_and_all_else_in_its_place(name, printed):
    """The black rows stand where they stand on plain paper, to a tenth of a millimetre."""
    plain, blank = printed(name), printed(f"套印{name}")
    assert not any(red_rules(page) or page.ink(0, 0, page.width, page.height, red=True) for page in blank.pages)
    for before, after in zip(plain.pages, blank.pages, strict=True):
        wanted = [
            (row.text, round(row.left, 1), round(row.baseline, 1)) for row in before.rows if row.size < _MARK_SIZE
        ]
        assert [(row.text, round(row.left, 1), round(row.baseline, 1)) for row in after.rows] == wanted


@lru_cache(maxsize=1)
def shipped() -> dict[str, bytes]:
    """The first document of each kind that the program makes of the shipped examples, by its path."""
    plan, _ = read_master(SHIPPED)
    returns = read_returns(ROOT, plan).returns
    month = assess(plan, returns, JUNE, JUNE.last_day)
    whole = year_figures(assess_year(plan, returns, plan.year, None, (), ()))
    made: dict[str, bytes] = {}
    for run, found in (("notice", None), ("month", figures(month)), ("year", whole)):
        seen = set()
        for path, item in documents_of(
            run, [kind for kind in KINDS.values() if not kind.text], found, plan, WORDING
        ).items():
            if item.kind.name not in seen:
                made[path] = render(item.document, fonts=INSTALLED)
            seen.add(item.kind.name)
    return made


def test_the_documents_of_the_examples_break_their_lines_and_fill_their_pages(cache):
    """What the figures of departments do to a line no specimen foresees; this ruler asks only for the print."""
    rendering.need_renderer()
    sheets = {path: measure(pdf) for path, pdf in rendering.convert(shipped(), cache).items()}
    assert {path: told for path, sheet in sheets.items() if (told := ruler_lines.faults(sheet))} == {}
    assert all(list(ruler_lines.feet(sheet)) for sheet in sheets.values())


def test_a_line_that_begins_or_ends_wrongly_is_found_in_any_print(cache):
    rendering.need_renderer()
    texts = ("首先是这一点\n，其次是那一点。", "依据是这个（\n见附件），没有别的。")
    made = render(document(*(Paragraph(text=text) for text in texts)), fonts=INSTALLED)
    found = ruler_lines.faults(measure(rendering.convert({"wrong ends": made}, cache)["wrong ends"]))
    assert found == {"避头尾": ["page 1: ，其次是那一点。", "page 2: 依据是这个（"]}


def test_the_fonts_asked_for_are_the_fonts_embedded(pdfs):
    """Else the measurements above would be of a substitute."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdfs["四层"])) as opened:
        fonts = {char["fontname"].partition("+")[2] for page in opened.pages for char in page.chars}
    assert fonts
    assert all(font.startswith(("NotoSerifCJK", "NotoSansCJK")) for font in fonts), fonts


@pytest.fixture(scope="session")
def saved_again(cache):
    """Name → the sheets after LibreOffice has opened the .docx and saved it as .docx."""
    rendering.need_renderer()
    again = rendering.convert({name: made()[name] for name in SAVED_AGAIN}, cache, to="docx")
    pdfs = rendering.convert(again, cache)
    return lambda name: measure(pdfs[name])


@pytest.mark.parametrize("name", SAVED_AGAIN)
def test_saved_again_by_libreoffice_nothing_moves_by_more_than_a_millimetre(name, printed, saved_again):
    """Every row of text and every rule, on the same page, within 1 mm across and down."""
    before, after = printed(name), saved_again(name)
    assert len(before.pages) == len(after.pages)
    for first, second in zip(before.pages, after.pages):
        assert [row.text for row in first.rows] == [row.text for row in second.rows]
        moved = [
            f"{one.text[:10]} {two.left - one.left:+.1f} {two.baseline - one.baseline:+.1f}"
            for one, two in zip(first.rows, second.rows)
            if max(abs(one.left - two.left), abs(one.right - two.right), abs(one.baseline - two.baseline)) > 1
        ]
        assert moved == []
        assert len(first.rules) == len(second.rules)
        assert [rule for rule, other in zip(first.rules, second.rules) if abs(rule.middle - other.middle) > 1] == []


def test_a_ruler_that_finds_nothing_wrong_finds_a_wrong_margin(cache):
    """The checks can fail: a document made 5 mm too narrow and its mark moved gives faults."""
    rendering.need_renderer()
    import io
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(render(document(running(8)), fonts=INSTALLED)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                sides = layout.margins()
                data = data.replace(f'w:left="{sides.left}"'.encode(), b'w:left="1305"')
                data = data.replace(f'w:top="{sides.top}"'.encode(), b'w:top="1800"')
            target.writestr(part, data)
    sheet = measure(rendering.convert({"wrong": stream.getvalue()}, cache)["wrong"])
    content = document(running(8))
    faults = [fault for check in CHECKS for fault in check(sheet, content)]
    assert any(fault.startswith("5.2.1") for fault in faults)
    assert any(fault.startswith("7.2.4") for fault in faults)


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_checkers_own_ruler_finds_nothing_on_good_paper(name, pdfs):
    """verify --rendered reads the same pages with other eyes (pypdfium2) and agrees."""
    found = recognise(read(made()[name]))
    assert [str(finding) for finding in measure_pdf(pdfs[name], found) if finding.found] == []


def test_the_checkers_own_ruler_measures_strangers_paper():
    """The mark's ink to the tenth of a millimetre, the rule, the 版记 in mid-page and the page numbers too low."""
    rendering.need_renderer()
    measured = verify_rendered(strangers.red_header_generator())
    findings = {finding.clause: finding.found for finding in measured if finding.found}
    assert set(findings) == {"7.2.4", "7.2.7", "7.4.1", "7.5"}
    assert re.search(r"2\.\d mm", findings["7.2.4"])
    assert re.search(r"1\.\d mm", findings["7.2.7"])


def test_without_libreoffice_the_reason_is_told(monkeypatch):
    monkeypatch.setenv("SOFFICE", "/nowhere/soffice")
    with pytest.raises(NoRenderer, match="LibreOffice 无法运行"):
        verify_rendered(render(document(running(1))))


def test_a_page_of_a_short_document_has_nothing_below_the_type_area_but_its_number(printed):
    sheet = printed("很短")
    for page in sheet.pages:
        below = [row.text for row in page.rows if row.baseline > FOOT]
        assert below == [f"— {page.number} —"] or below == []
    assert text_rows(sheet.pages[0])
    assert dataclasses.asdict(HEAD)["number"] in "".join(row.text for row in sheet.pages[0].rows)

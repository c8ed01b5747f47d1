"""How fast documents are set: this program against docxtpl, the usual way, in one run.

    python benchmarks/render.py

Two documents: a one-page 督办通知单, and one of some 30 pages whose annex is a table of 300 rows. docxtpl fills a
template that gives the same document: the same paragraphs, styles and table rows. The template is taken in three
states: as a word processor saves it (LibreOffice, where it is installed), which is how a template comes about that
somebody made by hand; with the parts of python-docx's own template; and as lean as ours, which no word processor
writes. docxtpl neither counts lines and pages nor breaks titles; we do.
Processor time is measured, and the best of several rounds counts, so that a busy machine does not decide.
Target: each document at least 15 times as fast as docxtpl with the template a word processor saved.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reporter.gongwen.content import (
    Annex,
    Head,
    Imprint,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from reporter.gongwen.word import render
from reporter.package.writing import member, zipped

SENTENCES = (
    "公开重大项目的申报要求、申报材料清单、批准流程、办理时限、受理机构联系方式。",
    "紧扣利益关系直接、现实矛盾突出的事项，重点公开相关政策、发展规划。",
    "及时准确公开政府购买公共服务信息，2018年底前完成。",
    "健全解读机制，每年解读不少于3次，解读材料3个工作日内上网。",
    "推动民办学校办学资质、办学质量、招生范围和收费等信息公开。",
    "经查，截至5月31日未按期完成，完成进度为35.5%。",
)


def words(seed: int, sentences: int) -> str:
    """Running text, another for each seed."""
    return "".join(SENTENCES[(seed * 7 + step * step + seed * step) % len(SENTENCES)] for step in range(sentences))


def notice() -> OfficialDocument:
    """A 督办通知单 of one page."""
    rows = tuple(
        (label, words(number, 2))
        for number, label in enumerate(
            ("督办事项", "督办依据", "责任单位", "责任领导", "原定时限", "当前情况", "办理要求")
        )
    )
    columns = (TableColumn(title="项目", share=1, align="center"), TableColumn(title="内容", share=4))
    return OfficialDocument(
        head=Head(organs=("某某区社会事业局",), number="某社督〔2018〕3号"),
        title="政务公开工作督办通知单",
        addressees="民政处",
        body=(Paragraph(text=words(1, 1)), Table(columns=columns, rows=rows, headless=True)),
    )


def report() -> OfficialDocument:
    """About 30 pages: 5 of text, the rest an annex of 300 rows."""
    columns = tuple(
        TableColumn(title=title, share=share)
        for title, share in (
            ("任务编号", 2),
            ("单位", 2),
            ("主要任务", 9),
            ("完成时限", 3),
            ("核定状态", 2.5),
            ("进展情况", 9),
        )
    )
    rows = tuple(
        (
            f"1-{number:02d}",
            f"第{number % 17}处",
            f"{number}." + words(number, 1),
            f"{number % 12 + 1}月底前",
            "正常推进",
            words(number + 1, 1) + f"第{number}项。",
        )
        for number in range(300)
    )
    return OfficialDocument(
        head=Head(organs=("某某区社会事业局",), number="某社发〔2018〕12号"),
        title="关于政务公开重点工作进展情况的通报",
        addressees="各处室、各下设事业单位",
        body=tuple(Paragraph(text=words(number, 5)) for number in range(16)),
        annexes=(Annex(title="政务公开重点工作进展情况表", blocks=(Table(columns=columns, rows=rows),)),),
        signature=Signature(organs=("某某区社会事业局",), date=dt.date(2018, 6, 5)),
        imprint=Imprint(issuer="某某区社会事业局办公室", issued_on=dt.date(2018, 6, 5), copies_to="区政务公开办公室"),
    )


def tables_of(document: OfficialDocument) -> list[Table]:
    """Every table of the document."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def template(document: OfficialDocument, *, lean: bool) -> bytes:
    """The docxtpl template that renders the like: the same paragraphs, styles and table, tags where the words go.

    It is what one gets who takes a finished document and puts tags into it. Unless `lean`, it has the styles and other
    parts of python-docx's own template, as documents begun there do.
    """
    tags = (Paragraph(text="{%p for text in texts %}"), Paragraph(text="{{ text }}"), Paragraph(text="{%p endfor %}"))
    body = (*tags, *(_tagged(block, 0) for block in document.body if isinstance(block, Table)))
    annexes = tuple(
        replace(annex, blocks=tuple(_tagged(block, 0) for block in annex.blocks)) for annex in document.annexes
    )
    made = render(replace(document, title="{{ title }}", addressees="{{ addressees }}", body=body, annexes=annexes))
    return made if lean else _with_parts_of_python_docx(made)


def _tagged(table: Table, number: int) -> Table:
    fields = tuple(f"{{{{ row[{place}] }}}}" for place in range(len(table.columns)))
    rest = ("",) * (len(fields) - 1)
    return replace(table, rows=((f"{{%tr for row in tables[{number}] %}}", *rest), fields, ("{%tr endfor %}", *rest)))


def _with_parts_of_python_docx(made: bytes) -> bytes:
    """Our document among the parts of python-docx's template; our styles are added to its own."""
    import docx

    target, ours = docx.Document(), docx.Document(io.BytesIO(made))
    for style in list(ours.styles.element):
        target.styles.element.append(style)
    body = target.element.body
    for child in list(body):
        body.remove(child)
    for child in list(ours.element.body):
        for reference in child.xpath(".//w:headerReference | .//w:footerReference"):
            reference.getparent().remove(reference)
        body.append(child)
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def saved_by_a_word_processor(made: bytes) -> bytes | None:
    """The document opened and saved again by LibreOffice; None where there is none."""
    if not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "模板.docx"
        source.write_bytes(made)
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(Path(folder) / "saved"),
                str(source),
            ],
            check=True,
            capture_output=True,
        )
        return (Path(folder) / "saved" / source.name).read_bytes()


def docxtpl_way(document: OfficialDocument, source: bytes) -> Callable[[], int]:
    """Fill the template `source` from its bytes, as `DocxTemplate(path)` does for each document."""
    from docxtpl import DocxTemplate

    context = {
        "title": document.title,
        "addressees": document.addressees,
        "texts": [block.text for block in document.body if isinstance(block, Paragraph)],
        "tables": [table.rows for table in tables_of(document)],
    }

    def run() -> int:
        filled = DocxTemplate(io.BytesIO(source))
        filled.render(context, autoescape=True)
        stream = io.BytesIO()
        filled.save(stream)
        return len(stream.getvalue())

    return run


def best_time(way: Callable[[], int], seconds: float) -> float:
    """Seconds of processor time a document, over as many as fit in `seconds`."""
    count, started = 0, time.process_time()
    while (spent := time.process_time() - started) < seconds or not count:
        way()
        count += 1
    return spent / count


def main(seconds: float = 0.7, rounds: int = 7) -> None:
    """Print the table."""
    print(f"{'document':<26}{'way':<44}{'ms':>9}{'we are faster by':>18}")
    for name, document in (("one page", notice()), ("30 pages, 300 rows", report())):
        lean = template(document, lean=True)
        sources = {
            "docxtpl, template as a word processor saves it": saved_by_a_word_processor(lean),
            "docxtpl, parts of python-docx's template": template(document, lean=False),
            "docxtpl, template as lean as ours": lean,
        }
        ways = {label: docxtpl_way(document, source) for label, source in sources.items() if source}
        ways["this program"] = lambda document=document: len(render(document))
        for way in ways.values():
            way()
        times = {label: min(best_time(way, seconds) for _ in range(rounds)) for label, way in ways.items()}
        for label, spent in times.items():
            print(f"{name:<26}{label:<44}{spent * 1000:>9.1f}{spent / times['this program']:>18.1f}")
    made = render(notice())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    before = [member(name, data, level=9) for name, data in parts]
    for label, way in (
        ("the zip around it, all parts deflated anew", lambda: len(zipped([member(*part) for part in parts]))),
        ("the zip around it, deflated beforehand", lambda: len(zipped(before))),
    ):
        print(f"{'one page':<26}{label:<44}{min(best_time(way, seconds / 7) for _ in range(rounds)) * 1000:>9.2f}")


if __name__ == "__main__":
    main()

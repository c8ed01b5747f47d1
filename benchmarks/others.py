"""The same text as others set it and as this program does, printed and measured by the clauses of the standard.

    python benchmarks/others.py FOLDER

FOLDER/<text>/draft.docx (or draft.txt) is the text, mark, number and 版记 included; every other .docx beside it is what
another program made of it. Ours is made here. All are printed by LibreOffice and measured by the ruler of the tests.
Printed for each text: a line a clause, a column a program, how many faults; what a program does not print is a fault.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reporter.draft.draft_reading import read_draft
from reporter.draft.set_draft import as_document
from reporter.gongwen.content import OfficialDocument
from reporter.gongwen.word import render
from tests import rendering
from tests.measure import Sheet, measure
from tests.ruler import SHEET_CHECKS
from tests.ruler_annex import ANNEX_CHECKS
from tests.ruler_body import BODY_CHECKS
from tests.ruler_flow import FLOW_CHECKS
from tests.ruler_head import HEAD_CHECKS

CHECKS = (*SHEET_CHECKS, *FLOW_CHECKS, *HEAD_CHECKS, *BODY_CHECKS, *ANNEX_CHECKS)
OURS = "ours"
FACES = (
    "仿宋_GB2312",
    "仿宋",
    "楷体_GB2312",
    "楷体",
    "方正小标宋简体",
    "方正小标宋_GBK",
    "宋体",
    "SimSun",
    "FangSong",
    "KaiTi",
)
STAND_IN = "Noto Serif CJK SC"
"""What stands for the fonts of Windows here, for every program alike; else the printer picks one glyph by glyph."""


def faults(sheet: Sheet, document: OfficialDocument) -> Iterator[tuple[str, list[str]]]:
    """(the clause and what it is about, what is off) of each check."""
    for check in CHECKS:
        clause = re.split(r"[:：]", check.__doc__ or "", maxsplit=1)[0]
        label = f"{clause if clause[:1].isdigit() else '–'} {check.__name__}"
        try:
            yield label, list(check(sheet, document))
        except (KeyError, IndexError, StopIteration, ValueError) as fault:
            yield label, [f"not found: {fault}"]


def documents_of(folder: Path) -> tuple[OfficialDocument, dict[str, bytes]]:
    """(what the text says, program → its .docx)."""
    draft = next(path for path in sorted(folder.glob("draft.*")))
    document = as_document(read_draft(draft.read_bytes()), None, None).document
    others = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.docx")) if path != draft}
    return document, {OURS: render(document), **others}


def table(found: Mapping[str, Mapping[str, list[str]]], pages: Mapping[str, int]) -> Iterator[str]:
    """The lines of one text's table: program → clause → faults; program → pages."""
    wide = max(max(map(len, found)) + 2, 8)
    yield " " * 44 + "".join(f"{name:>{wide}}" for name in found)
    for label in found[OURS]:
        counts = [len(clauses[label]) for clauses in found.values()]
        yield f"{label:<44}" + "".join(f"{count or '.':>{wide}}" for count in counts)
    short = [sum(map(bool, clauses.values())) for clauses in found.values()]
    yield f"{'clauses short':<44}" + "".join(f"{count:>{wide}}" for count in short)
    yield f"{'pages':<44}" + "".join(f"{pages[name]:>{wide}}" for name in found)


def named_fonts(folder: Path) -> Path:
    """Settings of fontconfig under which the names in FACES are STAND_IN and the others what they were."""
    aliases = "".join(
        f"<match><test name='family'><string>{face}</string></test>"
        f"<edit name='family' mode='assign' binding='strong'><string>{STAND_IN}</string></edit></match>"
        for face in FACES
    )
    path = folder / "fonts.conf"
    path.write_text(
        f"<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>", "utf-8"
    )
    return path


def main(place: str, *, told: bool = False) -> None:
    """Print a table for each text; with `told`, each fault too."""
    for folder in sorted(path for path in Path(place).iterdir() if path.is_dir() and list(path.glob("draft.*"))):
        document, made = documents_of(folder)
        with tempfile.TemporaryDirectory() as cache:
            os.environ["FONTCONFIG_FILE"] = str(named_fonts(Path(cache)))
            printed = rendering.convert(made, Path(cache))
        sheets = {name: measure(pdf) for name, pdf in printed.items()}
        found = {name: dict(faults(sheet, document)) for name, sheet in sheets.items()}
        pages = {name: len(sheet.pages) for name, sheet in sheets.items()}
        print(f"\n{folder.name}: {len(CHECKS)} clauses measured", *table(found, pages), sep="\n")
        if told:
            for name, clauses in found.items():
                for label, faulty in clauses.items():
                    for fault in faulty:
                        print(f"{name}\t{label}\t{fault}")


if __name__ == "__main__":
    main(sys.argv[1], told="--told" in sys.argv[2:])

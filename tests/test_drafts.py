"""A draft made by anybody becomes a 公文: every word of it, in the office's elements, and nothing else but these."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from reporter.draft.draft_reading import read_draft
from reporter.draft.set_draft import Office, as_document
from reporter.gongwen.verify import verify
from reporter.gongwen.word import render

from .drafts import DRAFTS, DRESSES, ORGAN, words

OFFICE = Office(organ=ORGAN, mark=f"{ORGAN}文件", code="淮开社发", signers=("陈某某",), issuer=f"{ORGAN}综合处")
DAY = "2018年5月31日"
MARK = f"{ORGAN}文件"


def printed(kind: str) -> str:
    """The draft of this kind as a whole document: its frame from 「公文」, its own words between."""
    text = re.sub(r"[\s|]", "", DRAFTS[kind])
    dated = re.search(rf"{ORGAN}(\d{{4}}年\d+月\d+日)", text)
    year = dated[1][:4] if dated else DAY[:4]
    head = {"函": ORGAN, "纪要": f"{ORGAN}会议纪要"}.get(kind, MARK)
    number = "" if kind == "纪要" else f"淮开社发〔{year}〕号"
    signer = "签发人：陈某某" if kind in ("报告", "请示") else ""
    end = "" if kind in ("函", "纪要") else f"{ORGAN}综合处{dated[1] if dated else DAY}印发"
    signature = "" if dated or kind == "纪要" else f"{ORGAN}{DAY}"
    return f"{head}{number}{signer}{text}{signature}{end}"


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_of_every_kind_in_every_dress_is_set_word_for_word(kind, dress):
    made = as_document(read_draft(DRESSES[dress](DRAFTS[kind])), OFFICE, dt.date(2018, 5, 31))
    docx = render(made.document)
    assert words(docx) == printed(kind)
    assert [str(finding) for finding in verify(docx)] == []
    assert made.left_out == []

"""What counts as evidence and what does not."""

from __future__ import annotations

import pytest

from reporter.vocabulary.evidence import has_evidence, web_addresses


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.com/zwgk/1.html",
        "HTTP://www.example.com",
        "网址：http://10.1.2.3:8080/a?b=c。",
        "政务公开目录.docx",
        "淮开社发〔2018〕12号",
        "淮开社发[2018]12号",
        "《政务公开事项目录》",
        "见http://www.example.com/a和附件",
    ],
)
def test_an_address_or_a_named_document_is_evidence(text):
    assert has_evidence(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "见官网",
        "有",
        "详见附件",
        "无",
        "已公开",
        "http://",
        "https:// www",
        "www.example.com",
        "ftp://example.com/a",
        "《》",
        "2018号",
        "http://见官网",
        "附件1",
    ],
)
def test_words_that_name_nothing_are_not(text):
    assert not has_evidence(text)


def test_several_addresses_are_told_apart_and_lose_the_full_stop_behind_them():
    assert web_addresses("http://www.example.com/a、https://www.example.com/b。") == (
        "http://www.example.com/a",
        "https://www.example.com/b",
    )

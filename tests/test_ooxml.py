"""Raw WordprocessingML: what cannot be carried is shown, children stand in schema order, every part is well formed."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.gongwen import drawing, ooxml

W = ooxml.NAMESPACES["w"]


def tree(fragment: str) -> ElementTree.Element:
    """A fragment as an element, our prefixes declared around it."""
    return ElementTree.fromstring(f"<root {ooxml.DECLARATIONS}>{fragment}</root>")[0]


def said(node: ElementTree.Element) -> str:
    """The text of a paragraph or run, breaks and tabs as Word shows them."""
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(item.text or "" if item.tag == f"{{{W}}}t" else signs.get(item.tag, "") for item in node.iter())


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(ooxml).failed == 0


@given(st.text())
def test_any_text_at_all_becomes_a_well_formed_run(text):
    """A cell may hold anything that Excel or a keyboard can: markup, control characters, half of a surrogate pair."""
    ooxml.prove(f"<w:r>{ooxml.text(text)}</w:r>")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_printable_text_is_read_back_as_it_was(text):
    assert text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") == said(tree(ooxml.run(text) or "<w:r/>"))


@pytest.mark.parametrize(
    ("raw", "shown"), [("a\x00b", "a␀b"), ("\x1b[0m", "␛[0m"), ("\x7f", "␡"), ("\ud800", "\ufffd")]
)
def test_what_xml_cannot_carry_is_shown_not_dropped(raw, shown):
    assert shown == said(tree(ooxml.run(raw)))


def test_line_breaks_and_tabs_are_kept_as_such():
    assert said(tree(ooxml.run("甲\r\n乙\t丙"))) == "甲\n乙\t丙"


def test_blanks_at_the_edges_of_a_run_are_preserved():
    """The room for the pen in 〔2018〕　号 is such a blank when it ends a run."""
    assert 'xml:space="preserve"' in ooxml.run("〔2018〕　")


@given(st.text())
def test_text_called_plain_needs_no_escape_wherever_it_is_cut(text):
    if ooxml.is_plain(text):
        assert text == ooxml.escape(text)
        assert f"<w:t>{text}</w:t>" == (ooxml.text(text) or "<w:t></w:t>")


def test_paragraph_properties_stand_in_schema_order_however_they_are_given():
    made = ooxml.paragraph("X", jc="<w:jc/>", spacing="<w:spacing/>", keepNext="<w:keepNext/>", pBdr="<w:pBdr/>")
    assert re.findall(r"<w:(\w+)(?: [^>]*)?/>", made) == ["pStyle", "keepNext", "pBdr", "spacing", "jc"]


def test_a_child_that_is_not_in_the_schema_order_is_refused():
    with pytest.raises(KeyError):
        ooxml.properties("pPr", {"blink": "<w:blink/>"})


def test_a_font_is_on_all_four_slots_with_no_theme():
    made = tree(ooxml.fonts("仿宋_GB2312"))
    assert {"ascii", "hAnsi", "eastAsia", "cs", "hint"} == {name.removeprefix(f"{{{W}}}") for name in made.attrib}
    assert {"仿宋_GB2312", "eastAsia"} == set(made.attrib.values())


def test_a_latin_font_changes_digits_but_neither_quotes_nor_dashes():
    """“” and —— are of the hAnsi slot in Word; in a Western font they would turn narrow."""
    made = tree(ooxml.fonts("仿宋", "Times New Roman"))
    assert made.get(f"{{{W}}}ascii") == "Times New Roman"
    assert made.get(f"{{{W}}}hAnsi") == "仿宋"


def test_what_is_not_well_formed_is_refused():
    with pytest.raises(ValueError, match="well-formed"):
        ooxml.prove("<w:p>")


def test_a_drawing_has_a_name_and_alternative_text():
    anchor = drawing.Anchor(
        number=1,
        name="版记",
        description='抄送 "甲" & 乙',
        width=10,
        height=10,
        horizontal=drawing.aligned("H", "left", "margin"),
        vertical=drawing.offset("V", 20, "page"),
    )
    box = drawing.text_box("", anchor)
    found = next(item for item in tree(box).iter() if item.tag.endswith("docPr"))
    assert (found.get("name"), found.get("descr")) == ("版记", '抄送 "甲" & 乙')


def test_typesetting_knows_no_lxml():
    """Elements are text; trees are opened and closed in the room for packages, only their type is named."""
    folder = Path(ooxml.__file__).parent
    using = {
        path.name
        for path in folder.glob("*.py")
        if re.search(r"^\s*(from|import) lxml(?!\.etree import _Element$)|qn\(", path.read_text("utf-8"), re.M)
    }
    assert using == set()

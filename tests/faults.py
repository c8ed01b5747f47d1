"""Single faults, each with the good document it is put into, the edit that makes it and the clause it breaks."""

from __future__ import annotations

import dataclasses

from reporter.gongwen.content import Annex, Head, Imprint, Minutes, OfficialDocument, Paragraph
from reporter.gongwen.document_form import Form

from . import surgery as s
from .specimens import HEAD, IMPRINT, NUMBER, ORGAN, STRUCTURED, UNSEALED, document, running, tasks
from .surgery import NS, Edit, Patient, q

TITLE = "关于做好政务公开工作的通知"
FULL = document(
    *STRUCTURED,
    title=TITLE,
    note="此件公开发布",
    head=dataclasses.replace(HEAD, copy_number="000012", secrecy="机密★1年", urgency="特急"),
    annexes=(
        Annex(title="任务分解表", blocks=(tasks(3),)),
        Annex(title="进展情况月报表", blocks=(Paragraph(text="一、填报要求", level=1), running(3))),
    ),
)
UPWARD = document(
    running(6),
    title="关于2018年政务公开工作情况的报告",
    addressees="区政务公开办公室",
    head=dataclasses.replace(HEAD, signers=("张三", "李四光")),
)
LETTER = document(
    running(6),
    form=Form.LETTER,
    title="关于商请提供材料的函",
    addressees="区财政局",
    head=Head(organs=(ORGAN,), number="淮开社函〔2018〕5号", word=""),
    imprint=Imprint(issuer="", issued_on=None, copies_to="区政务公开办公室"),
)
MINUTES = document(
    running(6),
    form=Form.MINUTES,
    title="第5次局长办公会议纪要",
    addressees="",
    signature=None,
    head=Head(organs=(f"{ORGAN}会议纪要",), number="", word=""),
    minutes=Minutes(present="张三、李四", excused="王五", attending="赵六"),
)
BARE = document(running(6), title=TITLE, signature=UNSEALED)
SINGLE = document(running(6), title=TITLE, annexes=(Annex(title="任务分解表", blocks=(running(2),)),))
MOVED = document(
    running(6), title=TITLE, addressees="", imprint=dataclasses.replace(IMPRINT, addressees="各办事处，区各部门")
)
BASES = (FULL, UPWARD, LETTER, MINUTES, BARE, SINGLE, MOVED)

RULE = "//w:pBdr/w:bottom[@w:color='FF0000']"
IMPRINT_BORDERS = "//wps:txbx//w:tblBorders"
BOX = "//wp:anchor[wp:docPr/@name='版记']"

FAULTS: tuple[tuple[str, OfficialDocument, Edit, str], ...] = (
    # 5 the sheet
    ("纸张为16开", FULL, s.section("pgSz", w=10433, h=14742), "5.1"),
    ("纸张为信纸", FULL, s.section("pgSz", w=12240, h=15840), "5.1"),
    ("天头25毫米", FULL, s.section("pgMar", top=1417), "5.2.1"),
    ("天头多两毫米", FULL, s.section("pgMar", top=2211), "5.2.1"),
    ("订口31.7毫米", FULL, s.section("pgMar", left=1797), "5.2.1"),
    ("右边距太大", FULL, s.section("pgMar", right=1797), "5.2.1"),
    ("下边距太小", FULL, s.section("pgMar", bottom=1440), "5.2.1"),
    ("装订线另加十毫米", FULL, s.section("pgMar", gutter=567), "5.2.1"),
    ("一段行距29磅", FULL, s.pitch("坚持“以公开为常态", 580), "5.2.3"),
    ("全文行距30磅", FULL, s.style("GwBody", "pPr", "spacing", line=600, lineRule="exact"), "5.2.3"),
    ("全文1.5倍行距", FULL, s.style("GwBody", "pPr", "spacing", line=360, lineRule="auto"), "5.2.3"),
    ("全文行距28磅", FULL, s.style("GwBody", "pPr", "spacing", line=560, lineRule="exact"), "5.2.3"),
    ("一段段后8磅", FULL, s.pitch("坚持“以公开为常态", 579, after=160), "5.2.3"),
    ("字距没有紧缩", FULL, s.style("GwBody", "rPr", "spacing", val=0), "5.2.3"),
    ("一处字体为宋体", FULL, s.font("坚持“以公开为常态", "宋体"), "7.3.3"),
    ("一处字号为四号", FULL, s.runs("坚持“以公开为常态", "sz", val=28), "5.2.2"),
    (
        "引号用西文字体",
        FULL,
        s.runs(
            "坚持“以公开为常态",
            "rFonts",
            ascii="仿宋_GB2312",
            hAnsi="Times New Roman",
            eastAsia="仿宋_GB2312",
            hint="default",
        ),
        "5.2.2",
    ),
    (
        "数字用Calibri",
        FULL,
        s.runs("12月底前完成率", "rFonts", ascii="Calibri", hAnsi="仿宋_GB2312", eastAsia="仿宋_GB2312"),
        "5.2.2",
    ),
    ("一处蓝色", FULL, s.runs("坚持“以公开为常态", "color", val="0070C0"), "5.2.4"),
    # 7.2 head
    ("份号五位", FULL, s.reword("000012", "00012"), "7.2.1"),
    ("份号居右", FULL, s.align("000012", "right"), "7.2.1"),
    ("密级不用黑体", FULL, s.font("机密★1年", "仿宋_GB2312"), "7.2.2"),
    ("密级在右上角", FULL, s.align("机密★1年", "right"), "7.2.2"),
    ("保密期限用汉字", FULL, s.reword("机密★1年", "机密★十年"), "7.2.2"),
    ("紧急程度不用黑体", FULL, s.font("特急", "楷体_GB2312"), "7.2.3"),
    ("标志为黑色", FULL, s.runs("局文件", "color", val="000000"), "7.2.4"),
    ("标志不居中", FULL, s.align("局文件", "left"), "7.2.4"),
    ("标志高十毫米", BARE, s.every("//w:p[1]/w:pPr/w:spacing", s.attribute("line", 1330)), "7.2.4"),
    ("标志低二十毫米", BARE, s.every("//w:p[1]/w:pPr/w:spacing", s.attribute("line", 3030)), "7.2.4"),
    ("标志用黑体", FULL, s.font("局文件", "黑体"), "7.2.4"),
    ("文号用方括号", FULL, s.reword(NUMBER, "淮开社发[2018]73号"), "7.2.5"),
    ("文号用圆括号", FULL, s.reword(NUMBER, "淮开社发（2018）73号"), "7.2.5"),
    ("文号加第字", FULL, s.reword(NUMBER, "淮开社发〔2018〕第73号"), "7.2.5"),
    ("文号编虚位", FULL, s.reword(NUMBER, "淮开社发〔2018〕073号"), "7.2.5"),
    ("文号年份两位", FULL, s.reword(NUMBER, "淮开社发〔18〕73号"), "7.2.5"),
    ("文号居左", FULL, s.align(NUMBER, "left"), "7.2.5"),
    ("文号与标志只空一行", BARE, lambda patient: _drop_after_mark(patient, 2), "7.2.5"),
    ("上行文文号居中", UPWARD, s.both(s.align(NUMBER, "center"), s.indent(NUMBER)), "7.2.5"),
    ("签发人姓名用仿宋", UPWARD, s.runs("张三", "rStyle", val="Missing"), "7.2.6"),
    ("签发人后半角冒号", UPWARD, s.reword("签发人：", "签发人:"), "7.2.6"),
    ("报告没有签发人", UPWARD, s.both(s.reword("签发人：", ""), s.reword("张三", ""), s.reword("李四光", "")), "7.2.6"),
    ("红线为黑色", FULL, s.every(RULE, s.attribute("color", "000000")), "7.2.7"),
    ("没有红线", FULL, s.every(RULE, s.delete), "7.2.7"),
    ("红线短三厘米", FULL, lambda patient: _shorten_rule(patient), "7.2.7"),
    ("红线离文号十二毫米", BARE, lambda patient: _lower_rule(patient), "7.2.7"),
    # 7.3 title and body
    ("标题三号", FULL, s.runs(TITLE, "sz", val=32), "7.3.1"),
    ("标题用黑体", FULL, s.font(TITLE, "黑体"), "7.3.1"),
    ("标题加粗", FULL, s.runs(TITLE, "b"), "7.3.1"),
    ("标题居左", FULL, s.align(TITLE, "left"), "7.3.1"),
    ("标题与红线不空行", FULL, s.drop_blank_before(TITLE, count=2), "7.3.1"),
    ("标题末尾有句号", FULL, s.reword(TITLE, TITLE + "。"), "7.3.1"),
    ("标题在年份中断开", FULL, s.reword(TITLE, "关于做好2018\n年政务公开工作的通知"), "7.3.1"),
    ("标题两行等长", FULL, s.reword(TITLE, "关于做好全区政务公开\n重点工作落实的通知要"), "7.3.1"),
    ("标题排成沙漏", FULL, s.reword(TITLE, "关于进一步做好全区政务公开\n重点工作\n任务分解和责任落实的通知"), "7.3.1"),
    ("主送半角冒号", FULL, s.reword("直属事业单位：", "直属事业单位:"), "7.3.2"),
    ("主送没有冒号", FULL, s.reword("直属事业单位：", "直属事业单位"), "7.3.2"),
    ("主送空两字", FULL, s.indent("直属事业单位：", firstLine=640), "7.3.2"),
    ("主送与标题不空行", FULL, s.drop_blank_before("直属事业单位："), "7.3.2"),
    ("主送与正文空一行", FULL, s.insert("为贯彻落实《", ""), "7.3.3"),
    ("首页没有正文", BARE, s.insert("直属事业单位：", *[""] * 12), "7.3.3"),
    ("一段不空两字", FULL, s.indent("坚持“以公开为常态"), "7.3.3"),
    ("一段空四字", FULL, s.indent("坚持“以公开为常态", firstLine=1280), "7.3.3"),
    ("一段回行缩进", FULL, s.indent("坚持“以公开为常态", left=640), "7.3.3"),
    ("一段居中", FULL, s.align("坚持“以公开为常态", "center"), "7.3.3"),
    ("一级标题用宋体", FULL, s.font("一、总体要求", "宋体"), "7.3.3"),
    ("一级标题加粗", FULL, s.runs("一、总体要求", "b"), "7.3.3"),
    ("二级标题用黑体", FULL, s.font("（一）加强组织领导", "黑体"), "7.3.3"),
    ("二级标题用半角括号", FULL, s.reword("（一）加强", "(一)加强"), "7.3.3"),
    ("一级标题用点", FULL, s.reword("一、总体", "一.总体"), "7.3.3"),
    ("三级标题用顿号", FULL, s.reword("1.建立台账", "1、建立台账"), "7.3.3"),
    ("三级序数忘了点", FULL, s.reword("2.加强督查", "2加强督查"), "7.3.3"),
    ("二级序数跳号", FULL, s.reword("（二）明确责任分工", "（三）明确责任分工"), "7.3.3"),
    ("一级序数重复", FULL, s.reword("二、工作步骤", "一、工作步骤"), "7.3.3"),
    ("越级用序数", FULL, s.both(s.reword("（一）加强", "（1）加强"), s.reword("（二）明确", "（2）明确")), "7.3.3"),
    # 7.3.4 annex list
    ("附件名称后有句号", FULL, s.reword("月报表", "月报表。"), "7.3.4"),
    ("附件名称后有分号", FULL, s.reword("附件：1.任务分解表", "附件：1.任务分解表；"), "7.3.4"),
    ("附件后半角冒号", FULL, s.reword("附件：1.", "附件:1."), "7.3.4"),
    ("附件序号用顿号", FULL, s.reword("附件：1.", "附件：1、"), "7.3.4"),
    ("附件序号跳号", FULL, s.reword("2.", "3.", last=True), "7.3.4"),
    ("附件序号忘了点", FULL, s.reword("2.进展", "2进展"), "7.3.4"),
    ("附件二字单独成行", FULL, lambda patient: _part_annex_list(patient), "7.3.4"),
    ("一个附件也编号", SINGLE, s.reword("附件：", "附件：1."), "7.3.4"),
    ("附件说明与正文不空行", FULL, s.drop_blank_before("附件：1."), "7.3.4"),
    ("附件说明顶格", SINGLE, s.indent("附件：任务分解表"), "7.3.4"),
    ("附件说明少一个", FULL, lambda patient: _remove_entry(patient), "7.3.7"),
    ("提到没有的附件", FULL, s.reword("具体安排见附件1和附件2", "具体安排见附件3"), "7.3.4"),
    ("有附件没有说明", SINGLE, s.remove("附件：任务分解表"), "7.3.4"),
    # 7.3.5-6 signature
    ("成文日期用汉字", FULL, s.reword("2018年4月28日", "二〇一八年四月二十八日"), "7.3.5.4"),
    ("成文日期编虚位", FULL, s.reword("2018年4月28日", "2018年04月28日"), "7.3.5.4"),
    ("成文日期年份两位", FULL, s.reword("2018年4月28日", "18年4月28日"), "7.3.5.4"),
    ("成文日期用点", FULL, s.reword("2018年4月28日", "2018.4.28"), "7.3.5.4"),
    ("成文日期顶到右边", FULL, s.both(s.indent("2018年4月28日"), s.align("2018年4月28日", "right")), "7.3.5.1"),
    ("成文日期居左", FULL, s.both(s.indent("2018年4月28日"), s.align("2018年4月28日", "left")), "7.3.5.1"),
    ("署名偏离日期", FULL, s.both(s.indent(ORGAN), s.align(ORGAN, "center")), "7.3.5.1"),
    ("没有署名", FULL, s.remove(ORGAN), "7.3.5.1"),
    ("不盖章的日期不右移", BARE, lambda patient: _date_under_name(patient), "7.3.5.2"),
    ("不盖章署名与正文不空行", BARE, s.drop_blank_before(ORGAN), "7.3.5.2"),
    ("此页无正文", FULL, s.insert("2018年4月28日", "（此页无正文）"), "7.3.5.5"),
    ("附注用半角括号", FULL, s.reword("（此件公开发布）", "(此件公开发布)"), "7.3.6"),
    ("附注顶格", FULL, s.indent("（此件公开发布）"), "7.3.6"),
    # 7.3.7 annexes
    ("附件标识不用黑体", FULL, s.font("附件1", "仿宋_GB2312", last=True), "7.3.7"),
    ("附件标识居中", FULL, s.align("附件1", "center", last=True), "7.3.7"),
    (
        "附件标识加冒号",
        FULL,
        s.every("//w:p[w:pPr/w:pStyle/@w:val='GwAnnexLabel'][1]//w:t", lambda item: setattr(item, "text", "附件1：")),
        "7.3.7",
    ),
    ("附件没有另面", FULL, s.style("GwAnnexLabel", "pPr", "pageBreakBefore", val=0), "7.3.7"),
    ("附件题目与说明不同", FULL, lambda patient: _rename_annex(patient), "7.3.7"),
    ("附件题目在第二行", FULL, lambda patient: _raise_annex_title(patient), "7.3.7"),
    # 7.4 imprint
    ("抄送末尾无句号", FULL, s.reword("监工委。", "监工委"), "7.4.2"),
    ("抄送半角冒号", FULL, s.reword("抄送：", "抄送:"), "7.4.2"),
    ("主送后另起一行没有句号", FULL, lambda patient: _wrap_copies(patient), "7.4.2"),
    ("用抄报", FULL, s.reword("抄送：", "抄报："), "7.4.2"),
    ("抄送顶格", FULL, s.indent("抄送："), "7.4.2"),
    ("版记三号", FULL, s.runs("抄送：", "sz", val=32), "7.4.2"),
    ("版记用宋体", FULL, s.font("抄送：", "宋体"), "7.4.2"),
    ("主送抄送间有线", MOVED, lambda patient: _rule_between(patient), "7.4.2"),
    ("印发日期没有这一天", FULL, s.reword("2018年4月28日印发", "2018年4月31日印发", last=True), "7.4.3"),
    ("印发日期编虚位", FULL, s.reword("2018年4月28日印发", "2018年04月28日印发", last=True), "7.4.3"),
    ("印发日期没有印发二字", FULL, s.reword("2018年4月28日印发", "2018年4月28日", last=True), "7.4.3"),
    ("印发日期用汉字", FULL, s.reword("2018年4月28日印发", "二〇一八年四月二十八日印发", last=True), "7.4.3"),
    ("版记首线太细", FULL, s.every(f"{IMPRINT_BORDERS}/w:top", s.attribute("sz", 4)), "7.4.1"),
    ("版记末线太粗", FULL, s.every(f"{IMPRINT_BORDERS}/w:bottom", s.attribute("sz", 18)), "7.4.1"),
    ("版记中线太粗", FULL, s.every(f"{IMPRINT_BORDERS}/w:insideH", s.attribute("sz", 12)), "7.4.1"),
    ("版记没有末线", FULL, s.every(f"{IMPRINT_BORDERS}/w:bottom", s.delete), "7.4.1"),
    ("版记线为红色", FULL, s.every(f"{IMPRINT_BORDERS}/w:top", s.attribute("color", "FF0000")), "5.2.4"),
    ("版记窄两厘米", FULL, s.every("//wps:txbx//w:tblW", s.attribute("w", 7700)), "7.4.1"),
    ("版记不在页底", FULL, s.every(f"{BOX}/wp:positionV/wp:align", lambda item: setattr(item, "text", "top")), "7.4.1"),
    # 7.5 page numbers
    (
        "页码用连字符",
        FULL,
        s.in_footers("//w:t[contains(., '—')]", lambda item: setattr(item, "text", item.text.replace("—", "-"))),
        "7.5",
    ),
    (
        "页码没有横线",
        FULL,
        s.in_footers("//w:t[contains(., '—')]", lambda item: setattr(item, "text", item.text.replace("—", ""))),
        "7.5",
    ),
    (
        "页码五号",
        FULL,
        s.both(s.style("GwPageNumber", "rPr", "sz", val=21), s.style("GwPageNumberEven", "rPr", "sz", val=21)),
        "7.5",
    ),
    (
        "页码用仿宋",
        FULL,
        s.style("GwPageNumber", "rPr", "rFonts", ascii="仿宋_GB2312", hAnsi="仿宋_GB2312", eastAsia="仿宋_GB2312"),
        "7.5",
    ),
    (
        "页码居中",
        FULL,
        s.both(
            s.style("GwPageNumber", "pPr", "jc", val="center"), s.style("GwPageNumberEven", "pPr", "jc", val="center")
        ),
        "7.5",
    ),
    ("单双页不分", FULL, s.setting("evenAndOddHeaders"), "7.5"),
    ("页码不空一字", FULL, s.style("GwPageNumber", "pPr", "ind", right=0), "7.5"),
    ("页码太低", FULL, s.section("pgMar", footer=851), "7.5"),
    ("没有页码", FULL, s.every("//w:sectPr/w:footerReference", s.delete), "7.5"),
    # 10 forms
    (
        "信函双线短",
        LETTER,
        s.every("//wp:extent[../wp:docPr[contains(@name, '红色双线')]]", s.attribute("@cx", 5400000)),
        "10.1",
    ),
    (
        "信函下双线太高",
        LETTER,
        s.every(
            "//wp:anchor[contains(wp:docPr/@name, '红色双线2')]/wp:positionV/wp:posOffset",
            lambda item: setattr(item, "text", str(int(item.text) - 360000)),
        ),
        "10.1",
    ),
    ("信函没有双线", LETTER, s.every("//w:r[.//wp:docPr[contains(@name, '红色双线')]]", s.delete), "10.1"),
    ("信函首页有页码", LETTER, s.every("//w:titlePg", s.delete), "10.1"),
    (
        "信函标志低十毫米",
        LETTER,
        s.every(
            "//wp:anchor[wp:docPr/@name='发文机关标志']/wp:positionV/wp:posOffset",
            lambda item: setattr(item, "text", str(int(item.text) + 360000)),
        ),
        "10.1",
    ),
    ("信函标题空一行", LETTER, s.drop_blank_before("关于商请提供材料的函"), "10.1"),
    ("信函标题不空行", LETTER, s.drop_blank_before("关于商请提供材料的函", count=2), "10.1"),
    ("纪要出席与正文不空行", MINUTES, s.drop_blank_before("出席："), "10.3"),
    ("纪要出席顶格", MINUTES, s.indent("出席："), "10.3"),
    ("纪要先列席后出席", MINUTES, s.both(s.reword("出席：", "列席："), s.reword("列席：赵", "出席：赵")), "10.3"),
    ("纪要标志黑色", MINUTES, s.runs("会议纪要", "color", val="000000"), "7.2.4"),
    # leftovers of 1999
    ("有主题词", FULL, s.insert("附件1", "主题词：政务公开　通知", last=True), "7.4"),
    ("有印发份数", FULL, s.insert("附件1", "（共印50份）", last=True), "7.4.3"),
)


def _drop_after_mark(patient: Patient, count: int) -> None:
    mark = patient.paragraph("局文件")
    for _ in range(count):
        after = mark.getnext()
        assert not s.said(after).strip()
        after.getparent().remove(after)


def _shorten_rule(patient: Patient) -> None:
    for border in patient.document.xpath(RULE, namespaces=NS):
        s.put(next(border.iterancestors(q("pPr"))), "ind", left=850, right=850)


def _lower_rule(patient: Patient) -> None:
    for border in patient.document.xpath(RULE, namespaces=NS):
        s.put(next(border.iterancestors(q("pPr"))), "spacing", line=640, lineRule="exact")


def _remove_entry(patient: Patient) -> None:
    listed = [item for item in patient.document.iter(q("p")) if "月报表" in s.said(item)]
    listed[0].getparent().remove(listed[0])


def _part_annex_list(patient: Patient) -> None:
    s.reword("附件：1.", "1.")(patient)
    s.insert("1.任务分解表", "附件：")(patient)


def _rename_annex(patient: Patient) -> None:
    named = [item for item in patient.document.iter(q("p")) if "月报表" in s.said(item)]
    texts = list(named[-1].iter(q("t")))
    texts[0].text = "进展情况统计表"
    for item in texts[1:]:
        item.text = ""


def _raise_annex_title(patient: Patient) -> None:
    label = next(item for item in patient.document.iter(q("p")) if s.said(item) == "附件1")
    label.getparent().remove(label.getnext())


def _date_under_name(patient: Patient) -> None:
    name, date = patient.paragraph(ORGAN), patient.paragraph("2018年4月28日")
    s.put(s.properties(date, "pPr"), "ind", left=name.find(f"{q('pPr')}/{q('ind')}").get(q("left")))


def _wrap_copies(patient: Patient) -> None:
    """The names go on in a second paragraph, which forgets the full stop."""
    paragraph = patient.paragraph("抄送：")
    new = s.etree.fromstring(s.etree.tostring(paragraph))
    texts = list(new.iter(q("t")))
    for item in texts:
        item.text = ""
    texts[0].text = "区财政局"
    paragraph.addnext(new)


def _rule_between(patient: Patient) -> None:
    moved = patient.paragraph("主送：")
    borders = s.properties(moved, "pPr")
    frame = s.etree.SubElement(borders, q("pBdr"))
    s.etree.SubElement(frame, q("bottom"), {q("val"): "single", q("sz"): "6", q("space"): "0", q("color"): "000000"})

"""Documents of every form and length, by a name that says what is peculiar to each; content only, no layout.

`endings()` are so many documents of one line more each that the body ends on every line of a page, odd and even.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from reporter.gongwen.content import (
    Annex,
    Form,
    Head,
    Imprint,
    Minutes,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)

ORGAN = "淮安经济技术开发区社会事业局"
NUMBER = "淮开社发〔2018〕73号"
DATE = dt.date(2018, 4, 28)
CHARS, FIRST_INDENT = 28, 2
_SENTENCE = "各部门要按照职责分工抓好落实及时公开政务信息并把公开的网址同佐证材料一并留存备查主动接受社会和群众监督"

HEAD = Head(organs=(ORGAN,), number=NUMBER)
SEALED = Signature(organs=(ORGAN,), date=DATE)
UNSEALED = Signature(organs=(ORGAN,), date=DATE, sealed=False)
IMPRINT = Imprint(issuer=f"{ORGAN}办公室", issued_on=DATE, copies_to="区政务公开办公室，区纪工委、监工委")
TITLE = "关于进一步做好2018年政务公开｜重点工作的通知"


def running(lines: int, short: int = 5) -> Paragraph:
    """A paragraph of running text that takes so many full lines, the last one `short` characters from the edge."""
    length = lines * CHARS - FIRST_INDENT - short
    text = (_SENTENCE * (length // len(_SENTENCE) + 1))[: length - 1]
    return Paragraph(text=text + "。")


def document(*body: Paragraph | Table, **changes: object) -> OfficialDocument:
    """A good document of the usual kind with this body; `changes` replace its other parts."""
    return dataclasses.replace(
        OfficialDocument(
            head=HEAD,
            title=TITLE,
            addressees="局机关各处室、各直属事业单位",
            body=body or (running(4),),
            signature=SEALED,
            imprint=IMPRINT,
        ),
        **changes,
    )


def endings(count: int = 44, first: int = 16) -> dict[str, OfficialDocument]:
    """Documents whose body grows by one line from one to the next, over two whole pages."""
    return {f"正文{lines}行": document(running(lines), imprint=IMPRINT) for lines in range(first, first + count)}


STRUCTURED = (
    Paragraph(text="为贯彻落实《开发区2018年政务公开工作要点》（淮开办发〔2018〕20号），现将有关事项通知如下。"),
    Paragraph(text="一、总体要求", level=1),
    Paragraph(text="坚持“以公开为常态、不公开为例外”——凡是涉及群众切身利益的……都要及时公开。"),
    Paragraph(text="（一）加强组织领导", level=2),
    Paragraph(text="各部门主要负责同志亲自过问，分管负责同志具体抓，12月底前完成率达到100%。"),
    Paragraph(
        text="（二）明确责任分工。各部门按照清单逐项落实，每月25日前报送进展情况。",
        level=2,
        lead="（二）明确责任分工。",
    ),
    Paragraph(text="1.建立台账", level=3),
    Paragraph(text="每项任务一行，写清完成时限和公开网址（http://www.huaian.gov.cn/）。"),
    Paragraph(text="（1）逐月更新", level=4),
    Paragraph(text="（2）年底归档", level=4),
    Paragraph(text="2.加强督查", level=3),
    Paragraph(text="二、工作步骤", level=1),
    Paragraph(text="分为部署、实施、总结三个阶段，具体安排见附件1和附件2。"),
)

_TASKS = tuple(
    TableColumn(title=title, share=share, align=align)
    for title, share, align in (
        ("序号", 1, "center"),
        ("主要任务", 7, "left"),
        ("责任部门", 3, "left"),
        ("完成时间", 2.5, "center"),
    )
)


def tasks(rows: int, words: int = 30, caption: str = "") -> Table:
    """A table of tasks with so many rows, each task so many characters long."""
    text = (_SENTENCE * (words // len(_SENTENCE) + 1))[:words]
    return Table(
        columns=_TASKS,
        caption=caption,
        rows=tuple((str(row), text, "办公室、各相关部门", "2018年12月底前") for row in range(1, rows + 1)),
    )


def _joint(*organs: str, sealed: bool = True) -> dict[str, object]:
    return {"head": Head(organs=organs, number=NUMBER), "signature": Signature(organs=organs, date=DATE, sealed=sealed)}


_TWO = (ORGAN, "淮安经济技术开发区财政局")
_THREE = (*_TWO, "淮安经济技术开发区党政办公室")
_SHORT = ("区教育局", "区民政局", "区卫生局", "区文化局", "区体育局", "区档案局")
_ANNEX = Annex(title="2018年政务公开工作要点任务分解表", blocks=(tasks(6),))
_SECOND = Annex(title="政务公开工作进展情况月报表", blocks=(running(3), tasks(4, caption="进展情况")))
_ACROSS = Annex(title="政务公开工作责任清单", blocks=(tasks(12),), landscape=True)


_ON_PAGE_ONE, _A_PAGE, _PARAGRAPH = 7, 22, 8
"""Lines of body on page 1 under a title of two lines, lines of a page, lines of one paragraph here."""


def _lines_to(page: int, line: int) -> int:
    """Lines of body that end on this line of this page (on page 1: fewer than fill it)."""
    return 3 if page == 1 else _ON_PAGE_ONE + (page - 2) * _A_PAGE + line


def _blocks(lines: int) -> tuple[Paragraph, ...]:
    """Paragraphs of so many lines altogether."""
    whole, rest = divmod(lines, _PARAGRAPH)
    return (*(running(_PARAGRAPH) for _ in range(whole)), *((running(rest),) if rest else ()))


def _lengths() -> dict[str, OfficialDocument]:
    paged = {
        f"长文{pages}页": document(
            *_blocks(_lines_to(pages, pages * 5 % 17 + 1)), signature=UNSEALED if pages % 2 else SEALED
        )
        for pages in range(1, 13)
    }
    paged |= {
        f"段落止于第{page}页{line}行": document(*_blocks(_lines_to(page, line)))
        for page, line in ((2, 20), (3, 22), (4, 19), (2, 1))
    }
    return paged | {
        "很短": document(running(1)),
        "不盖章": document(running(5), signature=UNSEALED),
        "不盖章日期长": document(
            running(5), signature=Signature(organs=("区社事局",), date=dt.date(2018, 12, 28), sealed=False)
        ),
        "盖章署名短": document(running(5), signature=Signature(organs=("区社事局",), date=dt.date(2018, 12, 28))),
        "盖章署名长": document(
            running(5),
            signature=Signature(
                organs=("淮安经济技术开发区社会事业局政务公开工作领导小组办公室",), date=dt.date(2018, 1, 1)
            ),
        ),
        "无版记": document(running(9), imprint=None),
        "无抄送": document(running(9), imprint=Imprint(issuer=ORGAN, issued_on=DATE)),
        "抄送很多": document(
            running(6),
            imprint=dataclasses.replace(
                IMPRINT,
                copies_to="、".join(
                    ["区政务公开办公室", "区纪工委", "区党政办公室", "区财政局", "区人力资源和社会保障局"] * 3
                ),
            ),
        ),
        "主送移版记": document(
            running(6),
            addressees="",
            imprint=dataclasses.replace(IMPRINT, addressees="各乡、办事处，区各部门、各直属单位，驻区各单位"),
        ),
        "四层": document(*STRUCTURED, annexes=(_ANNEX, _SECOND)),
        "文号留空": document(head=dataclasses.replace(HEAD, number="淮开社发〔2018〕　号")),
        "附注": document(running(7), note="联系人：张三，联系电话：0517-80000000"),
        "版头三项": document(
            running(7), head=dataclasses.replace(HEAD, copy_number="000012", secrecy="机密★1年", urgency="特急")
        ),
        "只有紧急程度": document(running(7), head=dataclasses.replace(HEAD, urgency="加急")),
        "标志不带文件": document(running(7), head=dataclasses.replace(HEAD, word="")),
        "主送很多": document(
            running(7), addressees="、".join(["局机关各处室", "各直属事业单位", "各中小学校", "各医疗卫生单位"] * 2)
        ),
    }


def _titles() -> dict[str, OfficialDocument]:
    titles = {
        "标题一行": "关于做好政务公开工作的通知",
        "标题两行": "关于印发《2018年政务公开工作要点任务分解表》的通知",
        "标题三行": "关于印发淮安经济技术开发区社会事业局2018年政务公开重点工作任务清单和责任分工方案的通知",
        "标题四行": "关于转发《淮安经济技术开发区政务公开办公室关于进一步加强政务公开工作全面推进决策执行"
        "管理服务结果公开切实保障人民群众知情权参与权表达权监督权的实施意见》的通知",
    }
    return {name: document(running(8), title=title) for name, title in titles.items()}


def _joint_documents() -> dict[str, OfficialDocument]:
    return {
        "联合两家盖章": document(running(6), **_joint(*_TWO)),
        "联合三家盖章": document(running(6), **_joint(*_THREE)),
        "联合六家盖章": document(running(4), **_joint(*_SHORT)),
        "联合两家不盖章": document(running(6), **_joint(*_TWO, sealed=False)),
        "联合三家不盖章": document(running(6), **_joint(*_SHORT[:3], sealed=False)),
        "联合盖章近页底": document(running(12), **_joint(*_SHORT[:3])),
    }


def _annexed() -> dict[str, OfficialDocument]:
    long_name = "淮安经济技术开发区社会事业局2018年政务公开工作要点任务分解和责任分工清单（征求意见稿修改说明）"
    return {
        "一个附件": document(running(6), annexes=(_ANNEX,)),
        "两个附件": document(running(6), annexes=(_ANNEX, _SECOND)),
        "横排附件": document(running(6), annexes=(_ACROSS,)),
        "竖排接横排附件": document(running(6), annexes=(_ANNEX, _ACROSS)),
        "横排接竖排附件": document(running(20), annexes=(_ACROSS, _SECOND)),
        **{
            f"结语止于{line}行": document(
                *_blocks(_lines_to(2, line) - 1), Paragraph(text="特此通知。"), annexes=(_ANNEX, _SECOND)
            )
            for line in range(13, 23)
        },
        "附件名称很长": document(running(6), annexes=(Annex(title=long_name, blocks=(running(5),)), _SECOND)),
        "附件三百行": document(running(6), annexes=(Annex(title="任务台账", blocks=(tasks(300, 20),)),)),
        "横排很多行": document(
            running(30), annexes=(Annex(title="任务台账", blocks=(tasks(80, 60),), landscape=True),)
        ),
        "一格四百字": document(running(6), annexes=(Annex(title="任务台账", blocks=(tasks(3, 400),)),)),
        "正文带表": document(running(3), tasks(5, caption="任务进展情况表"), running(3)),
        "附件十个": document(
            running(3),
            annexes=tuple(
                Annex(title=f"第{number}类任务清单", blocks=(running(2),)) for number in "一二三四五六七八九十"
            ),
        ),
    }


def _forms() -> dict[str, OfficialDocument]:
    upward = {"title": "关于2018年政务公开工作情况的报告", "addressees": "区政务公开办公室"}
    letter = {
        "form": Form.LETTER,
        "title": "关于商请提供政务公开材料的函",
        "addressees": "区财政局",
        "imprint": Imprint(issuer="", issued_on=None, copies_to="区政务公开办公室"),
    }
    letter_head = Head(organs=(ORGAN,), number="淮开社函〔2018〕5号", word="")
    minutes = Minutes(
        present="张三、李四、王五、赵六、钱七、孙八、周九、吴十、郑一、王二、冯三、陈四、褚五、卫六",
        excused="蒋七",
        attending="沈八、韩九、杨十",
    )
    minutes_head = Head(organs=(f"{ORGAN}会议纪要",), number="〔2018〕5号", word="")
    return {
        "上行文一人": document(running(7), head=dataclasses.replace(HEAD, signers=("张三",)), **upward),
        "上行文两人": document(running(7), head=dataclasses.replace(HEAD, signers=("张三", "欧阳文华")), **upward),
        "上行文三人": document(
            running(7), head=dataclasses.replace(HEAD, signers=("张三", "李四光", "王五")), **upward
        ),
        "上行文签发人留空": document(running(7), head=dataclasses.replace(HEAD, signers=("",)), **upward),
        "联合上行文": document(
            running(7),
            **{**_joint(*_TWO), "head": Head(organs=_TWO, number=NUMBER, signers=("张三", "李四"))},
            **upward,
        ),
        "信函": document(running(6), head=letter_head, **letter),
        "信函两页": document(running(26), head=letter_head, **letter),
        "信函有密级": document(
            running(6), head=dataclasses.replace(letter_head, secrecy="秘密★1年", urgency="特急"), **letter
        ),
        "信函无版记": document(running(6), head=letter_head, **{**letter, "imprint": None}),
        "纪要": document(
            running(6),
            form=Form.MINUTES,
            head=minutes_head,
            title="2018年第5次局长办公会议纪要",
            addressees="",
            signature=None,
            minutes=minutes,
        ),
        "纪要无文号": document(
            running(30),
            form=Form.MINUTES,
            head=dataclasses.replace(minutes_head, number=""),
            addressees="",
            title="关于政务公开工作的会议纪要",
            signature=None,
            minutes=Minutes(present="张三、李四"),
        ),
    }


def short_tables() -> dict[str, OfficialDocument]:
    """A table of a year's months where the first page, and the second, has no room for all of it."""
    months = tuple((str(row), f"{row}月", "无", "2018年") for row in range(1, 13))
    table = Table(columns=_TASKS, rows=months)
    return {f"短表前{lines}行": document(running(lines), table, running(6)) for lines in (3, 6, 22)}


def _found_by_chance() -> dict[str, OfficialDocument]:
    """What documents made by chance showed to go wrong once."""
    far = "江苏省淮安市清江浦区住房和城乡建设局"
    four = (far, *_THREE)
    quoted = Annex(
        title="关于《“十三五”卫生与健康规划》和《“十三五”卫生与健康规划》贯彻落实情况的说明", blocks=(running(3),)
    )
    url = "公开网址为http://www.huaian.gov.cn/xxgk/2018/39757.html，联系电话0517-83712345"
    cells = tuple((str(row), url, f"{row}8.75%", "0517-83712345") for row in range(1, 13))
    joint = {"head": Head(organs=_SHORT[:4], number=NUMBER, signers=("张三", "李四", "王五", "赵六"))}
    return {
        "印发机关较长": document(running(6), imprint=dataclasses.replace(IMPRINT, issuer=f"{far}办公室")),
        "印发机关很长": document(
            running(6), imprint=dataclasses.replace(IMPRINT, issuer=f"{far}政务公开工作领导小组办公室")
        ),
        "联合标志不带文件": document(
            running(5), head=Head(organs=(far, *_SHORT[:2]), number=NUMBER, word=""), signature=UNSEALED
        ),
        "联合四家首页": document(
            running(3),
            **joint,
            title="关于印发淮安经济技术开发区社会事业局2018年政务公开重点工作任务清单和责任分工方案的通知",
            addressees="局机关各处室、各直属事业单位，各中小学校、幼儿园，各医疗卫生单位",
            signature=UNSEALED,
        ),
        "联合四家盖章带附件附注": document(
            running(20),
            head=Head(organs=four, number=NUMBER),
            annexes=(quoted,),
            note="此件公开发布",
            signature=Signature(organs=four, date=DATE),
        ),
        "名单跨页": document(
            running(9),
            form=Form.MINUTES,
            head=Head(organs=(f"{ORGAN}会议纪要",), number="", word=""),
            addressees="",
            signature=None,
            minutes=Minutes(present="、".join(["欧阳文华", "张三"] * 24)),
        ),
        "正文止于表": document(running(5), tasks(12), tasks(2)),
        "表中网址百分比": document(running(3), Table(columns=_TASKS, rows=cells)),
        "主送很多无版记": document(
            running(4), addressees="，".join(["各乡、办事处", "区各部门、各直属单位", "驻区各单位"] * 9), imprint=None
        ),
        "附件说明近页底": document(running(28), annexes=(quoted,), note="此件公开发布"),
        "末段只余一行": document(running(7), running(23)),
    }


def specimens() -> dict[str, OfficialDocument]:
    """Every document, by name."""
    return {
        **_lengths(),
        **_titles(),
        **_joint_documents(),
        **_annexed(),
        **_forms(),
        **_found_by_chance(),
        **short_tables(),
        **endings(),
    }

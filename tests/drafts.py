"""Drafts in the manner of real ones, a kind each, and the dresses that they come in: Word, WPS, a chat window, a text.

A draft is written here as it should be printed, a paragraph a line, tables between bars; a dress spoils the writing and
never the words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

ORGAN = "淮安经济技术开发区社会事业局"

DRAFTS = {
    "通知": f"""关于做好2018年第三季度政务公开工作的通知
各处室、各直属单位：
为贯彻落实《开发区2018年政务公开工作要点》（淮开办发〔2018〕20号）精神，现将第三季度有关工作通知如下：
一、总体要求
坚持“以公开为常态、不公开为例外”，凡涉及群众切身利益的，都要及时公开，公开率达到100%。
二、重点任务
（一）加强组织领导。各单位主要负责人要亲自过问，分管负责人具体抓。
（二）明确责任分工
1.建立台账，每项任务一行，写清时限和网址（http://www.huaian.gov.cn/zwgk,2018）。
2.加强督查，每月25日17:30前报送。
|序号|主要任务|责任处室|完成时限|
|1|财政信息公开|计财处|9月底前|
|2|民生信息公开|民政处、教育处|2018年9月30日前|
特此通知。
附件：1.任务分解表
2.进展情况报送表
{ORGAN}
2018年7月3日
（联系人：张三，联系电话：0517-83712345）
附件1
任务分解表
第一项任务：公开财政信息。
附件2
进展情况报送表
填报单位____填报日期____""",
    "通报": f"""关于2018年上半年政务公开工作情况的通报
局机关各处室、各直属事业单位：
根据《政府信息公开条例》和年度工作安排，局办公室对上半年政务公开工作进行了检查，现将有关情况通报如下：
一、总体情况
截至6月30日，34项任务中已完成12项，占35.3%；正在推进19项，占55.9%；进度滞后3项，占8.8%。
二、存在问题
一是重视程度不够。个别单位没有明确专人负责，材料报送不及时。
二是公开质量不高。有的栏目长期不更新，有的信息“重发布、轻解读”。
三、下一步要求
（一）对照清单抓整改。逐条整改、逐项销号，9月底前全部到位。
（二）压实责任强督查。局办公室每季度通报1次，结果纳入年度考核。
{ORGAN}
2018年7月16日""",
    "报告": f"""关于2018年上半年政务公开工作情况的报告
区政务公开办公室：
按照《关于报送上半年政务公开工作情况的通知》（淮开政公办〔2018〕6号）要求，现将我局有关情况报告如下：
一、主要做法
（一）健全机制
1.调整领导小组。由局长任组长，明确1名副局长分管。
2.完善制度。修订信息发布、保密审查等5项制度。
（二）突出重点
全年共主动公开信息326条，其中民生类218条，同比增长12.6%。
二、存在问题
主要是政策解读形式单一，图解、视频等占比不足20%。
三、下一步打算
认真抓好整改，确保全面完成年度目标任务。
特此报告。
{ORGAN}
2018年7月9日
（此件依申请公开）""",
    "请示": f"""关于举办政务公开业务培训班的请示
区管委会：
为提高政务公开队伍业务水平，我局拟于9月中旬举办培训班1期。现将有关事项请示如下：
一、培训时间
2018年9月18日至19日，共2天。
二、培训对象
各处室、各直属单位分管负责人和联络员，约60人。
三、经费预算
培训费3.6万元，其中师资费0.8万元、食宿费2.2万元、资料费0.6万元，从年度业务经费中列支。
妥否，请批示。
{ORGAN}
2018年8月6日
（联系人：李四，联系电话：0517-83710000）""",
    "批复": f"""关于同意调整社区卫生服务中心布局的批复
卫生处：
你处《关于调整社区卫生服务中心布局的请示》收悉。经研究，批复如下：
一、同意将枚乘路社区卫生服务站并入钵池山社区卫生服务中心。
二、有关人员、资产按规定程序划转，于2018年12月底前完成。
三、调整期间要保障群众正常就医，不得擅自停诊。
此复。
{ORGAN}
2018年10月11日""",
    "函": f"""关于商请提供教育统计数据的函
区统计局：
为做好2018年教育事业发展统计公报编制工作，请贵局协助提供以下数据：
一、2017学年度全区常住人口中6至15周岁人口数；
二、近3年全区财政教育支出决算数（单位：万元）。
请于11月20日前函复我局教育处，电子版发送至jyc@example.gov.cn。
专此函商，请予支持为盼。
{ORGAN}
2018年11月5日
（联系人：王五，联系电话：83715678）""",
    "意见": f"""关于进一步加强政策解读工作的实施意见
各处室、各直属单位：
为提高政策解读的针对性、科学性和权威性，根据上级要求，结合我局实际，提出如下意见：
一、明确解读范围
以局名义印发的规范性文件和涉及公众权益的重要政策，应当进行解读。
二、规范解读程序
（一）同步起草
1.起草文件时同步起草解读方案和解读材料
（1）解读方案包括渠道、形式、时间等
（2）解读材料包括背景依据、目标任务、主要内容等
2.文件报批时一并报送解读材料
（二）同步发布。解读材料应于文件公开后3个工作日内发布。
三、强化保障措施
各单位要配备专人，加强培训；局办公室适时督查。
{ORGAN}
2018年5月21日""",
    "方案": """2018年“政府开放日”活动方案
为进一步拓宽公众参与渠道，增进社会各界对社会事业工作的了解，制定本方案。
一、活动主题
走近社会事业，共享公共服务。
二、活动安排
|时间|内容|地点|责任单位|
|9:00—9:30|签到、领取资料|局一楼大厅|办公室|
|9:30—11:00|参观、座谈|疾控中心|卫生处、疾控中心|
三、有关要求
（一）精心组织。各单位要明确1名联络员，9月10日前报局办公室。
（二）确保安全。落实安全责任，制定应急预案。
（三）加强宣传。通过网站、微信公众号等及时发布信息。""",
    "总结": f"""2018年政务公开工作总结
2018年，在区政务公开办公室的指导下，我局坚持问题导向，扎实推进政务公开各项工作，取得了一定成效。
一、工作开展情况
（一）主动公开情况。全年公开信息652条，比上年增加73条；其中图文解读48条。
（二）依申请公开情况。收到申请9件，均在法定期限（20个工作日）内答复，无复议、诉讼。
二、存在的主要问题
1.公开的主动性还不够强
2.基层队伍还不够稳定，1年内更换联络员7人次
三、2019年工作打算
围绕“放管服”改革、重大民生等重点领域，继续加大公开力度。
{ORGAN}
2018年12月28日""",
    "纪要": """局长办公会议纪要
2018年6月12日上午，张某某局长主持召开局长办公会议，专题研究政务公开工作。现将会议议定事项纪要如下：
一、关于第二季度任务推进
会议听取了办公室的汇报。会议认为，各单位总体推进有力，但进度不平衡。
二、关于政策解读
会议决定，由办公室牵头，各处室配合，于7月底前建立解读专家库。
三、关于经费保障
会议同意安排专项经费5万元，由计财处统筹。
出席：张某某、李某某、王某某
请假：赵某某
列席：办公室、计财处、民政处、教育处负责人""",
}
"""Kind → the text as it should be printed."""

LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"（[一二三四五六七八九十]+）")),
    (3, re.compile(r"\d{1,2}\.(?!\d)")),
    (4, re.compile(r"（\d{1,2}）")),
)


def level_of(line: str) -> tuple[int, str]:
    """(level, its number) of a line; (0, "") of running text."""
    for level, pattern in LEVELS:
        if match := pattern.match(line):
            return level, match[0]
    return 0, ""


def blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Lines, and tables as rows of cells."""
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line.strip("|").split("|"))
            continue
        if rows:
            yield rows
            rows = []
        if line:
            yield line


# --- dresses -------------------------------------------------------------------------------------------------------


def typed(text: str) -> bytes:
    """Typed in an editor of Windows: GBK, paragraphs set in by wide blanks, the signature pushed by blanks."""
    lines = text.replace("|", "\t").split("\n")
    made = []
    for line in lines:
        line = line.strip("\t")
        pushed = line == ORGAN or re.fullmatch(r"\d{4}年\d+月\d+日", line)
        made.append((" " * 40 if pushed else "　　") + line if "\t" not in line and made else line)
    return "\r\n".join(made).encode("gb18030")


def chatted(text: str) -> bytes:
    """Copied out of a chat window: marks for headings and bold, half-width marks, straight quotes, spaced figures."""
    made = []
    for number, block in enumerate(blocks(text)):
        if isinstance(block, list):
            rows = ["| " + " | ".join(row) + " |" for row in block]
            made.append("\n".join([rows[0], "|" + " --- |" * len(block[0]), *rows[1:]]))
            continue
        level, _ = level_of(block)
        line = block if "http" in block or "@" in block else _half(block)
        if number == 0:
            line = f"# {line}"
        elif level in (1, 2) and not block.endswith("。"):
            line = f"{'#' * (level + 1)} {line}"
        elif level and "。" in block[:-1]:
            end = line.index("。") + 1
            line = f"**{line[:end]}**{line[end:]}"
        elif block.startswith("附件") and len(block) < 5:
            line = f"---\n\n**{block}**"
        made.append(line)
    return "\n\n".join(made).encode("utf-8")


def _half(line: str) -> str:
    line = re.sub("[，；：？！（）]", lambda match: ",;:?!()"["，；：？！（）".index(match[0])], line)
    line = line.replace("“", '"').replace("”", '"')
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", line)


def word_lists(text: str) -> bytes:
    """Written in Word with its own lists, styles for headings, and page breaks before annexes."""
    document = Document()
    _define_lists(document)
    for number, block in enumerate(blocks(text)):
        if isinstance(block, list):
            _word_table(document, block)
            continue
        level, mark = level_of(block)
        paragraph = document.add_paragraph()
        if re.fullmatch(r"附件\d", block):
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        shown = block
        if level:
            shown = block[len(mark) :]
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="77"/></w:numPr>')
            )
        paragraph.add_run(shown).bold = level == 1 or None
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.runs[0].font.size = Pt(22)
        elif block == ORGAN or re.fullmatch(r"\d{4}年\d+月\d+日", block):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def wps(text: str) -> bytes:
    """Laid out by hand as in WPS: blanks for indents, soft breaks for paragraphs, full-width figures in numbers."""
    document = Document()
    running = None
    for number, block in enumerate(blocks(text)):
        if isinstance(block, list):
            _word_table(document, block)
            running = None
            continue
        level, _ = level_of(block)
        plain = not level and number > 2 and block.endswith("。")
        if plain and running is not None:
            running.add_run().add_break()
            running.add_run("　　" + block)
            continue
        line = block
        if level == 3:
            line = line.translate({0x30 + digit: 0xFF10 + digit for digit in range(10)} if len(line) < 12 else {})
            line = line.replace(".", "、", 1) if line == block else line
        if number == 0:
            half = line.index("的") if "的" in line else len(line)
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for place, piece in enumerate(filter(None, (line[:half], line[half:]))):
                run = paragraph.add_run(piece)
                run.font.size = Pt(22)
                if place == 0 and half < len(line):
                    run.add_break()
        else:
            signs = block == ORGAN or re.fullmatch(r"\d{4}年\d+月\d+日", block)
            paragraph = document.add_paragraph(" " * 30 + line if signs else f"    {line}" if number > 1 else line)
        running = paragraph if plain else None
    return saved(document)


DRESSES: dict[str, Callable[[str], bytes]] = {"文本": typed, "对话": chatted, "Word": word_lists, "WPS": wps}


def _word_table(document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows):
        for cell, text in zip(row.cells, texts):
            cell.text = text


_CHINESE = "chineseCountingThousand"
_FORMS = ((_CHINESE, "%1、"), (_CHINESE, "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))


def _define_lists(document) -> None:
    """The four levels of an official text as a list of Word."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(_FORMS)
    )
    shared = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    root.insert(0, shared)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def saved(document) -> bytes:
    """The bytes of a document of python-docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def words(docx: bytes) -> str:
    """What a .docx says, read by nothing but the characters between its tags; blanks aside."""
    import html
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        part = archive.read("word/document.xml").decode("utf-8")
    return re.sub(r"\s", "", html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part))))

"""The peer: what somebody in an office writes who knows pandas. The same input as ours, one month, nothing checked.

pandas with openpyxl reads the returns, a merge and a few rules judge them, openpyxl writes a styled ledger, docxtpl one
督办通知单 a department, one 通报 and one 考核报告. `benchmarks/scale.py` runs it; each stage's seconds and processor
seconds go to standard output as JSON.

    python benchmarks/clerk_script.py HOME OUT
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
from docx import Document
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FILLED = ("完成状态", "完成进度", "完成日期", "量化完成数", "进展情况", "公开网址或佐证材料", "存在问题", "下一步措施")
LAMPS = {"绿": "C6E0B4", "黄": "FFE699", "红": "F4A6A0", "灰": "D9D9D9"}
CREDIT = {"绿": 1.0, "黄": 0.6, "红": 0.0}


def read(home: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every row of every return of the newest month, and every item registered beside them."""
    tables, items = [], []
    for path in sorted(next(reversed(sorted((home / "input").glob("20*")))).glob("*.xlsx")):
        sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=object, engine="openpyxl")
        raw = sheets["进展填报"]
        top = raw.index[raw.iloc[:, 0] == "任务编号"][0]
        table = raw.iloc[top + 1 :].copy()
        table.columns = list(raw.iloc[top])
        flat = [value for line in raw.iloc[:top].values.tolist() for value in line]
        table["单位"] = flat[flat.index("填报单位") + 1]
        table["填报日期"] = flat[flat.index("填报日期") + 1]
        table["来源文件"] = path.name
        tables.append(table[table["任务编号"].notna()])
        if "事项登记" in sheets:
            register = sheets["事项登记"].dropna(how="all")
            items.append(register.assign(单位=table["单位"].iloc[0]))
    return pd.concat(tables, ignore_index=True), pd.concat(items, ignore_index=True)


def judged(home: Path, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(duties, scores, tasks)."""
    book = pd.read_excel(home / "input/任务总表.xlsx", sheet_name=["任务", "单位"], dtype=object, engine="openpyxl")
    units = book["单位"]["单位"].dropna()
    tasks = book["任务"][book["任务"]["任务编号"].notna()]
    shown = [*dict.fromkeys(rows["任务编号"])]
    duties = tasks[tasks["任务编号"].isin(shown)].merge(units.to_frame(), how="cross")
    mine = ["单位", "任务编号", "填报日期", "来源文件", *FILLED]
    duties = duties.merge(rows[mine], on=["单位", "任务编号"], how="left")

    def verdict(row: pd.Series) -> tuple[str, str]:
        state, progress = row["完成状态"], str(row["完成进度"]).rstrip("%")
        if pd.isna(row["来源文件"]):
            return "未报送", "红"
        if pd.isna(state):
            return "未填报", "红"
        if state == "已完成":
            return ("待核实", "黄") if pd.isna(row["公开网址或佐证材料"]) else ("已完成", "绿")
        behind = 50 - float(progress) if progress.replace(".", "").isdigit() else 0
        return ("严重滞后", "红") if behind > 30 else ("进度滞后", "黄") if behind >= 10 else ("正常推进", "绿")

    duties[["核定状态", "亮灯"]] = duties.apply(verdict, axis=1, result_type="expand")
    duties["分"] = duties["亮灯"].map(CREDIT)
    scores = (
        duties.groupby("单位", sort=False).agg(完成质量=("分", "mean"), 填报日期=("填报日期", "first")).reset_index()
    )
    scores["完成质量"] = (scores["完成质量"] * 70).round(2)
    scores["报送及时"] = [
        0 if pd.isna(day) else 15 if str(day)[:10] <= "2018-06-25" else 10 for day in scores["填报日期"]
    ]
    scores["总分"] = scores["完成质量"] + scores["报送及时"] + 15
    scores["名次"] = scores["总分"].rank(method="min", ascending=False).astype(int)
    worst = duties.groupby("任务编号")["亮灯"].agg(
        lambda lamps: next(lamp for lamp in "红黄绿灰" if lamp in set(lamps))
    )
    return duties, scores.sort_values("名次"), tasks.merge(worst.rename("亮灯"), on="任务编号")


def ledger(path: Path, **sheets: pd.DataFrame) -> None:
    """The styled workbook."""
    book, side = Workbook(), Side(style="thin", color="A6A6A6")
    border, wrapped = Border(side, side, side, side), Alignment(vertical="center", wrap_text=True)
    fills = {lamp: PatternFill("solid", fgColor=colour) for lamp, colour in LAMPS.items()}
    body, head, head_fill = Font("宋体", 10.5), Font("黑体", 10.5), PatternFill("solid", fgColor="D9D9D9")
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append([str(title) for title in table.columns])
        for row in table.itertuples(index=False):
            sheet.append([None if pd.isna(value) else value for value in row])
        for line in sheet.iter_rows():
            for cell in line:
                cell.border, cell.alignment, cell.font = border, wrapped, head if cell.row == 1 else body
                if cell.row == 1:
                    cell.fill = head_fill
                elif cell.value in fills:
                    cell.fill = fills[cell.value]
        sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    book.save(path)


def templates(folder: Path) -> None:
    """The three templates, as one makes them with python-docx or Word."""
    for name, columns in (("督办通知单", 5), ("通报", 4), ("考核报告", 5)):
        document = Document()
        document.add_heading("{{ title }}", 0)
        for text in ("{{ to }}：", "{{ text }}", "请于{{ day }}前办理并书面报告。"):
            document.add_paragraph(text)
        table = document.add_table(rows=4, cols=columns, style="Table Grid")
        table.cell(0, 0).text, table.cell(1, 0).text, table.cell(3, 0).text = (
            "内容",
            "{%tr for row in rows %}",
            "{%tr endfor %}",
        )
        for place in range(columns):
            table.cell(2, place).text = f"{{{{ row[{place}] }}}}"
        document.save(folder / f"{name}模板.docx")


def documents(out: Path, duties: pd.DataFrame, scores: pd.DataFrame, tasks: pd.DataFrame) -> None:
    """One 督办通知单 for each department with red duties, one 通报, one 考核报告."""
    templates(out)
    reds = duties[duties["亮灯"] == "红"]

    def write(kind: str, path: Path, rows: pd.DataFrame, **words: str) -> None:
        document = DocxTemplate(out / f"{kind}模板.docx")
        document.render({"rows": rows.astype(str).values.tolist(), "day": "2018年7月10日", **words}, autoescape=True)
        document.save(path)

    (out / "督办通知单").mkdir()
    for name, own in reds.groupby("单位", sort=False):
        columns = own[["任务编号", "主要任务", "完成时间", "核定状态", "进展情况"]]
        write(
            "督办通知单",
            out / f"督办通知单/{name}.docx",
            columns,
            title="督办通知单",
            to=name,
            text=f"你单位{len(own)}项红灯。",
        )
    table = tasks[["任务编号", "主要任务", "责任部门", "亮灯"]]
    write("通报", out / "通报.docx", table, title="关于6月进展情况的通报", to="各单位", text=f"红灯{len(reds)}项。")
    table = scores[["名次", "单位", "完成质量", "报送及时", "总分"]]
    write(
        "考核报告",
        out / "考核报告.docx",
        table,
        title="6月考核报告",
        to="区政务公开办公室",
        text=f"共{len(scores)}个单位。",
    )


def main() -> None:
    """Do the month and print what each stage took."""
    home, out = map(Path, sys.argv[1:])
    took, clock, processor = {}, time.perf_counter(), time.process_time()

    def done(stage: str) -> None:
        nonlocal clock, processor
        now, spent = time.perf_counter(), time.process_time()
        took[stage] = (now - clock, spent - processor)
        clock, processor = now, spent

    rows, items = read(home)
    done("read")
    duties, scores, tasks = judged(home, rows)
    done("judge")
    ledger(out / "台账.xlsx", 任务台账=tasks, 单位明细=duties, 单位得分=scores, 量化事项=items)
    done("ledger")
    documents(out, duties, scores, tasks)
    done("documents")
    print(json.dumps(took))


if __name__ == "__main__":
    main()

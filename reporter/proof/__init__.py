"""The proof copy: each printed figure followed to the ledger's cells and to what somebody typed, and reckoned again.

A finished ledger is read back (`book`), its cells are put into expressions that are an Excel formula and a value at
once (`formula`, `operations`, `helpers`, `tasks_block`). Each word of a template and each column of a table has one
line that tells its `origin`: the words in `month`, `single`, `matters`, `scores` and `elements`, the columns in
`month_tables`; of the year in the modules that begin with `year_`. Facts and tables with origins (`words`, `columns`) go
through the ordinary templates; what comes out is a list of `checks`, from which the comments (`copies`) and
数据校核表.xlsx (`workbook`) are made.
"""

from .copies import Proof
from .run import Unprovable, prove_month, prove_year

__all__ = ["Proof", "Unprovable", "prove_month", "prove_year"]

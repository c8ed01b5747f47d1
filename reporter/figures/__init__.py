"""Each printed figure, once: what it is called, how it is reckoned, and an expression over the ledger's rows.

An expression (`formula`, `operations`, `helping_cells`, `tasks_block`) is an Excel formula and a value at once. It
reads `pages`: rows of the month that are in memory when documents are written, cells of the finished ledger when a
proof is made. `counted`, `shared_findings`, `score_parts` and the modules named month_ and year_ say which figures
there are.
"""

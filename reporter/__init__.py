"""The map of this package: one direction, what people put in → what it says → what it means → what is written → files.

==============  =====================================================================================================
records         what a record is: a frozen dataclass with slots
shipped         the program's own templates, wherever it is installed
spool           what is made of thousands of files, put aside on the disk until it is written where it belongs
process         a process of our own: starting one, and calls made in it beside ours
child           what such a process does: it ends with the run, and makes those calls
package/        .docx, .xlsx and zip as packages: opened without trust under one budget, written with fixed bytes
filenames       a name becomes a file name here and nowhere else
vocabulary/     model (frozen records), method (考核办法), problems (the catalogue), columns (the progress sheet)
intake/         files → plan and returns: guard → worker → find → values; master; the only place that opens them
assess/         plan + returns → verdicts, task verdicts, scores; pure
ledger/         the sheets of 台账.xlsx and 考核得分表.xlsx as rows: columns, and what stands in them
figures/        each figure once: its name, how it is reckoned, an expression over the ledger's rows
gongwen/        GB/T 9704-2012: content → .docx bytes, and the checker; of use without the rest
documents/      figures + templates/ → content of each document
draft/          a draft made by anybody → content of a 公文, every word of it
sheets/         blank sheets, ledger, marked returns, master list → .xlsx bytes
glance/         a month or a year at a glance, one page in one file
proof/          every printed figure followed to its cell: 核对稿, 数据校核表, and an edited document held against them
typesetting     the documents of a run as .docx
refusals        what an operating system refuses, in a clerk's words
lock            one run at a time
interrupts      what interrupts a run, until its output is changed
disk            files and folders on the disk, no way through a link
second_look     what a person did in a folder while it was replaced
replacing       a folder of output replaced as a whole
workspace       the folders, who may write in them, the commit of {path: bytes}
year_archive    what the year made and what it was made from, as one zip with a manifest
sendback        which returns go back, marked, beside the making of the ledger
checking        `verify`: any .docx against the standard
pipeline/       each command as a composition of the above
printing        documents as pages, where a program makes them
completion      what a shell puts in for a word half typed
arguments       what can be said on the command line
making          each command that makes something: built, committed
telling         what a run tells: lines for a person, an object for a program
console         the two streams that it is told on
web/            the same in a browser: who may come in, pages, files that are dropped, one run at a time
commands        each command: carried out, told, its exit status
cli             the program's start and end, and what went wrong
__main__        `python -m reporter`
==============  =====================================================================================================

A module imports only from its own stratum and those above it in this list; tests/test_imports.py holds it.
"""

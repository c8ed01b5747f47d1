"""Each command as a composition: read → assess → compose → bytes. Nothing here writes; `cli` commits what is built.

`built`: what a command makes. `month_run`: report, check, sheets. `year_run`: annual. `issue_run`: what was signed.
`plan_run`: notice, import, init. `typesetter`: documents set meanwhile. A command loads its own run alone.
"""

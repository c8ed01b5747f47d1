"""The time of the day where the program is used, for whatever tells a moment. Loads nothing else of ours."""

from __future__ import annotations

import datetime as dt

CHINA = dt.timezone(dt.timedelta(hours=8))

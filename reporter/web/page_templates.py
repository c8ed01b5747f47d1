"""How pages are made: HTML in pages/, every value escaped, a name that nothing is known of a fault."""

from __future__ import annotations

import functools
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..sheets.problem_groups import grouped
from ..vocabulary.problems import Level
from .page_words import in_page_words

STATIC = Path(__file__).parent / "static"


def page(name: str, **values: object) -> str:
    """The page of this name, with these values."""
    return _pages().get_template(f"{name}.html").render(values)


@functools.cache
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(
        url=lambda text: quote(str(text), safe="/"), query=urlencode, grouped=grouped, words=in_page_words
    )
    pages.globals.update(LEVELS=list(Level), MEANING={level: level.name.lower() for level in Level})
    return pages

"""Pages that the server writes itself: errors, and what the demo shows. No inline style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from server.web.i18n import other_language, reader

_FOLDER = Path(__file__).parent / "pages"
_environment = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_page(request: Request, name: str, **values: Any) -> str:
    """One of the templates in web/pages/, in the reader's language."""
    to = reader(request)
    template = _environment.get_template(name)
    return template.render(
        _=to.text, language=to, locale=to.locale, other=other_language(request), **values
    )


async def stylesheet(request: Request) -> Response:
    """The style of these pages, as a file because the content policy allows nothing else."""
    css = (_FOLDER / "pages.css").read_bytes()
    return Response(css, headers={"Cache-Control": "no-cache"}, media_type="text/css")

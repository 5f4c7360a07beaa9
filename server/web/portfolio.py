"""The portfolio: a page to read first, and the PDF."""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.outside.pdf import PdfFailed
from server.outside.portfolio_files import portfolio_file
from server.outside.portfolio_page import render_html
from server.rules.refusals import NotFound, NotSignedIn, Overloaded
from server.services.portfolio import deliver_portfolio, read_portfolio
from server.web.auth import current_actor
from server.web.endpoints import endpoint
from server.web.i18n import other_language, reader


async def preview(request: Request) -> Response:
    """The same templates as the PDF, with links back to the app and to the download."""
    actor = await current_actor(request)
    placement_id = request.path_params["placement_id"]
    locale = reader(request).locale
    portfolio = await read_portfolio(actor, placement_id, locale)
    code, name, switch = other_language(request)
    links = {
        "back": "/",
        "download": f"/api/placements/{placement_id}/portfolio.pdf",
        "css": "/portfolio-files/portfolio.css",
        "photos": f"/api/blobs/{placement_id}/",
        "language": code,
        "language_name": name,
        "switch": switch,
    }
    return HTMLResponse(render_html(portfolio, locale, preview=links))


async def preview_file(request: Request) -> Response:
    """Stylesheets, drawing and fonts of that page: the same for everybody."""
    path, media_type = portfolio_file(request.path_params["path"])
    return Response(path.read_bytes(), headers={"Cache-Control": "no-cache"}, media_type=media_type)


@endpoint(answer="application/pdf", refuses=(NotSignedIn, NotFound, Overloaded, PdfFailed))
async def download(request: Request) -> Response:
    """The portfolio of one placement as PDF."""
    actor = await current_actor(request)
    placement_id = request.path_params["placement_id"]
    made = await deliver_portfolio(actor, placement_id, reader(request).locale)
    name = f"portfolio {made.student} {made.made_on}.pdf"
    headers = {"Content-Disposition": _attachment(name), "Cache-Control": "no-store"}
    return Response(made.document, headers=headers, media_type="application/pdf")


def _attachment(name: str) -> str:
    """RFC 6266: a plain name for old programs, the whole one for the others."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w.-]+", "-", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"

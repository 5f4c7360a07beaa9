"""The app itself, from memory: compressed once, names with a hash kept for ever by browsers."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.settings import get_settings
from server.web.pages import render_page

_COMPRESSIBLE = {".html", ".js", ".css", ".svg", ".webmanifest", ".json", ".txt"}
_HASHED = re.compile(r"^assets/.+-[\w-]{8,}\.\w+$")
_MEDIA_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class _RootFile(StringConvertor):
    """A file beside index.html: sw.js, the manifest, icons."""

    regex = r"[a-z0-9][a-z0-9-]*\.(?:js|svg|png|ico|txt|webmanifest)"


register_url_convertor("root_file", _RootFile())


@dataclass(frozen=True)
class File:
    media_type: str
    cache_control: str
    etag: str
    bodies: dict[str, bytes]  # by content encoding; "" is the file as it is


async def app_page(request: Request) -> Response:
    """The one page of the app; its own router reads the path."""
    file = _files().get("index.html")
    if file is None:
        return HTMLResponse(render_page(request, "not_built.html"), 503)
    return _answer(request, file)


async def app_file(request: Request) -> Response:
    file = _files().get(request.url.path.lstrip("/"))
    if file is None:
        raise HTTPException(404)
    return _answer(request, file)


def _answer(request: Request, file: File) -> Response:
    headers = {"Cache-Control": file.cache_control, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    encoding = _encoding(request.headers.get("accept-encoding", ""), file)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(file.bodies[encoding], headers=headers, media_type=file.media_type)


def _encoding(accepted: str, file: File) -> str:
    names = {
        part.partition(";")[0].strip() for part in accepted.split(",") if ";q=0" not in part + ","
    }
    return next((name for name in ("br", "gzip") if name in names and name in file.bodies), "")


def _files() -> dict[str, File]:
    folder = get_settings().pwa_folder
    index = folder / "index.html"
    # A new build replaces index.html last of all, so its time stands for the whole.
    return _load(folder, index.stat().st_mtime_ns) if index.is_file() else {}


@cache
def _load(folder: Path, stamp: int) -> dict[str, File]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): _read(path, folder) for path in paths}


def _read(path: Path, folder: Path) -> File:
    body = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    bodies = {"": body}
    if path.suffix in _COMPRESSIBLE:
        bodies["br"] = brotli.compress(body)
        bodies["gzip"] = gzip.compress(body, mtime=0)
    guessed = _MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
    return File(
        media_type=guessed or "application/octet-stream",
        cache_control="public, max-age=31536000, immutable" if _HASHED.match(name) else "no-cache",
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:24]}"',
        bodies=bodies,
    )

"""The program that looks into one file, run by `server.outside.inspection`.

Pictures are decoded, and drawn anew unless they are already what Vakwerk keeps. PDFs are read for
what could act or hide in them, and never rendered.
"""

from __future__ import annotations

import io
import json
import resource
import warnings
from typing import Any

import pi_heif
import pikepdf
from PIL import Image, ImageCms, ImageOps

from server.outside.child_loop import answer_jobs
from server.rules import blob_kinds
from server.rules.blobs import (
    BROKEN_FILE,
    JPEG,
    LONGEST_SIDE,
    MAX_IMAGE,
    MAX_PDF,
    MAX_PIXELS,
    PDF,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    UNSUPPORTED_TYPE,
)

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
OPEN_FILES = 32
QUALITY = 82
# What makes a PDF do something by itself, or carry another file inside.
_ACTIVE = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/EmbeddedFile"}
    | {"/EmbeddedFiles", "/EF", "/RichMedia", "/Movie", "/Rendition", "/XFA", "/AA"}
)


class NotKept(Exception):
    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def main() -> None:
    # Nothing is written: RLIMIT_FSIZE counts files, not the pipe that the answer goes through.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and is told apart from a broken file
    warnings.simplefilter("ignore")
    answer_jobs(_answer, memory=MEMORY, cpu_seconds=CPU_SECONDS)


def _answer(data: bytes) -> bytes:
    try:
        told, drawn = look_into(data)
    except NotKept as refused:
        told, drawn = {"problem": refused.problem}, b""
    return json.dumps(told).encode() + b"\n" + drawn


def look_into(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What it is, with the picture as drawn anew if that was needed. Raises NotKept."""
    kind = blob_kinds.kind_of(data)
    if kind is None:
        raise NotKept(UNSUPPORTED_TYPE)
    if len(data) > (MAX_PDF if kind == blob_kinds.PDF else MAX_IMAGE):
        raise NotKept(TOO_LARGE)
    if kind == blob_kinds.PDF:
        _check_pdf(data)
        return _found(PDF, (0, 0), False), b""
    image = _opened(data, kind)
    if kind == blob_kinds.JPEG and blob_kinds.is_plain_jpeg(data) and _fits(image):
        _decoded(image)
        return _found(JPEG, image.size, False), b""
    drawn, size = _drawn_anew(image)
    return _found(JPEG, size, True), drawn


def _found(media_type: str, size: tuple[int, int], changed: bool) -> dict[str, Any]:
    width, height = size
    return {
        "problem": "",
        "media_type": media_type,
        "width": width,
        "height": height,
        "changed": changed,
    }


def _opened(data: bytes, kind: str) -> Image.Image:
    """Its size is known, nothing is decoded yet."""
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
    except Exception as problem:
        raise NotKept(BROKEN_FILE) from problem
    if image.width * image.height > MAX_PIXELS:
        raise NotKept(TOO_MANY_PIXELS)
    return image


def _fits(image: Image.Image) -> bool:
    return max(image.size) <= LONGEST_SIDE and image.mode in ("RGB", "L")


def _decoded(image: Image.Image) -> None:
    try:
        image.load()
    except Exception as problem:
        raise NotKept(BROKEN_FILE) from problem


def _drawn_anew(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """Upright, in sRGB on white, at most 1600 pixels long, and with nothing beside the picture."""
    # A JPEG can be decoded at a half or a quarter: a large photo then takes a fraction of the time.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    _decoded(image)
    profile = image.info.get("icc_profile")
    upright = _in_full_colour(ImageOps.exif_transpose(image))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    picture = _in_srgb(_on_white(upright), profile)
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    drawn = out.getvalue()
    if not blob_kinds.is_plain_jpeg(drawn):
        raise AssertionError("what we draw must be plain")
    return drawn, clean.size


def _in_full_colour(image: Image.Image) -> Image.Image:
    """Before it is made smaller: between the numbers of a palette there is nothing to blend."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "1"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Phones photograph in wider colours; without its profile such a photo looks dull."""
    if not isinstance(profile, bytes):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB")) or image
    except ImageCms.PyCMSError:
        return image  # a profile for other colours, or nonsense: the picture is there all the same


def _check_pdf(data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as document:
            if document.is_encrypted or any(_acts(item) for item in document.objects):
                raise NotKept(UNSUPPORTED_TYPE)
            if len(document.pages) == 0:
                raise NotKept(BROKEN_FILE)
    except pikepdf.PasswordError as problem:
        raise NotKept(UNSUPPORTED_TYPE) from problem
    except pikepdf.PdfError as problem:
        raise NotKept(BROKEN_FILE) from problem


def _acts(item: pikepdf.Object) -> bool:
    """Walks what lies directly inside; objects that are referred to come by themselves."""
    inside = [item]
    while inside:
        part = inside.pop()
        if isinstance(part, pikepdf.Array):
            inside += [deeper for deeper in part if _direct(deeper)]
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            names = set(part.keys())
            names |= {str(part[name]) for name in ("/S", "/Type", "/Subtype") if name in names}
            if names & _ACTIVE:
                return True
            inside += [part[name] for name in part.keys() if _direct(part[name])]
    return False


def _direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


if __name__ == "__main__":
    main()

"""Pictures for the demo school, drawn rather than photographed: of things, never of people."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from server.rules.blobs import JPEG

Box = tuple[float, float, float, float]
_SCALE = 2  # drawn larger and made smaller, so that edges are smooth
_PAPER = ("#fbf7ec", "#f3d9a4", "#cfe3dc", "#f0c9bb", "#dfe7f2")


@cache
def scene(name: str) -> bytes:
    """A JPEG of one of SCENES, the same each time."""
    width, height, draw = SCENES[name]
    image = Image.new("RGB", (width * _SCALE, height * _SCALE))
    draw(Canvas(ImageDraw.Draw(image), Random(name)))
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=80)
    return out.getvalue()


class Canvas:
    """Draws in the picture's own pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw, random: Random) -> None:
        self._draw = draw
        self.random = random

    def box(self, box: Box, fill: str, radius: float = 0) -> None:
        self._draw.rounded_rectangle(_large(box), radius * _SCALE, fill)

    def oval(self, box: Box, fill: str) -> None:
        self._draw.ellipse(_large(box), fill)

    def line(self, points: list[tuple[float, float]], fill: str, width: float) -> None:
        large = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(large, fill, round(width * _SCALE), joint="curve")

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill)


def _notice_board(c: Canvas) -> None:
    c.box((0, 0, 1200, 900), "#d8d2c4")
    c.box((90, 80, 1110, 790), "#7a5a3c", 14)
    c.box((118, 108, 1082, 762), "#c99f6b")
    for _ in range(900):
        x, y = c.random.uniform(118, 1078), c.random.uniform(108, 758)
        c.oval((x, y, x + 4, y + 3), c.random.choice(("#bd9160", "#d3ab79")))
    for row in range(2):
        for column in range(4):
            x = 165 + column * 228 + c.random.uniform(-14, 14)
            y = 150 + row * 300 + c.random.uniform(-14, 14)
            _sheet(c, x, y, c.random.choice(_PAPER))


def _sheet(c: Canvas, x: float, y: float, paper: str) -> None:
    width, height = c.random.uniform(160, 190), c.random.uniform(200, 250)
    c.box((x + 7, y + 9, x + width + 7, y + height + 9), "#a97f4f")
    c.box((x, y, x + width, y + height), paper)
    c.box((x + 20, y + 42, x + width * 0.75, y + 58), "#4b6a63")
    lines = int((height - 90) // 22)
    for line in range(lines):
        end = x + width - c.random.uniform(20, 70)
        c.box((x + 20, y + 80 + line * 22, end, y + 86 + line * 22), "#8f8a7c")
    c.oval((x + width / 2 - 10, y + 6, x + width / 2 + 10, y + 26), "#c2402f")
    c.oval((x + width / 2 - 5, y + 9, x + width / 2 + 1, y + 15), "#e58a7c")


def _network(c: Canvas) -> None:
    """Circles around a family, as in a drawing of who can help whom."""
    _tabletop(c, "#b98d5f", "#a67c50")
    c.shape([(140, 90), (1090, 70), (1110, 820), (120, 840)], "#8f6a42")
    c.shape([(130, 80), (1080, 60), (1100, 810), (110, 830)], "#fdfaf0")
    for radius, fill in ((330, "#eef3ea"), (225, "#dfead6"), (120, "#c9dcc2")):
        c.oval((605 - radius, 445 - radius, 605 + radius, 445 + radius), fill)
    colors = ("#33615a", "#c98a4e", "#3f5f8a", "#b9503c", "#e0b04a")
    for number in range(9):
        angle = number * math.tau / 9 + 0.3
        far = (170, 275, 230)[number % 3]
        x, y = 605 + far * math.cos(angle), 445 + far * math.sin(angle)
        c.line([(605, 445), (x, y)], "#8f8a7c", 3 if number % 3 else 8)
        c.oval((x - 34, y - 34, x + 34, y + 34), colors[number % 5])
    for x, y in ((575, 420), (635, 425), (605, 475)):
        c.oval((x - 27, y - 27, x + 27, y + 27), "#4b6a63")
    c.shape([(880, 700), (1120, 850), (1100, 876), (864, 722)], "#d8a531")
    c.shape([(880, 700), (864, 722), (842, 690)], "#3c3a36")


def _board_game(c: Canvas) -> None:
    _tabletop(c, "#8fa9a0", "#829d94")
    c.box((210, 70, 1010, 850), "#6f877f", 18)
    c.box((200, 60, 1000, 840), "#f4ead2", 18)
    colors = ("#c2402f", "#e0b04a", "#33615a", "#3f5f8a")
    steps = [(step, 0) for step in range(7)] + [(6, step) for step in range(1, 7)]
    steps += [(5 - step, 6) for step in range(6)] + [(0, 5 - step) for step in range(5)]
    for number, (column, row) in enumerate(steps):
        x, y = 252 + column * 100, 102 + row * 100
        c.oval((x, y, x + 84, y + 84), colors[number % 4])
        c.oval((x + 12, y + 12, x + 72, y + 72), "#fbf5e4")
    for number, (x, y) in enumerate(((365, 215), (640, 215), (365, 490), (640, 490))):
        c.box((x, y, x + 190, y + 190), colors[number], 20)
    for number, (x, y) in enumerate(((270, 330), (590, 95), (770, 640), (460, 690))):
        c.oval((x, y + 44, x + 54, y + 74), "#b9ab8a")
        c.shape([(x + 6, y + 60), (x + 27, y - 6), (x + 48, y + 60)], colors[number])
        c.oval((x + 11, y - 26, x + 43, y + 6), colors[number])
    c.box((1050, 560, 1130, 640), "#5d746c", 12)
    c.box((1042, 550, 1122, 630), "#fbf7ec", 12)
    for x, y in ((1060, 568), (1092, 600), (1076, 584)):
        c.oval((x, y, x + 14, y + 14), "#3c3a36")


def _tabletop(c: Canvas, wood: str, seam: str) -> None:
    c.box((0, 0, 1200, 900), wood)
    for plank in range(7):
        c.box((0, plank * 130, 1200, plank * 130 + 3), seam)


def _table_with_cups(c: Canvas) -> None:
    c.box((0, 0, 900, 1200), "#b7c7bf")
    c.box((0, 0, 900, 330), "#9fb4ab")
    c.box((90, 40, 430, 300), "#e9f0ee", 8)
    c.box((250, 40, 268, 300), "#9fb4ab")
    c.shape([(40, 330), (860, 330), (1010, 1200), (-110, 1200)], "#8a5f3d")
    c.shape([(60, 350), (840, 350), (960, 1160), (-60, 1160)], "#a2744c")
    for plank in range(1, 5):
        top, bottom = 60 + plank * 156, -60 + plank * 204
        c.line([(top, 350), (bottom, 1160)], "#93683f", 4)
    c.oval((325, 470, 615, 610), "#8f6540")
    c.oval((315, 440, 605, 590), "#f4efe4")
    c.oval((350, 460, 570, 565), "#e6dcc8")
    for slice_ in range(5):
        x, y = 366 + slice_ * 34, 470 + c.random.uniform(0, 34)
        c.shape([(x, y), (x + 58, y - 12), (x + 52, y + 44)], "#d79a4a")
        c.shape([(x, y), (x + 58, y - 12), (x + 56, y + 4), (x + 2, y + 14)], "#f0d9a8")
    cups = ((100, 420, "#c2402f"), (660, 430, "#33615a"), (70, 760, "#e0b04a"))
    for x, y, fill in (*cups, (650, 800, "#3f5f8a"), (360, 880, "#f4efe4")):
        _cup(c, x, y, fill)


def _cup(c: Canvas, x: float, y: float, fill: str) -> None:
    c.oval((x - 34, y + 96, x + 190, y + 176), "#83592f")
    c.oval((x - 40, y + 84, x + 184, y + 164), "#efe8da")
    c.oval((x + 106, y + 26, x + 176, y + 100), fill)
    c.oval((x + 120, y + 42, x + 160, y + 84), "#a2744c")
    c.box((x, y + 24, x + 140, y + 90), fill)
    c.oval((x, y + 54, x + 140, y + 132), fill)
    c.oval((x, y - 4, x + 140, y + 52), "#faf5ea")
    c.oval((x + 10, y + 4, x + 130, y + 46), "#5b3a22")
    c.oval((x + 26, y + 9, x + 84, y + 24), "#7a5230")


def attachment(data: bytes, name: str, alt: str) -> dict[str, Any]:
    """How an entry names that picture."""
    width, height, _ = SCENES[name]
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": JPEG,
        "size": len(data),
        "width": width,
        "height": height,
        "name": "",
        "alt": alt,
    }


SCENES: dict[str, tuple[int, int, Callable[[Canvas], None]]] = {
    "notice_board": (1200, 900, _notice_board),
    "network": (1200, 900, _network),
    "board_game": (1200, 900, _board_game),
    "table_with_cups": (900, 1200, _table_with_cups),
}


def _large(box: Box) -> Box:
    left, top, right, bottom = box
    return left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE

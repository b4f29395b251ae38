"""What is written in a picture, as a program reads it that was made for printed pages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
import pytesseract  # type: ignore[import-untyped, unused-ignore]
from PIL import Image, ImageOps

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # pages are small: more threads only wait

INSTALLED = shutil.which("tesseract") is not None
REQUIRED = os.environ.get("CI", "").lower() in ("true", "1")

# Scale and tesseract's way of cutting a page into lines: scattered pieces, or one block. Each sees
# some lines that the other mangles; the next one is asked only for what is still missing.
_WAYS = ((1.5, 11), (1.5, 6), (1.0, 11), (2.0, 6), (2.0, 11), (1.0, 6))
_PAGES = ("bright", "red")  # white digits on cyan discs stand out in red alone


def missing(pictures: Iterable[np.ndarray], wanted: Sequence[str]) -> list[str]:
    """Which of the wanted are written in none of the pictures, read in every way there is.

    What is wanted is one of these: words; numbers as they follow each other in one line, parted by
    spaces and without signs ("0.54 0.23 0.124" is found in "δ = 0.54 · 0.23 ≈ 0.124"); a number
    with a sign, which then stands alone.
    """
    missing = list(wanted)
    pictures = list(pictures)
    for page, way in product(_PAGES, _WAYS):
        for picture in pictures:
            if not missing:
                return []
            lines = list(_lines(picture, page, *way))
            missing = [one for one in missing if not any(_holds(line, one) for line in lines)]
    return missing


def _holds(line: str, wanted: str) -> bool:
    # A comma is a point that was read wrongly, or parts two numbers.
    numbers = re.findall(r"\d+(?:[.,]\d+)?", re.sub(r", +", " ", line))
    written = " ".join(numbers).replace(",", ".")
    if re.fullmatch(r"[\d. ]+", wanted):
        # Signs are left out: the dot of a product is read as one.
        return f" {wanted} " in f" {written} "
    if re.fullmatch(r"[+−][\d.]+", wanted):
        sign = re.sub(r"[-–—]", "−", line).strip()[: -len(written)][-1:]
        return len(numbers) == 1 and sign + written == wanted
    return re.sub(r"\s", "", wanted) in re.sub(r"\s", "", line)


def _lines(picture: np.ndarray, look: str, scale: float, cut: int) -> Iterator[str]:
    """Lines of text."""
    page = _page(picture, look)
    size = round(page.width * scale), round(page.height * scale)
    page = page.resize(size, Image.Resampling.LANCZOS)
    read = pytesseract.image_to_string(page, config=f"--psm {cut}", timeout=60)
    yield from (line for line in read.splitlines() if line.strip())


def lowest(picture: np.ndarray, word: str) -> tuple[int, int, int, int]:
    """Top, left, height and width, in pixels, of the lowest place where a word stands."""
    found = pytesseract.image_to_data(
        _page(picture), config="--psm 11", output_type=pytesseract.Output.DICT, timeout=60
    )
    sides = zip(*(found[side] for side in ("top", "left", "height", "width")), strict=True)
    return max(box for box, text in zip(sides, found["text"], strict=True) if text == word)


def _page(picture: np.ndarray, look: str = "bright") -> Image.Image:
    """Dark on light, as on paper: all that is bright whatever its colour, or what has red in it."""
    seen = picture.max(axis=2) if look == "bright" else np.ascontiguousarray(picture[..., 0])
    return ImageOps.invert(Image.fromarray(seen))

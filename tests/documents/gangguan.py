"""What happens to paper between printer and scanner: noise, blur, skew, a photocopier. Always the same for one seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageChops, ImageFilter


@cache
def _grain(sisi: int = 512, sigma: float = 40.0, biji: int = 1) -> Image.Image:
    acak = random.Random(biji)
    made = Image.new("L", (sisi, sisi))
    made.putdata([max(0, min(255, round(128 + acak.gauss(0, sigma)))) for _ in range(sisi * sisi)])
    return made


def noise(image: Image.Image) -> Image.Image:
    """Grey noise on every dot, of a standard deviation of 40 in 255."""
    grain, over = _grain(), Image.new("L", image.size)
    for x in range(0, image.width, grain.width):
        for y in range(0, image.height, grain.height):
            over.paste(grain, (x, y))
    return ImageChops.add(image, over, 1, -128)


def blur(image: Image.Image) -> Image.Image:
    """Out of focus by one dot."""
    return image.filter(ImageFilter.GaussianBlur(1))


def skew(image: Image.Image) -> Image.Image:
    """Laid on the glass five degrees askew."""
    return image.rotate(5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def photocopy(image: Image.Image) -> Image.Image:
    """Every dot black or white, after a little smear."""
    return image.filter(ImageFilter.GaussianBlur(0.6)).point(lambda p: 255 if p > 150 else 0)


GANGGUAN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "bersih": lambda image: image,
    "bintik": noise,
    "kabur": blur,
    "miring 5°": skew,
    "fotokopi": photocopy,
}

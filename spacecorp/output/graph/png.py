"""The picture of a network as PNG, by resvg (github.com/linebender/resvg), the extra `png`."""

from .svg import Picture

ZOOM = 2.0  # for screens with fine pixels, and for print
LONGEST_SIDE = 6000  # pixels; a picture of that size takes some 400 MB while it is drawn


def png(picture: Picture) -> bytes:
    """The picture, with the fonts of this machine. Raises ImportError without the extra."""
    from resvg_py import svg_to_bytes

    longest = max(picture.width, picture.height)
    return svg_to_bytes(svg_string=picture.svg, zoom=min(ZOOM, LONGEST_SIDE / longest))

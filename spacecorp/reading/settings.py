"""Limits of reading, in one place: what one document may hold before it is refused.

Every limit is far above what an article needs; each exists so that a hostile file costs its
length and no more. Sizes are in bytes or characters as the names say.
"""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is looked at (saved pages carry their images inside)."""

MAX_CHARACTERS = 4_000_000
"""The most text that one document may hold (about twice the longest annual reports)."""

MAX_LINES = 100_000
"""The most lines that are not blank (a book of 1,000 pages has about 40,000)."""

MAX_TAGS = 300_000
"""The most tags that a page may hold (long encyclopedia lists have some 50,000)."""

MIN_PAGE_DATA_PROSE = 300
"""Page data inside a page is taken as the article from this many characters of prose on."""

MIN_ARTICLE = 200
"""Below this many characters an extracted article is doubted and the whole page read."""

MAX_CLUTTER_LINE = 420
"""Lines longer than this are never dropped by a pattern: they carry too much to lose."""

MAX_REPAIR_CHARACTERS = 2_000_000
"""Swap repair looks for its evidence in this much of a document."""

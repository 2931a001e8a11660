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

# --- files that hold many documents: archives, feeds, records -------------------------------

HEAD_BYTES = 64 * 1024
"""What a file is told from: enough for the head of a feed or the first line of records."""

MAX_DEPTH = 6
"""How deep archives may stand in each other (.tar.gz of .warc.gz of .jsonl: five)."""

MAX_MEMBERS = 200_000
"""The most members of one file (a crawl's WARC file of 1 GB has some 100,000 records)."""

MAX_UNPACKED = 64 * 1024**3
"""The most bytes that are unpacked from one file (the largest crawls reach some 10 GiB)."""

MAX_RATIO = 200
"""How many times its size a file may unpack to (pages reach 20; Deflate itself ends at 1,032)."""

RATIO_FREE = 16 * 1024 * 1024
"""Unpacked bytes from which on the ratio is asked: small files may be all repetition."""

MAX_DIRECTORY = 64 * 1024 * 1024
"""The largest table of contents of a zip archive (`MAX_MEMBERS` take some 20 MiB)."""

MAX_HEADER = 1024 * 1024
"""The longest header of a member of a tar archive (path names end at some 4 KiB)."""

MAX_UNPACKING_MEMORY = 256 * 1024 * 1024
"""What an xz stream may ask for (its highest preset asks for 65 MiB)."""

MAX_MAIL_PARTS = 100
"""The most parts in parts of a message (forwarded newsletters have some ten)."""

MAX_PAGES = 2_000
"""The most pages of a PDF file (annual reports have some 400)."""

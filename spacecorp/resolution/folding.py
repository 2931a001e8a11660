"""Bring the spellings of one name to one form: case, accents, script, punctuation, articles.

Cyrillic and Greek are transliterated (BGN/PCGN without its apostrophes, ELOT 743 in short), so
that a name in its own script meets its Latin spelling. Chinese, Japanese and Korean names are
left as they are: their readings cannot be told from the letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i",
    "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ђ": "dj", "ћ": "c",
    "џ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ә": "a",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
# Latin letters that Unicode does not take apart.
_LATIN = {
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n",
    "ħ": "h", "ŧ": "t", "ə": "a",
}  # fmt: skip
_LETTERS = str.maketrans(_CYRILLIC | _GREEK | _LATIN)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´ʹ′", "'"))
_POSSESSIVE = re.compile(r"'s?(?=\s|$|[,.;:)])")
_ELISION = re.compile(r"(?<=\s)[dl]'(?=\w)")
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_][./]){1,}[^\W\d_](?![^\W_])\.?")
_WORD = re.compile(r"[^\W_]+")
# Legal forms that are written without a space before or after them.
_JOINED_FORMS = re.compile(
    "(株式会社|有限会社|股份有限公司|有限责任公司|有限公司|주식회사|유한회사)"
)
# No name is longer; what is, is cut, so that a hostile one costs no more.
_LONGEST = 400
ARTICLES = frozenset(["the"])


def plain(text: str) -> str:
    """The text in small Latin letters without accents; other scripts but Cyrillic and Greek stay.

    `text` is any name; word order, spaces and punctuation are kept.
    """
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_APOSTROPHES).translate(_LETTERS)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) or c in "゙゚")
    return _JOINED_FORMS.sub(r" \1 ", unicodedata.normalize("NFC", kept.translate(_LETTERS)))


@lru_cache(maxsize=1 << 14)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: initials joined ("S.p.A." → "spa"), "&" read as "and".

    Possessive 's, elided articles ("d'Études") and a leading "the" are dropped, other
    apostrophes closed up.
    """
    text = plain(name[:_LONGEST])
    if "'" in text:
        text = _ELISION.sub("", _POSSESSIVE.sub("", text)).replace("'", "")
    if "." in text or "/" in text:
        text = _INITIALS.sub(lambda m: m.group().replace(".", "").replace("/", "") + " ", text)
    if "&" in text:
        text = text.replace("&", " and ")
    found = _WORD.findall(text)
    if len(found) > 1 and found[0] in ARTICLES:
        del found[0]
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The folded words of a name, parted by single spaces: the key for "the same spelling".

    >>> fold("The Surrey Satellite Technology, Ltd.'s")
    'surrey satellite technology ltd'
    """
    return " ".join(words(name))


def squash(name: str) -> str:
    """The folded name without spaces: "Space X", "SpaceX" and "Space-X" give one key."""
    return "".join(words(name))

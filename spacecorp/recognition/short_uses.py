"""A second look: short uses of found names that the tagger passed over.

Once "Terran Orbital" is found, a lone "Terran" elsewhere in the document means it.
"""

from ..resolution.places import PLACES
from ..resolution.vocabulary import GENERIC, INSTITUTIONS
from .tokens import Tokens

Span = tuple[int, int, str]
LEAST = 4  # letters of a word that may stand for a name
# Before a town, not before a firm.
WHERE = frozenset(["in", "at", "near", "from", "around", "outside", "of", "a", "an"])
JOINED = frozenset(["-", "–", "&", "/", "'", "’", "."])


def short_uses(tokens: Tokens, found: list[Span]) -> list[Span]:
    """`found` with lone untagged words that begin the name of a firm found elsewhere.

    Names of bodies are left out: their first word is mostly a place.
    """
    words = tokens.words
    first: dict[str, str] = {}
    for begin, end, kind in found:
        word = words[begin]
        lower = word.lower()
        if (
            kind == "ORG"
            and end - begin > 1
            and len(word) >= LEAST
            and word[0].isupper()
            and words[begin + 1] not in JOINED
            and lower not in PLACES
            and lower not in GENERIC
            and not any(w.lower() in INSTITUTIONS for w in words[begin:end])
        ):
            first.setdefault(word, kind)
    if not first:
        return found
    taken = {i for begin, end, _ in found for i in range(begin, end)}
    common = {word for word in words if word.islower()}
    new = [
        (i, i + 1, first[word])
        for i, word in enumerate(words)
        if word in first and i not in taken and word.lower() not in common and _alone(tokens, i)
    ]
    return sorted([*found, *new]) if new else found


def _alone(tokens: Tokens, i: int) -> bool:
    """Whether the word belongs to no longer name and is not said to be a place."""
    words = tokens.words
    sentence = tokens.sentence[i]
    after = words[i + 1] if i + 1 < len(words) and tokens.sentence[i + 1] == sentence else ""
    before = words[i - 1] if i > tokens.bounds[sentence] else ""
    return not (
        after[:1].isupper()
        or after[:1].isdecimal()
        or after in JOINED - {".", "'", "’"}
        or before in JOINED
        or before[:1].isupper()
        or before.lower() in WHERE
    )

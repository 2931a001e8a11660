"""What words between two names say that the second is another name of the first.

"X, formerly Y", "X, the firm that used to trade as Y", "X changed its name to Y", "X (Y for
short)". The patterns are regular expressions over words in small letters; sentences like those
above are what they were written from.
"""

import re

# Verbs and adverbs right before a name that is another's old, new, short or other name.
_SAYS = r"""
known(?: \w+){0,4} as
(?:better |now |then |also |simply |once )?known by (?:its|the) (?:\w+ )?name
formerly
previously
originally
, the former
formally
officially
familiarly
internally
renamed(?: (?:this|last) \w+)?(?: (?:in|since) (?:\w+ )?\d{4})?(?: as| to| into)?
rebranded(?: (?:this|last) \w+)?(?: (?:in|since) (?:\w+ )?\d{4})?(?: as| to| into)?
re-named
re-branded
renaming itself
rebaptised
rechristened
called(?: simply)?
calls it
call it
named
dubbed
styled
christened
nicknamed
baptised
(?:referred to|designated|listed|operating|registered|marketed)(?: \w+){0,3} as
trad(?:e|es|ed|ing)(?: \w+){0,3} as
(?:takes|took|taking|adopted|adopting) (?:the|its|their)(?: \w+)? name(?: of)?
(?:bears|bore|received|got|has|under|by) (?:the|its|their)(?: \w+)? name(?: of)?
chang(?:e|ed|ing|es) (?:its|their)(?: \w+)? name(?: \w+ \w+)? to
(?:carries|carried|bears|goes by|went by|operates under|works under|under) the name(?: of)?
(?:whose|the) (?:letters|initials|acronym) (?:stand|stands|stood) for
whose (?:full |official |old |new |former )?name (?:is|was)
(?:still |then )?carried the name
in full :
(?:founded|set up|established|started|began|born)(?: \w+){0,5} as
became
becomes
(?:is |are )?now
nowadays
(?:is )?today
later
(?:is what )?used to be
abbreviation of
acronym (?:of|for)
short for
stands? for
abbreviated(?: as| to)?
in short
in full
for short
aka
a\.k\.a\.?
alias
or
brand
in the west
(?:until|till|before) \d{4}
"""
_QUOTES = r"[\s,:\"“‘'(–-]*"
_LINK = """which|that|who|whose|it|and|now|is|was|were|has|had|have|been|be|are|will|would"""
# The whole of what stands between a name and the other name that the words give it: an article
# and a noun or a relative clause may come first, a few words may stand before the verb.
_ASSERTS = re.compile(
    rf"^{_QUOTES}(?:(?:an?|the|one of the) (?:[\w-]+ ){{1,5}})?(?:(?:{_LINK})[ ,]+)*"
    rf"(?:[\w.]+[ ,]+){{0,4}}?(?P<says>{'|'.join(_SAYS.split(chr(10))[1:-1])})(?: the)?{_QUOTES}$"
)
_LONGEST = 200  # letters between two names that are read
# A sentence that begins so may speak of what the sentence before speaks of ...
OPENING = frozenset(
    """it the this until in since later set founded established born renamed rebranded formerly
    originally previously known""".split()
)
# ... if it says one of these.
_BACK = (
    "known", "better known", "called", "renamed", "rebranded", "chang", "took", "trad",
    "nicknamed", "dubbed", "formerly", "listed", "marketed", "set up", "founded", "established",
    "born",
)  # fmt: skip


def says(words: list[str]) -> str:
    """The verb by which `words`, all that stands between two names, make the second another name
    of the first, else "". What stands in brackets is left out.

    >>> says([",", "the", "firm", "that", "used", "to", "trade", "as"])
    'trade as'
    """
    outside: list[str] = []
    depth = 0
    for word in words:
        if word == ")" and depth:
            depth -= 1
        elif word == "(" and ")" in words:
            depth += 1
        elif not depth:
            outside.append(word.lower())
    found = _ASSERTS.match(" ".join(outside)[:_LONGEST])
    return found["says"] if found else ""


def says_at_last(words: list[str]) -> str:
    """The verb at the end of `words`, which stand before a name, that makes the name another one
    of something named before, else "".

    >>> says_at_last(["Y", "and", "changed", "its", "own", "name", "to"])
    'changed its own name to'
    """
    if _ENDS.isdisjoint(words[-4:]):
        return ""
    found = _AT_LAST.search(" ".join(words).lower()[-_LONGEST:])
    return found["says"] if found else ""


# The last words of the patterns below, before an article and marks.
_ENDS = frozenset(
    "to of as renamed Renamed itself rebranded called became formerly Formerly named".split()
)
_AT_LAST = re.compile(
    r"\b(?P<says>chang(?:ed|es|ing) (?:its|their)(?: own)? name to|took the name(?: of)?"
    r"|(?:better |now |then |also |still )?known(?: \w+){0,2} as|renamed(?: itself)?"
    r"|re-?branded(?: itself)?(?: as| to)?|now called|called itself|(?:is|was|be|been) called"
    r"|which (?:then )?became|changed to|formerly|now named"
    r"|trad(?:es|ed|ing)(?: \w+)? as)(?: the)?[ \"“‘']*$"
)


def says_back(words: list[str]) -> str:
    """The same for the words between the begin of a sentence and the only name in it, where they
    speak of the sentence before ("It was renamed"), else ""."""
    if not words or words[0].lower() not in OPENING:
        return ""
    verb = says(words)
    return verb if verb.startswith(_BACK) else ""

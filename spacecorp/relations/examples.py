"""Reads the examples of rules: sentences with [organisations], <programmes> and {persons} marked.

The test suite runs every example of every rule through this, so that a rule can be written and
checked without a trained model.
"""

import re

from ..model import Block, Document
from ..recognition.countries import add_countries
from ..recognition.descriptions import Reference, references
from ..recognition.entities import Group, group
from ..recognition.kinds import profile
from ..recognition.tokens import Tokens, tokenize
from .frames import Frames, frames

_MARKED = re.compile(r"\[([^\]]+)\]|<([^>]+)>|\{([^}]+)\}")


def parse(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without its marks, and the character span and type of each name."""
    out, spans, at = [], [], 0
    length = 0
    for match in _MARKED.finditer(text):
        out.append(text[at : match.start()])
        length += len(out[-1])
        name = match[1] or match[2] or match[3]
        kind = "ORG" if match[1] else "PROG" if match[2] else "PER"
        spans.append((length, length + len(name), kind))
        out.append(name)
        length += len(name)
        at = match.end()
    out.append(text[at:])
    return "".join(out), spans


def recognise(text: str) -> tuple[Tokens, list[Group], list[Reference]]:
    """The words of a marked text, the things that it names, and what stands for them."""
    plain, spans = parse(text)
    tokens = tokenize(Document("", "text", plain, (Block("paragraph", 0, len(plain)),)))
    found = [(tokens.at(begin), tokens.at(end - 1) + 1, kind) for begin, end, kind in spans]
    groups, names = group(tokens, found)
    groups, names = add_countries(tokens, groups, names)
    own = [[name for name in names if name.entity == i] for i in range(len(groups))]
    profiles = [profile(g, tokens, own[i]) for i, g in enumerate(groups)]
    return tokens, groups, references(tokens, groups, names, profiles)


def analyse(text: str) -> tuple[list[str], Frames]:
    """The names of the things in a marked text, and what the rules find in it."""
    tokens, groups, refs = recognise(text)
    return [g.name for g in groups], frames(tokens, groups, refs)


def facts(text: str, rule: str | None = None) -> list[str]:
    """What the rules (or one rule) find in a marked text, one readable line a fact, sorted."""
    names, found = analyse(text)
    out = set()
    for own in found.ownership:
        if rule in (None, own.rule):
            share = "" if own.share is None else f" {own.share:g}"
            out.add(f"{names[own.owner]} > {names[own.owned]}{share}")
    for pair in found.partnerships:
        if rule in (None, pair.rule):
            a, b = sorted((names[pair.a], names[pair.b]))
            out.add(f"{a} & {b} {pair.kind}")
    for part in found.participations:
        if rule in (None, part.rule):
            out.add(f"{names[part.organisation]} {part.role} {names[part.programme]}")
    return sorted(out)

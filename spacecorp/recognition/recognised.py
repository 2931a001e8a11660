"""From a document to the things it names: tagging, tying together, kinds, references."""

from dataclasses import dataclass

from ..model import Document
from ..relations.linear import Linear
from .countries import add_countries
from .descriptions import Reference, references
from .entities import Group, Name, group
from .gazetteer import known_names
from .kinds import Profile, profile
from .tagger import Tagger
from .tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document names: things (`groups`, each with its profile), where they are named
    (`names`) and all words that stand for them (`references`)."""

    document: Document
    tokens: Tokens
    groups: list[Group]
    names: list[Name]
    profiles: list[Profile]
    references: list[Reference]


def recognise(document: Document, tagger: Tagger, forms: Linear | None = None) -> Recognised:
    """Find the things that `document` names. States are all kept; the relations thin them out.

    `forms` weighs which forms are one name, else the shipped scorer does.
    """
    tokens = tokenize(document)
    return tie(document, tokens, tagger.mentions(tokens, known_names()), forms)


def tie(
    document: Document,
    tokens: Tokens,
    found: list[tuple[int, int, str]],
    forms: Linear | None = None,
) -> Recognised:
    """The same from stretches of words that are already tagged (ORG, PROG, PER or CTY)."""
    groups, names = group(tokens, found, forms)
    groups, names = add_countries(tokens, groups, names)
    own: list[list[Name]] = [[] for _ in groups]
    for name in names:
        own[name.entity].append(name)
    profiles = [profile(one, tokens, own[i]) for i, one in enumerate(groups)]
    return Recognised(
        document, tokens, groups, names, profiles, references(tokens, groups, names, profiles)
    )

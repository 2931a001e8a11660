"""Finds states by name. Whether a state acts in a document, the relations decide."""

from collections.abc import Sequence
from functools import lru_cache

from ..knowledge.countries import countries
from .entities import Group, Name, surface
from .tokens import WORD, Tokens

GOVERNMENT = frozenset(["government", "Government", "state", "State"])


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for country in countries():
        for name in (country.name, *country.aliases):
            words = tuple(WORD.findall(name))
            index.setdefault(words[0], []).append((words, country.name))
        for adjective in country.adjectives:
            # "the Luxembourg state", "the British government"
            for noun in sorted(GOVERNMENT):
                words = (*WORD.findall(adjective), noun)
                index.setdefault(words[0], []).append((words, country.name))
        for noun in sorted(GOVERNMENT):
            for name in (country.name, *country.aliases):
                words = (*WORD.findall(name), noun)
                index.setdefault(words[0], []).append((words, country.name))
                words = (noun, "of", *WORD.findall(name))
                index.setdefault(words[0], []).append((words, country.name))
    for rows in index.values():
        rows.sort(key=lambda row: (-len(row[0]), row))
    return index


def add_countries(
    tokens: Tokens, groups: Sequence[Group], names: Sequence[Name]
) -> tuple[list[Group], list[Name]]:
    """The groups and names with states added where no other name stands, in text order."""
    taken = {i for name in names for i in range(name.begin, name.end)}
    index, words = _index(), tokens.words
    numbers: dict[str, int] = {}
    forms: dict[str, dict[str, None]] = {}
    found: list[Name] = []
    done = 0
    for i, word in enumerate(words):
        if i < done or i in taken:
            continue
        for name, country in index.get(word, ()):
            end = i + len(name)
            if tuple(words[i:end]) == name and not any(j in taken for j in range(i, end)):
                number = numbers.setdefault(country, len(groups) + len(numbers))
                form = surface(tokens, i, end)
                forms.setdefault(country, {})[form] = None
                found.append(Name(i, end, form, number))
                done = end
                break
    added = [Group("country", tuple(forms[country]), country) for country in numbers]
    return [*groups, *added], sorted([*names, *found], key=lambda name: name.begin)

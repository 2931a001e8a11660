"""Tie names to the bundled table of organisations."""

from __future__ import annotations

from spacecorp.knowledge.organisations import Organisation, by_id, derived, organisations
from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form


def key(found: tuple[str, ...]) -> str:
    """Under which a name is looked up: its folded words without the legal form, closed up."""
    return "".join(split_form(found)[0])


@derived
def _index() -> dict[str, tuple[str, ...]]:
    """Key → ids of all organisations that bear the name, or once bore it."""
    index: dict[str, tuple[str, ...]] = {}
    for organisation in organisations():
        for name in organisation.names():
            found = words(name)
            if not found:
                continue
            for k in {key(found), "".join(found)}:
                ids = index.get(k, ())
                if organisation.id not in ids:
                    index[k] = (*ids, organisation.id)
    return index


@derived
def _labels() -> dict[str, tuple[str, ...]]:
    """Folded label, closed up → ids of all organisations that a catalogue calls so."""
    index: dict[str, tuple[str, ...]] = {}
    for organisation in organisations():
        for label in organisation.labels:
            k = "".join(words(label))
            if organisation.id not in index.get(k, ()):
                index[k] = (*index.get(k, ()), organisation.id)
    return index


def labelled(name: str) -> tuple[str, ...]:
    """Ids of the organisations that a catalogue calls `name`, or a site of theirs; () for none."""
    return _labels().get("".join(words(name)), ())


def known_by(found: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the organisations of the table that a name (its folded words) may stand for.

    The name as it stands is asked first ("OHB SE"), then without its legal form ("Thales SA").
    """
    index = _index()
    return index.get("".join(found)) or index.get(key(found), ())


def known(name: str) -> tuple[str, ...]:
    """Ids of the organisations of the bundled table that bear `name`; () for none.

    Of several bearers of one name in other capitals ("ispace", "iSpace"), those are given that
    write it so.
    """
    ids = known_by(words(name))
    if len(ids) < 2:
        return ids
    table = by_id()
    exact = tuple(one for one in ids if name in table[one].names())
    return exact or ids


def stands_for(name: str) -> tuple[str, ...]:
    """What `known` gives, but for a name that the catalogue says went before (the firm whose works
    another took over) the id and, after a tab, the name: within one text the two are seldom one.
    """
    table = by_id()
    found = key(words(name))
    return tuple(
        f"{one}\t{found}" if _went_before(found, table[one]) else one for one in known(name)
    )


def _went_before(found: str, organisation: Organisation) -> bool:
    if organisation.source != "gcat":
        return False
    now = (organisation.name, *organisation.aliases, organisation.native)
    return all(key(words(n)) != found for n in now)

"""What people have decided about names, brought to the profiles that it is about.

`same` decisions are made before any other merge and nothing but a `different` one stops them;
`different` ones forbid every merge, whatever the table, a fact or a score says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacecorp.knowledge.organisations import by_id
from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.profiles import Profile, key_of
from spacecorp.resolution.records import Decision, Named


@dataclass(frozen=True, slots=True)
class Parted:
    """Profiles as decisions leave them, and the numbers that keep some of them apart."""

    profiles: Sequence[Profile]
    numbers: Mapping[int, frozenset[int]]


def part(profiles: Sequence[Profile], decisions: Iterable[Decision]) -> Parted:
    """The profiles, with what `different` decisions take from them.

    The two sides of a decision are given n and -n. A form that was decided to be another name's
    ties nothing any longer, and of two sides that the bundled table takes for one organisation
    only that which bears its name stays tied to it.
    """
    every = tuple(decisions)
    different = _in_order(d for d in every if not d.same)
    bearers = _Bearers(profiles, every)
    out = list(profiles)
    numbers: dict[int, set[int]] = defaultdict(set)
    for number, decision in enumerate(different, 1):
        ones, others = bearers.sides(decision)
        for side, sign in ((ones, number), (others, -number)):
            for i in side:
                numbers[i].add(sign)
        _untie(out, ones, others, decision)
        kind = decision.type
        for side, against in ((ones, decision.other.name), (others, decision.one.name)):
            key = key_of(against, kind)
            for i in side:
                if any(k == key for k, _ in out[i].others):
                    kept = tuple(other for other in out[i].others if other[0] != key)
                    out[i] = replace(out[i], others=kept)
    return Parted(out, {i: frozenset(found) for i, found in numbers.items()})


def merge_by_decision(
    profiles: Sequence[Profile], clusters: Clusters, decisions: Iterable[Decision]
) -> None:
    """Make one what people have decided to be one."""
    every = tuple(decisions)
    same = _in_order(d for d in every if d.same)
    bearers = _Bearers(profiles, every)
    for decision in same:
        ones, others = bearers.sides(decision)
        if not ones or not others:
            continue  # it waits for a document that has both
        reason = f"a person decided: {decision.one.name} is {decision.other.name}"
        for i in (*ones, *others):
            clusters.bind(ones[0], i, reason)


def _in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Those about single documents first: where two clash, the closer look wins."""
    return sorted(
        set(decisions),
        key=lambda d: (
            -bool(d.one.document) - bool(d.other.document),
            d.one.name,
            d.other.name,
            d.one.document,
            d.other.document,
        ),
    )


class _Bearers:
    """Which profiles bear the names that decisions are about; reads the profiles once."""

    def __init__(self, profiles: Sequence[Profile], decisions: Sequence[Decision]) -> None:
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._like: dict[str, list[int]] = defaultdict(list)
        self._profiles = profiles
        # documents whose bearer of a name is decided to be another than all the rest
        self._leavers: dict[str, set[str]] = defaultdict(set)
        for d in decisions:
            for one, other in ((d.one, d.other), (d.other, d.one)):
                if not d.same and one.document and other == Named(one.name):
                    self._leavers[one.name].add(one.document)
        keys = {key_of(n.name, d.type) for d in decisions for n in (d.one, d.other)} - {""}
        names = {n.name for d in decisions for n in (d.one, d.other)}
        for i, p in enumerate(profiles) if decisions else ():
            if p.record.name in names:
                self._exact[p.record.name].append(i)
            elif p.main in keys:
                self._like[p.main].append(i)

    def sides(self, decision: Decision) -> tuple[list[int], list[int]]:
        """The profiles that the two names of a decision mean, none of them on both sides.

        Those that write the name in a way that no decision is about are meant too, where the two
        names are not told apart by their spelling alone; for `same` only if nobody writes it as
        the decision does.
        """
        exact = key_of(decision.one.name, decision.type) == key_of(
            decision.other.name, decision.type
        )
        ones = self._of(decision.one, decision, exact)
        others = self._of(decision.other, decision, exact)
        if decision.one == Named(decision.other.name):
            ones = self._elsewhere(decision.one.name, ones)
        elif decision.other == Named(decision.one.name):
            others = self._elsewhere(decision.other.name, others)
        return ones, others

    def _elsewhere(self, name: str, found: Sequence[int]) -> list[int]:
        return [i for i in found if self._profiles[i].record.document not in self._leavers[name]]

    def _of(self, named: Named, decision: Decision, exact: bool) -> list[int]:
        found = self._exact.get(named.name, [])
        if not exact and not (found and decision.same):
            found = [*found, *self._like.get(key_of(named.name, decision.type), ())]
        if named.document:
            found = [i for i in found if self._profiles[i].record.document == named.document]
        return found


def _untie(
    profiles: list[Profile], ones: Sequence[int], others: Sequence[int], decision: Decision
) -> None:
    """Of two sides tied to one organisation of the table leave one tied."""
    tied = {profiles[i].known for i in ones} & {profiles[i].known for i in others} - {""}
    for known in tied:
        loser = others
        organisation = by_id().get(known)
        names = (decision.one.name, decision.other.name)
        if organisation:
            right = [
                key_of(organisation.name, decision.type) == key_of(n, decision.type) for n in names
            ]
            listed = [n in organisation.names() for n in names]
            if (right[1], listed[1]) > (right[0], listed[0]):
                loser = ones
        for i in loser:
            if profiles[i].known == known:
                profiles[i] = replace(profiles[i], known="")

"""Resolve the entities of many documents into clusters of one real-world thing each.

The merges are tried from the surest to the weakest: the bundled table, the same name, a form
that one document gives as another name of it, acronyms and short forms that only one name can
stand for, at last slips of the pen. Each is made only if nothing in the two clusters forbids it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacecorp.knowledge.organisations import by_id
from spacecorp.resolution.acronyms import acronym_of, looks_like_acronym
from spacecorp.resolution.blocking import pairs
from spacecorp.resolution.canonical import canonical_name, identifiers, stable_key
from spacecorp.resolution.clustering import Clusters
from spacecorp.resolution.folding import words
from spacecorp.resolution.legal_forms import split_form
from spacecorp.resolution.matching import match
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.profiles import Profile, profile, says_nothing, states
from spacecorp.resolution.records import Cluster, Record
from spacecorp.resolution.short_forms import short_form
from spacecorp.resolution.typos import cost, is_typo

# Names shorter than this are never merged for a slip of the pen.
_LONG_ENOUGH = 8
_MOST_NAMES = 6
# Words that as often name a firm's part or daughter ("Nammo Space") as they end its full name.
_FIELDS = frozenset(
    """capital defence defense fund foundation holding holdings international investment
    investments launch launchers partners research satellite satellites security services space
    trust ventures""".split()  # noqa: SIM905
)


def resolve(records: Iterable[Record], *, table: bool = True) -> list[Cluster]:
    """One cluster for each real-world thing, sorted by type and name.

    Takes the entities of all documents; the order they come in does not matter. Every record is
    in exactly one cluster, with others of its own type only. With `table` false the bundled table
    of organisations is not asked.
    """
    by_type: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_type[record.type].append(record)
    out: list[tuple[list[Profile], str, list[str]]] = []
    for kind in sorted(by_type):
        ordered = sorted(by_type[kind], key=lambda r: (r.document, r.entity, r.name))
        profiles = [profile(r, table=table) for r in ordered]
        out += _resolve_type(kind, profiles, table)
    named = [(members, known, reasons, _name(members)) for members, known, reasons in out]
    ids = identifiers(
        (m[0].record.type, known, stable_key(name), "\x1f".join(min(p.member for p in m)))
        for m, known, _, (name, _) in named
    )
    clusters = [
        Cluster(
            id=one,
            name=name,
            type=members[0].record.type,
            members=tuple(sorted(p.member for p in members)),
            aliases=aliases,
            reasons=tuple(sorted(reasons)),
            known=known or None,
        )
        for one, (members, known, reasons, (name, aliases)) in zip(ids, named, strict=True)
    ]
    return sorted(clusters, key=lambda c: (c.type, c.name.casefold(), c.name, c.members))


def _name(members: Sequence[Profile]) -> tuple[str, tuple[str, ...]]:
    return canonical_name([p.record for p in members])


def _resolve_type(
    kind: str, profiles: Sequence[Profile], table: bool
) -> list[tuple[list[Profile], str, list[str]]]:
    clusters = Clusters(profiles)
    if kind == "organisation":
        _by_table(profiles, clusters)
    _by_name(kind, profiles, clusters)
    if kind != "country":
        _by_other_form(profiles, clusters, table)
    if kind == "organisation":
        _by_initials(profiles, clusters)
        _by_short_form(profiles, clusters)
        _by_likeness(profiles, clusters, table)
    elif kind == "programme":
        _by_slip(profiles, clusters)
    elif kind == "person":
        _by_surname(profiles, clusters)
    roots = sorted({clusters.find(i) for i in range(len(profiles))})
    return [
        (
            [profiles[i] for i in sorted(clusters.indices(r))],
            clusters.known[r],
            list(clusters.reasons(r)),
        )
        for r in roots
    ]


def _by_table(profiles: Sequence[Profile], clusters: Clusters) -> None:
    first: dict[str, int] = {}
    for i, p in enumerate(profiles):
        if not p.known:
            continue
        if p.known in first:
            name = by_id()[p.known].name
            clusters.merge(first[p.known], i, f"both are {name} of the bundled table", sure=True)
        else:
            first[p.known] = i


def _by_name(kind: str, profiles: Sequence[Profile], clusters: Clusters) -> None:
    """Same name, same thing; a name that any state has one of asks for the state as well."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        if not p.main:
            continue
        if kind == "organisation" and says_nothing(p.record.name):
            where = states(p.context)
            if len(where) == 1:
                groups[p.main, *where].append(i)
            continue
        if kind == "person" and " " not in p.main:
            continue  # a surname alone is nobody's for sure
        groups[(p.main,)].append(i)
    for members in groups.values():
        # tied ones first, so that the others join what the table knows if only one bears the name
        members.sort(key=lambda i: (not clusters.known[clusters.find(i)], i))
        tied = {clusters.known[clusters.find(i)] for i in members} - {""}
        for i in members[1:]:
            if len(tied) > 1 and not clusters.known[clusters.find(i)]:
                _join_namesake(i, members, profiles, clusters)
                continue
            clusters.merge(
                members[0], i, f"same name: {profiles[members[0]].record.name}", sure=True
            )


def _join_namesake(
    i: int, members: Sequence[int], profiles: Sequence[Profile], clusters: Clusters
) -> None:
    """Of several bearers of one name, join the one whose surroundings are shared most."""
    shared: dict[int, set[str]] = defaultdict(set)
    for j in members:
        if clusters.known[clusters.find(j)]:
            shared[clusters.find(j)] |= profiles[i].context & profiles[j].context
    ranked = sorted(shared, key=lambda r: (-len(shared[r]), r))
    if len(shared[ranked[0]]) > (len(shared[ranked[1]]) if len(ranked) > 1 else 0):
        common = ", ".join(sorted(shared[ranked[0]])[:2])
        clusters.merge(ranked[0], i, f"same name, both near {common}", sure=True)


def _roots(indices: Iterable[int], clusters: Clusters) -> list[int]:
    return sorted({clusters.find(i) for i in indices})


def _by_other_form(profiles: Sequence[Profile], clusters: Clusters, table: bool) -> None:
    """A name that one document gives as another form of something stands for it elsewhere, if
    nothing else in the corpus is called so."""
    mains: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for i, p in enumerate(profiles):
        mains[p.main].append(i)
        for key, form in p.others:
            others[key].append(i)
            written.setdefault(key, form)
    for key in sorted(others):
        form = written[key]
        if len(key) < 2 or says_nothing(form):
            continue
        bearers = _roots(others[key], clusters)
        bare = _roots(mains.get(key, ()), clusters)
        for one in bare:
            if not _same_case(form, clusters.first(one).record.name):
                continue
            rest = [r for r in _roots(bearers, clusters) if r != clusters.find(one)]
            rest = [r for r in rest if not clusters.forbids(one, r, sure=False)]
            if len(rest) > 1:
                rest = _nearest(one, rest, profiles, clusters)
            if len(rest) == 1:
                full = clusters.first(rest[0]).record.name
                clusters.merge(one, rest[0], f"a document calls {full} {form} too", sure=False)
        # two that share another form only ("TAS") are one if their names are
        bearers = _roots(bearers, clusters)
        for a, b in pairwise(bearers):
            if len(bearers) <= _MOST_NAMES and _compatible(a, b, profiles, clusters, table):
                clusters.merge(a, b, f"both are called {form}, and their names agree", sure=False)


def _same_case(one: str, two: str) -> bool:
    """Whether two short names are both capitals or both not: VAST is not Vast."""
    return len(one) > 4 or len(two) > 4 or one.isupper() == two.isupper()


def _nearest(
    one: int, rest: Sequence[int], profiles: Sequence[Profile], clusters: Clusters
) -> list[int]:
    """Of several candidates the one that shares most surroundings, if it is one."""
    near = _context(one, profiles, clusters)
    shared = {r: len(near & _context(r, profiles, clusters)) for r in rest}
    ranked = sorted(rest, key=lambda r: (-shared[r], r))
    return ranked[:1] if shared[ranked[0]] > shared[ranked[1]] else []


def _context(root: int, profiles: Sequence[Profile], clusters: Clusters) -> set[str]:
    around: set[str] = set()
    for i in sorted(clusters.indices(root))[:50]:
        around |= profiles[i].context
    return around


def _full_names(root: int, profiles: Sequence[Profile], clusters: Clusters) -> list[str]:
    """A few names of a cluster, one for each key, the most used first."""
    root = clusters.find(root)
    names = sorted(clusters.names(root).items(), key=lambda n: (-n[1], n[0]))[:_MOST_NAMES]
    wanted = {key for key, _ in names}
    found: dict[str, str] = {}
    for i in clusters.indices(root):
        if profiles[i].main in wanted:
            best = found.get(profiles[i].main)
            name = profiles[i].record.name
            found[profiles[i].main] = name if best is None else min(best, name)
    return [found[key] for key, _ in names if key in found]


def _compatible(
    a: int, b: int, profiles: Sequence[Profile], clusters: Clusters, table: bool
) -> bool:
    """Whether two clusters can be one: their most used names agree, and no others contradict."""
    ones, twos = _full_names(a, profiles, clusters), _full_names(b, profiles, clusters)
    if not ones or not twos or not _alike(ones[0], twos[0], table):
        return False
    return all(_alike(one, two, table) or _nearly(one, two) for one in ones for two in twos)


def _alike(one: str, two: str, table: bool) -> bool:
    verdict = match(one, two, table=table)
    if verdict.same:
        return "of one series" not in verdict.reason
    return acronym_of(one, two) or acronym_of(two, one)


def _nearly(one: str, two: str) -> bool:
    """Whether two names are a slip too far apart, each of them a slip from a third."""
    a, b = (split_form(words(n))[0] for n in (one, two))
    if len(a) != len(b):
        return "".join(a) == "".join(b)
    return all(x == y or (len(x) > 5 and _near_words(x, y)) for x, y in zip(a, b, strict=True))


def _near_words(a: str, b: str) -> bool:
    return a.isalpha() and b.isalpha() and not {a, b} & PLACES.keys() and cost(a, b) <= 3.0


def _by_initials(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """An acronym joins the one full name that its letters fit, where the surroundings agree."""
    initials: dict[str, set[int]] = defaultdict(set)
    bare: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(profiles):
        name = p.record.name
        if looks_like_acronym(name):
            if len(p.main) > 2:
                bare[p.main].append(i)
            continue
        found = words(name)
        core = split_form(found)[0]
        if len(core) > 1:
            for spelled in (core, found):
                initials["".join(w[0] for w in spelled)].add(clusters.find(i))
                content = [w[0] for w in spelled if len(w) > 3]
                initials["".join(content)].add(clusters.find(i))
    for key in sorted(bare):
        fits = _roots(initials.get(key, ()), clusters)
        if len(fits) != 1:
            continue
        for i in bare[key]:
            if clusters.known[clusters.find(i)]:
                continue
            near = profiles[i].context & _context(fits[0], profiles, clusters)
            if near:
                full = clusters.first(fits[0]).record.name
                reason = f"{profiles[i].record.name} fits only {full}, both near {min(near)}"
                clusters.merge(fits[0], i, reason, sure=False)


def _by_short_form(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """A first word joins the one longer name that begins with it and adds words of the trade
    only, where the surroundings agree and no other name begins so."""
    longer: dict[str, set[int]] = defaultdict(set)
    for i, p in enumerate(profiles):
        core = split_form(words(p.record.name))[0]
        for size in range(1, min(len(core), 4)):
            longer["".join(core[:size])].add(i)
    for i, p in enumerate(profiles):
        if p.main not in longer or len(p.main) < 4:
            continue
        fits = [r for r in _roots(longer[p.main], clusters) if r != clusters.find(i)]
        if len(fits) != 1 or not profiles[i].context:
            continue
        full = clusters.first(fits[0]).record.name
        if _FIELDS & set(words(full)) - set(words(p.record.name)):
            continue
        near = p.context & _context(fits[0], profiles, clusters)
        if near and short_form(p.record.name, full) == "trade":
            reason = f"{p.record.name} fits only {full}, both near {min(near)}"
            clusters.merge(fits[0], i, reason, sure=False)


def _unique_names(profiles: Sequence[Profile], clusters: Clusters) -> list[int]:
    """One profile for each key and cluster, of those long enough to be misspelt."""
    seen: set[tuple[int, str]] = set()
    out = []
    for i, p in enumerate(profiles):
        mark = (clusters.find(i), p.main)
        if len(p.main) >= _LONG_ENOUGH and mark not in seen and not says_nothing(p.record.name):
            seen.add(mark)
            out.append(i)
    return out


def _by_likeness(profiles: Sequence[Profile], clusters: Clusters, table: bool) -> None:
    """Names that differ by spelling, word order or a slip of the pen."""
    chosen = _unique_names(profiles, clusters)
    found = []
    for a, b in pairs([profiles[i].record.name for i in chosen]):
        i, j = chosen[a], chosen[b]
        if clusters.find(i) == clusters.find(j):
            continue
        verdict = match(profiles[i].record.name, profiles[j].record.name, table=table)
        if not verdict.same or "of one series" in verdict.reason:
            continue
        if "slip" not in verdict.reason or _slip_is_sure(profiles[i], profiles[j]):
            found.append((-verdict.score, i, j, verdict.reason))
    for _, i, j, why in sorted(found):
        if clusters.find(i) == clusters.find(j):
            continue
        one, two = profiles[i].record.name, profiles[j].record.name
        if _compatible(i, j, profiles, clusters, table):
            clusters.merge(i, j, f"{one} and {two}: {why}", sure=False)


def _slip_is_sure(one: Profile, two: Profile) -> bool:
    """Whether the miswritten words are long, or the surroundings agree as well."""
    a, b = (split_form(words(p.record.name))[0] for p in (one, two))
    differ = [w for w in (*a, *b) if (w in a) != (w in b)]
    if any(w in PLACES for w in differ):
        return False
    lengths = [len(w) for w in differ] or [0]
    return (min(lengths) > 5 and max(lengths) > 6) or bool(one.context & two.context)


def _by_slip(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """Programmes written with a slip of the pen; a number or a generation is no slip."""
    chosen = _unique_names(profiles, clusters)
    for a, b in pairs([profiles[i].record.name for i in chosen]):
        i, j = chosen[a], chosen[b]
        one, two = words(profiles[i].record.name), words(profiles[j].record.name)
        if len(one) != len(two) or not all(_slip(x, y) for x, y in zip(one, two, strict=True)):
            continue
        names = f"{profiles[i].record.name} and {profiles[j].record.name}"
        clusters.merge(i, j, f"{names}: a slip of the pen apart", sure=False)


def _slip(a: str, b: str) -> bool:
    return a == b or (len(a) > 6 and a.isalpha() and b.isalpha() and is_typo(a, b))


def _by_surname(profiles: Sequence[Profile], clusters: Clusters) -> None:
    """A surname, or initials and a surname, joins the one full name near the same names."""
    full: dict[str, set[int]] = defaultdict(set)
    for i, p in enumerate(profiles):
        parts = p.main.split()
        if len(parts) > 1:
            full[parts[-1]].add(i)
    for i, p in enumerate(profiles):
        parts = p.main.split()
        if not parts or parts[-1] not in full:
            continue
        fits = [
            r
            for r in _roots(full[parts[-1]], clusters)
            if r != clusters.find(i) and _given_names_agree(p.main, r, profiles, clusters)
        ]
        if len(fits) > 1:
            fits = _nearest(i, fits, profiles, clusters)
        if len(fits) != 1:
            continue
        near = p.context & _context(fits[0], profiles, clusters)
        if near:
            name = clusters.first(fits[0]).record.name
            clusters.merge(fits[0], i, f"{p.record.name} is {name} near {min(near)}", sure=False)

    met: dict[tuple[str, str], int] = {}
    for i, p in enumerate(profiles):
        if " " in p.main:
            continue
        for name in sorted(p.context):
            j = met.setdefault((p.main, name), i)
            clusters.merge(j, i, f"{p.record.name}, both near {name}", sure=True)


def _given_names_agree(
    main: str, root: int, profiles: Sequence[Profile], clusters: Clusters
) -> bool:
    mine = main.split()[:-1]
    for key in clusters.names(root):
        theirs = key.split()[:-1]
        for a, b in zip(mine, theirs, strict=False):
            if a != b and not (len(a) == 1 and b[:1] == a) and not (len(b) == 1 and a[:1] == b):
                return False
    return True

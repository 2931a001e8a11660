"""The pairs of names of which resolution is not sure, ranked by what hangs on them."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ..resolution.records import Decision, Doubt, Named
from .decisions import decision, decision_id, naming, telling
from .statements import Name

# Nobody walks through more; the least consequential are not shown.
MOST_DOUBTS = 10_000
# What forbids a merge has its own chance of being wrong: it halves what speaks for the merge.
FORBIDDEN = 0.5
# So many entities of one side are read, and so many sentences and neighbours of them shown.
MOST_READ = 20
SENTENCES = 2
NEIGHBOURS = 6
AROUND = 110  # characters on each side of a name


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair to decide.

    `one` and `other` are how decisions call the two: by the names of their clusters, or, where
    resolution has made them one, by the names that it took for the same. `one_entity` and
    `other_entity` are the clusters, `same` says what resolution did, `score`, `reason` and
    `against` why, `facts` how many facts would change sides. `keys` are the two entities in the
    database.
    """

    type: str
    one: Named
    other: Named
    one_entity: Name
    other_entity: Name
    same: bool
    score: float
    reason: str
    against: str
    facts: int
    keys: tuple[int, int]

    @property
    def id(self) -> str:
        """Stable: that of the decision that would end the doubt."""
        return decision_id(self.decided(True))

    def decided(self, same: bool) -> Decision:
        """The decision that ends the doubt."""
        return decision(self.type, self.one, self.other, same=same)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a name stands: `text[start:end]` in what a document says around it."""

    text: str
    start: int
    end: int
    document: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to tell what one side of a doubt stands for.

    The side is the whole cluster, or those in it that bear its name where resolution has made
    both sides one. `partners`, `people` and `countries` are the names most often near it.
    """

    forms: tuple[str, ...]
    known: str | None
    documents: int
    countries: tuple[str, ...]
    partners: tuple[str, ...]
    people: tuple[str, ...]
    sentences: tuple[Sentence, ...]


def uncertainty(score: float, same: bool) -> float:
    """How open a question is, 0 to 1, the most where as much speaks for one thing as for two.

    Four times the variance of a yes with this chance (the Gini impurity of the two answers).
    """
    chance = score if same else score * FORBIDDEN
    return 4 * chance * (1 - chance)


@contextmanager
def unsure(connection: sqlite3.Connection) -> Iterator[None]:
    """Has the temporary tables of doubts that are not ranked yet. Within a transaction."""
    connection.execute(
        "CREATE TEMP TABLE unsure"
        " (one INTEGER, other INTEGER, same INTEGER, score REAL, reason TEXT, against TEXT)"
    )
    connection.execute("CREATE TEMP TABLE ranked (unsure INTEGER, weight REAL, facts INTEGER)")
    yield
    connection.execute("DROP TABLE temp.unsure")
    connection.execute("DROP TABLE temp.ranked")


def put(
    connection: sqlite3.Connection, doubts: Iterable[Doubt], keys: Mapping[tuple[str, str], int]
) -> None:
    """Take doubts that are to be stored. `keys` are the entities of (document, entity id)."""
    connection.executemany(
        "INSERT INTO unsure VALUES (?, ?, ?, ?, ?, ?)",
        (
            (keys[d.one], keys[d.other], d.same, round(d.score, 3), d.reason, d.against)
            for d in doubts
        ),
    )


def keep_others(connection: sqlite3.Connection) -> None:
    """Take the doubts that are stored but those about entities that were resolved anew."""
    connection.execute(
        "INSERT INTO unsure SELECT one, other, same, score, reason, against FROM doubts"
        " WHERE one NOT IN (SELECT entity FROM waiting)"
        " AND other NOT IN (SELECT entity FROM waiting)"
    )


def store(connection: sqlite3.Connection) -> None:
    """Store the doubts that were taken, most consequential first: by the facts that they touch
    and how open they are.

    Reads the clusters as they have just been stored. Call it within the transaction that did.
    """
    of_name: dict[tuple[str, str], int] = {}
    of_cluster: dict[str, int] = defaultdict(int)
    for cluster, name, count in connection.execute(
        "SELECT e.cluster, e.name, count(*) FROM ("
        " SELECT entity FROM parties UNION ALL SELECT owner FROM ownership"
        " UNION ALL SELECT owned FROM ownership UNION ALL SELECT entity FROM programmes"
        " UNION ALL SELECT entity FROM participants) f JOIN entities e ON e.id = f.entity"
        " WHERE e.cluster IN (SELECT cluster FROM entities WHERE id IN"
        " (SELECT one FROM unsure UNION SELECT other FROM unsure)) GROUP BY 1, 2"
    ):
        of_name[cluster, name] = count
        of_cluster[cluster] += count

    def behind(cluster: str, name: str, merged: bool) -> int:
        """How many facts hang on a cluster, or on those of its entities that bear one name."""
        return of_name.get((cluster, name), 0) if merged else of_cluster.get(cluster, 0)

    connection.executemany(
        "INSERT INTO ranked VALUES (?, ?, ?)",
        (
            (key, round((1 + touched) * uncertainty(score, bool(same)), 9), touched)
            for key, same, score, one, a, other, b in connection.execute(
                "SELECT u.rowid, u.same, u.score, a.cluster, a.name, b.cluster, b.name"
                " FROM unsure u JOIN entities a ON a.id = u.one JOIN entities b ON b.id = u.other"
            )
            for touched in (min(behind(one, a, same), behind(other, b, same)),)
        ),
    )
    path = "(SELECT min(path) FROM sources s WHERE s.document = {}.document)"
    ordered = connection.execute(
        "SELECT u.one, u.other, u.same, u.score, r.facts, u.reason, u.against FROM ranked r"
        " JOIN unsure u ON u.rowid = r.unsure"
        " JOIN entities a ON a.id = u.one JOIN entities b ON b.id = u.other"
        f" ORDER BY -r.weight, {path.format('a')}, a.local, {path.format('b')}, b.local"
    )
    connection.execute("DELETE FROM doubts")
    connection.executemany(
        "INSERT INTO doubts (position, one, other, same, score, facts, reason, against)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((at, *row) for at, row in enumerate(ordered)),
    )


def doubtful(connection: sqlite3.Connection, cluster: str | None = None) -> list[Doubtful]:
    """The pairs to decide, most consequential first; only those of one cluster, if it is given."""
    rows = connection.execute(
        "SELECT a.type, d.one, d.other, x.id, x.name, x.type, y.id, y.name, y.type,"
        " d.same, d.score, d.reason, d.against, d.facts FROM doubts d"
        " JOIN entities a ON a.id = d.one JOIN entities b ON b.id = d.other"
        " JOIN clusters x ON x.id = a.cluster JOIN clusters y ON y.id = b.cluster"
        " WHERE ? IS NULL OR x.id = ? OR y.id = ? ORDER BY d.position LIMIT ?",
        (cluster, cluster, cluster, MOST_DOUBTS),
    ).fetchall()
    found = [
        Doubtful(
            type=kind,
            one=telling(connection, one) if same else naming(connection, names[0]),
            other=telling(connection, other) if same else naming(connection, names[3]),
            one_entity=Name(*names[:3]),
            other_entity=Name(*names[3:]),
            same=bool(same),
            score=score,
            reason=reason,
            against=against,
            facts=facts,
            keys=(one, other),
        )
        for kind, one, other, *names, same, score, reason, against, facts in rows
    ]
    # nothing that a decision could name tells these apart
    return [d for d in found if d.one != d.other]


def context(connection: sqlite3.Connection, entity: int, *, alone: bool) -> Context:
    """What stands around an entity of a doubtful pair.

    With `alone` only what documents say under its own name is read, else all of its cluster.
    """
    name, cluster = connection.execute(
        "SELECT name, cluster FROM entities WHERE id = ?", (entity,)
    ).fetchone()
    members = [
        (key, document)
        for key, document in connection.execute(
            "SELECT id, document FROM entities WHERE cluster = ? AND (name = ? OR NOT ?)"
            " ORDER BY id",
            (cluster, name, alone),
        )
    ]
    members.sort(key=lambda m: m[0] != entity)  # its own document first
    forms: Counter[str] = Counter()
    sentences: list[Sentence] = []
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for key, document in members[:MOST_READ]:
        for form, uses in connection.execute(
            "SELECT form, uses FROM forms WHERE entity = ?", (key,)
        ):
            forms[form] += uses
        path, published, text = connection.execute(
            "SELECT min(s.path), d.date, d.text FROM entities e"
            " JOIN documents d ON d.id = e.document JOIN sources s ON s.document = d.id"
            " WHERE e.id = ?",
            (key,),
        ).fetchone()
        if len(sentences) < SENTENCES:
            sentences += _sentences(connection, key, path, published, text)
        _beside(connection, key, document, near)
    (known,) = connection.execute("SELECT known FROM clusters WHERE id = ?", (cluster,)).fetchone()

    def most(kind: str) -> tuple[str, ...]:
        ranked = sorted(near[kind].items(), key=lambda n: (-n[1], n[0]))
        return tuple(text for text, _ in ranked[:NEIGHBOURS])

    return Context(
        forms=tuple(form for form, _ in sorted(forms.items(), key=lambda f: (-f[1], f[0]))),
        known=known,
        documents=len({document for _, document in members}),
        countries=most("country"),
        partners=most("partner"),
        people=most("person"),
        sentences=tuple(sentences[:SENTENCES]),
    )


def _sentences(
    connection: sqlite3.Connection, entity: int, path: str, published: str | None, text: str
) -> list[Sentence]:
    """Places of a document at which an entity is named: where it says a fact of it, else the
    first ones."""
    places = connection.execute(
        'SELECT m."start", m."end" FROM mentions m LEFT JOIN ('
        ' SELECT "start", "end" FROM parties p JOIN partnerships f ON f.id = p.partnership'
        "  WHERE p.entity = :entity"
        ' UNION SELECT "start", "end" FROM ownership WHERE :entity IN (owner, owned)'
        ' UNION SELECT "start", "end" FROM participants WHERE entity = :entity) said'
        ' ON m."start" >= said."start" AND m."end" <= said."end" WHERE m.entity = :entity'
        ' GROUP BY m."start", m."end" ORDER BY count(said."start") = 0, m."start" LIMIT 20',
        {"entity": entity},
    ).fetchall()
    found: list[Sentence] = []
    shown: list[tuple[int, int]] = []
    for start, end in places:
        if len(found) == SENTENCES or any(begin <= start < stop for begin, stop in shown):
            continue
        begin = max(text.rfind("\n", 0, start) + 1, start - AROUND)
        line_end = text.find("\n", end)
        stop = min(line_end if line_end >= 0 else len(text), end + AROUND)
        shown.append((begin, stop))
        before = "…" if begin and text[begin - 1] != "\n" else ""
        after = "…" if stop < len(text) and text[stop] != "\n" else ""
        shift = begin - len(before)
        said = before + text[begin:stop] + after
        found.append(Sentence(said, start - shift, end - shift, path, published))
    return found


def _beside(
    connection: sqlite3.Connection, entity: int, document: int, near: dict[str, Counter[str]]
) -> None:
    """Count what the facts and the document of an entity set beside it."""
    for kind, name in connection.execute(
        "SELECT type, name FROM entities WHERE document = ? AND type IN ('country', 'person')"
        " AND id <> ?",
        (document, entity),
    ):
        near[kind][name] += 1
    for (name,) in connection.execute(
        "SELECT e.name FROM parties p JOIN parties q ON q.partnership = p.partnership"
        " JOIN entities e ON e.id = q.entity WHERE p.entity = ? AND q.entity <> ?"
        " UNION ALL SELECT e.name FROM ownership o JOIN entities e ON e.id = o.owned"
        " WHERE o.owner = ?"
        " UNION ALL SELECT e.name FROM ownership o JOIN entities e ON e.id = o.owner"
        " WHERE o.owned = ?"
        " UNION ALL SELECT e.name FROM participants p JOIN programmes g ON g.id = p.programme"
        " JOIN entities e ON e.id = g.entity WHERE p.entity = ?",
        (entity,) * 5,
    ):
        near["partner"][name] += 1

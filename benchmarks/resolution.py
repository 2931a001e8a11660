"""Measure `spacecorp.resolution.resolve` on GCAT's rows and on generated noisy names.

    python benchmarks/resolution.py gcat ../shared/data/gcat-orgs.tsv [--list]
    python benchmarks/resolution.py scale [10000 100000 1000000]
    python benchmarks/resolution.py grow [10000 100000 1000000]
    python benchmarks/resolution.py stored [10000 100000]

gcat: the names (short name, name, English names) of GCAT's table of organisations with the row's
state, place and parent as their surroundings; once each name in a document of its own, once those
of a row in one document that says that they are one. With and without the bundled table, which is
made from the same source: with it, the measure tells how well names are tied to the table, without
it how well names are resolved by themselves.

What the truth is. The catalogue's documentation says that a row is one phase of one operating
location, and that its unified code marks the phases that are one organisation (the engine works
in Redmond were Rocket Research, Olin, Primex, General Dynamics and Aerojet); the parent column says
whose a phase was. A firm with five works is five codes, and works that were sold are one code in
five firms; the table has one organisation a firm, with its sites folded in. So merged pairs of
names are counted by why they are right, and precision is given for each step of

    1  their rows have one unified code
    2  or one row is above the other in the parent column
    3  or a row of the one's code is above a row of the other's (a phase stands for its code)
    4  or they are sites of one firm: rows of one name, their places taken off, or two whose codes
       are both directly under one firm's
    wrong  none of these

Recall is given over all pairs of names of one unified code (a); over those that the parent column
does not put under two firms (b: "GE Astro Space" of GE became "Martin Marietta Astro Space" of
Martin Marietta by a sale); and over those of which it says the same (c: one parent, or none). The
figures to go by are 4 and b: code and parent column together. Recall (a) is also given by what
two names have in common.

scale: names put together from words of GCAT's names, eight records a firm on average, with
legal forms, case, accents, "&", spacing and slips of the pen changed at random (seeded); the
firm is the truth. Prints pairwise precision and recall, seconds by the clock and of the
processor, the largest memory, and the growth of processor time against n log n.

grow: the same names, but the last 1,000 come after the others are resolved. Prints the processor's
seconds for all and for the 1,000, how many names were resolved again for them, the time to list the
clusters, and whether these are those of resolving everything at once.

stored: the same names in a database, twenty a document, the last five documents after the others
are resolved. Prints the processor's seconds for all and for the five, how many entities were
resolved again for them, and whether the clusters are those of resolving everything at once.
"""

import math
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from build_organisations import Row, key, places, read, without_site

from spacecorp.knowledge.organisations import organisations
from spacecorp.model import Document, Entity, Extraction
from spacecorp.resolution import Cluster, Growing, Record, resolve
from spacecorp.resolution.acronyms import acronym_of
from spacecorp.resolution.folding import squash, words
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.vocabulary import GENERIC, INSTITUTIONS, JOINERS
from spacecorp.store import clustering, opened, writing
from spacecorp.store.database import transaction

FORMS = [" Ltd", " Ltd.", " Limited", " Inc.", ", Inc.", " AG", " GmbH", " S.A.", " Corp.", " Co."]


def choose_two(n: int) -> int:
    return n * (n - 1) // 2


# --- GCAT


@dataclass(frozen=True)
class Bearer:
    """A name of GCAT's table and the row that gives it."""

    name: str
    row: Row


def gcat_names(rows: Sequence[Row]) -> list[Bearer]:
    """Every name of every row once: English, own, short English, short."""
    return [
        Bearer(name, row)
        for row in rows
        for name in dict.fromkeys((row.english, row.name, row.short_english, row.short))
        if name
    ]


def states_of(rows: Sequence[Row]) -> dict[str, str]:
    """The states of the catalogue by code."""
    return {r.code: r.short_english or r.english or r.short for r in rows if "CY" in r.type}


def gcat_records(
    bearers: Sequence[Bearer], rows: Sequence[Row], *, alone: bool
) -> tuple[list[Record], dict[str, list[int]]]:
    """Records with what their rows tell of the surroundings (state, place, parent), and for each
    document the numbers of its names: every name in a document of its own, or those of a row in
    one, as forms of one thing."""
    states = states_of(rows)
    by_code = {r.code: r for r in rows}
    held: dict[str, list[int]] = defaultdict(list)
    for number, bearer in enumerate(bearers):
        held[f"{number:05}" if alone else bearer.row.code].append(number)
    out = []
    for document, numbers in held.items():
        row = bearers[numbers[0]].row
        above = by_code.get(row.parent)
        place = row.location.split(",")[0]
        around = (states.get(row.state, ""), place, above.name if above else "")
        out.append(
            Record(
                document,
                "e1",
                bearers[numbers[0]].name,
                "organisation",
                tuple((bearers[n].name, 1) for n in numbers),
                context=tuple(c for c in around if c),
            )
        )
    return out, held


def chain(code: str, rows: dict[str, Row]) -> list[str]:
    """The row and all rows above it in the parent column."""
    found: list[str] = []
    while code in rows and code not in found:
        found.append(code)
        code = rows[code].parent
    return found


def telling(name: str) -> set[str]:
    dull = GENERIC | INSTITUTIONS | JOINERS | set(PLACES)
    return {w for w in words(name) if len(w) > 2 and w not in dull}


def relation(a: Bearer, b: Bearer) -> str:
    """What two names of one unified code have to do with each other."""
    if squash(a.name) == squash(b.name):
        return "the same spelling"
    row = "of one row" if a.row is b.row else "of two rows"
    if telling(a.name) & telling(b.name):
        return f"{row}, a telling word in common"
    for short, long in ((a.name, b.name), (b.name, a.name)):
        if acronym_of(short.split("/")[0].split(" ")[-1], long):
            return f"{row}, one an acronym of the other"
    return f"{row}, nothing in common"


@dataclass(frozen=True)
class Catalogue:
    """What GCAT's rows say of each other: by unified code and by the parent column."""

    rows: dict[str, Row]
    above: dict[str, set[str]]  # row → it and all above it
    parents: dict[str, set[str]]  # unified code → the codes directly above
    over: dict[str, set[str]]  # unified code → all codes above
    names: dict[str, set[str]]  # row → keys of its names without its place

    def reason(self, one: Row, two: Row) -> str:
        """Why two rows may be merged, "wrong" where nothing says so."""
        if one.ucode == two.ucode:
            return "1 one unified code"
        if one.code in self.above[two.code] or two.code in self.above[one.code]:
            return "2 one above the other"
        if one.ucode in self.over[two.ucode] or two.ucode in self.over[one.ucode]:
            return "3 one's code above the other's"
        common = self.parents[one.ucode] & self.parents[two.ucode]
        if self.names[one.code] & self.names[two.code] or any(map(self.is_firm, common)):
            return "4 sites of one firm"
        return "wrong"

    def is_firm(self, code: str) -> bool:
        return code in self.rows and self.rows[code].klass == "B"

    def firm_above(self, row: Row) -> str:
        """The unified code of the topmost firm above a row, "" for none."""
        firms = [c for c in chain(row.code, self.rows)[1:] if self.is_firm(c)]
        return self.rows[firms[-1]].ucode if firms else ""

    def sold(self, one: Row, two: Row) -> bool:
        """Whether the parent column puts two rows under two firms."""
        firms = {self.firm_above(one), self.firm_above(two)}
        return len(firms) == 2 and "" not in firms

    def one_parent(self, one: Row, two: Row) -> bool:
        """Whether the parent column says the same of two rows."""
        mine, its = (self.rows[r.parent].ucode if r.parent in self.rows else "" for r in (one, two))
        return mine == its


def catalogue(rows: Sequence[Row], states: dict[str, str]) -> Catalogue:
    by_code = {r.code: r for r in rows}
    parents: dict[str, set[str]] = defaultdict(set)
    names = {}
    for row in rows:
        parent = by_code.get(row.parent)
        if parent and parent.ucode != row.ucode:
            parents[row.ucode].add(parent.ucode)
        where = places(row, states.get(row.state, ""))
        names[row.code] = {key(without_site(n, where)) for n in (row.english, row.name) if n}
    over: dict[str, set[str]] = {}
    for code in {r.ucode for r in rows}:
        over[code], ahead = set(), [code]
        while ahead:
            new = parents[ahead.pop()] - over[code]
            over[code] |= new
            ahead += new
    above = {r.code: set(chain(r.code, by_code)) for r in rows}
    return Catalogue(by_code, above, parents, over, names)


def gcat(path: Path, listed: bool) -> None:
    everything, updated = read(path)
    rows = [
        r for r in everything
        if r.type not in ("CY", "CYP", "AP") and "Unknown" not in (r.short, r.name)
    ]  # fmt: skip
    truth = catalogue(rows, states_of(everything))
    bearers = gcat_names(rows)
    lineage: dict[str, list[int]] = defaultdict(list)
    for i, bearer in enumerate(bearers):
        lineage[bearer.row.ucode].append(i)
    wanted = [pair for members in lineage.values() for pair in combinations(members, 2)]
    why = {(a, b): relation(bearers[a], bearers[b]) for a, b in wanted}
    of_rows = {(a, b): (bearers[a].row, bearers[b].row) for a, b in wanted}
    recalls = {
        "a": wanted,
        "b": [p for p in wanted if not truth.sold(*of_rows[p])],
        "c": [p for p in wanted if truth.one_parent(*of_rows[p])],
    }
    print(f"GCAT, {updated}: {len(bearers):,} names of {len(rows):,} rows, "
          f"{len(lineage):,} unified codes; pairs of names wanted: "
          + ", ".join(f"{len(pairs):,} ({which})" for which, pairs in recalls.items()))  # fmt: skip
    for alone, table in product((True, False), (False, True)):
        records, held = gcat_records(bearers, everything, alone=alone)
        began = time.perf_counter()
        clusters = resolve(records, table=table)
        took = time.perf_counter() - began
        together = [sorted(n for d, _ in c.members for n in held[d]) for c in clusters]
        home = {n: i for i, numbers in enumerate(together) for n in numbers}
        verdicts: Counter[str] = Counter()
        wrong = []
        for numbers in together:
            for a, b in combinations(numbers, 2):
                reason = truth.reason(bearers[a].row, bearers[b].row)
                verdicts[reason] += 1
                if reason == "wrong":
                    wrong.append((a, b))
        made, right = sum(verdicts.values()), 0
        print(f"{'each name alone' if alone else 'the names of a row together'}, "
              f"{'with' if table else 'without'} the bundled table: {len(clusters):,} clusters, "
              f"{took:.1f} s")  # fmt: skip
        for reason, count in sorted(verdicts.items()):
            right += count
            precision = "" if reason == "wrong" else f"precision {right / made:.3f}"
            print(f"    merged  {count:6,}  {reason:32} {precision}")
        for which, pairs in recalls.items():
            found = sum(home[a] == home[b] for a, b in pairs)
            print(f"    found   {found:6,} of {len(pairs):6,}  recall ({which}) "
                  f"{found / len(pairs):.3f}")  # fmt: skip
        for what, count in Counter(why.values()).most_common():
            found = sum(home[a] == home[b] for a, b in wanted if why[a, b] == what)
            print(f"        of (a) {found:6,} of {count:6,}  {what}")
        if listed:
            for a, b in wrong:
                print(f"    wrong: {bearers[a].name} ({bearers[a].row.code}) | "
                      f"{bearers[b].name} ({bearers[b].row.code})")  # fmt: skip
            for a, b in wanted:
                if home[a] != home[b]:
                    what = why[a, b] + (", sold" if truth.sold(*of_rows[a, b]) else "")
                    print(f"    missed: {bearers[a].name} ({bearers[a].row.code}) | "
                          f"{bearers[b].name} ({bearers[b].row.code}): {what}")  # fmt: skip


# --- scale


def vocabulary() -> tuple[list[str], list[str], list[str]]:
    """Words of the bundled table's names: telling ones, those of the trade, places."""
    first: Counter[str] = Counter()
    for organisation in organisations():
        for word in organisation.name.split():
            bare = word.strip(",.()")
            if bare.isalpha() and bare[0].isupper() and len(bare) > 4:
                first[bare] += 1
    dull = GENERIC | INSTITUTIONS | JOINERS
    own = sorted(w for w in first if w.casefold() not in dull and w.casefold() not in PLACES)
    trade = sorted(w.capitalize() for w in GENERIC if len(w) > 4)
    where = sorted({w.capitalize() for w in PLACES if len(w) > 3})
    return own, trade, where


def firms(count: int, dice: random.Random) -> list[str]:
    """So many different names: one or two telling words, one of the trade, at times a place."""
    own, trade, where = vocabulary()
    names: dict[str, None] = {}
    while len(names) < count:
        parts = [dice.choice(own)]
        if dice.random() < 0.75:
            parts.append(dice.choice(own))
        parts.append(dice.choice(trade))
        if dice.random() < 0.25:
            parts.append(dice.choice(where))
        names.setdefault(" ".join(parts))
    return list(names)


def misspell(name: str, dice: random.Random) -> str:
    """One slip in a word of seven letters or more, not at its first letter."""
    parts = name.split()
    long = [i for i, w in enumerate(parts) if len(w) > 6]
    if not long:
        return name
    i = dice.choice(long)
    word, at = parts[i], dice.randrange(2, len(parts[i]) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        word = word[:at] + word[at + 1 :]
    elif kind == 1:
        word = word[:at] + word[at] + word[at:]
    elif kind == 2:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        word = word[:at] + dice.choice("aeiou") + word[at + 1 :]
    return " ".join([*parts[:i], word, *parts[i + 1 :]])


def noisy(name: str, dice: random.Random) -> str:
    """The name as another document may write it."""
    if dice.random() < 0.12:
        name = misspell(name, dice)
    if dice.random() < 0.5:
        name += dice.choice(FORMS)
    roll = dice.random()
    if roll < 0.08:
        name = name.upper()
    elif roll < 0.12:
        name = f"The {name}"
    elif roll < 0.16:
        name = name.replace(" ", "-", 1)
    elif roll < 0.18:
        name = f"{name}'s"
    return name


def corpus(size: int, seed: int) -> tuple[list[Record], list[int]]:
    dice = random.Random(seed)
    names = firms(max(size // 8, 1), dice)
    records, truth = [], []
    for i in range(size):
        firm = dice.randrange(len(names))
        name = noisy(names[firm], dice)
        records.append(Record(f"d{i:07}", "e1", name, "organisation"))
        truth.append(firm)
    return records, truth


def pairwise(clusters: Iterable[Cluster], truth: Sequence[int]) -> tuple[float, float]:
    made = right = 0
    for cluster in clusters:
        firms_here = Counter(truth[int(d[1:])] for d, _ in cluster.members)
        made += choose_two(len(cluster.members))
        right += sum(choose_two(n) for n in firms_here.values())
    wanted = sum(choose_two(n) for n in Counter(truth).values())
    return right / max(made, 1), right / max(wanted, 1)


def scale(sizes: Sequence[int]) -> None:
    print(f"{'names':>10}{'clusters':>10}{'precision':>11}{'recall':>8}{'seconds':>9}{'CPU s':>7}"
          f"{'s / n log n':>13}{'MiB':>7}")  # fmt: skip
    base = 0.0
    for size in sizes:
        records, truth = corpus(size, seed=size)
        began, busy = time.perf_counter(), time.process_time()
        clusters = resolve(records)
        took, busy = time.perf_counter() - began, time.process_time() - busy
        precision, recall = pairwise(clusters, truth)
        each = busy / (size * math.log2(size))
        base = base or each
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>10,}{len(clusters):>10,}{precision:>11.4f}{recall:>8.4f}{took:>9.1f}"
            f"{busy:>7.1f}{each / base:>13.2f}{peak:>7.0f}",
            flush=True,
        )


def grow(sizes: Sequence[int]) -> None:
    print(f"{'names':>10}{'seconds':>9}{'1,000 more':>12}{'touched':>9}{'listed in':>11}", end="")
    print(f"{'MiB':>7}  same")
    for size in sizes:
        records, _ = corpus(size, seed=size)
        grown = Growing()
        began = time.process_time()
        grown.add(records[:-1000])
        first = time.process_time() - began
        began = time.process_time()
        touched = grown.add(records[-1000:])
        more = time.process_time() - began
        began = time.process_time()
        clusters = grown.clusters()
        listed = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>10,}{first:>9.1f}{more:>12.2f}{touched:>9,}{listed:>11.2f}{peak:>7.0f}",
            end="  ",
            flush=True,
        )
        grown = Growing()  # its memory is needed below
        print("yes" if clusters == resolve(records) else "NO", flush=True)


def stored(sizes: Sequence[int]) -> None:
    print(f"{'entities':>10}{'seconds':>9}{'100 more':>10}{'touched':>9}{'MiB':>7}  same")
    for size in sizes:
        records, _ = corpus(size, seed=size)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "names.db"
            with opened(str(path), create=True) as connection:
                spent = []
                for some in (range(size // 20 - 5), range(size // 20 - 5, size // 20)):
                    with transaction(connection):
                        for number in some:
                            put(connection, number, records[number * 20 : number * 20 + 20])
                    began = time.process_time()
                    touched = clustering.refresh(connection)
                    spent.append(time.process_time() - began)
                grown = members(connection)
                with transaction(connection):
                    writing.mark_stale(connection)
                clustering.refresh(connection)
                same = grown == members(connection)
            print(f"{size:>10,}{spent[0]:>9.1f}{spent[1]:>10.2f}{touched:>9,}"
                  f"{path.stat().st_size / 2**20:>7.0f}  {'yes' if same else 'NO'}")  # fmt: skip


def put(connection: sqlite3.Connection, number: int, records: Sequence[Record]) -> None:
    document = Document(f"d{number:07}.txt", "text", "", ())
    entities = tuple(Entity(f"e{i}", r.name, r.type, (r.name,)) for i, r in enumerate(records))
    source = writing.Source(document.path, document.path, 1, 1)
    writing.put(connection, source, Extraction(document, entities=entities))


def members(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    return connection.execute("SELECT id, cluster FROM entities ORDER BY id").fetchall()


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "gcat":
        gcat(Path(sys.argv[2]), "--list" in sys.argv)
    elif len(sys.argv) > 1 and sys.argv[1] == "scale":
        scale([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    elif len(sys.argv) > 1 and sys.argv[1] == "grow":
        grow([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    elif len(sys.argv) > 1 and sys.argv[1] == "stored":
        stored([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    else:
        sys.exit(__doc__)

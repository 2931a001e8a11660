"""Measure `spacecorp.resolution.resolve` on GCAT's rows and on generated noisy names.

    python benchmarks/resolution.py gcat ../shared/data/gcat-orgs.tsv [--list]
    python benchmarks/resolution.py scale [10000 100000 1000000]
    python benchmarks/resolution.py grow [10000 100000 1000000]

gcat: each row of GCAT's table of organisations is a record with its short name, name, English
names, state and place. A merge of two rows is right if they have one unified code or one is
above the other in the parent column. Recall is over pairs of rows with one unified code, once
all of them (a unified code is the lineage of a site: Fiat, Alenia and Thales in Torino are one)
and once those whose names have a telling word in common. With and without the bundled table,
which is made from the same source.

scale: names put together from words of GCAT's names, eight records a firm on average, with
legal forms, case, accents, "&", spacing and slips of the pen changed at random (seeded); the
firm is the truth. Prints pairwise precision and recall, seconds, the largest memory, and the
growth of time against n log n.

grow: the same names, but the last 1,000 come after the others are resolved. Prints the seconds for
all, for the 1,000 (how many names were resolved again for them, and the time to list the clusters),
and whether the clusters are those of resolving everything at once.
"""

import math
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from build_organisations import Row, key, places, read, without_site

from spacecorp.knowledge.organisations import organisations
from spacecorp.resolution import Cluster, Growing, Record, resolve
from spacecorp.resolution.folding import words
from spacecorp.resolution.places import PLACES
from spacecorp.resolution.vocabulary import GENERIC, INSTITUTIONS, JOINERS

FORMS = [" Ltd", " Ltd.", " Limited", " Inc.", ", Inc.", " AG", " GmbH", " S.A.", " Corp.", " Co."]


def choose_two(n: int) -> int:
    return n * (n - 1) // 2


# --- GCAT


def gcat_records(rows: Sequence[Row]) -> list[Record]:
    states = {r.code: r.short_english or r.english or r.short for r in rows if "CY" in r.type}
    out = []
    for row in rows:
        forms = [f for f in (row.english, row.name, row.short_english, row.short) if f]
        place = row.location.split(",")[0].split(":")[0]
        context = tuple(c for c in (states.get(row.state, ""), place) if c)
        mentions = tuple((f, 1) for f in dict.fromkeys(forms))
        out.append(Record(row.code, row.code, forms[0], "organisation", mentions, context=context))
    return out


def chain(code: str, rows: dict[str, Row]) -> list[str]:
    """The row and all rows above it in the parent column."""
    found: list[str] = []
    while code in rows and code not in found:
        found.append(code)
        code = rows[code].parent
    return found


def telling(row: Row) -> set[str]:
    found = {w for n in (row.english, row.name, row.short_english, row.short) for w in words(n)}
    dull = GENERIC | INSTITUTIONS | JOINERS | set(PLACES)
    return {w for w in found if len(w) > 2 and w not in dull}


def gcat(path: Path, listed: bool) -> None:
    everything, updated = read(path)
    rows = [
        r for r in everything
        if r.type not in ("CY", "CYP", "AP") and "Unknown" not in (r.short, r.name)
    ]  # fmt: skip
    by_code = {r.code: r for r in rows}
    above = {r.code: set(chain(r.code, by_code)) for r in rows}
    bearing = {
        r.code: (key(without_site(r.english or r.name, places(r, ""))), r.state) for r in rows
    }
    records = gcat_records(rows)
    lineage: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        lineage[row.ucode].append(row.code)
    wanted = [(a, b) for m in lineage.values() for i, a in enumerate(m) for b in m[:i]]
    carried = [(a, b) for a, b in wanted if telling(by_code[a]) & telling(by_code[b])]
    print(f"GCAT, {updated}: {len(rows):,} rows, {len(lineage):,} unified codes")
    for table in (False, True):
        began = time.perf_counter()
        clusters = resolve(records, table=table)
        took = time.perf_counter() - began
        home = {code: i for i, c in enumerate(clusters) for code, _ in c.members}
        right = made = namesakes = 0
        wrong = []
        for cluster in clusters:
            codes = [code for code, _ in cluster.members]
            for i, a in enumerate(codes):
                for b in codes[:i]:
                    made += 1
                    one = by_code[a].ucode == by_code[b].ucode
                    if one or a in above[b] or b in above[a]:
                        right += 1
                    elif bearing[a] == bearing[b]:
                        namesakes += 1
                    else:
                        wrong.append((a, b))
        found = sum(home[a] == home[b] for a, b in wanted)
        found_carried = sum(home[a] == home[b] for a, b in carried)
        print(
            f"  {'with' if table else 'without'} the bundled table: {len(clusters):,} clusters, "
            f"{made} merged pairs, precision {right / max(made, 1):.3f} "
            f"({(right + namesakes) / max(made, 1):.3f} if rows of one name and state are one), "
            f"recall {found / len(wanted):.3f} of all {len(wanted)}, "
            f"{found_carried / len(carried):.3f} of {len(carried)} with a word in common, "
            f"{took:.2f} s"
        )
        if listed:
            for a, b in wrong:
                print(f"    merged: {by_code[a].name} ({a}) | {by_code[b].name} ({b})")
            for a, b in carried:
                if home[a] != home[b]:
                    print(f"    missed: {by_code[a].name} ({a}) | {by_code[b].name} ({b})")


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
    print(f"{'names':>10}{'clusters':>10}{'precision':>11}{'recall':>8}{'seconds':>9}"
          f"{'s / n log n':>13}{'MiB':>7}")  # fmt: skip
    base = 0.0
    for size in sizes:
        records, truth = corpus(size, seed=size)
        began = time.perf_counter()
        clusters = resolve(records)
        took = time.perf_counter() - began
        precision, recall = pairwise(clusters, truth)
        each = took / (size * math.log2(size))
        base = base or each
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>10,}{len(clusters):>10,}{precision:>11.4f}{recall:>8.4f}{took:>9.1f}"
            f"{each / base:>13.2f}{peak:>7.0f}",
            flush=True,
        )


def grow(sizes: Sequence[int]) -> None:
    print(f"{'names':>10}{'seconds':>9}{'1,000 more':>12}{'touched':>9}{'listed in':>11}", end="")
    print(f"{'MiB':>7}  same")
    for size in sizes:
        records, _ = corpus(size, seed=size)
        grown = Growing()
        began = time.perf_counter()
        grown.add(records[:-1000])
        first = time.perf_counter() - began
        began = time.perf_counter()
        touched = grown.add(records[-1000:])
        more = time.perf_counter() - began
        began = time.perf_counter()
        clusters = grown.clusters()
        listed = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>10,}{first:>9.1f}{more:>12.2f}{touched:>9,}{listed:>11.2f}{peak:>7.0f}",
            end="  ",
            flush=True,
        )
        grown = Growing()  # its memory is needed below
        print("yes" if clusters == resolve(records) else "NO", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "gcat":
        gcat(Path(sys.argv[2]), "--list" in sys.argv)
    elif len(sys.argv) > 1 and sys.argv[1] == "scale":
        scale([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    elif len(sys.argv) > 1 and sys.argv[1] == "grow":
        grow([int(n) for n in sys.argv[2:]] or [10_000, 100_000])
    else:
        sys.exit(__doc__)

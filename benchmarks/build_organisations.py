"""Build the bundled table of space organisations from GCAT and the hand-written supplement.

    python benchmarks/build_organisations.py ../shared/data/gcat-orgs.tsv

Reads the table of organisations of Jonathan McDowell's General Catalog of Artificial Space
Objects (GCAT, CC-BY 4.0) and `benchmarks/organisations_supplement.tsv` (ours), writes
`spacecorp/knowledge/organisations.tsv`. GCAT gives a row to every site and every period of a
firm; the table has one organisation a firm:

- states and territories are left out (they are not organisations);
- the place at the end of a name is taken off where the row's own location has it, and a row
  that then bears its parent's name is a site of the parent, folded in;
- rows of one unified code (the phases of one operating location, by the catalogue's own account one
  organisation) are one, the earlier names former ones with their last years; but a name that is
  borne at several locations is a firm of its own, and goes over into the next only where most of
  the locations of either are the other's: works that were sold do not make one of two firms;
- the supplement replaces the rows that it lists, with better names, former names and years, and
  what went before them in their lineage becomes former names;
- what else the catalogue calls an organisation and its sites ("Boeing/HSV") are its labels.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "spacecorp" / "knowledge" / "organisations.tsv"
SUPPLEMENT = HERE / "organisations_supplement.tsv"
COLUMNS = (
    "id", "name", "aliases", "native", "kind", "country", "parent", "start", "end", "former",
    "source", "activities", "labels",
)  # fmt: skip
KINDS = {"A": "academic", "B": "company", "C": "agency", "D": "military"}

# Legal forms and trade words at the end of a name, for telling that two rows bear one name.
_FORM = re.compile(
    r"\b(?:inc|llc|lp|ltd|limited|corp|corporation|co|company|gmbh|ag|se|sa|s a|spa|sarl|srl|sas|bv"
    r"|nv|ab|as|a s|oy|oyj|plc|kk|pty|pte|kg|mbh|group|yg|oao|zao|ao|pao|ooo)$"
)
_TEX_ACCENT = re.compile(r"\\([\"'`^~c=.vuH])\{?([A-Za-z])\}?")
_TEX_MARKS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327",
    "=": "\u0304", ".": "\u0307", "v": "\u030c", "u": "\u0306", "H": "\u030b",
}  # fmt: skip
# Words that name a place of work rather than a firm.
_SITE_WORDS = frozenset(
    {"afb", "plant", "factory", "works", "facility", "site", "hq", "headquarters", "offices"}
    | {"campus", "operations"}
)


@dataclass(slots=True)
class Row:
    code: str
    ucode: str
    state: str
    type: str
    klass: str
    start: str
    stop: str
    short: str
    name: str
    location: str
    parent: str
    short_english: str
    english: str
    native: str


@dataclass(slots=True)
class Organisation:
    """One line of the table while it is put together; `rows` are the GCAT rows behind it."""

    id: str
    name: str
    kind: str
    country: str
    parent: str = ""
    native: str = ""
    start: str = ""
    end: str = ""
    aliases: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    source: str = "gcat"
    activities: str = ""
    labels: list[str] = field(default_factory=list)


def clean(text: str) -> str:
    """A name field without TeX accents, soft hyphens, query marks and stray spaces."""
    text = text.replace("\u00ad", "")
    text = _TEX_ACCENT.sub(lambda m: m.group(2) + _TEX_MARKS[m.group(1)], text)
    text = unicodedata.normalize("NFC", text.replace("\\", "").replace("(?)", ""))
    return re.sub(r"\s+", " ", text).strip(" ,?-:")


def fold(text: str) -> str:
    """Lower case, no accents, words of letters and digits parted by one space."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[^\w]+", " ", text.replace("'", "")).strip()
    return text.removeprefix("the ")


def key(text: str) -> str:
    """`fold` without the legal form, and with British and American spelling made one."""
    text = fold(text)
    for _ in range(3):
        shorter = _FORM.sub("", text).strip()
        if not shorter:
            break
        text = shorter
    words = text.replace("defense", "defence").replace("organization", "organisation").split()
    return " ".join(w for w in words if w not in ("and", "of", "for", "the"))


def read(path: Path) -> tuple[list[Row], str]:
    """The rows of GCAT's table and its date line."""
    rows, updated = [], ""
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            if line.startswith("# Updated"):
                updated = line[2:].strip()
            if line.startswith("#"):
                continue
            cells = [("" if c.strip() in ("-", "*", "?") else c.strip()) for c in line.split("\t")]
            rows.append(Row(*cells[:10], *cells[13:17]))
    for row in rows:
        for attribute in ("short", "name", "short_english", "english", "native"):
            setattr(row, attribute, clean(getattr(row, attribute)))
    return rows, updated


def year(text: str) -> str:
    match = re.match(r"\d{4}", text)
    return match.group(0) if match else ""


def places(row: Row, country: str) -> set[str]:
    found = {fold(country), fold(row.state)}
    for part in re.split(r"[,:(/]", row.location):
        found.add(fold(part))
    found.discard("")
    return found


def is_site(text: str, where: set[str]) -> bool:
    words = fold(text).split()
    if not words:
        return True
    if " ".join(words) in where or any(w in _SITE_WORDS for w in words):
        return True
    return all(any(w in place.split() for place in where) for w in words)


def without_site(name: str, where: set[str]) -> str:
    """The name without a place, a works or a remark in brackets at its end."""
    for _ in range(4):
        before = name
        name = re.sub(r"\s*[(\[][^()\[\]]*[)\]]?$", "", name).strip(" ,-/")
        head, sep, tail = name.rpartition("/")
        if sep and head and is_site(tail, where):
            name = head.strip()
        for mark in (",", " - "):
            head, sep, tail = name.rpartition(mark)
            if sep and head and is_site(tail, where):
                name = head.strip(" ,-")
        if name == before or not name:
            return name or before
    return name


def bases(row: Row, country: str) -> set[str]:
    """Keys under which the row may turn out to be a site of another organisation."""
    where = places(row, country)
    found = set()
    for name in (row.english, row.name, row.short_english):
        if not name:
            continue
        base = without_site(name, where)
        found.add(key(base))
        words = fold(base).split()
        # "Boeing Huntsville" of Huntsville, "SES DTH do Brasil": only believed of a parent's site
        while len(words) > 1 and any(words[-1] in place.split() for place in where):
            words.pop()
        found.add(key(" ".join(words)))
        found.add(key(name.split("/")[0]))
    found.discard("")
    return found


def brackets(name: str, where: set[str]) -> list[str]:
    """What stands in brackets in a name where it is another name: an acronym or three words."""
    found = []
    for inner in re.findall(r"\(([^()]+)\)", name):
        outer = name.replace(f"({inner})", " ")
        initials = "".join(w[0] for w in re.findall(r"\w+", outer)).casefold()
        letters = re.sub(r"\W", "", inner).casefold()
        acronym = re.fullmatch(r"[A-Z][\w&-]{1,9}", inner) and letters[0] == initials[:1]
        is_acronym = bool(acronym) and set(letters) <= set(fold(outer))
        is_phrase = len(inner.split()) >= 3 and not is_site(inner, where) and "," not in inner
        if is_acronym or is_phrase:
            found.append(inner.strip())
    return found


def is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum("LATIN" in unicodedata.name(c, "") for c in letters) * 2 > len(
        letters
    )


def names_of(row: Row, country: str) -> list[str]:
    """All names that a row gives its firm, the English one first, without places."""
    where = places(row, country)
    name = row.name
    if is_latin(row.native) and fold(row.native) == fold(row.name):
        name = row.native
    out: list[str] = []
    for text in (row.english, name, row.short_english, row.short):
        # a short name with a stroke ("ADS/LV") is the catalogue's own shorthand
        if not text or (text is row.short and "/" in text and out):
            continue
        base = without_site(text, where)
        for one in [base, *brackets(text, where)]:
            if one and one not in out and len(fold(one).replace(" ", "")) > 1:
                out.append(one)
    if row.english and row.native and is_latin(row.native):
        base = without_site(row.native, where)
        if fold(base) not in {fold(o) for o in out}:
            out.append(base)
    return out


# A name, its class, and its state where the name alone may be anybody's.
Name = tuple[str, str, str]


def lineages(rows: list[Row], countries: dict[str, str]) -> list[list[Row]]:
    """Rows that are one organisation, as the module's docstring says."""
    by_code = {r.code: r for r in rows}
    keys = {r.code: {key(n) for n in names_of(r, countries.get(r.state, ""))} - {""} for r in rows}
    above: dict[str, str] = {}
    names: dict[str, Name] = {}
    borne: dict[Name, set[str]] = defaultdict(set)  # the unified codes that bear a name
    for row in rows:
        parent = by_code.get(row.parent)
        if parent and is_site_of(row, parent, countries, keys[parent.code]):
            above[row.code] = parent.code
        name = main_key(row, countries)
        everywhere = row.klass == "B" and len(name.split()) > 1
        names[row.code] = (name, row.klass, "" if everywhere else row.state)
        if row.code not in above:
            borne[names[row.code]].add(row.ucode)
    leader = {name: name for name in borne}

    def find(name: Name) -> Name:
        while leader[name] != name:
            name = leader[name]
        return name

    along: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(borne):
        for code in borne[name]:
            along[code].append(name)
    for phases in along.values():
        for a, b in combinations(phases, 2):
            if went_over(a, b, borne):
                one, other = sorted((find(a), find(b)))
                leader[other] = one
    groups: dict[Name, list[Row]] = defaultdict(list)
    for row in rows:
        code, seen = row.code, set()
        while code in above and code not in seen:
            seen.add(code)
            code = above[code]
        groups[find(names[code])].append(row)
    return list(groups.values())


def went_over(one: Name, two: Name, borne: dict[Name, set[str]]) -> bool:
    """Whether most locations that bore either name bore the other: half will do for bodies of a
    state, which are not bought and sold."""
    both = 2 * len(borne[one] & borne[two])
    most = max(len(borne[one]), len(borne[two]))
    return both > most or (both == most and "B" not in (one[1], two[1]))


def is_site_of(row: Row, parent: Row, countries: dict[str, str], names: set[str]) -> bool:
    """Whether a row bears one of its parent's names (keys) when its place is taken off.

    A firm has sites in many states; a society's branch in another state is a body of its own.
    """
    if "B" not in (row.klass, parent.klass) and row.state != parent.state:
        return False
    return bool(bases(row, countries.get(row.state, "")) & names)


def main_key(row: Row, countries: dict[str, str]) -> str:
    """The key of a row's own name, without its place."""
    name = row.english or row.name
    return key(without_site(name, places(row, countries.get(row.state, ""))))


def is_shorthand(name: str, row: Row, *, over: bool) -> bool:
    """Whether a name is how the catalogue abbreviates ("Boeing/HSV") and no name in any text.

    The short name of a phase that is over is one too ("Toshiba" for works that NEC took over),
    unless it is an acronym.
    """
    if "/" in name or len(fold(name)) < 2:
        return True
    return over and name in (row.short, row.short_english) and not name.isupper()


def organisation(members: list[Row], countries: dict[str, str]) -> Organisation:
    """One line of the table from the rows of one firm."""
    codes = {r.code for r in members}
    own = [r for r in members if r.parent not in codes] or members
    # the row that speaks for the firm: still in being, else the last one; then the plainest name
    latest = max(own, key=lambda r: (not r.stop, year(r.stop), -len(r.name), r.code))
    country = countries.get(latest.state, latest.state)
    names = names_of(latest, country)
    seen = {fold(names[0])}
    aliases = []
    former = []
    for row in [latest, *(r for r in own if r is not latest)]:
        ended = year(row.stop) and latest.start and year(row.stop) <= year(latest.start)
        for name in names_of(row, countries.get(row.state, "")):
            folded = fold(name)
            if folded in seen or is_shorthand(name, row, over=bool(ended and row is not latest)):
                continue
            seen.add(folded)
            if ended and row is not latest:
                former.append(f"{name}={year(row.stop)}")
            else:
                aliases.append(name)
    kind = KINDS.get(latest.klass, "")
    if latest.type == "IGO":
        kind = "intergovernmental"
    elif re.search(
        r"\b(?:University|Universit|Institute of Technology|College|School)\b", names[0]
    ):
        kind = "academic"
    return Organisation(
        id=latest.code,
        name=names[0],
        kind=kind,
        country=country,
        parent=next((r.parent for r in [latest, *own] if r.parent and r.parent not in codes), ""),
        native=latest.native if latest.native and not is_latin(latest.native) else "",
        start=min((year(r.start) for r in own if year(r.start)), default=""),
        end="" if any(not r.stop for r in own) else max(year(r.stop) for r in own),
        aliases=aliases,
        former=former,
    )


def supplement(path: Path) -> list[tuple[Organisation, list[str]]]:
    """The hand-written lines, each with the codes of the GCAT rows that it replaces."""
    out = []
    with path.open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        for cell in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            entry = Organisation(
                id=cell["id"],
                name=cell["name"],
                kind=cell["kind"],
                country=cell["country"],
                parent=cell["parent"] or "",
                native=cell["native"] or "",
                start=cell["start"] or "",
                end=cell["end"] or "",
                aliases=[a for a in (cell["aliases"] or "").split("|") if a],
                former=[f for f in (cell["former"] or "").split("|") if f],
                source="hand",
            )
            out.append((entry, (cell["gcat"] or "").split()))
    return out


def kin(row: Row, entry: Organisation) -> bool:
    """Whether a row's class is that of a hand-written organisation (a firm is no agency)."""
    return KINDS.get(row.klass, "") == entry.kind or entry.kind == "intergovernmental"


def build(gcat: Path) -> tuple[list[Organisation], str]:
    rows, updated = read(gcat)
    countries = {
        r.code: (r.short_english or r.english or r.short) for r in rows if r.type in ("CY", "CYP")
    }
    countries |= {"SU": "Soviet Union", "US": "United States", "UK": "United Kingdom"}
    countries |= {"D": "Germany", "CN": "China", "KR": "South Korea", "RU": "Russia"}
    countries |= {"UAE": "United Arab Emirates", "HK": "Hong Kong", "TW": "Taiwan"}
    for code in {r.state for r in rows}:
        if code.startswith("I-"):
            countries[code] = "international"
    firms = [
        r for r in rows if r.type not in ("CY", "CYP", "AP") and "Unknown" not in (r.short, r.name)
    ]
    extra = supplement(SUPPLEMENT)
    by_id = {entry.id: entry for entry, _ in extra}
    taken = {code: entry.id for entry, codes in extra for code in codes}
    unknown = set(taken) - {r.code for r in firms}
    if unknown:
        raise SystemExit(f"supplement names unknown GCAT codes: {sorted(unknown)}")

    table = [entry for entry, _ in extra]
    home = dict(taken)
    by_key: dict[str, str] = {}
    for entry, _ in extra:
        for name in (entry.name, *entry.aliases, *(f.rpartition("=")[0] for f in entry.former)):
            by_key.setdefault(key(name), entry.id)
    by_code = {r.code: r for r in firms}
    written: dict[str, list[Row]] = defaultdict(list)  # the rows of a hand-written line
    for code, key_ in taken.items():
        written[key_].append(by_code[code])
    rest = []
    for row in firms:
        if row.code in home:
            continue
        parent = home.get(row.parent) or (row.parent if row.parent in by_code else "")
        country = countries.get(row.state, row.state)
        hits = {by_key[b] for b in bases(row, country) if b in by_key}
        # the catalogue's short names are ambiguous ("ASTRA"), its full ones are not
        full = names_of(replace(row, short="", short_english=""), country)
        own = {by_key[k] for k in (key(n) for n in full if not n.isupper()) if k in by_key}
        line = {e for e in own if any(r.ucode == row.ucode for r in written[e])}
        own = {e for e in own if len(key(by_id[e].name)) > 3 or e in line}
        same = [e for e in sorted(own) if by_id[e].country == country and kin(row, by_id[e])]
        if parent in hits:
            home[row.code] = parent
        elif len(same) == 1:
            home[row.code] = same[0]
            written[same[0]].append(row)
        else:
            rest.append(row)
    # A hand-written line whose rows are all of one lineage stands for what went before, too.
    heirs: dict[str, list[str]] = defaultdict(list)
    for key_, line_rows in written.items():
        if len({r.ucode for r in line_rows}) == 1:
            heirs[line_rows[0].ucode].append(key_)
    for row in list(rest):
        if len(heirs[row.ucode]) != 1 or not year(row.stop):
            continue
        entry = by_id[heirs[row.ucode][0]]
        if year(row.stop) > max(year(r.start) for r in written[entry.id]):
            continue
        rest.remove(row)
        home[row.code] = entry.id
        known_names = {fold(n) for n in (entry.name, *entry.aliases)}
        known_names |= {fold(f.rpartition("=")[0]) for f in entry.former}
        for name in names_of(row, countries.get(row.state, row.state)):
            if fold(name) not in known_names and not is_shorthand(name, row, over=True):
                entry.former.append(f"{name}={year(row.stop)}")
                if "-v" in sys.argv:
                    print("HEIR", entry.name, "<-", name, row.stop[:4], row.klass)
    for members in lineages(rest, countries):
        entry = organisation(members, countries)
        for row in members:
            home[row.code] = entry.id
        table.append(entry)
    # What a firm does is what any of its rows says: O operator, LA launch agency, LV maker of
    # launch vehicles, PL of payloads, E of engines, LS launch site, S other support.
    does: dict[str, set[str]] = defaultdict(set)
    for row in firms:
        for one in {home[row.code], row.code}:
            does[one] |= set(row.type.split("/")) & {"O", "LA", "LV", "PL", "E", "LS", "S"}
    for entry in table:
        entry.activities = "/".join(sorted(does[entry.id]))
    used = Counter(entry.id for entry in table)
    if max(used.values()) > 1:
        raise SystemExit(f"identifiers used twice: {[i for i, n in used.items() if n > 1]}")
    known = {entry.id for entry in table}
    for entry in table:
        # the supplement names a parent by its id, which may be another firm's code in the catalogue
        if entry.id not in by_id or entry.parent not in known:
            entry.parent = home.get(entry.parent, entry.parent if entry.parent in known else "")
        if entry.parent == entry.id:
            entry.parent = ""
    names = {fold(e.name): e.id for e in table}
    written = {e.name for e in table}
    by_entry = {e.id: e for e in table}
    for entry in table:
        above = by_entry.get(entry.parent)
        if above:
            taken_names = {fold(n) for n in (above.name, *above.aliases)}
            entry.aliases = [a for a in entry.aliases if fold(a) not in taken_names]
        # another organisation's own name is no alias, however the catalogue abbreviates
        if entry.id in by_id:
            continue
        entry.former = [
            f for f in entry.former if names.get(fold(f.rpartition("=")[0]), entry.id) == entry.id
        ]
        # (VAST the academy is not Vast the firm)
        entry.aliases = [
            a
            for a in entry.aliases
            if names.get(fold(a), entry.id) == entry.id or (len(a) < 5 and a not in written)
        ]
    label(table, firms, home)
    return sorted(table, key=lambda e: e.id), updated


def label(table: list[Organisation], rows: list[Row], home: dict[str, str]) -> None:
    """Give each organisation what the catalogue calls its rows, where that is none of its names."""
    named = {
        fold(n)
        for e in table
        for n in (e.name, *e.aliases, *(f.rpartition("=")[0] for f in e.former))
    }
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        for written in (row.english, row.name, row.short_english, row.short):
            for text in (written, re.sub(r"\s*\([^()]*\)", "", written)):
                # a short word may be anybody
                telling = len(fold(text)) > 4 or text.isupper()
                if text and fold(text) not in named and telling:
                    labels[home[row.code]][text.replace("|", " ")] = None
    for entry in table:
        entry.labels = list(labels[entry.id])


def write(table: list[Organisation], updated: str, path: Path) -> None:
    head = (
        "# Space organisations. From the table of organisations of the General Catalog of",
        f"# Artificial Space Objects (GCAT), Jonathan McDowell, planet4589.org, {updated},",
        "# licence CC-BY 4.0; changed: sites folded into firms, states left out, completed from",
        "# benchmarks/organisations_supplement.tsv. Made by benchmarks/build_organisations.py.",
    )
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("\n".join(head) + "\n" + "\t".join(COLUMNS) + "\n")
        for e in table:
            cells = (
                e.id, e.name, "|".join(e.aliases), e.native, e.kind, e.country, e.parent,
                e.start, e.end, "|".join(e.former), e.source, e.activities, "|".join(e.labels),
            )  # fmt: skip
            handle.write("\t".join(c.replace("\t", " ") for c in cells) + "\n")


if __name__ == "__main__":
    organisations, dated = build(Path(sys.argv[1]))
    write(organisations, dated, OUTPUT)
    print(f"{len(organisations):,} organisations written to {OUTPUT.name}")

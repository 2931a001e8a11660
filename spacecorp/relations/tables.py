"""Reads the facts that a layout tells: rows of tables, boxes of labels, lists under a heading.

A heading (of a column, or a label before a colon) gives the names under it a part in the row, as
the vocabulary of `headings.tsv` has it; the parts that meet in one row are the fact. Tables are
lines of cells (bars, tabs, leader dots, two blanks or more between them) under a line of headings,
or, where the cells were flattened, one heading and then one cell a line.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

from ..recognition.descriptions import Reference
from ..recognition.entities import ACTORS, Group
from ..recognition.tokens import Tokens
from .numbers import word_set

LONGEST_CELL = 90  # characters of a cell; what is longer is prose
LONGEST_LINE = 400
MOST_CELLS = 12
REACH = 6  # lines above a table or list in which its heading is sought
TITLES = 12  # lines at the beginning of a document in which its subject stands
MANY = 25  # names in one cell or list at the most

_BLANKS = re.compile(r"\t+|(?<=\S) {2,}(?=\S)")
_LEADERS = re.compile(r"(?<=\S) ?(?:\.{4,}|…{2,}|(?:\. ){4,}) ?")
_BAR = re.compile(r"[|¦]")
_BRACKET = re.compile(r"\([^()]*\)")
_YEARS = re.compile(
    r"\b(?:\d{1,2} )?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? )?"
    r"(?:19|20)\d\d\b",
    re.I,
)
_FIGURE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?) ?(?:%|per ?cent)?")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,4})?) ?(?:%|per ?cent)")
_LABEL = re.compile(
    r"(?:^|(?<=[;.] ))[-•*·–]?[ ]?([A-Z][A-Za-z/ ]{1,30}(?:\([^()]{0,30}\))?) ?:(?=\s|$)"
)
_HOLDERS = re.compile(
    r"\b(?:share|stock)holders\b|\bshareholder structure\b|\bshareholding structure\b"
    r"|\bownership structure\b|\bcap table\b"
)
_HELD = re.compile(
    r"\bsubsidiaries\b|\binterests in other entities\b|\bportfolio\b|\bour companies\b"
    r"|\bparticipations\b|\bholdings\b|\binvestments\b"
)
# What may stand behind the name of the firm that a document is about, in the line of its name.
_ABOUT = re.compile(r"[,(–—|-]|and (?:its )?subsidiaries\b|(?:Annual|Group|Interim|Half)\b")
_HELD_BY = re.compile(
    r"\b(?:share|stock)holders?\b|\bheld by\b|\bholdings?\b|\binterests?\b|\bstakes?\b"
    r"|\bownership\b|\bof the (?:capital|shares|equity)\b|\bowners?\b"
)
_JOINING = word_set("and & + , / ; the – - • * ·")
_ITSELF = frozenset(["in-house", "in house", "self", "itself", "own"])
_STATES = (  # what a cell of the row says of its contract: kind, status
    (re.compile(r"\b(?:withdrawn|rejected|lapsed|denied|not awarded|losing|lost bid)\b"), None),
    (re.compile(r"\b(?:letter of intent|loi)\b"), ("letter_of_intent", "signed")),
    (re.compile(r"\b(?:mou|memorandum)\b"), ("memorandum_of_understanding", "signed")),
    (re.compile(r"\bnegotiat|\btalks\b|\bproposed\b"), ("contract", "proposed")),
    (re.compile(r"\bcancel|\bterminated\b"), ("contract", "ended")),
)
_INSTRUMENTS = (
    (re.compile(r"\bjoint venture\b"), ("joint_venture", "signed")),
    (re.compile(r"\bcontract|\border\b|\baward|\bpurchase\b|\bbooking\b"), ("contract", "signed")),
)
_SOLD = re.compile(r"\b(?:sold|former|formerly|until|divested)\b")
_ROLES = {
    "operator": "operator",
    "customer": "customer",
    "supplier": "supplier",
    "contractor": "supplier",
    "launcher": "launcher",
    "prime": "prime",
    "lead": "prime",
    "member": "partner",
    "partner": "partner",
}


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, str]:
    """The part that each heading gives, from the bundled table."""
    out: dict[str, str] = {}
    text = files(__package__).joinpath("headings.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            part, headings = line.split("\t")
            for heading in headings.split(";"):
                out[heading.strip()] = part
    return out


def heading(text: str) -> str | None:
    """The part that a heading or label gives to the names under it; None for any other text."""
    if len(text) > 45:
        return None
    plain = " ".join(_YEARS.sub(" ", _BRACKET.sub(" ", text)).lower().split()).strip(" .:*#,-")
    return _vocabulary().get(plain) or ("share" if text.strip() in ("%", "(%)") else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A thing named in a cell: its number and that of the reference that names it."""

    entity: int
    reference: int


@dataclass(frozen=True, slots=True)
class Told:
    """Two things of one row and what it says of them.

    `relation` is "ownership" (first owns second), "partnership" or "participation" (first takes
    part in second); `what` the kind or role, `rule` the name of the layout.
    """

    relation: str
    first: Place
    second: Place
    what: str
    status: str
    share: float | None
    rule: str


@dataclass(slots=True)
class Layout:
    """What the layout of a document tells; for each sentence in a table, the number of its row."""

    told: list[Told] = field(default_factory=list)
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Text:
    """A stretch of a line: characters `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Row:
    """The things of one row by the part that their heading gives them."""

    parts: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    shares: list[float] = field(default_factory=list)
    text: str = ""
    former: float | None = None  # the share of an earlier year
    without: bool = False  # a column for shares is there and says nothing
    itself: bool = False  # the maker is the owner itself


def layout(tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]) -> Layout:
    """Find the tables, boxes and lists of a document and what they tell. Linear in its length."""
    return _Reader(tokens, groups, references).read()


class _Reader:
    def __init__(
        self, tokens: Tokens, groups: Sequence[Group], references: Sequence[Reference]
    ) -> None:
        self.tokens = tokens
        self.groups = groups
        self.references = references
        self.named = {
            reference.begin: number
            for number, reference in enumerate(references)
            if reference.how == "name" and len(reference.entities) == 1
        }
        self.lines = list(_lines(tokens.text))
        self.cells = [_cells(line) for line in self.lines]
        self.out = Layout()
        self.table = 0

    def read(self) -> Layout:
        subject = self._document_subject()
        at = 0
        while at < len(self.lines):
            after = (
                self._table(at, subject)
                or self._matrix(at)
                or self._flattened(at)
                or self._list(at, subject)
            )
            at = after or at + 1
        self._boxes()
        return self.out

    # Names

    def names(self, cell: _Text) -> list[Place]:
        """The things that a cell lists: names with nothing but commas and the like between."""
        words = self.tokens.words
        first = bisect_left(self.tokens.starts, cell.start)
        last = bisect_left(self.tokens.starts, cell.end)
        out: list[Place] = []
        depth = 0
        i = first
        while i < last and len(out) < MANY:
            word = words[i]
            if word == "(":
                depth += 1
            elif word == ")":
                depth = max(depth - 1, 0)
            elif not depth:
                number = self.named.get(i)
                if number is not None:
                    reference = self.references[number]
                    following = words[reference.end] if reference.end < last else ""
                    if following.lower() in ("'s", "’s"):
                        break
                    out.append(Place(reference.entities[0], number))
                    i = reference.end
                    # A legal form that the name was left without.
                    if following in ("Inc", "Ltd", "Limited", "GmbH", "AG", "LLC", "Corp", "plc"):
                        i += 1
                    continue
                if (
                    word.lower() not in _JOINING
                    and not word[0].isdigit()
                    and word not in ("%", ".")
                ):
                    break
            i += 1
        return out

    def kind(self, place: Place) -> str:
        return self.groups[place.entity].type

    def actors(self, places: Sequence[Place]) -> list[Place]:
        return [p for p in places if self.kind(p) in ACTORS]

    def _alone(self, number: int) -> list[Place]:
        """The things of a line that consists of names and little else."""
        line = self.lines[number]
        found = self.names(line)
        return found if found and len(line.text) <= LONGEST_CELL else []

    def _document_subject(self) -> Place | None:
        """The firm whose name stands alone in one of the first lines: who files or publishes."""
        for number in range(min(TITLES, len(self.lines))):
            found = self._alone(number)
            if len(found) == 1 and self.kind(found[0]) == "organisation":
                reference = self.references[found[0].reference]
                line = self.lines[number]
                end = self.tokens.ends[reference.end - 1]
                rest = line.text[end - line.start :].strip()
                if end >= line.end - 6 or (len(line.text) <= 60 and _ABOUT.match(rest)):
                    return found[0]
        return None

    def _inside(self, line: _Text) -> list[Place]:
        """Every organisation that a line names."""
        first = bisect_left(self.tokens.starts, line.start)
        last = bisect_left(self.tokens.starts, line.end)
        found = (self.named.get(i) for i in range(first, last))
        return [
            Place(self.references[n].entities[0], n)
            for n in found
            if n is not None and self.groups[self.references[n].entities[0]].type == "organisation"
        ]

    def _above(self, at: int, subject: Place | None) -> tuple[str, Place | None]:
        """The heading lines above a table, and the firm that they name, else the document's."""
        text: list[str] = []
        named = False
        for number in range(at - 1, max(at - 1 - REACH, -1), -1):
            line = self.lines[number]
            if len(line.text) > 120 or len(self.cells[number]) > 2:
                break
            found = [] if named else self._inside(line)
            if named and (len(line.text) > 45 or self._inside(line)):
                break
            text.append(line.text.lower())
            if found:
                titled = _HOLDERS.search(text[-1]) or _HELD.search(text[-1])
                if len({place.entity for place in found}) != 1 or not (
                    titled or self._alone(number)
                ):
                    break
                subject, named = found[0], True
        return "\n".join(text), subject

    # Tables

    def _table(self, at: int, subject: Place | None) -> int | None:
        """Read a table whose headings are the cells of line `at`; the line behind it."""
        head = self.cells[at]
        if not 2 <= len(head) <= MOST_CELLS:
            return None
        parts = [heading(cell.text) for cell in head]
        known = sum(part is not None for part in parts)
        useful = sum(part not in (None, "other") for part in parts)
        if known < 2 or useful < 1 or 2 * known < len(parts):
            return None
        above, owner = self._above(at, subject)
        columns = _with_former(head, parts)
        rows = []
        line = at + 1
        while line < len(self.lines):
            cells = self.cells[line]
            if len(cells) != len(head):
                # A dashed rule, or a page break within the table.
                if set(self.lines[line].text) <= set("-=+| _:"):
                    line += 1
                    continue
                break
            if [heading(cell.text) for cell in cells] != parts:
                rows.append((line, cells))
            line += 1
        self.table += 1
        for number, cells in rows:
            self._mark(cells[0].start, cells[-1].end, number)
            self._row(columns, cells, above, owner)
        return line

    def _matrix(self, at: int) -> int | None:
        """Read a table with a holder to each column and a firm to each row; the line behind it."""
        head = self.cells[at]
        if not 2 <= len(head) <= MOST_CELLS:
            return None
        columns = [self.actors(self.names(cell)) for cell in head]
        owners = columns if columns[0] else columns[1:]
        if len(owners) < 2 or any(len(owner) != 1 for owner in owners):
            return None
        if not _HELD_BY.search(self._above(at, None)[0]):
            return None
        line = at + 1
        rows = []
        while line < len(self.lines) and len(self.cells[line]) == len(owners) + 1:
            name, *figures = self.cells[line]
            firms = self.names(name)
            shares = [_figure(cell.text) for cell in figures]
            if len(firms) != 1 or not any(shares):
                break
            rows.append((line, firms, shares))
            line += 1
        if len(rows) < 2:
            return None
        self.table += 1
        for number, firms, shares in rows:
            self._mark(self.lines[number].start, self.lines[number].end, number)
            for owner, share in zip(owners, shares, strict=True):
                if share is not None:
                    row = _Row(without=False, shares=[share])
                    row.parts["owner"], row.parts["owned"] = owner, firms
                    self._tell(row, {"owner", "firm", "share"}, None, "table")
        return line

    def _row(
        self,
        parts: Sequence[str | None],
        cells: Sequence[_Text],
        above: str,
        subject: Place | None,
    ) -> None:
        row = _Row(text=" | ".join(cell.text for cell in cells).lower())
        figures = [
            _figure(cell.text) for cell, p in zip(cells, parts, strict=False) if p == "share"
        ]
        if figures:
            row.without = figures[0] is None
            row.shares = [figures[0]] if figures[0] is not None else []
        for cell, part in zip(cells, parts, strict=False):
            if part == "former":
                row.former = _figure(cell.text)
            if part in (None, "other", "share", "former") or len(cell.text) > LONGEST_CELL:
                continue
            if cell.text.lower().strip() in _ITSELF:
                row.itself = True
                continue
            row.parts[part or ""] += self.names(cell)
        kinds = {part for part in parts if part}
        if "share" in kinds and not kinds & {"owner", "owned", "programme", "rocket", "customer"}:
            # "Name | % held": the lines above tell whose holders or holdings these are.
            holders, held = _HOLDERS.search(above), _HELD.search(above)
            if bool(holders) != bool(held) and "firm" in kinds:
                row.parts["owner" if holders else "owned"] = row.parts.pop("firm", [])
        self._tell(row, kinds, subject, "table")

    def _flattened(self, at: int) -> int | None:
        """Read a table that was flattened to one cell a line, headings first."""
        parts: list[str] = []
        line = at
        while line < len(self.lines) and len(parts) < MOST_CELLS:
            part = heading(self.lines[line].text) if len(self.cells[line]) == 1 else None
            if part is None:
                break
            parts.append(part)
            line += 1
        if len(parts) < 3 or len(set(parts) - {"other"}) < 2:
            return None
        shared = "share" in parts or "owner" in parts
        columns = [part for part in parts if part != "share"]
        if shared and "programme" not in parts:
            return self._by_figures(line, columns)
        size = len(parts)
        self.table += 1
        while line + size <= len(self.lines):
            cells = [self.lines[k] for k in range(line, line + size)]
            if any(
                len(cell.text) > LONGEST_CELL or len(self.cells[line + k]) > 1
                for k, cell in enumerate(cells)
            ):
                break
            good = all(
                part in ("other", "share")
                or self.names(cell)
                or len(cell.text) < 4
                or cell.text.lower() in _ITSELF
                for part, cell in zip(parts, cells, strict=True)
            )
            if not good:
                break
            self._mark(cells[0].start, cells[-1].end, line)
            self._row(parts, cells, "", None)
            line += size
        return line

    def _by_figures(self, line: int, columns: Sequence[str]) -> int:
        """Rows of which each ends with a figure; the first columns are left out where they are
        those of the row above."""
        self.table += 1
        held: list[_Text] = []
        cells: list[_Text] = []
        while line < len(self.lines) and len(self.cells[line]) == 1:
            cell = self.lines[line]
            figure = _figure(cell.text)
            if figure is None and cell.text not in ("-", "–", "—"):
                if len(cell.text) > LONGEST_CELL or len(cells) == len(columns):
                    break
                cells.append(cell)
                line += 1
                continue
            if len(cells) == len(columns):
                held = list(cells)
            elif cells and len(cells) < len(columns) and held:
                held[len(columns) - len(cells) :] = cells
            else:
                break
            self._mark(cells[0].start, cell.end, line)
            self._row([*columns, "share"], [*held, cell], "", None)
            cells = []
            line += 1
        return line - len(cells)

    def _list(self, at: int, subject: Place | None) -> int | None:
        """Read a list of holders, a name and a figure a line, under a heading that says so."""
        rows = []
        line = at
        while line < len(self.lines) and len(self.cells[line]) in (2, 3):
            name, last, *former = self.cells[line]
            if any(_figure(cell.text) is None for cell in former):
                break
            if "%" not in last.text and not re.fullmatch(r"\d{1,2}[.,]\d+", last.text):
                break
            if _figure(last.text) is None or heading(name.text):
                break
            rows.append([name, last])
            line += 1
        if len(rows) < 2:
            return None
        above, owned = self._above(at, subject)
        if _HOLDERS.search(above) and owned is not None:
            self.table += 1
            for number, cells in enumerate(rows):
                self._mark(cells[0].start, cells[1].end, number)
                self._row(["owner", "share"], cells, above, owned)
        return line

    def _mark(self, start: int, end: int, row: int) -> None:
        """Remember that the sentences of these characters are a row of the present table."""
        first, last = self.tokens.at(start), self.tokens.at(max(end - 1, start))
        for sentence in range(self.tokens.sentence[first], self.tokens.sentence[last] + 1):
            self.out.rows[sentence] = (self.table, row)

    # Boxes

    def _boxes(self) -> None:
        """Read labels and what stands behind them, under the heading that says whose they are."""
        row, kinds = _Row(), set[str]()
        subject: Place | None = None
        pending: str | None = None
        last: str | None = None  # the label before
        since = 0

        def close() -> None:
            nonlocal row, kinds, pending
            if kinds:
                self._tell(row, kinds, subject, "box")
            row, kinds, pending = _Row(), set(), None

        for number, line in enumerate(self.lines):
            sentence = self.tokens.sentence[self.tokens.at(line.start)] if line.text else -1
            if sentence in self.out.rows:
                close()
                subject = None
                continue
            found = list(self._labels(number))
            since += 1
            if found:
                for label, value in found:
                    part = heading(label)
                    if part in (None, "other", "share"):
                        pending = None
                        continue
                    assert part is not None
                    names = self.names(value)
                    again = part == "owner" and last == "owner"
                    last = part
                    if part in kinds and part not in ("member", "partner") and not again:
                        close()
                        subject = None  # another entry, whose heading was not understood
                    if label.lower().startswith(("payload", "instrument")):
                        continue  # a part of what the box is about
                    if part in ("programme", "firm"):
                        if names and (self.kind(names[0]) == "programme") == (part == "programme"):
                            if kinds:
                                close()
                            subject, since = names[0], 0
                        elif part == "firm" and names and self.kind(names[0]) == "programme":
                            close()
                            subject, since = names[0], 0
                        continue
                    kinds.add(part)
                    row.parts[part] += names
                    if part == "owner":
                        found_shares = (_number(m[1]) for m in _PERCENT.finditer(value.text))
                        row.shares += [share for share in found_shares if 0 < share <= 100]
                    pending = part if not value.text.strip() else None
                continue
            bare = heading(line.text) if len(line.text) <= 45 else None
            if bare in ("lead", "member"):
                kinds.add(bare)
                pending = bare
                continue
            names = self._alone(number)
            if pending and names and (pending in ("lead", "member")):
                row.parts[pending] += names
                continue
            pending = None
            if len({p.entity for p in names}) == 1 and len(line.text) <= 60:
                close()
                subject, since = names[0], 0
            elif len(line.text) > LONGEST_LINE or since > REACH:
                close()
                subject = None
        close()

    def _labels(self, number: int) -> Iterator[tuple[str, _Text]]:
        """The labels of a line, each with what stands behind it."""
        line = self.lines[number]
        cells = self.cells[number]
        if len(cells) == 2 and ":" not in cells[0].text and heading(cells[0].text):
            yield cells[0].text, cells[1]
            return
        marks = [m for m in _LABEL.finditer(line.text) if heading(m[1]) or m.start() == 0]
        if not marks or (marks[0].start() > 1 and len(marks) < 2):
            return
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            end = following.start() if following else len(line.text)
            start = mark.end()
            yield mark[1], _Text(line.start + start, line.start + end, line.text[start:end])

    # Facts

    def _tell(self, row: _Row, kinds: set[str], subject: Place | None, where: str) -> None:
        """What the things of one row are to each other."""
        parts: Mapping[str, list[Place]] = row.parts
        if _STATES[0][0].search(row.text) or _STATES[-1][0].search(row.text):
            self._contracts(row, where)
            return
        if where == "table" and {"owned", "customer"} <= kinds:
            # The buyer beside what is bought is no customer, and who sells it has no contract.
            kinds = (kinds - {"customer", "contractor"}) | {"owner"}
            row.parts["owner"] += row.parts.pop("customer", [])
            row.parts.pop("contractor", None)
        crafts = [p for p in parts.get("programme", ()) if self.kind(p) == "programme"]
        rockets = [p for p in parts.get("rocket", ()) if self.kind(p) == "programme"]
        if where == "box" and subject is not None and self.kind(subject) == "programme":
            crafts = [subject]
        if not crafts and not kinds & {"programme", "rocket"}:
            self._holdings(row, kinds, subject, where)
        for craft in crafts:
            for part, role in _ROLES.items():
                for actor in self.actors(parts.get(part, ())):
                    self._add("participation", actor, craft, role, f"{where}-{part}")
            if "operator" not in kinds and "customer" not in kinds:
                for actor in self.actors(parts.get("owner", ())):
                    self._add("participation", actor, craft, "operator", f"{where}-owner")
            if row.itself:
                for part in ("operator", "owner"):
                    for actor in self.actors(parts.get(part, ())):
                        self._add("participation", actor, craft, "prime", f"{where}-itself")
        if where == "table":
            for rocket in rockets:
                for actor in self.actors(parts.get("launcher", ())):
                    self._add("participation", actor, rocket, "operator", "table-rocket")
        self._contracts(row, where)
        self._team(row, where)
        self._parties(row)

    def _parties(self, row: _Row) -> None:
        """What a row with columns of parties says: they agreed, the row tells under what."""
        parties = self.actors(row.parts.get("party", ()))[:MANY]
        if len({party.entity for party in parties}) < 2:
            return
        kind, status = "agreement", "signed"
        for pattern, state in (*_STATES, *_INSTRUMENTS):
            if pattern.search(row.text):
                if state is None:
                    return
                kind, status = state
                break
        for one, other in combinations(parties, 2):
            self._add("partnership", one, other, kind, "table-parties", status)

    def _holdings(self, row: _Row, kinds: set[str], subject: Place | None, where: str) -> None:
        parts = row.parts
        if where == "box":
            owned = [subject] if subject is not None and "owner" in kinds else []
        else:
            owned = next((parts[k] for k in ("owned", "operator", "firm") if parts.get(k)), [])
            if not owned and subject is not None and not kinds & {"owned", "operator", "firm"}:
                owned = [subject]
        owners = parts.get("owner", [])
        if "owner" not in kinds and "owned" in kinds and subject is not None:
            owners, owned = [subject], parts.get("owned", [])
        if (row.without and where == "table") or _SOLD.search(row.text):
            return
        owned = [p for p in owned if self.kind(p) == "organisation"][:MANY]
        share = row.shares[0] if len(owners) == 1 and len(row.shares) == 1 else None
        shares: list[float | None] = [share] * len(owners)
        if len(row.shares) == len(owners) > 1:
            shares = list(row.shares)
        if where == "table" and len(owned) > 1:
            return
        for owner, part in zip(owners, shares, strict=True):
            if self.kind(owner) == "programme":
                continue
            for thing in owned:
                kind = "subsidiary" if part == 100 or "owned" in kinds else "shareholding"
                rule = f"{where}-holder"
                self._add("ownership", owner, thing, kind, rule, share=part)
                if row.former not in (None, part) and len(owners) == 1:
                    self._add("ownership", owner, thing, kind, rule, "former", row.former)

    def _contracts(self, row: _Row, where: str) -> None:
        kind, status = "contract", "signed"
        for pattern, state in _STATES:
            if pattern.search(row.text):
                if state is None:
                    return
                kind, status = state
                break
        customers = self.actors(row.parts.get("customer", ()))
        for part in ("contractor", "launcher", "prime", "supplier"):
            sellers = self.actors(row.parts.get(part, ()))
            if "(lead)" in row.text:
                sellers = sellers[:1]  # the others are its team
            for seller in sellers:
                for customer in customers:
                    if where == "box" and part != "contractor":
                        continue
                    self._add("partnership", customer, seller, kind, f"{where}-{part}", status)

    def _team(self, row: _Row, where: str) -> None:
        if not row.parts.get("member") or not row.parts.get("lead"):
            return
        team = self.actors([*row.parts["lead"], *row.parts["member"]])[:MANY]
        for one, other in combinations(team, 2):
            self._add("partnership", one, other, "consortium", f"{where}-team", "active")

    def _add(
        self,
        relation: str,
        first: Place,
        second: Place,
        what: str,
        rule: str,
        status: str = "current",
        share: float | None = None,
    ) -> None:
        if first.entity != second.entity:
            self.out.told.append(Told(relation, first, second, what, status, share, rule))


def _with_former(head: Sequence[_Text], parts: Sequence[str | None]) -> list[str | None]:
    """The parts of the columns, of two with the shares of two years the earlier one `former`."""
    out = list(parts)
    shares = [k for k, part in enumerate(parts) if part == "share"]
    if len(shares) == 2:
        years = [re.search(r"(?:19|20)\d\d", head[k].text) for k in shares]
        if years[0] and years[1] and years[0][0] != years[1][0]:
            out[shares[int(years[0][0] > years[1][0])]] = "former"
    return out


def _lines(text: str) -> Iterator[_Text]:
    """The lines of a text that are not empty, without the blanks about them."""
    start = 0
    for line in text.split("\n"):
        plain = line.strip()
        if plain:
            begin = start + line.index(plain)
            yield _Text(begin, begin + len(plain), plain)
        start += len(line) + 1


def _cells(line: _Text) -> list[_Text]:
    """The cells of a line; the line itself where it has but one."""
    text = line.text
    if len(text) > LONGEST_LINE:
        return [line]
    for divider in (_BAR, _LEADERS, _BLANKS):
        cuts = list(divider.finditer(text))
        if not cuts:
            continue
        edges = [0, *(edge for cut in cuts for edge in cut.span()), len(text)]
        out = []
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            inner = text[begin:end]
            plain = inner.strip()
            if plain or 0 < begin < len(text):
                shift = begin + (len(inner) - len(inner.lstrip()) if plain else 0)
                out.append(_Text(line.start + shift, line.start + shift + len(plain), plain))
        return out or [line]
    return [line]


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _figure(text: str) -> float | None:
    """The share that a cell gives: "79.80", "65% (3)"; None where it is no number up to 100."""
    match = _FIGURE.fullmatch(_BRACKET.sub("", text).strip(" *"))
    if match is None:
        return None
    value = _number(match[1])
    return value if 0 < value <= 100 else None

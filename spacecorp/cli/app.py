"""The commands and their help. Light to import: what a command needs, it loads itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ..output.names import (
    Difference,
    DocumentFormat,
    EntityType,
    ExportFormat,
    Format,
    GraphFormat,
    Holding,
    Instrument,
    OwnershipStatus,
    PartnershipStatus,
    ProgrammeKind,
    Relation,
    Role,
    Tie,
)
from .completion import names
from .guard import complain, guarded
from .options import (
    DEFAULT_DATABASE,
    As,
    AsJson,
    Asked,
    Database,
    Evidence,
    Force,
    InDocument,
    MinConfidence,
    Name,
    NewSince,
    Shown,
    Since,
    Until,
    only,
    spread,
)

if TYPE_CHECKING:
    from .organisations import Own

app = typer.Typer(
    name="spacecorp",
    help="Who works with whom, who owns whom and who takes part in what: reads folders of "
    "scraped pages about the space industry, offline, and shows the sentence behind each fact.",
    epilog="Start with: spacecorp ingest FOLDER, then spacecorp partners, spacecorp ownership, "
    "spacecorp programmes.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Files, folders (read recursively), or - for standard input."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes to read with.", show_default="all cores"),
]
MaxSize = Annotated[
    float, typer.Option("--max-size", min=0, metavar="MB", help="Skip documents larger than this.")
]
Note = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="Why; shown with the decision.")
]
LARGEST = 64.0
Organisations = Annotated[
    str | None,
    typer.Option(
        "--organisations",
        metavar="FILE",
        envvar="SPACECORP_ORGANISATIONS",
        help="Your own table of organisations (CSV), beside and above the bundled one.",
    ),
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="text=COLUMN,…",
        help="What JSON Lines and CSV call the text, title, date, url, authors, publisher and "
        "language of a document, where it is not that or a usual name.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        print(f"spacecorp {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Options before the command."""


@app.command()
@guarded
def ingest(
    paths: Paths,
    db: Database = DEFAULT_DATABASE,
    prune: Annotated[
        bool, typer.Option("--prune", help="Forget files below PATH that are gone.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged files, too.")] = False,
    columns: Map = None,
    organisations: Organisations = None,
    jobs: Jobs = None,
    max_size: MaxSize = LARGEST,
) -> None:
    """Read documents into the database.

    Unchanged files are not read again; a changed file replaces what it said. The format is
    told from the content, not from the name. What cannot be read gets a line of its own, and
    the status is 1.

    The database remembers the table of --organisations for later runs, until another is given.
    Its columns: name; if you like, aliases, former (names, with | between; Old Name=2016), native,
    kind (agency, company, …), country, parent (a name), start, end (years), id. A row with the name
    or id of a bundled organisation changes that one.

    \b
    Examples:
      spacecorp ingest samples/
      spacecorp ingest news/ releases/ --prune
      curl -s https://example.org/story | spacecorp ingest -
    """
    from .ingest import ingest as run

    own = _own(organisations)
    summary = run(
        paths,
        db,
        jobs=_jobs(jobs),
        size_limit=_bytes(max_size),
        prune=prune,
        again=again,
        columns=_columns(columns),
        own=own.organisations if own else None,
    )
    for line in summary.lines():
        complain(line)
    if summary.skipped or (own and not own.whole):
        raise typer.Exit(1)


@app.command()
@guarded
def extract(
    paths: Paths,
    form: Annotated[
        DocumentFormat | None,
        typer.Option(
            "--format",
            "-f",
            case_sensitive=False,
            help="How to write the results.",
            show_default="table on a terminal, else jsonl",
        ),
    ] = None,
    as_json: AsJson = False,
    text: Annotated[
        bool, typer.Option("--text", help="Add the article's clean text as document.text.")
    ] = False,
    facts: Annotated[
        bool, typer.Option("--facts/--no-facts", help="Find facts, or only read and clean.")
    ] = True,
    columns: Map = None,
    organisations: Organisations = None,
    jobs: Jobs = None,
    max_size: MaxSize = LARGEST,
) -> None:
    """Print what single documents say, without a database.

    One JSON object a document; `spacecorp schema` prints what it looks like.

    \b
    Examples:
      spacecorp extract story.html
      spacecorp extract samples/ --format jsonl > facts.jsonl
      spacecorp extract page.json --text --no-facts | jq -r .document.text
    """
    from .extract import extract as run

    chosen = DocumentFormat.json if as_json else form
    own = _own(organisations)
    done = run(
        paths,
        chosen,
        jobs=_jobs(jobs),
        size_limit=_bytes(max_size),
        text=text,
        facts=facts,
        columns=_columns(columns),
        own=own.organisations if own else (),
    )
    if not done or (own and not own.whole):
        raise typer.Exit(1)


@app.command()
@guarded
@spread
def partners(
    kind: Annotated[list[Instrument] | None, only("KIND", Instrument)] = None,
    status: Annotated[list[PartnershipStatus] | None, only("STATUS", PartnershipStatus)] = None,
    new_since: NewSince = None,
    *,
    asked: Asked,
    shown: Shown,
) -> None:
    """Who works with whom, under which instrument.

    Statements of several documents about the same parties and the same kind of instrument
    are one row; its status and date are the newest. --new-since goes by the dates of documents:
    what none without a date or with an earlier one says is new.

    \b
    Examples:
      spacecorp partners
      spacecorp partners "thales alenia" --kind contract --since 2023
      spacecorp partners --new-since 2025-11-24
      spacecorp partners --json | jq '.[] | select(.independent > 1) | .parties'
    """
    from .listing import partners as run

    run(asked, new_since, _values(kind), _values(status), shown.format, shown.evidence)


@app.command()
@guarded
@spread
def ownership(
    kind: Annotated[list[Holding] | None, only("KIND", Holding)] = None,
    status: Annotated[list[OwnershipStatus] | None, only("STATUS", OwnershipStatus)] = None,
    tree: Annotated[
        bool, typer.Option("--tree", help="Draw the chains, with the shares held through others.")
    ] = False,
    new_since: NewSince = None,
    *,
    asked: Asked,
    shown: Shown,
) -> None:
    """Who owns whom, with shares.

    Where sources give different shares, or shares that add up to more than 100 %, each is
    shown and marked with ≠.

    With --tree: who owns NAME and what NAME owns, through all chains; the share through a chain
    is the product of its shares. A loop is marked with ↺. Without a NAME, the trees of all whom
    nobody is known to own.

    \b
    Examples:
      spacecorp ownership Telespazio
      spacecorp ownership --status planned --evidence
      spacecorp ownership Leonardo --tree
      spacecorp ownership --format csv > holdings.csv
    """
    if tree:
        if new_since:
            raise typer.BadParameter("does not go with --tree", param_hint="--new-since")
        if shown.evidence:
            raise typer.BadParameter("does not go with --tree", param_hint="--evidence")
        from .tree import run as draw

        draw(asked, _values(kind), _values(status), shown.format)
        return
    from .listing import ownership as run

    run(asked, new_since, _values(kind), _values(status), shown.format, shown.evidence)


@app.command()
@guarded
@spread
def programmes(
    kind: Annotated[list[ProgrammeKind] | None, only("KIND", ProgrammeKind)] = None,
    role: Annotated[list[Role] | None, only("ROLE", Role)] = None,
    new_since: NewSince = None,
    *,
    asked: Asked,
    shown: Shown,
) -> None:
    """What is built, flown and run, and who takes part in it.

    With the NAME of an organisation: the programmes that it takes part in; with --role, those
    in which it has that role.

    \b
    Examples:
      spacecorp programmes --kind constellation
      spacecorp programmes Telespazio --role prime
      spacecorp programmes --json | jq '.[] | select(.kind == "launcher") | .name'
    """
    from .listing import programmes as run

    run(asked, new_since, _values(kind), _values(role), shown.format, shown.evidence)


@app.command()
@guarded
@spread
def timeline(
    relation: Annotated[list[Relation] | None, only("RELATION", Relation)] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only these kinds and roles, may be repeated: contract, joint_venture, "
            "constellation, prime and all others that the listings know.",
        ),
    ] = None,
    years: Annotated[
        bool, typer.Option("--years", help="Only how many there are in each year.")
    ] = False,
    *,
    asked: Asked,
    shown: Shown,
) -> None:
    """Facts by date: a bar for each year, and a table.

    Where no document gives the date of a fact, it stands at the date of the first document that
    tells of it, in brackets. Facts without any date are counted beneath the bars; as data they
    come last.

    \b
    Examples:
      spacecorp timeline Telespazio
      spacecorp timeline --years --kind letter_of_intent
      spacecorp timeline --since 2024 --json | jq '.[] | select(.told | not)'
    """
    from .timeline import run

    run(asked, _values(relation), _values(kind), shown.format, shown.evidence, only_years=years)


@app.command()
@guarded
def entities(
    name: Name = None,
    kind: Annotated[list[EntityType] | None, only("TYPE", EntityType, "--kind", "--type")] = None,
    document: InDocument = None,
    known: Annotated[
        bool,
        typer.Option("--known", help="Only what a table of organisations knows, and as what."),
    ] = False,
    form: As = Format.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Every organisation, country, programme and person named.

    \b
    Examples:
      spacecorp entities --kind organisation
      spacecorp entities "European Space Agency" --json
      spacecorp entities --document story.html
    """
    from .listing import entities as run

    asked = Asked(name=name, document=document, database=db)
    run(asked, _values(kind), _format(form, as_json), known=known)


@app.command()
@guarded
def documents(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="DOCUMENT",
            help="Only this one: a path, a folder, or a piece of a path or title.",
        ),
    ] = None,
    edits: Annotated[
        bool, typer.Option("--edits", help="Show every repair that cleaning made.")
    ] = False,
    duplicates: Annotated[
        bool,
        typer.Option(
            "--duplicates", help="Show what was read more than once: copies, also edited ones."
        ),
    ] = False,
    since: Since = None,
    until: Until = None,
    form: As = Format.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """What has been read, with the number of facts and of repairs.

    Documents that tell one story in nearly the same words count as one wherever documents are
    counted; tables show their number behind a plus.

    \b
    Examples:
      spacecorp documents
      spacecorp documents story.txt --edits
      spacecorp documents --duplicates
      spacecorp documents --format tsv | cut -f 1,5
    """
    from . import listing

    if edits and duplicates:
        raise typer.BadParameter("--edits and --duplicates are two listings; choose one")
    run = listing.repairs if edits else listing.duplicates if duplicates else listing.documents
    run(db, name, since, until, _format(form, as_json))


@app.command()
@guarded
def show(
    name: Annotated[
        str,
        typer.Argument(
            help="A name or an id; case, accents and slips are forgiven.", autocompletion=names
        ),
    ],
    why: Annotated[
        bool, typer.Option("--why", help="Say why names were taken for the same thing.")
    ] = False,
    form: Annotated[
        DocumentFormat,
        typer.Option("--format", "-f", case_sensitive=False, help="How to write the results."),
    ] = DocumentFormat.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """All that the documents say about one name.

    \b
    Examples:
      spacecorp show Telespazio
      spacecorp show TAS --why
      spacecorp show esa --json | jq .partnerships
    """
    from .show import show as run

    run(db, name, DocumentFormat.json if as_json else form, why=why)


@app.command()
@guarded
def explain(
    fact: Annotated[str, typer.Argument(help="The id of a fact or of a row, or its beginning.")],
    form: Annotated[
        DocumentFormat,
        typer.Option("--format", "-f", case_sensitive=False, help="How to write the results."),
    ] = DocumentFormat.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Why a fact is there: its sentences, names marked.

    Shows each sentence that states the fact, the names in it marked, with the rule that found
    it and the confidence, and what other documents say about the same parties. The ids are in
    the JSON and CSV of every listing, and beside the evidence in its table.

    \b
    Examples:
      spacecorp explain o-2f9c
      spacecorp explain f-7b0c2d91aa --json
    """
    from .explain import explain as run

    run(db, fact, DocumentFormat.json if as_json else form)


@app.command()
@guarded
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='Words that documents must have; "quoted phrases", beginnings with *, AND, OR, '
            "NOT and brackets.",
        ),
    ],
    since: Since = None,
    until: Until = None,
    document: InDocument = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this publisher, or a piece of it.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many documents; 0 for all.")] = 20,
    form: As = Format.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Documents by their words, best first, the places marked.

    Case and accents make no difference. AND may be left out; NOT takes away what follows it.
    Documents that tell the same story are listed under the best of them.

    \b
    Examples:
      spacecorp search moon lander
      spacecorp search '"letter of intent" NOT ispace' --since 2025
      spacecorp search 'tele*' --json | jq -r '.[].snippets[].text'
    """
    from .search import run

    asked = Asked(since=since, until=until, document=document, database=db)
    run(asked, " ".join(words), publisher, limit, _format(form, as_json))


@app.command()
@guarded
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD.db", help="The database as it was.")],
    new: Annotated[str, typer.Argument(metavar="NEW.db", help="The database as it is.")],
    change: Annotated[list[Difference] | None, only("CHANGE", Difference)] = None,
    relation: Annotated[list[Relation] | None, only("RELATION", Relation)] = None,
    min_confidence: MinConfidence = 0.0,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with status 3 where there are changes.")
    ] = False,
    evidence: Evidence = None,
    form: As = Format.table,
    as_json: AsJson = False,
) -> None:
    """Facts that differ between two databases.

    They are new, contradicted, changed or gone. The same said by one more document is no
    change. A holding is contradicted where a source now says something else. Neither database
    is written to. The status is 0 whether or not there are changes, 1 where a database cannot
    be read; with --exit-code it is 3 where there are changes.

    \b
    Examples:
      spacecorp diff last.db spacecorp.db
      spacecorp diff last.db spacecorp.db --change contradicted --evidence
      spacecorp diff last.db spacecorp.db --json | jq '.[].fact'
    """
    from .diff import run

    chosen = _format(form, as_json)
    differs = run(old, new, _values(change), _values(relation), min_confidence, chosen, evidence)
    if differs and exit_code:
        raise typer.Exit(3)


@app.command()
@guarded
def merge(
    names: Annotated[
        list[str],
        typer.Argument(metavar="A B...", help="Names or ids of what is one.", autocompletion=names),
    ],
    note: Note = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Decide that names are one thing.

    The decision is kept with the database and made again at every ingest; no score, no table
    and no fact overrules it. `spacecorp decisions` lists what is decided, and takes it back.

    \b
    Examples:
      spacecorp merge "Thales Alenia Space" TAS-I
      spacecorp merge org-3f9a2c01 org-77b0aa12 --note "renamed in 2016"
    """
    from .decisions import merge as run

    if len(names) < 2:
        raise typer.BadParameter("two names at least", param_hint="A B...")
    run(db, names, note)


@app.command()
@guarded
def split(
    name: Annotated[
        str, typer.Argument(metavar="A", help="A name or an id.", autocompletion=names)
    ],
    leaving: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name that is another's; repeatable."),
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--document",
            metavar="PATH",
            help="A document (or folder) that means a namesake; repeatable.",
        ),
    ] = None,
    note: Note = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Decide that names are not one thing.

    The names given by --name, or what the given documents call so, become something else than
    the rest; without either, two names are parted, and of more a list is shown. The decision is
    kept as that of `merge`.

    \b
    Examples:
      spacecorp split Thales
      spacecorp split Thales --name "Thales Alenia Space"
      spacecorp split Orion --document news/orion-labs.html
    """
    from .decisions import split as run

    run(db, name, leaving or (), documents or (), note)


@app.command()
@guarded
def review(
    name: Name = None,
    kind: Annotated[list[EntityType] | None, only("TYPE", EntityType, "--kind", "--type")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many pairs.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the pairs, ask nothing.")] = False,
    form: As = Format.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Walk through the pairs of names that may be one thing.

    Those on which most facts hang, and which are the least sure, come first, with what the
    documents say of both. One key answers; what is decided is kept as by `merge` and `split`.
    Listed as CSV it is a table to fill in and give to `decisions --import`.

    \b
    Examples:
      spacecorp review
      spacecorp review Telespazio
      spacecorp review --list --json | jq '.[] | select(.facts > 5)'
    """
    from . import review as run

    wanted = run.Wanted(name, _values(kind), limit)
    if listed:
        run.listing(db, wanted, _format(form, as_json))
    else:
        run.review(db, wanted)


@app.command()
@guarded
def decisions(
    take_in: Annotated[
        str | None,
        typer.Option(
            "--import", metavar="FILE", help="Take in a CSV table of decisions (- for a pipe)."
        ),
    ] = None,
    forget: Annotated[
        list[str] | None,
        typer.Option("--forget", metavar="ID", help="Take one back; repeatable."),
    ] = None,
    form: As = Format.table,
    as_json: AsJson = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """What people have decided about names.

    A table to import has the columns verdict (same or different), one and other (the names),
    and may have type, one_document, other_document (where only the bearer of the name in one
    document is meant), made (the day) and note. That of --format csv comes back exactly.

    \b
    Examples:
      spacecorp decisions
      spacecorp decisions --format csv > decisions.csv
      spacecorp decisions --import decisions.csv --db other.db
      spacecorp decisions --forget d-3f9a
    """
    from . import decisions as run

    if take_in is not None and forget:
        raise typer.BadParameter("not together with --forget", param_hint="--import")
    if forget:
        run.forget(db, forget)
    elif take_in is None:
        run.listing(db, _format(form, as_json))
    elif not run.take_in(db, take_in):
        raise typer.Exit(1)


@app.command()
@guarded
def report(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.html", help="The file to write.")
    ],
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="The heading of the page.")
    ] = "Partners, owners, programmes",
    since: Since = None,
    until: Until = None,
    min_confidence: MinConfidence = 0.0,
    document: InDocument = None,
    excerpts: Annotated[
        bool,
        typer.Option(
            "--excerpts",
            help="Keep of each document only the paragraphs that state facts, as is done by "
            "itself where the texts are long.",
        ),
    ] = False,
    force: Force = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """All of it as one page to look at in a browser.

    The network of partners and owners, chains of owners, a timeline, programmes, conflicts,
    and for every fact its sentences. The page opens from disk, needs nothing else and loads
    nothing from elsewhere.

    \b
    Examples:
      spacecorp report -o report.html
      spacecorp report -o news.html --title "News of May" --since 2025-05 --force
      spacecorp report -o sure.html --min-confidence 0.8
    """
    from .report import report as run

    asked = Asked(None, since, until, min_confidence, document, db)
    for line in run(asked, output, title=title, excerpts=excerpts, force=force):
        complain(line)


@app.command()
@guarded
@spread
def graph(
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write; its ending says what it is."
        ),
    ] = None,
    form: Annotated[
        GraphFormat | None,
        typer.Option("--as", case_sensitive=False, help="What to write, whatever the ending."),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="How far from NAME; 1 unless it is given."),
    ] = None,
    relation: Annotated[list[Tie] | None, only("RELATION", Tie)] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only these kinds and roles, may be repeated: contract, joint_venture, prime and "
            "all others that the listings know.",
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS", help="Only facts in this state, may be repeated: signed, current, …"
        ),
    ] = None,
    force: Force = False,
    *,
    asked: Asked,
) -> None:
    """The network as a file for other tools, or as a picture.

    Names are nodes; partnerships, holdings and parts in programmes are edges. A partnership of
    three parties or more is a node of its own.

    \b
    .graphml, .gexf   Gephi, yEd, Cytoscape, igraph, networkx
    .json             networkx (node_link_graph), D3
    .dot, .gv, .mmd   Graphviz; Mermaid, as on GitHub
    .svg, .png        a picture; PNG needs the extra spacecorp[png]

    \b
    Examples:
      spacecorp graph -o network.graphml
      spacecorp graph Telespazio --depth 2 -o telespazio.svg
      spacecorp graph --relation ownership --as dot | sfdp -Tpdf > owners.pdf
    """
    from .graph import run

    what = (_values(relation), _values(kind), _values(status))
    run(asked, *what, depth, output, form, force=force)


@app.command()
@guarded
def export(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to write into; made if need be.")
    ],
    form: Annotated[
        ExportFormat, typer.Option("--as", case_sensitive=False, help="What to write.")
    ],
    since: Since = None,
    until: Until = None,
    min_confidence: MinConfidence = 0.0,
    document: InDocument = None,
    force: Force = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """All of it as files that other tools load.

    \b
    csv       a table a kind, with keys between them; evidence has each sentence
    parquet   the same for DuckDB, pandas, R; needs the extra spacecorp[parquet]
    ftm       Follow the Money: companies, owners, links, documents as proof
    bods      statements of the Beneficial Ownership Data Standard 0.4
    neo4j     CSV with the headings that neo4j-admin database import reads

    Names are never formulas in CSV. The same database gives the same bytes. Planned holdings are
    not in bods, which has no place for them.

    \b
    Examples:
      spacecorp export tables --as csv
      spacecorp export aleph --as ftm --min-confidence 0.8
      spacecorp export owners --as bods --force
    """
    from .export import run

    asked = Asked(None, since, until, min_confidence, document, db)
    for path in run(asked, folder, form, force=force):
        complain(f"wrote {path}")


@app.command()
@guarded
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD", help="Annotated documents, a JSON object a line, as extract prints."
        ),
    ],
    paths: Paths,
    misses: Annotated[
        bool, typer.Option("--misses", help="List every fact missed or wrongly found.")
    ] = False,
    form: Annotated[
        DocumentFormat,
        typer.Option("--format", "-f", case_sensitive=False, help="How to write the results."),
    ] = DocumentFormat.table,
    as_json: AsJson = False,
    jobs: Jobs = None,
    max_size: MaxSize = LARGEST,
) -> None:
    """Score extraction on documents with known answers.

    GOLD names its documents by `file`; the last part of the path pairs them with those read.
    Names are compared through their mentions, facts by who takes part in them.

    \b
    Examples:
      spacecorp evaluate gold.jsonl documents/
      spacecorp evaluate gold.jsonl documents/ --misses --json
    """
    from .evaluate import evaluate as run

    chosen = DocumentFormat.json if as_json else form
    if not run(gold, paths, chosen, jobs=_jobs(jobs), size_limit=_bytes(max_size), misses=misses):
        raise typer.Exit(1)


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of what `extract` prints.

    \b
    Examples:
      spacecorp schema > extract.schema.json
    """
    from importlib import resources

    from .printing import emit

    emit(
        resources.files("spacecorp.output")
        .joinpath("extract.schema.json")
        .read_text(encoding="utf-8")
    )


def _own(file: str | None) -> "Own | None":
    if file is None:
        return None
    from .organisations import read_own

    return read_own(file)


def _jobs(jobs: int | None) -> int:
    if jobs:
        return jobs
    from .cores import usable_cores

    return usable_cores()


def _columns(said: str | None) -> dict[str, str]:
    if not said:
        return {}
    from ..reading.records import parse_columns

    try:
        return parse_columns(said)
    except ValueError as reason:
        raise typer.BadParameter(str(reason), param_hint="--map") from None


def _bytes(megabytes: float) -> int:
    return int(megabytes * (1 << 20))


def _format(form: Format, as_json: bool) -> Format:
    return Format.json if as_json else form


def _values(chosen: Iterable[str] | None) -> frozenset[str]:
    return frozenset(str(value) for value in chosen or ())

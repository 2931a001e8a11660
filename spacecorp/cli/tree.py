"""`spacecorp ownership --tree`: chains of owners."""

import typer

from ..output.names import Format
from ..store import holdings, queries
from .guard import complain
from .listing import PLAYERS, database, filters, one_entity
from .options import Asked
from .printing import emit_data, emit_lines

# Where many hold what itself holds much, the trees of all of them are the product of the two.
MOST_LINKS = 100_000


def run(asked: Asked, kinds: frozenset[str], statuses: frozenset[str], form: Format) -> None:
    """Print the trees of all holdings, or those of one name: who owns it, and what it owns."""
    if len(statuses) > 1:
        raise typer.BadParameter("--tree shows one status at a time", param_hint="--status")
    status = next(iter(statuses), "current")
    with database(asked.database) as connection:
        rows = [
            row
            for row in queries.ownership(connection, filters(connection, asked))
            if not kinds or row.kind in kinds
        ]
        wanted = asked.name and one_entity(connection, asked.name, PLAYERS)
    from ..output import trees

    names = {name.id: name for row in rows for name in (row.owner, row.owned)}
    found = []
    if not wanted:
        links = 0
        for tree in holdings.forest(rows, status):
            links += len(holdings.walked(tree))
            if links > MOST_LINKS:
                complain(f"the rest of more than {MOST_LINKS} links is left out; ask for a NAME")
                break
            found.append(trees.Chains(None, tree))
    elif wanted in names:
        root = names[wanted]
        above, below = (grow(rows, root, status) for grow in (holdings.owners, holdings.holdings))
        found = [trees.Chains(above, below)]
    if form in (Format.json, Format.jsonl):
        emit_data(trees.CHAINS, found, form)
    elif form is not Format.table:
        emit_data(trees.LINKS, trees.links(found), form)
    elif any(chains.below.links or (chains.above and chains.above.links) for chains in found):
        from ..output.tables import table_width

        emit_lines(trees.chain_lines(found, width=table_width()))
    else:
        complain("no holdings found")

"""`spacecorp graph`: the network of partners, owners and participants as a file."""

import os
import sys
from typing import TYPE_CHECKING

import typer

from ..output.names import (
    GraphFormat,
    Holding,
    Instrument,
    OwnershipStatus,
    PartnershipStatus,
    Role,
)
from ..store import catalogue, queries
from ..store.aggregation import ParticipantRow, PartnershipRow
from .files import new_file
from .guard import Refused, complain
from .listing import PLAYERS, database, filters, one_entity, use_own_table
from .options import Asked

if TYPE_CHECKING:
    from ..output.graph.network import Network, Tie

ENDINGS = {
    ".graphml": GraphFormat.graphml,
    ".gexf": GraphFormat.gexf,
    ".dot": GraphFormat.dot,
    ".gv": GraphFormat.dot,
    ".mmd": GraphFormat.mermaid,
    ".mermaid": GraphFormat.mermaid,
    ".json": GraphFormat.json,
    ".svg": GraphFormat.svg,
    ".png": GraphFormat.png,
}


def run(
    asked: Asked,
    relations: frozenset[str],
    kinds: frozenset[str],
    statuses: frozenset[str],
    depth: int | None,
    output: str | None,
    form: GraphFormat | None,
    *,
    force: bool,
) -> None:
    """Write the network, or the neighbourhood of one name, to `output` or standard output."""
    form = form or _by_ending(output)
    if depth is not None and asked.name is None:
        raise typer.BadParameter("goes with a NAME", param_hint="--depth")
    _are_terms(kinds, {*Instrument, *Holding, *Role}, "kind of partnership or holding, no role")
    _are_terms(statuses, {*PartnershipStatus, *OwnershipStatus}, "status")
    if output is None:
        if form is GraphFormat.png and sys.stdout.isatty():
            raise typer.BadParameter("PNG is nothing for a terminal; give a file", param_hint="-o")
        sys.stdout.flush()
        sys.stdout.buffer.write(_written(asked, relations, kinds, statuses, depth, form))
    else:
        with new_file(output, force=force) as file:
            file.write(_written(asked, relations, kinds, statuses, depth, form))


def _written(
    asked: Asked,
    relations: frozenset[str],
    kinds: frozenset[str],
    statuses: frozenset[str],
    depth: int | None,
    form: GraphFormat,
) -> bytes:
    from ..output.graph.network import members, neighbourhood, network

    with database(asked.database) as connection:
        use_own_table(connection)
        wanted = filters(connection, asked)
        root = asked.name and one_entity(connection, asked.name, PLAYERS)
        programmes = queries.programmes(connection, wanted)
        every: list[Tie] = [
            *queries.partnerships(connection, wanted),
            *queries.ownership(connection, wanted),
            *(part for row in programmes for part in row.participants),
        ]
        ties = [tie for tie in every if _fits(tie, relations, kinds, statuses)]
        if root:
            ties = neighbourhood(ties, root, 1 if depth is None else depth)
        names = frozenset(name.id for tie in ties for name in members(tie))
        names |= {root} if root else frozenset()
        entities = catalogue.entities(connection, wanted.documents, names)
    if not ties:
        complain("no facts found")
    return _as(network(entities, ties, programmes), form)


def _fits(
    tie: "Tie", relations: frozenset[str], kinds: frozenset[str], statuses: frozenset[str]
) -> bool:
    if isinstance(tie, ParticipantRow):
        relation, kind, status = "participation", tie.role, None
    else:
        relation = "partnership" if isinstance(tie, PartnershipRow) else "ownership"
        kind, status = tie.kind, tie.status
    return (
        (not relations or relation in relations)
        and (not kinds or kind in kinds)
        # Parts in programmes have no status: asked for one, they are left out.
        and (not statuses or status in statuses)
    )


def _as(whole: "Network", form: GraphFormat) -> bytes:
    if form in (GraphFormat.svg, GraphFormat.png):
        return _drawn(whole, form)
    if form is GraphFormat.graphml:
        from ..output.graph.graphml import graphml as write
    elif form is GraphFormat.gexf:
        from ..output.graph.gexf import gexf as write
    elif form is GraphFormat.dot:
        from ..output.graph.dot import dot as write
    elif form is GraphFormat.json:
        from ..output.graph.node_link import node_link as write
    else:
        from ..output.graph.mermaid import MOST_CHARACTERS, MOST_EDGES
        from ..output.graph.mermaid import mermaid as write

        drawn = "".join(write(whole))
        if len(whole.edges) > MOST_EDGES or len(drawn) > MOST_CHARACTERS:
            complain(
                f"Mermaid draws at most {MOST_EDGES} ties unless its maxEdges and maxTextSize"
                f" are raised; these are {len(whole.edges)}"
            )
        return drawn.encode()
    return "".join(write(whole)).encode()


def _drawn(whole: "Network", form: GraphFormat) -> bytes:
    from ..output.graph.network import best_connected
    from ..output.graph.svg import MOST_NODES, picture

    if len(whole.nodes) > MOST_NODES:
        complain(f"of {len(whole.nodes)} names the {MOST_NODES} with the most ties are drawn")
        whole = best_connected(whole, MOST_NODES)
    drawn = picture(whole)
    if form is GraphFormat.svg:
        return drawn.svg.encode()
    from ..output.graph.png import png

    try:
        return png(drawn)
    except ImportError:
        raise Refused(
            "PNG needs a library: pip install 'spacecorp[png]' (SVG needs none)"
        ) from None


def _by_ending(output: str | None) -> GraphFormat:
    if output is None:
        raise typer.BadParameter(
            "give a file with -o, or say with --as what to print", param_hint="-o"
        )
    ending = os.path.splitext(output)[1].lower()
    if ending not in ENDINGS:
        raise typer.BadParameter(
            f"'{output}' ends in none of {', '.join(ENDINGS)}; --as says what to write",
            param_hint="-o",
        )
    return ENDINGS[ending]


def _are_terms(given: frozenset[str], known: set[str], said: str) -> None:
    unknown = sorted(given - known)
    if unknown:
        raise typer.BadParameter(f"'{unknown[0]}' is no {said}", param_hint=f"--{said.split()[0]}")

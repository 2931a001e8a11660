"""Follow the Money (followthemoney.tech): entities and links for Aleph, OpenSanctions, yente.

One JSON object a line. What an edge of a network is there is an entity here, too: Ownership,
ProjectParticipant, Membership and UnknownLink, each with the documents that prove it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ...knowledge.countries import codes
from ...store.aggregation import OwnershipRow, ParticipantRow, PartnershipRow
from ...store.catalogue import DocumentRow, EntityRow
from ...store.statements import Name, Support
from ..safe import inert
from ..terms import words
from .material import Material, country, known

Json = dict[str, Any]
# The longest name that followthemoney takes.
LONGEST_NAME = 384
# Who can own, take part and be a member there.
LEGAL = ("organisation", "country", "person")


def ftm(material: Material) -> Iterator[Json]:
    """Documents, names, mentions and facts, in this order."""
    corpus = material.corpus
    held = {row.owned.id for row in corpus.ownership}
    schemas = {entity.id: _schema(entity, entity.id in held) for entity in corpus.entities}
    for document in material.documents.values():
        yield _document(document)
    for entity in corpus.entities:
        yield _thing(entity, schemas[entity.id])
    yield from _mentions(material, schemas)
    for holding in corpus.ownership:
        yield _holding(holding, schemas, material)
    for programme in corpus.programmes:
        for part in programme.participants:
            yield _part(part, material)
    for row in corpus.partnerships:
        yield from _partnership(row, material)


def _schema(entity: EntityRow, held: bool) -> str:
    if entity.type != "organisation":
        return {"country": "PublicBody", "person": "Person"}.get(entity.type, "Project")
    organisation = known(entity)
    kind = organisation.kind if organisation else ""
    # Only a company can be owned there.
    if held or kind == "company":
        return "Company"
    if kind in ("agency", "military", "intergovernmental"):
        return "PublicBody"
    return "Organization"


def _thing(entity: EntityRow, schema: str) -> Json:
    organisation = known(entity)
    return _entity(
        entity.id,
        schema,
        name=[entity.name],
        alias=entity.aliases,
        country=[codes().get(country(entity) or "", "").lower()],
        **({"classification": [organisation.kind]} if organisation else {}),
    )


def _document(document: DocumentRow) -> Json:
    return _entity(
        _key(document),
        "Document",
        fileName=[document.path.rpartition("/")[2]],
        title=[document.title],
        publishedAt=[document.date],
        publisher=[document.publisher],
        author=document.authors,
        notes=[document.path],
    )


def _mentions(material: Material, schemas: dict[str, str]) -> Iterator[Json]:
    """Each name in each document, once for each way in which it is written there."""
    for text in material.corpus.documents:
        written: dict[str, dict[str, None]] = defaultdict(dict)
        for name in text.names:
            written[name.cluster][text.text[name.start : name.end]] = None
        document = material.documents[text.path]
        for cluster, forms in sorted(written.items()):
            if schemas.get(cluster, "Project") != "Project":  # only of legal entities there
                yield _entity(
                    f"m-{document.sha256[:16]}-{cluster}",
                    "Mention",
                    document=[_key(document)],
                    name=forms,
                    resolved=[cluster],
                    detectedSchema=[schemas[cluster]],
                )


def _holding(row: OwnershipRow, schemas: dict[str, str], material: Material) -> Json:
    said = {
        "status": [row.status],
        "date": [row.date],
        **_proof((s.support for s in row.statements), material),
    }
    if row.conflict:
        said["summary"] = [row.conflict]
    if row.owner.type in LEGAL and schemas[row.owned.id] == "Company":
        share = [] if row.share is None else [f"{row.share:g}"]
        ends = {"owner": [row.owner.id], "asset": [row.owned.id]}
        return _entity(
            row.id, "Ownership", **ends, percentage=share, ownershipType=[words(row.kind)], **said
        )
    # What there can neither own nor be owned is linked without saying how it is held.
    role = words(row.kind) if row.share is None else f"{words(row.kind)}, {row.share:g} %"
    return _link(row.id, row.owner, row.owned, role, said)


def _part(row: ParticipantRow, material: Material) -> Json:
    said = _proof((s.support for s in row.statements), material)
    programme = row.statements[0].programme
    if row.organisation.type not in LEGAL:
        return _link(row.id, row.organisation, programme, row.role, said)
    ends = {"participant": [row.organisation.id], "project": [programme.id]}
    return _entity(row.id, "ProjectParticipant", **ends, role=[row.role], **said)


def _partnership(row: PartnershipRow, material: Material) -> Iterator[Json]:
    """A link between two parties; of more, an organisation of which they are members."""
    said = {
        "status": [row.status],
        "date": [row.date],
        **_proof((s.support for s in row.statements), material),
    }
    kind = words(row.kind)
    if row.programmes:
        said["summary"] = ["for " + ", ".join(name.name for name in row.programmes)]
    if len(row.parties) == 2:
        yield _link(row.id, *row.parties, kind, said)
        return
    name = f"{kind} of " + ", ".join(party.name for party in row.parties)
    yield _entity(
        row.id,
        "Organization",
        name=[name],
        classification=[kind],
        summary=said.get("summary", ()),
        proof=said["proof"],
    )
    for at, party in enumerate(row.parties, 1):
        key = f"{row.id}-{at}"
        if party.type in LEGAL:
            ends = {"member": [party.id], "organization": [row.id]}
            yield _entity(key, "Membership", **ends, role=["party"], **said)
        else:
            yield _entity(
                key, "UnknownLink", subject=[party.id], object=[row.id], role=["party"], **said
            )
    for programme in row.programmes:
        ends = {"participant": [row.id], "project": [programme.id]}
        proof = said["proof"]
        yield _entity(f"{row.id}-{programme.id}", "ProjectParticipant", **ends, proof=proof)


def _link(key: str, one: Name, other: Name, role: str, said: Json) -> Json:
    ends = {"subject": [one.id], "object": [other.id]}
    return _entity(key, "UnknownLink", **ends, role=[role], **said)


def _proof(supports: Iterable[Support], material: Material) -> Json:
    """The documents behind a fact and their sentences."""
    supports = list(supports)
    return {
        "proof": [_key(material.documents[support.document]) for support in supports],
        "description": [support.evidence for support in supports],
    }


def _key(document: DocumentRow) -> str:
    return f"d-{document.sha256}"


def _entity(key: str, schema: str, /, **properties: Iterable[str | None]) -> Json:
    """An entity; values are harmless, each once, and as long as the library lets them be."""
    kept = {}
    for name, values in properties.items():
        clean = dict.fromkeys(_value(name, value) for value in values if value)
        if found := [value for value in clean if value]:
            kept[name] = found
    return {"id": key, "schema": schema, "properties": kept}


def _value(name: str, value: str) -> str:
    text = " ".join(inert(value).split())
    if name in ("name", "alias") and len(text) > LONGEST_NAME:
        return text[: LONGEST_NAME - 1] + "…"
    return text

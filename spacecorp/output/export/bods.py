"""Beneficial Ownership Data Standard 0.4 (standard.openownership.org): who holds whom.

A statement for each holder and each firm held, before the statements of the holdings between
them. Planned holdings are left out, since the standard has no place for what is not yet so. All
dates are those of documents, so that the same corpus gives the same bytes.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from ...knowledge.countries import codes
from ...store.aggregation import OwnershipRow
from ...store.catalogue import EntityRow
from ...store.statements import Support
from ..safe import inert
from ..terms import words
from .material import Material, country, known

Json = dict[str, Any]
# A statement must have a date; this one says that no document has any.
NO_DATE = "1970-01-01"


def bods(material: Material) -> list[Json]:
    """The statements, in an order in which each refers to earlier ones only."""
    rows = [row for row in material.corpus.ownership if row.status != "planned"]
    supports: dict[str, list[Support]] = {}
    for row in rows:
        for name in (row.owner, row.owned):
            supports.setdefault(name.id, []).extend(s.support for s in row.statements)
    held = {row.owned.id for row in rows}
    parties = [
        _party(entity, entity.id in held, supports[entity.id])
        for entity in material.corpus.entities
        if entity.id in supports
    ]
    return [*parties, *map(_holding, rows)]


def planned(material: Material) -> int:
    """How many holdings are left out."""
    return sum(row.status == "planned" for row in material.corpus.ownership)


def undated(statements: Iterable[Json]) -> int:
    """How many statements have no date but NO_DATE."""
    return sum(statement["statementDate"] == NO_DATE for statement in statements)


def _party(entity: EntityRow, held: bool, supports: Sequence[Support]) -> Json:
    names = [inert(alias) for alias in entity.aliases]
    if entity.type == "person":
        full = [{"type": "alternative", "fullName": name} for name in names]
        details: Json = {
            "isComponent": False,
            "personType": "knownPerson",
            "names": [{"fullName": inert(entity.name)}, *full],
        }
        return _statement(entity.id, "person", entity.id, details, supports)
    organisation = known(entity)
    details = {
        "isComponent": False,
        "entityType": _type(entity, held),
        "name": inert(entity.name),
    }
    if names:
        details["alternateNames"] = names
    if place := country(entity):
        code = codes().get(place)
        details["jurisdiction"] = {"name": inert(place), **({"code": code} if code else {})}
    if organisation and organisation.source == "gcat":
        scheme = "General Catalog of Artificial Space Objects"
        details["identifiers"] = [{"id": organisation.id, "schemeName": scheme}]
    return _statement(entity.id, "entity", entity.id, details, supports)


def _type(entity: EntityRow, held: bool) -> Json:
    if entity.type == "country":
        return {"type": "state"}
    if entity.type != "organisation":
        return {"type": "unknownEntity", "details": entity.type}
    organisation = known(entity)
    kind = organisation.kind if organisation else ""
    if kind in ("agency", "military") and not held:
        return {"type": "stateBody", "subtype": "stateAgency" if kind == "agency" else "other"}
    if held or kind == "company":
        return {"type": "registeredEntity"}
    return {"type": "legalEntity"}


def _holding(row: OwnershipRow) -> Json:
    interest: Json = {
        # Shares are what is held wherever one is named, and in all kinds but a subsidiary.
        "type": "otherInfluenceOrControl"
        if row.kind == "subsidiary" and row.share is None
        else "shareholding",
        "directOrIndirect": "direct",
        "beneficialOwnershipOrControl": False,
        "details": f"{words(row.kind)}, {row.status}",
    }
    if row.share is not None and 0 <= row.share <= 100:
        interest["share"] = {"exact": row.share}
    if row.date and len(row.date) == 10:
        interest["endDate" if row.status == "former" else "startDate"] = row.date
    details = {
        "isComponent": False,
        "subject": row.owned.id,
        "interestedParty": row.owner.id,
        "interests": [interest],
    }
    supports = [s.support for s in row.statements]
    statement = _statement(row.id, "relationship", row.owned.id, details, supports)
    if row.status == "former":
        statement["recordStatus"] = "closed"
    notes = [("/recordDetails", f"“{inert(s.evidence)}” ({inert(s.document)})") for s in supports]
    if row.conflict:
        notes.append(("/recordDetails/interests/0/share", row.conflict))
    statement["annotations"] = [
        {"motivation": "commenting", "statementPointerTarget": target, "description": said}
        for target, said in notes
    ]
    return _named(statement)


def _statement(
    record: str, type: str, subject: str, details: Json, supports: Sequence[Support]
) -> Json:
    date = max(map(_day, supports))
    publishers = dict.fromkeys(inert(s.publisher) for s in supports if s.publisher)
    source: Json = {"type": ["thirdParty"]}
    if publishers:
        source["assertedBy"] = [{"name": name} for name in publishers]
    return _named(
        {
            "statementId": "",
            "declarationSubject": subject,
            "statementDate": date,
            "recordId": record,
            "recordType": type,
            "recordStatus": "new",
            "recordDetails": details,
            "source": source,
            "publicationDetails": {
                "publicationDate": date,
                "bodsVersion": "0.4",
                "publisher": {"name": "spacecorp"},
            },
        }
    )


def _named(statement: Json) -> Json:
    """The statement with an id of its own: whatever changes in it changes that, too."""
    content = json.dumps({**statement, "statementId": ""}, sort_keys=True)
    return {**statement, "statementId": sha256(content.encode()).hexdigest()}


def _day(support: Support) -> str:
    """The day of a document; of a month or a year the first one."""
    said = (support.published or NO_DATE)[:10]
    return said + "-01-01"[len(said) - 4 :]

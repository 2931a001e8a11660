"""The names that options take: formats, and the terms of the contract."""

from enum import StrEnum


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


class DocumentFormat(StrEnum):
    """How documents are written, whose facts are nested."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


class GraphFormat(StrEnum):
    """How networks are written."""

    graphml = "graphml"
    gexf = "gexf"
    dot = "dot"
    mermaid = "mermaid"
    json = "json"
    svg = "svg"
    png = "png"


class ExportFormat(StrEnum):
    """What all of it is exported as."""

    csv = "csv"
    parquet = "parquet"
    ftm = "ftm"
    bods = "bods"
    neo4j = "neo4j"


class Instrument(StrEnum):
    """Kinds of partnership."""

    letter_of_intent = "letter_of_intent"
    memorandum_of_understanding = "memorandum_of_understanding"
    contract = "contract"
    joint_venture = "joint_venture"
    consortium = "consortium"
    alliance = "alliance"
    agreement = "agreement"
    cooperation = "cooperation"


class PartnershipStatus(StrEnum):
    """How far a partnership has come."""

    proposed = "proposed"
    signed = "signed"
    active = "active"
    completed = "completed"
    ended = "ended"


class Holding(StrEnum):
    """Kinds of ownership."""

    joint_venture = "joint_venture"
    subsidiary = "subsidiary"
    shareholding = "shareholding"
    acquisition = "acquisition"


class OwnershipStatus(StrEnum):
    """Whether a holding is, will be or was."""

    current = "current"
    planned = "planned"
    former = "former"


class ProgrammeKind(StrEnum):
    """Kinds of programme."""

    mission = "mission"
    constellation = "constellation"
    satellite = "satellite"
    launcher = "launcher"
    station = "station"
    instrument = "instrument"
    facility = "facility"
    programme = "programme"


class Role(StrEnum):
    """What a participant does in a programme."""

    prime = "prime"
    customer = "customer"
    operator = "operator"
    supplier = "supplier"
    launcher = "launcher"
    partner = "partner"


class EntityType(StrEnum):
    """What an entity is."""

    organisation = "organisation"
    country = "country"
    programme = "programme"
    person = "person"


class Difference(StrEnum):
    """How a fact differs from before."""

    new = "new"
    contradicted = "contradicted"
    changed = "changed"
    gone = "gone"


class Relation(StrEnum):
    """Kinds of fact."""

    partnership = "partnership"
    ownership = "ownership"
    programme = "programme"
    participation = "participation"


class Tie(StrEnum):
    """Kinds of fact that tie two entities."""

    partnership = "partnership"
    ownership = "ownership"
    participation = "participation"

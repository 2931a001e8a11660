"""What every export is made of: the corpus, its documents in full and what is known of names."""

from dataclasses import dataclass

from ...knowledge.organisations import Organisation, by_id
from ...store.catalogue import DocumentRow, EntityRow
from ...store.corpus import Corpus
from ...store.statements import Support


@dataclass(frozen=True, slots=True)
class Material:
    """The corpus and, by path, the documents in it."""

    corpus: Corpus
    documents: dict[str, DocumentRow]

    def document_id(self, support: Support) -> str:
        """The key of the document that a statement stands in: the SHA-256 of its bytes."""
        return self.documents[support.document].sha256


def known(entity: EntityRow) -> Organisation | None:
    """What the table of organisations says of an entity, None where it does not know it."""
    return by_id().get(entity.known or "")


def country(entity: EntityRow) -> str | None:
    """The country of an entity, by its English name: its own if it is one."""
    if entity.type == "country":
        return entity.name
    organisation = known(entity)
    return (organisation.country if organisation else None) or None

"""Builds what `extract` gives from a few words, for tests of what comes after it."""

import re

from spacecorp.model import (
    Block,
    Document,
    Edit,
    Entity,
    Extraction,
    Mention,
    Ownership,
    Participation,
    Partnership,
    Programme,
)


class Story:
    """A document that grows a sentence and a fact at a time."""

    def __init__(self, path: str = "story.txt", date: str | None = None, title: str | None = None):
        self.path, self.date, self.title = path, date, title
        self.text = ""
        self.edits: list[Edit] = []
        self.notes: list[str] = []
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._facts: dict[str, list] = {"partnerships": [], "ownership": [], "programmes": []}

    def name(self, name: str, *forms: str, type: str = "organisation") -> str:
        """The id of an entity; its forms are written into the text where it is new."""
        if name not in self._entities:
            key = f"e{len(self._entities) + 1}"
            forms = (name, *forms)
            self._entities[name] = Entity(key, name, type, forms)
            for form in forms:
                start = len(self.text)
                self.text += form + "\n"
                self._mentions.append(Mention(start, start + len(form), form, type, key))
        return self._entities[name].id

    def mention(self, name: str) -> "Story":
        """Mentions of an entity wherever a sentence so far has its name."""
        entity = next(e for e in self._entities.values() if e.name == name)
        known = {m.start for m in self._mentions}
        for match in re.finditer(re.escape(name), self.text):
            if match.start() not in known:
                self._mentions.append(Mention(*match.span(), name, entity.type, entity.id))
        return self

    def tell(self, sentence: str, **names: str):
        """Say a sentence in which these names (with _ for a space, each with its type) stand."""
        start = self.say(sentence)["start"]
        for written, type in names.items():
            name = written.replace("_", " ")
            at = start + sentence.index(name)
            mention = Mention(at, at + len(name), name, type, self.name(name, type=type))
            self._mentions.append(mention)
        return self

    def say(self, sentence: str) -> dict:
        start = len(self.text)
        self.text += sentence + "\n"
        return {"evidence": sentence, "start": start, "end": start + len(sentence), "rule": "test"}

    def partners(
        self,
        *parties,
        kind="contract",
        status="signed",
        date=None,
        programme=None,
        sure=0.9,
        says=None,
    ):
        ids = tuple(self.name(p) for p in parties)
        tied = self.name(programme, type="programme") if programme else None
        place = self.say(says or f"{' and '.join(parties)} have a {kind}.")
        self._facts["partnerships"].append(
            Partnership(
                parties=ids,
                kind=kind,
                status=status,
                date=date,
                programme=tied,
                confidence=sure,
                **place,
            )
        )
        return self

    def owns(
        self,
        owner,
        owned,
        share=None,
        kind="shareholding",
        status="current",
        date=None,
        sure=0.9,
        says=None,
    ):
        place = self.say(says or f"{owner} holds {share} % of {owned}.")
        self._facts["ownership"].append(
            Ownership(
                owner=self.name(owner),
                owned=self.name(owned),
                share=share,
                kind=kind,
                status=status,
                date=date,
                confidence=sure,
                **place,
            )
        )
        return self

    def programme(self, name, kind="mission", says=None, **roles):
        place = self.say(says or f"{name} is a {kind}.")
        parts = tuple(
            Participation(organisation=self.name(organisation), role=role, confidence=0.8, **place)
            for role, organisation in roles.items()
        )
        self._facts["programmes"].append(
            Programme(
                entity=self.name(name, type="programme"),
                kind=kind,
                participants=parts,
                confidence=0.9,
                **place,
            )
        )
        return self

    def repair(self, written: str, read: str, reason: str):
        start = len(self.text)
        self.text += read + "\n"
        self.edits.append(Edit("swap", start, start + len(read), written, read, reason))
        return self

    def extraction(self) -> Extraction:
        document = Document(
            path=self.path,
            format="text",
            text=self.text,
            blocks=(Block("paragraph", 0, len(self.text)),),
            title=self.title,
            date=self.date,
            language="en",
            edits=tuple(self.edits),
        )
        return Extraction(
            document,
            tuple(self._entities.values()),
            tuple(self._mentions),
            **{kind: tuple(found) for kind, found in self._facts.items()},
            notes=tuple(self.notes),
        )

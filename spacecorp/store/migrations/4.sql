-- From schema 3 to schema 4: decisions about single documents, doubts to decide, an own table of
-- organisations.

ALTER TABLE decisions ADD COLUMN one_document TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN other_document TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX decisions_pair ON decisions (type, one, one_document, other, other_document);

CREATE TABLE doubts (
    position    INTEGER PRIMARY KEY,
    one         INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    other       INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    same        INTEGER NOT NULL,
    score       REAL NOT NULL,
    facts       INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    against     TEXT NOT NULL
);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX doubts_one ON doubts (one);
CREATE INDEX doubts_other ON doubts (other);

CREATE TABLE own_organisations (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL,
    native      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    country     TEXT NOT NULL,
    parent      TEXT NOT NULL,
    "start"     TEXT NOT NULL,
    "end"       TEXT NOT NULL,
    former      TEXT NOT NULL
) WITHOUT ROWID;

-- From schema 2 to schema 3: files that hold many documents; the authors and the address of each.

ALTER TABLE documents ADD COLUMN authors TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN url TEXT;
ALTER TABLE sources ADD COLUMN container TEXT;
CREATE INDEX sources_container ON sources (container) WHERE container IS NOT NULL;

CREATE TABLE containers (
    path        TEXT PRIMARY KEY,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    members     INTEGER NOT NULL,
    settings    TEXT NOT NULL,
    extractor   TEXT NOT NULL
) WITHOUT ROWID;

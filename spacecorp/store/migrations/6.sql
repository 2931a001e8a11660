-- From schema 5 to schema 6: which entities are linked, for names that come later.

ALTER TABLE entities ADD COLUMN linked INTEGER;
CREATE INDEX entities_linked ON entities (linked) WHERE linked IS NOT NULL;

CREATE TABLE links (
    "key"       INTEGER NOT NULL,
    linked      INTEGER NOT NULL,
    PRIMARY KEY ("key", linked)
) WITHOUT ROWID;
CREATE INDEX links_linked ON links (linked);

CREATE TABLE compared (
    type        TEXT NOT NULL,
    block       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    letters     TEXT NOT NULL,
    linked      INTEGER NOT NULL,
    PRIMARY KEY (type, block, name, letters)
) WITHOUT ROWID;
CREATE INDEX compared_linked ON compared (linked);

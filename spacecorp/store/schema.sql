-- The database of spacecorp: one SQLite file, meant to be read by other tools too.
--
-- A file on disk is a source; its bytes are a document. The same bytes under two paths
-- are two sources of one document, so a copy never counts as a second witness.
-- A document names entities; facts join entities of the same document. Resolution puts
-- the entities of all documents that are one real-world thing into one cluster.
-- Everything that hangs on a document goes with it (ON DELETE CASCADE).
--
-- These are the tables; views.sql has the views, which are easier to ask. What is changed here
-- is also written as migrations/N.sql, which takes a database of schema N-1 to schema N;
-- `PRAGMA user_version` says which schema a database has.

CREATE TABLE documents (
    id          INTEGER PRIMARY KEY,
    sha256      TEXT NOT NULL UNIQUE,   -- of the bytes as they were read
    format      TEXT NOT NULL,          -- what the reader took the bytes for
    title       TEXT,
    date        TEXT,                   -- ISO 8601, may stop at the month or the year
    publisher   TEXT,
    language    TEXT,                   -- ISO 639-1
    text        TEXT NOT NULL,          -- the clean text; offsets below count its characters
    extractor   TEXT NOT NULL,          -- the version of spacecorp that read it
    authors     TEXT NOT NULL DEFAULT '', -- as the byline names them, one a line
    url         TEXT                    -- the address that the document gives as its own
);

-- The words of documents, for `search` and for MATCH. An index only: it holds no second copy of
-- the text, and the triggers keep it as new as the table. `bm25(documents_fts)` ranks, and
-- `highlight` and `snippet` work. Datasette knows such a table by content="…", written so.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, text,
    content="documents", content_rowid=id, tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
END;

CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE TABLE sources (
    path        TEXT PRIMARY KEY,       -- as given on the command line, normalised
    document    INTEGER NOT NULL REFERENCES documents (id),
    size        INTEGER NOT NULL,       -- bytes
    mtime_ns    INTEGER NOT NULL,       -- nanoseconds since 1970; with size: is it unchanged?
    container   TEXT                    -- the file that holds it, null where it is one itself
) WITHOUT ROWID;
CREATE INDEX sources_document ON sources (document);
CREATE INDEX sources_container ON sources (container) WHERE container IS NOT NULL;

-- A file that holds many documents: an archive, a feed, records. Each of them is a source under
-- a path that begins with the file's: site.zip!/news/a.html, feed.xml#2.
CREATE TABLE containers (
    path        TEXT PRIMARY KEY,
    size        INTEGER NOT NULL,       -- bytes
    mtime_ns    INTEGER NOT NULL,       -- as in sources
    members     INTEGER NOT NULL,       -- documents that were read from it
    settings    TEXT NOT NULL,          -- how it was read: the columns that --map names
    extractor   TEXT NOT NULL           -- the version of spacecorp that read it
) WITHOUT ROWID;

-- What cleaning changed, in the order of the text.
CREATE TABLE edits (
    document    INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    kind        TEXT NOT NULL,          -- swap, glue, dropped, repeated
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    written     TEXT NOT NULL,          -- what the source says
    "read"      TEXT NOT NULL,          -- what the clean text says instead
    reason      TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- What reading has to say about a document that people should know.
CREATE TABLE notes (
    document    INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    note        TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- What copies are found by: see reading/fingerprint.py. Empty for texts too short to be told.
CREATE TABLE fingerprints (
    document    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    minhash     BLOB NOT NULL,          -- 32-bit values, little-endian
    particulars BLOB NOT NULL           -- 32-bit values, little-endian, sorted
);

-- Documents that tell the same story in the same words; one that has no copy is not here.
-- Written as a whole, together with the clusters.
CREATE TABLE stories (
    document    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    story       TEXT NOT NULL,          -- the same for all copies
    position    INTEGER NOT NULL,       -- 0 for the oldest
    likeness    REAL NOT NULL           -- to the oldest: share of wording, between 0 and 1
);
CREATE INDEX stories_story ON stories (story, position);

-- One real-world thing, over all documents. Written by resolution as a whole.
CREATE TABLE clusters (
    id          TEXT PRIMARY KEY,       -- stable between runs: org-3f9a2c
    name        TEXT NOT NULL,          -- canonical name
    type        TEXT NOT NULL,          -- organisation, country, programme, person
    known       TEXT                    -- key in the bundled table of organisations
) WITHOUT ROWID;
CREATE INDEX clusters_name ON clusters (name);

CREATE TABLE aliases (
    cluster     TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    alias       TEXT NOT NULL,
    PRIMARY KEY (cluster, position)
) WITHOUT ROWID;

-- Why the members of a cluster were put together.
CREATE TABLE reasons (
    cluster     TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (cluster, position)
) WITHOUT ROWID;

-- One thing as one document names it.
CREATE TABLE entities (
    id          INTEGER PRIMARY KEY,
    document    INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    local       TEXT NOT NULL,          -- its id within the document: e1, e2, …
    name        TEXT NOT NULL,
    type        TEXT NOT NULL,
    cluster     TEXT REFERENCES clusters (id) ON DELETE SET NULL,
    linked      INTEGER,                -- number of the set of links, null until resolved
    UNIQUE (document, local)
);
CREATE INDEX entities_linked ON entities (linked) WHERE linked IS NOT NULL;
CREATE INDEX entities_cluster ON entities (cluster);
CREATE INDEX entities_name ON entities (name);

-- The different forms of a name as the document writes them, and how often each is used.
CREATE TABLE forms (
    entity      INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    form        TEXT NOT NULL,
    uses        INTEGER NOT NULL,
    PRIMARY KEY (entity, position)
) WITHOUT ROWID;

CREATE TABLE mentions (
    entity      INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    "start"     INTEGER NOT NULL,       -- in documents.text, end exclusive
    "end"       INTEGER NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (entity, "start", "end")
) WITHOUT ROWID;

-- Facts. `fact` is stable: it is derived from the document's bytes and what is said.
-- start and end place the evidence in documents.text, source_start and source_end in the
-- decoded source; confidence is between 0 and 1.

CREATE TABLE partnerships (
    id           INTEGER PRIMARY KEY,
    fact         TEXT NOT NULL UNIQUE,
    document     INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,         -- letter_of_intent, contract, …
    status       TEXT NOT NULL,         -- proposed, signed, active, completed, ended
    date         TEXT,
    programme    INTEGER REFERENCES entities (id) ON DELETE SET NULL,
    evidence     TEXT NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL
);
CREATE INDEX partnerships_document ON partnerships (document);
CREATE INDEX partnerships_programme ON partnerships (programme);

CREATE TABLE parties (
    partnership  INTEGER NOT NULL REFERENCES partnerships (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    entity       INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    PRIMARY KEY (partnership, position)
) WITHOUT ROWID;
CREATE INDEX parties_entity ON parties (entity);

CREATE TABLE ownership (
    id           INTEGER PRIMARY KEY,
    fact         TEXT NOT NULL UNIQUE,
    document     INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    owner        INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    owned        INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    share        REAL,                  -- per cent
    kind         TEXT NOT NULL,         -- joint_venture, subsidiary, shareholding, acquisition
    status       TEXT NOT NULL,         -- current, planned, former
    date         TEXT,
    evidence     TEXT NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL
);
CREATE INDEX ownership_document ON ownership (document);
CREATE INDEX ownership_owner ON ownership (owner);
CREATE INDEX ownership_owned ON ownership (owned);

CREATE TABLE programmes (
    id           INTEGER PRIMARY KEY,
    fact         TEXT NOT NULL UNIQUE,
    document     INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    entity       INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,         -- mission, constellation, satellite, launcher, …
    evidence     TEXT NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL
);
CREATE INDEX programmes_document ON programmes (document);
CREATE INDEX programmes_entity ON programmes (entity);

CREATE TABLE participants (
    id           INTEGER PRIMARY KEY,
    fact         TEXT NOT NULL UNIQUE,
    programme    INTEGER NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
    entity       INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    role         TEXT NOT NULL,         -- prime, customer, operator, supplier, launcher, partner
    evidence     TEXT NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL
);
CREATE INDEX participants_programme ON participants (programme);
CREATE INDEX participants_entity ON participants (entity);

-- What people decided about two names; stronger than any score, table or fact, and kept for ever.
CREATE TABLE decisions (
    id          INTEGER PRIMARY KEY,
    verdict     TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    type        TEXT NOT NULL,
    one         TEXT NOT NULL,          -- a name as documents write it
    other       TEXT NOT NULL,
    made        TEXT NOT NULL,          -- ISO 8601
    note        TEXT,
    one_document   TEXT NOT NULL DEFAULT '',  -- a path, where only its bearer of the name is meant
    other_document TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX decisions_pair ON decisions (type, one, one_document, other, other_document);

-- Pairs of entities of which resolution is not sure, most consequential first. Written by
-- resolution as a whole.
CREATE TABLE doubts (
    position    INTEGER PRIMARY KEY,
    one         INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    other       INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    same        INTEGER NOT NULL,       -- 1: taken for one thing; 0: kept apart
    score       REAL NOT NULL,          -- between 0 and 1: how much speaks for one thing
    facts       INTEGER NOT NULL,       -- that would change sides
    reason      TEXT NOT NULL,          -- what does
    against     TEXT NOT NULL           -- what forbade it or speaks against it
);
CREATE INDEX doubts_one ON doubts (one);
CREATE INDEX doubts_other ON doubts (other);

-- The user's own table of organisations, which adds to the bundled one and overrides it: cells
-- as in its file, lists with | between.
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

-- Which entities may have a say in what becomes of each other: sets of entities, each with the
-- keys by which new ones find it. Written by resolution; see store/linking.py.
CREATE TABLE links (
    "key"       INTEGER NOT NULL,       -- hash of a name, or of what a name may be short for
    linked      INTEGER NOT NULL,
    PRIMARY KEY ("key", linked)
) WITHOUT ROWID;
CREATE INDEX links_linked ON links (linked);

-- The names that are compared where they meet in a block: see resolution/blocking.py.
CREATE TABLE compared (
    type        TEXT NOT NULL,
    block       INTEGER NOT NULL,
    name        TEXT NOT NULL,          -- the key of the name
    letters     TEXT NOT NULL,          -- what is compared first
    linked      INTEGER NOT NULL,
    PRIMARY KEY (type, block, name, letters)
) WITHOUT ROWID;
CREATE INDEX compared_linked ON compared (linked);

-- Whether the clusters are as old as the documents: 'clusters' is 'current', 'grown' where
-- documents have only come since, or 'stale'. 'basis' is a hash of what they rest on beside.
CREATE TABLE state (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO state VALUES ('clusters', 'current');

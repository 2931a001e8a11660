-- From schema 4 to schema 5: which documents tell the same story.

CREATE TABLE fingerprints (
    document    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    minhash     BLOB NOT NULL,
    particulars BLOB NOT NULL
);

CREATE TABLE stories (
    document    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    story       TEXT NOT NULL,
    position    INTEGER NOT NULL,
    likeness    REAL NOT NULL
);
CREATE INDEX stories_story ON stories (story, position);

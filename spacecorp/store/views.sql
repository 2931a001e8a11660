-- Views for people and other tools: names instead of numbers, one line for each thing said.
--
-- They are made anew at every migration, so they change without a script of their own, as long
-- as the schema version grows. A view keeps the comments inside it: sqlite3's `.schema` shows them.

DROP VIEW IF EXISTS documents_v;
CREATE VIEW documents_v AS
-- One line a document, under the first of its paths; join `documents` on id for its text.
SELECT d.id,                    -- key in `documents`, and rowid in `documents_fts`
       s.path,                  -- the first of its paths, in the order of letters
       s.paths,                 -- how many paths lead to these bytes
       d.title,
       d.date,                  -- ISO 8601, may stop at the month or the year
       d.publisher,
       d.language,
       d.format,
       length(d.text) AS characters,
       d.sha256,
       d.authors,               -- one a line
       d.url,                   -- the address that the document gives as its own
       t.story                  -- the same for all documents that tell one story
  FROM documents d
  LEFT JOIN stories t ON t.document = d.id
  JOIN (SELECT document, min(path) AS path, count(*) AS paths FROM sources GROUP BY document) s
    ON s.document = d.id;

DROP VIEW IF EXISTS entities_v;
CREATE VIEW entities_v AS
-- One line an entity: a real-world thing, over all documents.
SELECT c.id,                    -- stable between runs
       c.name,                  -- canonical name
       c.type,                  -- organisation, country, programme, person
       c.known,                 -- key in the bundled table of organisations
       (SELECT group_concat(alias, '; ')
          FROM (SELECT alias FROM aliases WHERE cluster = c.id AND alias <> c.name
                 ORDER BY position)) AS aliases,
       (SELECT count(DISTINCT document) FROM entities WHERE cluster = c.id) AS documents,
       (SELECT coalesce(sum(f.uses), 0) FROM entities e JOIN forms f ON f.entity = e.id
         WHERE e.cluster = c.id) AS mentions
  FROM clusters c
 WHERE EXISTS (SELECT 1 FROM entities WHERE cluster = c.id);

DROP VIEW IF EXISTS evidence_v;
CREATE VIEW evidence_v AS
-- One line for each sentence that states a fact of any kind.
SELECT f.fact,                  -- id, the same in every view
       f.relation,              -- partnership, ownership, programme, participation
       d.id AS document_id,
       d.path AS document,
       d.title,
       d.date AS published,     -- the document's date
       d.publisher,
       f.evidence,              -- the sentence
       f."start",               -- its place in documents.text, in characters, end exclusive
       f."end",
       f.rule,                  -- what found it
       f.confidence             -- 0 to 1
  FROM (SELECT fact, 'partnership' AS relation, document, evidence, "start", "end", rule,
               confidence FROM partnerships
        UNION ALL
        SELECT fact, 'ownership', document, evidence, "start", "end", rule, confidence
          FROM ownership
        UNION ALL
        SELECT fact, 'programme', document, evidence, "start", "end", rule, confidence
          FROM programmes
        UNION ALL
        SELECT p.fact, 'participation', g.document, p.evidence, p."start", p."end", p.rule,
               p.confidence
          FROM participants p JOIN programmes g ON g.id = p.programme) f
  JOIN documents_v d ON d.id = f.document;

DROP VIEW IF EXISTS parties_v;
CREATE VIEW parties_v AS
-- One line for each party of each stated partnership.
SELECT f.fact,
       p.position,              -- as the sentence names them, from 0
       c.id AS entity_id,
       c.name AS entity,
       c.type
  FROM parties p
  JOIN partnerships f ON f.id = p.partnership
  JOIN entities e ON e.id = p.entity
  JOIN clusters c ON c.id = e.cluster;

DROP VIEW IF EXISTS partnerships_v;
CREATE VIEW partnerships_v AS
-- One line for each sentence that states a partnership.
SELECT f.fact,
       (SELECT group_concat(name, '; ')
          FROM (SELECT c.name FROM parties p JOIN entities e ON e.id = p.entity
                  JOIN clusters c ON c.id = e.cluster
                 WHERE p.partnership = f.id ORDER BY p.position)) AS parties,
       f.kind,                  -- letter_of_intent, contract, …
       f.status,                -- proposed, signed, active, completed, ended
       f.date,                  -- of the agreement
       g.name AS programme,
       g.id AS programme_id,
       f.confidence,
       f.evidence,
       d.path AS document,
       d.date AS published
  FROM partnerships f
  JOIN documents_v d ON d.id = f.document
  LEFT JOIN entities e ON e.id = f.programme
  LEFT JOIN clusters g ON g.id = e.cluster;

DROP VIEW IF EXISTS ownership_v;
CREATE VIEW ownership_v AS
-- One line for each sentence that states who owns whom.
SELECT f.fact,
       o.name AS owner,
       o.id AS owner_id,
       w.name AS owned,
       w.id AS owned_id,
       f.share,                 -- per cent
       f.kind,                  -- joint_venture, subsidiary, shareholding, acquisition
       f.status,                -- current, planned, former
       f.date,
       f.confidence,
       f.evidence,
       d.path AS document,
       d.date AS published
  FROM ownership f
  JOIN documents_v d ON d.id = f.document
  JOIN entities oe ON oe.id = f.owner JOIN clusters o ON o.id = oe.cluster
  JOIN entities we ON we.id = f.owned JOIN clusters w ON w.id = we.cluster;

DROP VIEW IF EXISTS programmes_v;
CREATE VIEW programmes_v AS
-- One line for each sentence that tells of a programme.
SELECT f.fact,
       g.name AS programme,
       g.id AS programme_id,
       f.kind,                  -- mission, constellation, satellite, launcher, …
       f.confidence,
       f.evidence,
       d.path AS document,
       d.date AS published
  FROM programmes f
  JOIN documents_v d ON d.id = f.document
  JOIN entities e ON e.id = f.entity JOIN clusters g ON g.id = e.cluster;

DROP VIEW IF EXISTS participations_v;
CREATE VIEW participations_v AS
-- One line for each sentence that says who takes part in a programme.
SELECT p.fact,
       g.name AS programme,
       g.id AS programme_id,
       o.name AS organisation,
       o.id AS organisation_id,
       p.role,                  -- prime, customer, operator, supplier, launcher, partner
       p.confidence,
       p.evidence,
       d.path AS document,
       d.date AS published
  FROM participants p
  JOIN programmes f ON f.id = p.programme
  JOIN documents_v d ON d.id = f.document
  JOIN entities ge ON ge.id = f.entity JOIN clusters g ON g.id = ge.cluster
  JOIN entities oe ON oe.id = p.entity JOIN clusters o ON o.id = oe.cluster;

DROP VIEW IF EXISTS mentions_v;
CREATE VIEW mentions_v AS
-- One line for each place where a document names an entity.
SELECT c.id AS entity_id,
       c.name AS entity,
       c.type,
       m.text,                  -- as the document writes it
       m."start",               -- in documents.text, in characters, end exclusive
       m."end",
       d.id AS document_id,
       d.path AS document
  FROM mentions m
  JOIN entities e ON e.id = m.entity
  JOIN clusters c ON c.id = e.cluster
  JOIN documents_v d ON d.id = e.document;

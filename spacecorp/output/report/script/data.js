// What the page shows: the data of the page as objects that know each other.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const data = read("data");
const entities = data.entities;
const documents = data.documents;

// Texts are the largest part of the page and only evidence needs them: read when first asked for.
let parsedTexts = null;
const textOf = (number) => (parsedTexts ??= read("texts"))[number];

const partnerships = data.partnerships;
const holdings = data.ownership;
const programmes = data.programmes;
const participations = programmes.flatMap((programme) =>
  programme.participants.map((part) => Object.assign(part, { programme: programme.programme }))
);

for (const row of partnerships) row.family = "partnership";
for (const row of holdings) {
  row.family = "holding";
  row.parties = [row.owner, row.owned];
}
for (const row of programmes) {
  row.family = "programme";
  row.parties = [row.programme];
}
for (const row of participations) {
  row.family = "participation";
  row.parties = [row.organisation, row.programme];
}

const facts = [...partnerships, ...holdings, ...programmes, ...participations];
for (const row of facts) {
  row.confidence = Math.max(...row.said.map((said) => said.confidence));
  // Filtered by the year of the fact, or of a document that states it where it has none.
  row.years = row.said.map((said) => yearOf(said.date ?? documents[said.document].date));
  for (const said of row.said) said.row = row;
}

function yearOf(date) {
  return date ? Number(date.slice(0, 4)) : null;
}

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
const factById = byId(facts);
const entityById = new Map(entities.map((entity, number) => [entity.id, number]));
const statementById = byId(facts.flatMap((row) => row.said));

// For each entity the partnerships, holdings and parts in programmes in which it stands.
const rowsOf = entities.map(() => []);
for (const row of [...partnerships, ...holdings, ...participations]) {
  for (const party of new Set(row.parties)) rowsOf[party].push(row);
}
for (const row of partnerships) {
  for (const programme of row.programmes) {
    if (!row.parties.includes(programme)) rowsOf[programme].push(row);
  }
}

const documentsOf = entities.map(() => []);
documents.forEach((document, number) => {
  document.said = [];
  for (const entity of document.names) documentsOf[entity].push(number);
});
for (const row of facts) {
  for (const said of row.said) documents[said.document].said.push(said);
}
for (const document of documents) {
  document.said.sort((one, other) => one.start - other.start || one.end - other.end);
}

// The panel beside the page: the dossier of a name, the evidence of a fact, a document.
// What it shows is the part of the address behind "#/", so that links, history and bookmarks work.

const panel = document.getElementById("panel");
let opener = null; // what had the focus before the panel opened
let steps = 0; // how many places lie behind the one shown

const ROUTES = {
  name: (id) => (entityById.has(id) ? dossier(entityById.get(id)) : null),
  fact: (id) => (factById.has(id) ? evidenceOf(factById.get(id)) : null),
  document: (number, said) => (documents[number] ? documentView(Number(number), said) : null),
};

function route() {
  const [mark, where, ...rest] = location.hash.split("/");
  if (mark !== "#") return;
  const shown = Object.hasOwn(ROUTES, where) ? ROUTES[where](...rest) : null;
  if (shown) open(shown);
  else close();
}

function open({ title, kicker, body, entity }) {
  if (panel.hidden) {
    opener = document.activeElement;
    steps = 0;
  } else steps += 1;
  const heading = el("h2", { id: "panel-title", tabindex: -1 }, title);
  panel.replaceChildren(
    el("div.panel-bar", null,
      el("button.plain", { type: "button", onclick: () => history.back(), hidden: !steps }, "← Back"),
      el("span.kicker", null, kicker),
      el("button.plain", { type: "button", onclick: () => print() }, "Print"),
      el("button.plain.close", { type: "button", "aria-label": "Close", onclick: leave }, "×")),
    el("div.panel-body", null, heading, body));
  panel.hidden = false;
  document.body.classList.add("with-panel");
  highlight(entity ?? null);
  const evidence = panel.querySelector("mark.evidence");
  if (evidence) {
    evidence.scrollIntoView({ block: "center" });
    evidence.focus({ preventScroll: true });
  } else {
    panel.scrollTop = 0;
    heading.focus({ preventScroll: true });
  }
}

const leave = () => { location.hash = "#/"; };

function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("with-panel");
  highlight(null);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

function dossier(number) {
  const entity = entities[number];
  const rows = rowsOf[number];
  const held = rows.filter((row) => row.family === "holding");
  const parts = rows.filter((row) => row.family === "participation");
  const people = entity.type === "person" ? [] : peopleBeside(number);
  const own = programmes.filter((row) => row.programme === number);
  return {
    title: entity.name,
    kicker: entity.type,
    entity: number,
    body: [
      entity.aliases.length ? el("p.aliases", null, "also ", entity.aliases.join(" · ")) : null,
      el("p.about", null, `Named ${entity.mentions === 1 ? "once" : plural(entity.mentions, "time")} in ${plural(entity.documents, "document")}.`),
      own.length ? list("What it is", own, number) : null,
      list("Owners", held.filter((row) => row.owned === number), number),
      sums("Owners through others", ownersThrough[number]),
      list("Holdings", held.filter((row) => row.owner === number), number),
      sums("Holdings through others", holdingsThrough[number]),
      list("Partnerships", rows.filter((row) => row.family === "partnership"), number),
      list("Programmes", parts.filter((row) => row.organisation === number), number),
      list("Participants", parts.filter((row) => row.programme === number), number),
      rows.length || own.length ? null : el("p.empty", null, "The documents name it, and state no partnership, holding or programme of it."),
      people.length ? section("People named beside it", el("p", null, nameLinks(people))) : null,
      entity.reasons.length ? section("Why these names are one", el("ul.reasons", null, entity.reasons.map((reason) => el("li", null, reason)))) : null,
      section("Documents", el("ul.plain", null, documentsOf[number].map((at) => el("li", null,
        el("a.source", { href: `#/document/${at}` }, documents[at].title || documents[at].path),
        el("span.where", null, [documents[at].publisher, documents[at].date && dateWords(documents[at].date)].filter(Boolean).join(", ")))))),
    ],
  };
}

const section = (title, ...children) => el("section", null, el("h3", null, title), children);
const sums = (title, found) => (found.length ? section(title, el("ul.plain", null, found.map(sumLine))) : null);
const list = (title, rows, number) => (rows.length ? section(title, rows.map((row) => factLine(row, number))) : null);

function evidenceOf(row) {
  return {
    title: claim(row),
    kicker: { partnership: "partnership", holding: "holding", programme: "programme", participation: "participation" }[row.family],
    body: [
      el("p.facts", null, row.family === "participation" ? el("span.role", null, row.role) : kindBadge(row), " ", tailOf(row)),
      row.programmes?.length ? el("p.for", null, "for ", nameLinks(row.programmes)) : null,
      section(plural(row.said.length, "statement"), statements(row)),
      againstOf(row),
      el("p.id", null, row.id),
    ],
  };
}

function documentView(number, said) {
  const document = documents[number];
  return {
    title: document.title || document.path,
    kicker: "document",
    body: [
      el("p.about", null, [document.publisher, document.date && dateWords(document.date), document.path].filter(Boolean).join(" · ")),
      document.notes.map((note) => el("p.note", null, note)),
      data.excerpts ? el("p.note", null, "Of this document only the paragraphs that state facts are kept.") : null,
      documentText(number, said),
      document.said.length ? section("Facts from it", el("ul.plain", null, document.said.map((one) => el("li", null,
        el("a.fact", { href: `#/document/${number}/${one.id}`, "aria-current": one.id === said ? "true" : null },
          one.row.parties.map((party) => entities[party].name).join(" · ")), el("span.where", null, says(one)))))) : null,
    ],
  };
}

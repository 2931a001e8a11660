// Everything named, and everything read.

function drawNames() {
  const body = document.querySelector("#names [data-body]");
  const types = ["organisation", "country", "programme", "person"];
  const choice = { type: "" };
  const holder = el("div");
  const order = entities.map((_, number) => number)
    .sort((one, other) => rowsOf[other].length - rowsOf[one].length || entities[other].documents - entities[one].documents || one - other);
  const draw = () => {
    const rows = order.filter((number) => !choice.type || entities[number].type === choice.type);
    const lines = el("tbody");
    const more = inPages(lines, rows, 40, (number) => el("tr", null,
      el("th", { scope: "row" }, nameLink(number), aliasesOf(number)),
      el("td.word", null, entities[number].type),
      el("td.number", null, rowsOf[number].length || ""),
      el("td.number", null, entities[number].documents)));
    holder.replaceChildren(el("table", null, el("thead", null, el("tr", null,
      el("th", { scope: "col" }, "Name"), el("th", { scope: "col" }, "Type"), el("th.number", { scope: "col" }, "Facts"), el("th.number", { scope: "col" }, "Docs"))), lines), more);
  };
  const count = (type) => entities.filter((entity) => entity.type === type).length;
  body.replaceChildren(el("div.controls", null, el("label", null, "Type ", el("select", { onchange: (event) => { choice.type = event.target.value; draw(); } },
    el("option", { value: "" }, `all ${entities.length.toLocaleString("en")}`),
    types.filter(count).map((type) => el("option", { value: type }, `${type}, ${count(type).toLocaleString("en")}`))))), holder);
  draw();
}

function aliasesOf(number) {
  const aliases = entities[number].aliases;
  if (!aliases.length) return null;
  const shown = aliases.slice(0, 3).join(" · ");
  return el("span.aliases", null, shown, aliases.length > 3 ? ` · and ${aliases.length - 3} more` : null);
}

function drawDocuments() {
  const body = document.querySelector("#documents [data-body]");
  const lines = el("tbody");
  const order = documents.map((_, number) => number);
  const more = inPages(lines, order, 40, (number) => {
    const document = documents[number];
    return el("tr", null,
      el("th", { scope: "row" }, el("a.source", { href: `#/document/${number}` }, document.title || document.path),
        document.title ? el("span.path", null, document.path) : null,
        document.notes.map((note) => el("span.note", null, note))),
      el("td.publisher", null, document.publisher ?? ""),
      el("td.date", null, document.date ? dateWords(document.date) : ""),
      el("td.number", null, document.said.length || ""));
  });
  body.replaceChildren(el("table", null, el("thead", null, el("tr", null,
    el("th", { scope: "col" }, "Document"), el("th.publisher", { scope: "col" }, "Publisher"), el("th", { scope: "col" }, "Date"), el("th.number", { scope: "col" }, "Facts"))), lines), more);
}

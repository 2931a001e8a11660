// Sentences with the names marked, and whole documents with the place of a fact.

// The part of a text from `start` to `end` as text nodes and links; `marks` are further spans
// to wrap, sorted and not overlapping, each {start, end, wrap(children)}.
function marked(number, start, end, current) {
  const { pieces, names } = textOf(number);
  const out = [];
  const slice = (from, to) => {
    for (const [at, text] of pieces) {
      if (at <= from && to <= at + text.length) return text.slice(from - at, to - at);
    }
    return "";
  };
  let at = start;
  for (let i = firstNameFrom(names, start); i < names.length && names[i] < end; i += 3) {
    const [from, to, entity] = [names[i], names[i + 1], names[i + 2]];
    if (to > end) break;
    out.push(slice(at, from));
    out.push(el(entity === current ? "a.mark.here" : "a.mark", { href: `#/name/${entities[entity].id}`, title: titleOf(entity) }, slice(from, to)));
    at = to;
  }
  out.push(slice(at, end));
  return out.filter((child) => child !== "");
}

const titleOf = (entity) => `${entities[entity].name}, ${entities[entity].type}`;

// Names stand in the order of the text: where those from `start` on begin in the flat list.
function firstNameFrom(names, start) {
  let low = 0;
  let high = names.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[3 * middle] < start) low = middle + 1;
    else high = middle;
  }
  return 3 * low;
}

function meter(value) {
  return el("span.meter", { role: "img", "aria-label": `confidence ${value.toFixed(2)}`, title: "confidence", style: { "--value": value } },
    el("span.fill"), el("span.figure", null, value.toFixed(2)));
}

// One sentence that states a fact: the words, where they stand, what was read from them.
function statement(said, current) {
  const source = documents[said.document];
  return el("figure.said", null,
    el("blockquote", null, marked(said.document, said.start, said.end, current)),
    el("figcaption", null,
      el("a.source", { href: `#/document/${said.document}/${said.id}` }, source.title || source.path),
      el("span.where", null, [source.publisher, source.date && dateWords(source.date)].filter(Boolean).join(", ")),
      el("span.read", null, says(said)),
      el("span.rule", { title: "the rule that found it" }, said.rule),
      meter(said.confidence)));
}

const statements = (row, current) => el("div.statements", null, row.said.map((said) => statement(said, current)));

// The persons who are named in the same paragraphs as an entity, by name.
function peopleBeside(entity) {
  const found = new Set();
  for (const number of documentsOf[entity]) {
    const { pieces, names } = textOf(number);
    for (const [at, text] of pieces) {
      let start = at;
      for (const line of text.split("\n")) {
        const end = start + line.length;
        const named = [];
        for (let i = firstNameFrom(names, start); i < names.length && names[i] < end; i += 3) named.push(names[i + 2]);
        if (named.includes(entity)) for (const other of named) if (entities[other].type === "person") found.add(other);
        start = end + 1;
      }
    }
  }
  return [...found].sort((one, other) => (entities[one].name < entities[other].name ? -1 : 1));
}

// A document with its names as links and the stretch of one fact marked.
function documentText(number, wanted) {
  const said = wanted && statementById.get(wanted);
  const { pieces } = textOf(number);
  const body = el("div.text");
  pieces.forEach(([at, text], piece) => {
    if (piece || at > 0) body.append(el("p.gap", null, "…"));
    let start = at;
    for (const line of text.split("\n")) {
      const end = start + line.length;
      if (line.trim()) body.append(paragraph(number, start, end, said));
      start = end + 1;
    }
  });
  if (!pieces.length) body.append(el("p.empty", null, "This report keeps no text of this document, since no fact stands in it."));
  return body;
}

function paragraph(number, start, end, said) {
  if (!said || said.end <= start || said.start >= end) return el("p", null, marked(number, start, end));
  const [from, to] = [Math.max(said.start, start), Math.min(said.end, end)];
  return el("p", null,
    marked(number, start, from),
    el("mark.evidence", { tabindex: -1 }, marked(number, from, to)),
    marked(number, to, end));
}

// One fact as a line that opens on its sentences.

// `current` is the entity whose dossier it stands in: it goes without saying.
function factLine(row, current, ...head) {
  const body = el("div.body");
  const line = el("details.line", { "data-fact": row.id },
    el("summary", null, head.length ? head : headOf(row, current), el("span.tail", null, tailOf(row, !head.length))),
    body);
  // Sentences are drawn when asked for: most never are.
  line.unfold = () => {
    line.open = true;
    if (!body.firstChild) body.append(statements(row, current), againstOf(row));
  };
  line.addEventListener("toggle", () => line.open && line.unfold());
  return line;
}

function headOf(row, current) {
  const others = row.parties.filter((party) => party !== current);
  const names = nameLinks(others.length ? others : row.parties);
  if (row.family === "participation") return [el("span.role", null, row.role), names];
  if (row.family === "programme") return [el("span.role", null, words(row.kind)), names];
  if (row.family === "holding") {
    return [el("span.share", null, row.share === null ? "–" : percent(row.share)), el("span.names", null, names), kindBadge(row)];
  }
  const programmes = row.programmes.filter((programme) => programme !== current);
  return [
    el("span.names", null, names),
    kindBadge(row),
    programmes.length ? el("span.for", null, "for ", nameLinks(programmes)) : null,
  ];
}

function tailOf(row, dated = true) {
  return [
    row.status ? statusBadge(row.status) : null,
    dated && row.date ? el("span.date", null, dateWords(row.date)) : null,
    row.conflict ? conflictMark(row) : null,
    el("span.sources", null, plural(sourcesOf(row), "source")),
  ];
}

const conflictMark = (row) => el("span.conflict", { title: row.conflict }, "≠ ", row.conflict);

// The statements that say something else about the same thing.
function againstOf(row) {
  const others = contradicting(row);
  if (!others.length) return el("p.hidden");
  return el("div.against", null, el("h4", null, `Against it: ${row.conflict}`),
    others.map((other) => [el("p.claim", null, claim(other)), statements(other)]));
}

function contradicting(row) {
  if (!row.conflict) return [];
  return holdings.filter((other) =>
    other !== row && other.conflict && other.owned === row.owned &&
    (row.conflict.startsWith("shares") || other.owner === row.owner));
}

// A fact in words and links, for headings.
function claim(row) {
  if (row.family === "holding") {
    return [nameLink(row.owner), row.share === null ? " holds part of " : ` holds ${percent(row.share)} of `, nameLink(row.owned)];
  }
  if (row.family === "participation") return [nameLink(row.organisation), ` is ${row.role} in `, nameLink(row.programme)];
  if (row.family === "programme") return [nameLink(row.programme), `: ${words(row.kind)}`];
  return nameLinks(row.parties);
}

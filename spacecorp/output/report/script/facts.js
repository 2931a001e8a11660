// One fact as a line that opens on its sentences.

// `current` is the entity whose dossier it stands in: it goes without saying. The button with
// the number of sources opens it, and so does a click beside the links.
function factLine(row, current, ...head) {
  const body = el("div.body", { hidden: true });
  const toggle = el("button.sources", { type: "button", "aria-expanded": "false" }, plural(sourcesOf(row), "source"));
  const line = el("div.line", null,
    el("div.head", null, head.length ? head : headOf(row, current), el("span.tail", null, tailOf(row, !head.length), toggle)),
    body);
  line.unfold = (open) => {
    // Sentences are drawn when asked for: most never are.
    if (open && !body.firstChild) body.append(statements(row, current), againstOf(row));
    body.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  };
  line.firstChild.addEventListener("click", (event) => {
    if (!event.target.closest("a") && !String(getSelection())) line.unfold(body.hidden);
  });
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

// Programmes with everyone who takes part in them, by role.

function drawProgrammes() {
  const body = document.querySelector("#programmes [data-body]");
  const kinds = [...new Set(programmes.map((row) => row.kind))].sort();
  const cards = el("div.cards");
  const choice = { kind: "", name: "" };
  const draw = () => {
    const wanted = fold(choice.name);
    const shown = programmes.filter((row) =>
      isSure(row) && (!choice.kind || row.kind === choice.kind) &&
      (!wanted || [row.programme, ...row.participants.map((part) => part.organisation)].some((number) => foldedNames(number).some((name) => name.includes(wanted)))));
    cards.replaceChildren();
    const more = shown.length
      ? inPages(cards, shown, 36, programmeCard)
      : el("p.empty", null, programmes.length ? "No programme passes the filters." : "No programmes were found.");
    more.classList.add("after");
    body.querySelector(".after")?.remove();
    body.append(more);
  };
  const controls = el("div.controls", null,
    el("label", null, "Kind ", el("select", { onchange: (event) => { choice.kind = event.target.value; draw(); } },
      el("option", { value: "" }, `all ${programmes.length}`), kinds.map((kind) => el("option", { value: kind }, words(kind))))),
    el("label", null, "Name ", el("input", { type: "search", placeholder: "programme or participant", oninput: (event) => { choice.name = event.target.value; draw(); } })));
  body.replaceChildren(...(programmes.length > 12 ? [controls] : []), cards);
  draw();
  onFilter(draw);
}

function programmeCard(row) {
  const roles = ROLES.map((role) => [role, row.participants.filter((part) => part.role === role && isSure(part))]).filter(([, parts]) => parts.length);
  return el("article.card", null,
    el("h3", null, nameLink(row.programme), el("span.type", null, words(row.kind))),
    roles.length
      ? el("dl.roles", null, roles.map(([role, parts]) => el("div", null, el("dt", null, role), el("dd", null, parts.map((part) =>
          el("span.part", null, nameLink(part.organisation), "\u00a0", factLink(part, el("span.hidden", null, `Evidence for ${entities[part.organisation].name}: `), String(sourcesOf(part)))))))))
      : el("p.empty", null, "No participants named."),
    el("p.tail", null, factLink(row, plural(sourcesOf(row), "source"))));
}

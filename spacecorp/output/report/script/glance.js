// Two small charts: who has the most ties, and which instruments there are.

function drawGlance() {
  const tied = entities
    .map((entity, number) => ({ number, ties: rowsOf[number].filter((row) => row.family !== "participation").length }))
    .filter(({ number, ties }) => ties && entities[number].type !== "programme")
    .sort((one, other) => other.ties - one.ties || one.number - other.number)
    .slice(0, 8);
  const kinds = Object.entries(KINDS)
    .map(([key, kind]) => ({ key, kind, number: [...partnerships, ...holdings].filter((row) => keyOf(row) === key).length }))
    .filter(({ number }) => number)
    .sort((one, other) => other.number - one.number)
    .slice(0, 8);
  document.getElementById("glance-charts").replaceChildren(
    chart("Most ties", "partnerships and holdings", tied.map(({ number, ties }) =>
      [nameLink(number), ties, "accent"])),
    chart("By kind", "of instrument and holding", kinds.map(({ key, kind, number }) =>
      [el("button.plain", { type: "button", title: "Show only these", onclick: () => onlyKind(key) }, glyph(kind), " ", kind.label), number, kind.colour])));
}

function chart(title, unit, rows) {
  if (!rows.length) return null;
  const most = Math.max(...rows.map(([, number]) => number));
  return el("div.chart", null,
    el("h3", null, title, " ", el("span", null, unit)),
    el("ul", null, rows.map(([label, number, colour]) =>
      el("li", null, el("span.label", null, label),
        el(`span.fill.${colour}`, { style: { "--value": number / most }, "aria-hidden": "true" }),
        el("span.number", null, number.toLocaleString("en"))))));
}

function onlyKind(key) {
  filters.kinds.clear();
  filters.kinds.add(key);
  drawFilters();
  filterChanged();
  document.getElementById("network").scrollIntoView({ behavior: reduced.matches ? "auto" : "smooth" });
}

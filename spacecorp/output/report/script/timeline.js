// Instruments and dated holdings by time: a bar a year, and a list.

const datedRows = [...partnerships, ...holdings.filter((row) => row.date)].map((row) => {
  const reported = row.said.map((said) => documents[said.document].date).filter(Boolean).sort();
  return { row, date: row.date ?? reported[0] ?? null, reported: !row.date };
});
// The newest first; what has no date at all comes last.
datedRows.sort((one, other) => (other.date ?? "").localeCompare(one.date ?? ""));

const MOST_BARS = 20;

function drawTimeline() {
  const body = document.querySelector("#timeline [data-body]");
  const shown = datedRows.filter(({ row }) => passes(row));
  if (!shown.length) {
    body.replaceChildren(el("p.empty", null, datedRows.length ? "Nothing passes the filters." : "No instruments were found."));
    return;
  }
  const list = el("div.years-list");
  let year = null;
  const more = inPages(list, shown, 60, (item) => {
    const made = document.createDocumentFragment();
    const itsYear = item.date ? item.date.slice(0, 4) : "undated";
    if (itsYear !== year) made.append(el("h3", null, (year = itsYear)));
    made.append(factLine(item.row, null, ...timelineHead(item)));
    return made;
  });
  body.replaceChildren(histogram(shown), list, more);
}

function timelineHead({ row, date, reported }) {
  return [
    el(reported ? "span.when.reported" : "span.when", null, date ? dateWords(date) : "no date"),
    el("span.names", null, row.family === "holding" ? claim(row) : nameLinks(row.parties)),
    kindBadge(row),
    row.programmes?.length ? el("span.for", null, "for ", nameLinks(row.programmes)) : null,
  ];
}

function histogram(shown) {
  const years = new Map();
  for (const { row, date } of shown) {
    if (!date) continue;
    const year = yearOf(date);
    if (!years.has(year)) years.set(year, new Map());
    years.get(year).set(keyOf(row), (years.get(year).get(keyOf(row)) ?? 0) + 1);
  }
  if (!years.size) return null;
  const known = [...years.keys()].sort((a, b) => a - b);
  const last = known.at(-1);
  // Years that lie far back are gathered in the first bar.
  const first = Math.max(known[0], last - MOST_BARS + 1);
  const bars = [];
  for (let year = first; year <= last; year++) {
    const kinds = new Map();
    for (const [at, counts] of years) {
      if (at === year || (year === first && at < first)) {
        for (const [key, number] of counts) kinds.set(key, (kinds.get(key) ?? 0) + number);
      }
    }
    bars.push({ year, label: year === first && known[0] < first ? `≤${year}` : String(year), kinds, total: [...kinds.values()].reduce((a, b) => a + b, 0) });
  }
  const most = Math.max(...bars.map((bar) => bar.total));
  const order = Object.keys(KINDS);
  return el("div.histogram", { role: "group", "aria-label": "By year", style: { "--bars": bars.length } }, bars.map((bar) => {
    const kinds = [...bar.kinds].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
    const said = `${bar.label}: ${kinds.map(([key, number]) => `${number} ${KINDS[key]?.label ?? key}`).join(", ") || "nothing"}`;
    const chosen = filters.from === bar.year && filters.until === bar.year;
    return el("button.bar-of", { type: "button", title: said, "aria-label": said, "aria-pressed": String(chosen), disabled: !bar.total, onclick: () => onlyYear(chosen ? null : bar.year) },
      el("span.total", null, bar.total || ""),
      el("span.stack", { style: { "--value": bar.total / most } }, kinds.map(([key, number]) =>
        el(`span.fill.${KINDS[key]?.colour ?? "grey"}`, { style: { "flex-grow": number } }))),
      el("span.year", null, el("span.century", null, bar.label.slice(0, -2)), bar.label.slice(-2)));
  }));
}

function onlyYear(year) {
  filters.from = filters.until = year;
  drawFilters();
  filterChanged();
}

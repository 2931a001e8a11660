// Instruments and dated holdings by time: a bar a year, and a list.

const datedRows = [...partnerships, ...holdings.filter((row) => row.date)].map((row) => {
  const reported = row.said.map((said) => documents[said.document].date).filter(Boolean).sort();
  return { row, date: row.date ?? reported[0] ?? null, reported: !row.date };
});
// The newest first; what has no date at all comes last.
datedRows.sort((one, other) => (other.date ?? "").localeCompare(one.date ?? ""));

const BARS = [6, 20]; // at least and at most
// Where there are more years, so much of all that is dated has a bar a year; the rest shares one.
const RECENT = 0.9;

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
  const dated = shown.filter(({ date }) => date);
  if (!dated.length) return null;
  const years = dated.map(({ date }) => yearOf(date)).sort((one, other) => other - one);
  const [last, recent, oldest] = [years[0], years[Math.ceil(RECENT * years.length) - 1], years.at(-1)];
  const far = last - BARS[1] + 1;
  const first = oldest >= far ? oldest : Math.max(far, Math.min(recent, last - BARS[0] + 1));
  const bars = Array.from({ length: last - first + 1 }, (_, at) => ({ year: first + at, kinds: new Map(), total: 0 }));
  for (const { row, date } of dated) {
    const bar = bars[Math.max(yearOf(date) - first, 0)];
    bar.kinds.set(keyOf(row), (bar.kinds.get(keyOf(row)) ?? 0) + 1);
    bar.total += 1;
  }
  const most = Math.max(...bars.map((bar) => bar.total));
  return el("div.histogram", { role: "group", "aria-label": "By year", style: { "--bars": bars.length } },
    bars.map((bar) => yearBar(bar, most, bar.year === first && oldest < first)));
}

// The bar of a year; `open` says that it stands for all years before it, too.
function yearBar({ year, kinds, total }, most, open) {
  const order = Object.keys(KINDS);
  const counts = [...kinds].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const label = `${open ? "until " : ""}${year}`;
  const said = `: ${counts.map(([key, number]) => `${number} ${KINDS[key]?.label ?? key}`).join(", ") || "nothing"}`;
  const from = open ? null : year;
  const chosen = filters.from === from && filters.until === year;
  const choose = () => {
    [filters.from, filters.until] = chosen ? [null, null] : [from, year];
    drawFilters();
    filterChanged();
  };
  return el("button.bar-of", { type: "button", title: label + said, "aria-pressed": String(chosen), disabled: !total, onclick: choose },
    el("span.total", null, total || ""), " ",
    el("span.stack", { style: { "--value": total / most } }, counts.map(([key, number]) =>
      el(`span.fill.${KINDS[key]?.colour ?? "grey"}`, { style: { "flex-grow": number } }, KINDS[key] ? glyph({ ...KINDS[key], colour: "mark-in-bar" }) : null))),
    el("span.year", null, label), el("span.hidden", null, said));
}

// What of the partnerships and holdings is shown: kinds, statuses, years, confidence.
// Nothing chosen means everything.

const filters = { kinds: new Set(), statuses: new Set(), from: null, until: null, sure: 0 };
const redraws = [];
const onFilter = (redraw) => redraws.push(redraw);

const isSure = (row) => row.confidence >= filters.sure;

function passes(row) {
  if (filters.kinds.size && !filters.kinds.has(keyOf(row))) return false;
  if (filters.statuses.size && !filters.statuses.has(row.status)) return false;
  if (!isSure(row)) return false;
  return inYears(row);
}

function inYears(row) {
  if (filters.from === null && filters.until === null) return true;
  return row.years.some(
    (year) => year !== null && year >= (filters.from ?? -Infinity) && year <= (filters.until ?? Infinity)
  );
}

const isFiltered = () =>
  filters.kinds.size + filters.statuses.size > 0 || filters.from !== null || filters.until !== null || filters.sure > 0;

function filterChanged() {
  drawFilterState();
  for (const redraw of redraws) redraw();
}

function clearFilters() {
  filters.kinds.clear();
  filters.statuses.clear();
  filters.from = filters.until = null;
  filters.sure = 0;
  drawFilters();
  filterChanged();
}

function drawFilters() {
  const rows = [...partnerships, ...holdings];
  const body = document.getElementById("filters-body");
  const kinds = Object.keys(KINDS).filter((key) => rows.some((row) => keyOf(row) === key));
  const statuses = Object.keys(STATUSES).filter((status) => rows.some((row) => row.status === status));
  const chips = (legend, family) =>
    group(
      legend,
      kinds.filter((key) => key.startsWith(family)).map((key) =>
        chip(filters.kinds, key, rows.filter((row) => keyOf(row) === key).length, glyph(KINDS[key]),
          family === "holding" ? words(key.split(":")[1]) : KINDS[key].label)
      )
    );
  body.replaceChildren(
    chips("Partnerships", "partnership"),
    chips("Holdings", "holding"),
    group(
      "Status",
      statuses.map((status) =>
        chip(filters.statuses, status, rows.filter((row) => row.status === status).length,
          el(`span.stroke.${STATUSES[status]}`), words(status))
      )
    ),
    el("div.ranges", null, yearRange(rows), confidence(), clearButton())
  );
}

function group(legend, chips) {
  if (!chips.length) return null;
  return el("fieldset", null, el("legend", null, legend), el("div.chips", null, chips));
}

function chip(chosen, key, number, mark, label) {
  const toggle = () => {
    if (!chosen.delete(key)) chosen.add(key);
    button.setAttribute("aria-pressed", String(chosen.has(key)));
    filterChanged();
  };
  const button = el("button.chip", { type: "button", "aria-pressed": String(chosen.has(key)), "data-key": key, onclick: toggle },
    mark, el("span", null, label), el("span.count", null, number.toLocaleString("en")));
  return button;
}

function yearRange(rows) {
  const years = [...new Set(rows.flatMap((row) => row.years).filter((year) => year !== null))].sort((a, b) => a - b);
  const choose = (id, label, key) =>
    el("label", { for: id }, label,
      el("select", {
        id,
        onchange: (event) => {
          filters[key] = event.target.value ? Number(event.target.value) : null;
          filterChanged();
        },
      },
      el("option", { value: "" }, "any year"),
      years.map((year) => el("option", { value: year, selected: filters[key] === year }, String(year)))));
  return el("div.years", null, choose("from", "From", "from"), choose("until", "until", "until"));
}

function confidence() {
  const out = el("output", { for: "sure" }, sureWords());
  const slide = el("input", {
    id: "sure", type: "range", min: 0, max: 0.95, step: 0.05, value: filters.sure,
    oninput: (event) => {
      filters.sure = Number(event.target.value);
      out.textContent = sureWords();
      filterChanged();
    },
  });
  return el("div.sure", null, el("label", { for: "sure" }, "Confidence at least"), slide, out);
}

const sureWords = () => (filters.sure ? filters.sure.toFixed(2) : "any");

const clearButton = () =>
  el("button.plain", { type: "button", id: "filters-clear", onclick: clearFilters, hidden: !isFiltered() }, "Clear filters");

function drawFilterState() {
  const state = [
    ...[...filters.kinds].map((key) => KINDS[key]?.label ?? key),
    ...filters.statuses,
    filters.from || filters.until ? `${filters.from ?? "…"}–${filters.until ?? "…"}` : null,
    filters.sure ? `confidence ≥ ${filters.sure.toFixed(2)}` : null,
  ].filter(Boolean);
  document.getElementById("filters-state").textContent = state.length ? state.join(" · ") : "everything shown";
  document.getElementById("filters-clear").hidden = !isFiltered();
  const of = (rows, noun) => `${rows.filter(passes).length.toLocaleString("en")} of ${plural(rows.length, noun)}`;
  document.getElementById("filters-count").textContent =
    `${of(partnerships, "partnership")}, ${of(holdings, "holding")}`;
}

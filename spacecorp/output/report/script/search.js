// The search box: names, aliases and titles, whatever their case and accents.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const folded = [];
function foldedNames(number) {
  return (folded[number] ??= [entities[number].name, ...entities[number].aliases].map(fold));
}

const MOST_RESULTS = 9;

// The best matches: a beginning before the beginning of a word before a piece of a word.
function found(typed) {
  const wanted = fold(typed);
  if (!wanted) return [];
  const rank = (name) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : 9);
  const names = entities.map((entity, number) => ({
    rank: Math.min(...foldedNames(number).map((name, at) => rank(name) + (at ? 0.5 : 0))),
    weight: rowsOf[number].length, label: entity.name, kind: entity.type, href: `#/name/${entity.id}`,
    also: rank(foldedNames(number)[0]) < 9 ? null : entity.aliases.find((alias) => fold(alias).includes(wanted)),
  }));
  const titles = documents.map((document, number) => ({
    rank: 3 + rank(fold(document.title || document.path)), weight: 0, label: document.title || document.path, kind: "document", href: `#/document/${number}`,
  }));
  return [...names, ...titles].filter((one) => one.rank < 9)
    .sort((one, other) => one.rank - other.rank || other.weight - one.weight || (one.label < other.label ? -1 : 1))
    .slice(0, MOST_RESULTS);
}

function startSearch() {
  const input = document.getElementById("search");
  const results = document.getElementById("results");
  let shown = [];
  let at = -1;
  const mark = (next) => {
    at = next;
    [...results.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `result-${at}`);
      results.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const hide = () => {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const go = (result) => {
    hide();
    input.value = "";
    input.blur();
    location.hash = result.href;
  };
  const draw = () => {
    shown = found(input.value);
    results.replaceChildren(...shown.map((result, number) =>
      el("li", { role: "option", id: `result-${number}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); go(result); } },
        el("span.label", null, result.label), el("span.type", null, result.also ? `${result.kind}, also ${result.also}` : result.kind))));
    if (!shown.length && input.value.trim()) results.append(el("li.empty", { role: "option", "aria-disabled": "true" }, "Nothing is called so."));
    results.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!results.hidden));
    mark(shown.length ? 0 : -1);
  };
  input.addEventListener("input", draw);
  input.addEventListener("focus", draw);
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) mark((at + step + shown.length) % shown.length);
    else if (event.key === "Enter" && shown[at]) go(shown[at]);
    else if (event.key === "Escape") { input.value = ""; hide(); input.blur(); }
    else return;
    event.preventDefault();
  });
}

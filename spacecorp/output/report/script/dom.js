// Makes elements. Text from documents only ever becomes text nodes and attributes that cannot act.

const SVG = "http://www.w3.org/2000/svg";

// el("p.note", {title: "…"}, "text", child): an element with classes, properties and children.
function el(what, properties, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [name, to] of Object.entries(value)) made.style.setProperty(name, to);
    else if (key === "href") made.setAttribute(key, within(value));
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

// Links lead to places in this page and nowhere else.
function within(target) {
  if (!target.startsWith("#")) throw new Error(`a link out of the page: ${target}`);
  return target;
}

function glyph(term) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", `glyph ${term.colour}`);
  drawn.setAttribute("viewBox", "0 0 12 12");
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#g-${term.glyph}`);
  drawn.append(use);
  return drawn;
}

// The computed value of a colour of the style sheet, as the canvas needs it.
function colour(name) {
  const probe = document.getElementById("graph");
  probe.style.setProperty("color", `var(--${name})`);
  const value = getComputedStyle(probe).color;
  probe.style.removeProperty("color");
  return value;
}

const plural = (number, one, many) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many ?? `${one}s`}`;

// Adds `rows` to a container a page at a time; the rest comes by a button, and all for printing.
function inPages(container, rows, size, draw) {
  let shown = 0;
  const more = el("button.more", { type: "button", onclick: () => show(size) });
  function show(number) {
    const first = shown;
    shown = Math.min(shown + number, rows.length);
    container.append(...rows.slice(first, shown).map(draw));
    more.textContent = `Show ${Math.min(size, rows.length - shown)} more of ${(rows.length - shown).toLocaleString("en")}`;
    more.hidden = shown === rows.length;
  }
  more.showAll = () => show(rows.length);
  show(size);
  return more;
}

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

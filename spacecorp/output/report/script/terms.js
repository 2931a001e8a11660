// The terms of the contract as people read them, each with a colour and a shape of its own.
// Colours are those of Okabe and Ito, which people with any kind of colour vision tell apart;
// shapes and dashes say the same again.

const KINDS = {
  "partnership:contract": { label: "contract", short: "contract", colour: "blue", glyph: "square" },
  "partnership:agreement": { label: "agreement", short: "agreement", colour: "sky", glyph: "disc" },
  "partnership:letter_of_intent": { label: "letter of intent", short: "LoI", colour: "orange", glyph: "up" },
  "partnership:memorandum_of_understanding": { label: "memorandum of understanding", short: "MoU", colour: "yellow", glyph: "down" },
  "partnership:joint_venture": { label: "joint venture", short: "JV", colour: "vermilion", glyph: "diamond" },
  "partnership:consortium": { label: "consortium", short: "consortium", colour: "purple", glyph: "hexagon" },
  "partnership:alliance": { label: "alliance", short: "alliance", colour: "green", glyph: "star" },
  "partnership:cooperation": { label: "cooperation", short: "coop.", colour: "grey", glyph: "ring" },
  "holding:subsidiary": { label: "subsidiary", short: "subsidiary", colour: "ink", glyph: "arrow" },
  "holding:joint_venture": { label: "joint venture (holding)", short: "JV", colour: "ink", glyph: "half" },
  "holding:shareholding": { label: "shareholding", short: "share", colour: "ink", glyph: "cross" },
  "holding:acquisition": { label: "acquisition", short: "acquisition", colour: "ink", glyph: "arrows" },
};

// How sure to stand: drawn solid, dashed, dotted.
const STATUSES = {
  proposed: "dashed",
  planned: "dashed",
  signed: "solid",
  active: "solid",
  current: "solid",
  completed: "solid",
  ended: "dotted",
  former: "dotted",
};

const ROLES = ["prime", "customer", "operator", "supplier", "launcher", "partner"];

const words = (term) => term.replaceAll("_", " ");
const keyOf = (row) => `${row.family}:${row.kind}`;
const kindOf = (row) =>
  KINDS[keyOf(row)] ?? { label: words(row.kind), short: words(row.kind), colour: "grey", glyph: "ring" };
const kindLabel = (row) => (row.family === "holding" ? words(row.kind) : kindOf(row).label);
const percent = (share) => `${Number(share.toPrecision(6))} %`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// 2025-10-13 → 13 Oct 2025; a date may stop at the month or the year.
function dateWords(date) {
  const [year, month, day] = date.slice(0, 10).split("-");
  return [day && String(Number(day)), month && (MONTHS[month - 1] ?? month), year].filter(Boolean).join(" ");
}

// What a row says, without the names.
function says(said) {
  const row = said.row;
  const kind = said.kind ?? row.kind;
  const parts = [];
  if (said.share !== undefined) parts.push(percent(said.share));
  if (row.role) parts.push(row.role);
  else if (kind) parts.push(words(kind));
  if (said.status) parts.push(said.status);
  if (said.date) parts.push(dateWords(said.date));
  return parts.join(", ");
}

const statusBadge = (status) =>
  el(`span.badge.${STATUSES[status] ?? "solid"}`, null, words(status));
const kindBadge = (row) => el("span.kind", null, glyph(kindOf(row)), kindLabel(row));
const nameLink = (number) => el("a.name", { href: `#/name/${entities[number].id}` }, entities[number].name);
const factLink = (row, ...children) => el("a.fact", { href: `#/fact/${row.id}` }, ...children);

// The names with a dot between them.
const nameLinks = (numbers) =>
  numbers.flatMap((number, at) => (at ? [el("span.dot", null, " · "), nameLink(number)] : [nameLink(number)]));

const sourcesOf = (row) => new Set(row.said.map((said) => said.document)).size;

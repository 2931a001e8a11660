// Ownership from the top down, as it was worked out beforehand: a firm stands below each of its
// owners, with what the owner at the top holds of it through the chain.

// Who holds an entity through others, and what it holds through others.
const ownersThrough = entities.map(() => []);
const holdingsThrough = entities.map(() => []);
for (const { owned, owners } of data.indirect) {
  ownersThrough[owned] = owners;
  for (const owner of owners) holdingsThrough[owner.name].push({ ...owner, name: owned });
}

const passing = (links) => links.filter((link) => link.rows.some((id) => passes(factById.get(id))));

function drawOwnership() {
  const body = document.querySelector("#ownership [data-body]");
  const trees = data.trees.filter((tree) => passing(tree.links).length);
  const others = holdings.filter((row) => row.status !== "current" && passes(row));
  if (!trees.length && !others.length) {
    body.replaceChildren(el("p.empty", null, holdings.length ? "No holding passes the filters." : "No holdings were found."));
    return;
  }
  const drawn = el("div.trees");
  body.replaceChildren(drawn, inPages(drawn, trees, 24, treeCard));
  if (!others.length) return;
  const list = el("div.others");
  body.append(el("h3", null, "Planned and former"), list, inPages(list, others, 24, (row) => factLine(row, null, ...otherHolding(row))));
}

const otherHolding = (row) =>
  [el("span.names", null, claim(row)), kindBadge(row), row.date ? el("span.date", null, dateWords(row.date)) : null];

function treeCard(tree) {
  return el("article.tree", null,
    el("h3", null, nameLink(tree.root)),
    branches(tree.links, 1),
    tree.sums.length
      ? el("div.sums", null, el("h4", null, "Through all chains"), el("ul.plain", null, tree.sums.map(sumLine)))
      : null);
}

// What several chains come to; nothing of it where no chain has all its shares.
function sumLine({ name, share, chains, partial, over }) {
  const known = share ? [partial ? "at least " : "", share] : "–";
  return el("li", null, el("span.share", null, known), " ", nameLink(name),
    el("span.where", null, chains > 1 ? ` by ${chains} chains` : " through others"),
    over ? el("span.conflict", null, " ≠ more than all of it: some share must be wrong") : null);
}

const branches = (links, depth) => el("ul", null, passing(links).map((link) => branch(link, depth)));

function branch(link, depth) {
  const line = el("div.holding", null,
    shareBar(link.bar),
    el("span.share", null, link.share || "–"),
    el("span.names", null, nameLink(link.name)),
    depth > 1 && link.through && !link.loop ? el("span.through", null, `look-through ${link.through}`) : null,
    el("span.tail", null,
      link.share ? null : el("span.kindword", null, "share not given"),
      el("span.kindword", null, words(link.kind)),
      link.date ? el("span.date", null, dateWords(link.date)) : null,
      link.conflict ? conflictMark(link) : null,
      link.rows.map((id) => evidenceLink(factById.get(id), link.rows.length > 1))));
  const below = passing(link.links);
  return el("li", null, line,
    link.loop ? el("p.loop", null, "↺ a loop: it stands above already") : null,
    link.cut ? el("p.loop", null, "… too many to show: see the dossier") : null,
    below.length ? beneath(below, depth + 1) : null);
}

function evidenceLink(row, apart) {
  const share = apart ? `${row.share === null ? "no share" : percent(row.share)}: ` : "";
  return factLink(row, `${share}${plural(sourcesOf(row), "source")}`);
}

// Deep chains unfold on demand.
function beneath(links, depth) {
  if (depth <= 3) return branches(links, depth);
  const rest = el("details", null, el("summary", null, plural(links.length, "holding")));
  rest.addEventListener("toggle", () => {
    if (rest.open && rest.children.length === 1) rest.append(branches(links, depth));
  });
  return rest;
}

const shareBar = (share) =>
  el(share === null ? "span.sharebar.unknown" : "span.sharebar", { "aria-hidden": "true", style: { "--value": (share ?? 0) / 100 } });

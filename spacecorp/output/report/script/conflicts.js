// Where sources contradict each other: each figure with its sentences, side by side.

const disputes = (() => {
  const groups = new Map();
  for (const row of holdings) {
    if (!row.conflict) continue;
    const sum = row.conflict.startsWith("shares");
    const key = sum ? `${row.owned}` : `${row.owner}/${row.owned}`;
    if (!groups.has(key)) groups.set(key, { owned: row.owned, owner: sum ? null : row.owner, conflict: row.conflict, rows: [] });
    groups.get(key).rows.push(row);
  }
  return [...groups.values()];
})();

function drawConflicts() {
  const body = document.querySelector("#conflicts [data-body]");
  const shown = disputes.filter((dispute) => dispute.rows.some(isSure));
  if (!shown.length) {
    body.replaceChildren(el("p.empty", null, disputes.length ? "No conflict passes the filters." : "No two sources contradict each other about a share."));
    return;
  }
  const list = el("div.disputes");
  body.replaceChildren(list, inPages(list, shown, 12, disputeCard));
}

function disputeCard(dispute) {
  const about = dispute.owner === null
    ? ["Who owns ", nameLink(dispute.owned), "?"]
    : ["How much of ", nameLink(dispute.owned), " does ", nameLink(dispute.owner), " hold?"];
  return el("article.dispute", null,
    el("h3", null, about),
    el("p.conflict", null, "≠ ", dispute.conflict),
    el("div.sides", null, dispute.rows.map((row) => el("div.side", null,
      el("p.figure", null, percent(row.share), dispute.owner === null ? el("span", null, " ", nameLink(row.owner)) : null),
      statements(row)))));
}

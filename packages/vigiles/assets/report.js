"use strict";
// Fills, filters and sorts the table of a report. It is part of the page, and loads nothing.
(() => {
  const pageSize = 100;
  const severities = ["unknown", "none", "low", "medium", "high", "critical"];
  const [packageAt, versionAt, idAt, cvssAt, severityAt, fixAt, statusAt, openAt, urlAt] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const rows = JSON.parse(document.getElementById("findings").textContent);
  const texts = new Map(rows.map((row) => [row, row.slice(packageAt, openAt).join(" ").toLowerCase()]));
  const collator = new Intl.Collator(undefined, { numeric: true });
  const byId = (id) => document.getElementById(id);
  const body = byId("rows");
  const state = { column: severityAt, descending: true, page: 0, sorted: [], matching: [] };

  function compare(one, other) {
    if (state.column === severityAt) {
      const ranks = severities.indexOf(one[severityAt]) - severities.indexOf(other[severityAt]);
      return ranks || (one[cvssAt] ?? -1) - (other[cvssAt] ?? -1);
    }
    if (state.column === cvssAt) return (one[cvssAt] ?? -1) - (other[cvssAt] ?? -1);
    return collator.compare(one[state.column], other[state.column]);
  }

  function sort() {
    const direction = state.descending ? -1 : 1;
    state.sorted = rows.toSorted((one, other) => direction * compare(one, other));
  }

  function match() {
    const wanted = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const severity = byId("severity").value;
    const openOnly = byId("open").checked;
    const fits = (row) =>
      (severity === "" || row[severityAt] === severity) &&
      (!openOnly || row[openAt]) &&
      wanted.every((word) => texts.get(row).includes(word));
    state.matching = state.sorted.filter(fits);
    state.page = 0;
  }

  function cell(text, className) {
    const td = document.createElement("td");
    td.textContent = text;
    if (className) td.className = className;
    return td;
  }

  function idCell(id, url) {
    if (url === null) return cell(id);
    const td = document.createElement("td");
    const link = document.createElement("a");
    link.href = url;
    link.rel = "noreferrer";
    link.textContent = id;
    td.append(link);
    return td;
  }

  function line(row) {
    const tr = document.createElement("tr");
    const score = row[cvssAt] === null ? "" : row[cvssAt].toFixed(1);
    const severity = cell(row[severityAt], row[severityAt]);
    tr.append(
      cell(row[packageAt]),
      cell(row[versionAt]),
      idCell(row[idAt], row[urlAt]),
      cell(score, "number"),
      severity,
    );
    tr.append(cell(row[fixAt]), cell(row[statusAt]));
    return tr;
  }

  function show(all) {
    const { matching, page } = state;
    const from = all ? 0 : page * pageSize;
    const shown = all ? matching : matching.slice(from, from + pageSize);
    const lines = document.createDocumentFragment();
    for (const row of shown) lines.append(line(row));
    body.replaceChildren(lines);
    const pages = Math.max(1, Math.ceil(matching.length / pageSize));
    byId("count").textContent = `${matching.length} of ${rows.length} findings`;
    byId("page").textContent = `Page ${page + 1} of ${pages}`;
    byId("previous").disabled = page === 0;
    byId("next").disabled = page + 1 >= pages;
  }

  function refresh() {
    match();
    show();
  }

  function turn(by) {
    state.page += by;
    show();
    byId("findings-table").scrollIntoView();
  }

  for (const header of document.querySelectorAll("th[data-column]")) {
    header.querySelector("button").addEventListener("click", () => {
      const column = Number(header.dataset.column);
      state.descending = state.column === column ? !state.descending : column === cvssAt || column === severityAt;
      state.column = column;
      for (const other of document.querySelectorAll("th[data-column]")) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      sort();
      refresh();
    });
  }
  byId("filter").addEventListener("input", refresh);
  byId("severity").addEventListener("change", refresh);
  byId("open").addEventListener("change", refresh);
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  // On paper there are no pages to turn.
  addEventListener("beforeprint", () => show(true));
  addEventListener("afterprint", () => show());
  byId("controls").hidden = false;
  byId("paging").hidden = false;
  sort();
  refresh();
})();

"use strict";
// Searches, filters and sorts all findings of a report; without it, the style does so with the rows that are in the page.
// It is part of the page, and loads nothing.
(() => {
  const pageSize = 100;
  const severities = ["unknown", "none", "low", "medium", "high", "critical"];
  const byId = (id) => document.getElementById(id);
  const body = byId("rows");
  if (body === null) return;

  const rows = JSON.parse(byId("findings").textContent).map((values) => {
    const [name, version, id, score, severity, fix, status, isOpen, isNew, url, description, references] = values;
    const texts = { package: name, version, id, score, severity, fix, status };
    const searched = Object.values(texts).join(" ").toLowerCase();
    return { ...texts, searched, rank: severities.indexOf(severity), isOpen, isNew, url, description, references };
  });
  const collator = new Intl.Collator("en", { numeric: true });
  const template = byId("row").content.firstElementChild;
  const isChecked = (id) => byId(id)?.checked === true;
  const state = { page: 0, sorted: [], matching: [] };

  function compare(one, other, key) {
    if (key === "severity") return other.rank - one.rank || Number(other.score || -1) - Number(one.score || -1);
    return Number(one[key] === "") - Number(other[key] === "") || collator.compare(one[key], other[key]);
  }

  function sort() {
    const key = document.querySelector("input[name=sort]:checked").value;
    const direction = isChecked("reverse") ? -1 : 1;
    state.sorted = rows.toSorted((one, other) => direction * compare(one, other, key));
    for (const heading of document.querySelectorAll("thead th")) {
      const isSorted = heading.classList.contains(`by-${key}`);
      if (isSorted) heading.setAttribute("aria-sort", isDescending(key) ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  }

  function isDescending(key) {
    return isChecked("reverse") !== (key === "severity");
  }

  function match() {
    const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set(severities.filter((severity) => isChecked(`show-${severity}`)));
    const [onlyOpen, onlyNew, onlyFixable] = ["only-open", "only-new", "only-fixable"].map(isChecked);
    const fits = (row) =>
      shown.has(row.severity) &&
      (!onlyOpen || row.isOpen) &&
      (!onlyNew || row.isNew) &&
      (!onlyFixable || row.fix !== "") &&
      words.every((word) => row.searched.includes(word));
    state.matching = state.sorted.filter(fits);
    state.page = 0;
  }

  /** Fills a copy of the template, and removes what the finding does not have. */
  function line(row) {
    const tr = template.cloneNode(true);
    const part = (selector) => tr.querySelector(selector);
    tr.className = [row.severity, row.isOpen ? "open" : "closed", row.isNew ? "new" : ""].join(" ").trim();
    for (const name of ["package", "version", "id", "score", "severity", "fix", "status"]) {
      part(`.${name} .text`).textContent = row[name];
    }
    const link = part(".id a");
    if (row.url === null) link.replaceWith(...link.childNodes);
    else link.href = row.url;
    if (!row.isNew) part(".mark").remove();
    fillDetails(part("details"), row);
    return tr;
  }

  function fillDetails(details, { id, description, references }) {
    if (description === "" && references.length === 0) return details.remove();
    details.querySelector(".unseen").textContent = ` of ${id.slice(0, 100)}`;
    details.querySelector(".description").textContent = description;
    const list = details.querySelector(".references");
    const items = references.map((reference) => {
      const item = document.createElement("li");
      item.textContent = reference;
      return item;
    });
    list.replaceChildren(...items);
    if (items.length === 0) list.previousElementSibling.remove();
  }

  function show(all) {
    const { matching, page } = state;
    const from = all ? 0 : page * pageSize;
    const shown = all ? matching : matching.slice(from, from + pageSize);
    const lines = document.createDocumentFragment();
    for (const row of shown) lines.append(line(row));
    body.replaceChildren(lines);
    const pages = Math.max(1, Math.ceil(matching.length / pageSize));
    const count = `${matching.length} of ${rows.length} findings`;
    byId("count").textContent = matching.length === 0 ? `${count}. Nothing matches the search and the filters.` : count;
    byId("page").textContent = `Page ${page + 1} of ${pages}`;
    byId("previous").disabled = page === 0;
    byId("next").disabled = page + 1 >= pages;
    byId("paging").hidden = pages === 1;
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

  /** A second click on a heading reverses the order. */
  function reverseOnSecondClick(event) {
    if (!byId(event.currentTarget.htmlFor).checked) return;
    byId("reverse").checked = !isChecked("reverse");
    byId("reverse").dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.querySelector(".controls").addEventListener("change", ({ target }) => {
    if (target.id === "filter") return;
    if (target.name === "sort" || target.id === "reverse") sort();
    refresh();
  });
  for (const label of document.querySelectorAll("th label")) label.addEventListener("click", reverseOnSecondClick);
  byId("filter").addEventListener("input", refresh);
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  // On paper there are no pages to turn.
  addEventListener("beforeprint", () => show(true));
  addEventListener("afterprint", () => show());
  document.body.classList.add("scripted");
  byId("search").hidden = false;
  byId("places").remove();
  sort();
  refresh();
})();

"use strict";
(() => {
  const root = document.documentElement;

  // Theme: follows the system until the reader chooses.
  const toggle = document.querySelector(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = (value) => {
    try {
      if (value) localStorage.setItem("holdout-theme", value);
      return localStorage.getItem("holdout-theme");
    } catch {
      return null;
    }
  };
  const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const label = () => { toggle.textContent = dark() ? "Light theme" : "Dark theme"; };
  const chosen = stored();
  if (!root.dataset.theme && (chosen === "dark" || chosen === "light")) root.dataset.theme = chosen;
  toggle.hidden = false;
  label();
  system.addEventListener("change", label);
  toggle.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    stored(root.dataset.theme);
    label();
  });

  // Tables: a click on a heading sorts, a second one turns the order round; what is undefined stays last.
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  };
  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, undefined, { numeric: true }) : x - y;
  };
  const sort = (table, column, heading) => {
    const numeric = heading.classList.contains("num");
    const before = heading.getAttribute("aria-sort");
    const descending = before ? before === "ascending" : numeric;
    table.querySelectorAll("th[aria-sort]").forEach((th) => th.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row, index) => ({ row, index, key: key(row, column) }));
    rows.sort((a, b) => {
      if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
      const order = compare(a.key, b.key);
      return (descending ? -order : order) || a.index - b.index;
    });
    body.append(...rows.map((entry) => entry.row));
  };
  document.querySelectorAll("table[data-sortable]").forEach((table) => {
    Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, column, heading));
      heading.append(button);
    });
  });

  // Filter: by words anywhere in the row and by verdict.
  document.querySelectorAll("table[data-filter]").forEach((table) => {
    const rows = Array.from(table.tBodies[0].rows);
    const bar = document.createElement("div");
    bar.className = "filter";
    bar.setAttribute("role", "search");
    const search = document.createElement("input");
    search.type = "search";
    search.placeholder = "Filter " + table.dataset.filter;
    search.setAttribute("aria-label", search.placeholder);
    const verdict = document.createElement("select");
    verdict.setAttribute("aria-label", "Verdict");
    verdict.append(new Option("every verdict", ""));
    new Set(rows.map((row) => row.dataset.verdict)).forEach((word) => verdict.append(new Option(word, word)));
    const count = document.createElement("output");
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row) => {
        const text = row.textContent.toLowerCase();
        const fits = (!verdict.value || row.dataset.verdict === verdict.value) && words.every((word) => text.includes(word));
        row.hidden = !fits;
        if (fits) shown++;
      });
      count.textContent = shown + " of " + rows.length;
    };
    search.addEventListener("input", apply);
    verdict.addEventListener("change", apply);
    bar.append(search, verdict, count);
    table.closest(".scroll").before(bar);
    apply();
  });

  // Contents: marks the section being read.
  const links = new Map(Array.from(document.querySelectorAll(".toc a"), (a) => [a.hash.slice(1), a]));
  const headings = Array.from(links.keys(), (id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    let current = headings[0];
    headings.forEach((heading) => { if (heading.getBoundingClientRect().top < 160) current = heading; });
    links.forEach((link, id) => {
      if (id === current.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
})();

"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name in node && name !== "list") node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  // Forest plots: one for each compared metric, one of them shown.
  const choice = $("#forest-metric");
  if (choice) {
    choice.hidden = false;
    choice.addEventListener("change", () => {
      document.querySelectorAll(".forest[data-metric]").forEach((plot) => { plot.hidden = plot.dataset.metric !== choice.value; });
    });
  }

  // Curves of a segment beside those of all rows.
  const picker = $("#curve-segment");
  if (picker) {
    $(".curve-choice").hidden = false;
    picker.addEventListener("change", () => {
      const chosen = picker.selectedOptions[0];
      [[".roc", "roc"], [".pr", "pr"]].forEach(([figure, key]) => {
        const plot = $(figure + " svg");
        if (!plot) return;
        plot.querySelectorAll(".other").forEach((path) => path.remove());
        const course = chosen.dataset[key];
        if (!course) return;
        const path = document.createElementNS(plot.namespaceURI, "path");
        path.setAttribute("class", "curve other");
        path.setAttribute("d", course);
        plot.append(path);
      });
      $(".legend").textContent = chosen.value ? "solid: all rows · dashed: " + chosen.value : "";
    });
  }

  // All segments.
  const root = $("#segment-table");
  if (!root) return;
  const data = JSON.parse($("#segment-data").textContent);
  const VERDICTS = ["worse", "not worse", "too few rows", "not compared"];
  const CLASSES = ["worse", "not_worse", "too_few_rows", "not_compared"];
  const MARKS = ["↓", "✓", "…", "="];
  const PER_PAGE = 50;
  const count = data.rows.length;
  const minus = (text) => text.replace("-", "−");
  const grouped = (value, digits) => minus(value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const signed = (value, digits) => (value > 0 ? "+" : "") + grouped(value, digits);

  const parts = data.names.map((name) => {
    const columns = Object.create(null);
    for (let at = 0; at < name.length; at += 2) columns[data.columns[name[at]]] = data.values[name[at]][name[at + 1]];
    return columns;
  });
  const shown = (value) => value === null ? "(missing)" : value === "" ? "(empty text)" : value;
  const names = parts.map((columns) => Object.entries(columns).map(([column, value]) => column + " = " + shown(value)).join(", "));
  const haystack = names.map((name) => name.toLowerCase());

  // Columns: value() sorts and is exported, cell() is shown.
  const numeric = (source, id, title, options) => {
    const unit = 10 ** source.digits;
    const at = (array, row) => array && typeof array[row] === "number" ? array[row] : null;
    const value = (row) => typeof source.v[row] === "number" ? source.v[row] / unit : null;
    const end = (row, array, sign) => at(array, row) === null || value(row) === null ? null : (source.v[row] + sign * array[row]) / unit;
    return {
      id, title, metric: source.name, num: true, sign: source.sign, gap: !!options.gap, value,
      lower: (row) => end(row, source.l, -1), upper: (row) => end(row, source.u, 1),
      reason: (row) => typeof source.v[row] === "string" ? data.reasons[Number(source.v[row])] : source.v[row] === null ? (options.gap ? "not compared" : "not computed") : "",
      p: options.gap ? (row) => source.p[row] === null ? null : source.p[row] / 1e4 : undefined,
      worse: options.gap ? (row) => source.w[row] === 1 : () => false,
      digits: source.digits, format: options.gap ? signed : grouped,
    };
  };
  const plain = (id, title, values) => ({
    id, title, num: true, sign: 0, value: (row) => values[row], lower: () => null, upper: () => null, reason: () => "", worse: () => false, digits: 0, format: grouped,
  });
  const columns = [plain("rows", "Rows", data.rows)];
  if (data.binary) columns.push(plain("positives", "Positive", data.positives));
  data.metrics.forEach((source) => {
    columns.push(numeric(source, source.name, source.title, {}));
    const gap = data.gaps.find((one) => one.name === source.name);
    if (gap) columns.push(numeric(gap, "gap." + source.name, source.title + " against the rest", { gap: true }));
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const standard = columns.filter((column) => column.num).slice(0, data.binary ? 5 : 4).map((column) => column.id);

  // State: in the address, so that a view can be linked to.
  const initial = () => ({ sort: "sure", dir: "", q: "", verdict: "", column: "", min: "", page: 1, cols: standard, only: "" });
  let state = initial();
  const read = () => {
    if (!/^#table(\?|$)/.test(location.hash)) return false;
    const given = new URLSearchParams(location.hash.slice(location.hash.indexOf("?") + 1 || location.hash.length));
    const next = initial();
    ["sort", "dir", "q", "verdict", "column", "min", "only"].forEach((key) => { if (given.has(key)) next[key] = given.get(key); });
    if (given.has("page")) next.page = Math.max(1, Number.parseInt(given.get("page"), 10) || 1);
    if (given.has("cols")) next.cols = given.get("cols").split(",").filter((id) => byId.has(id));
    if (next.sort !== "sure" && next.sort !== "segment" && next.sort !== "verdict" && !byId.has(next.sort)) next.sort = "sure";
    state = next;
    return true;
  };
  const write = () => {
    const standing = initial();
    const out = new URLSearchParams();
    Object.keys(standing).forEach((key) => {
      const value = String(state[key]);
      if (value !== String(standing[key])) out.set(key, value);
    });
    const text = out.toString();
    history.replaceState(null, "", "#table" + (text ? "?" + text : ""));
  };

  const matching = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const only = state.only === "" ? null : new Set(state.only.split(",").map(Number));
    const least = Number(state.min) || 0;
    const found = [];
    for (let row = 0; row < count; row++) {
      if (only && !only.has(row)) continue;
      if (state.verdict && VERDICTS[data.verdicts[row]] !== state.verdict) continue;
      if (state.column && !(state.column in parts[row])) continue;
      if (data.rows[row] < least) continue;
      if (!words.every((word) => haystack[row].includes(word))) continue;
      found.push(row);
    }
    return found;
  };
  const sorted = (rows) => {
    const down = state.dir === "desc";
    if (state.sort === "sure") return down ? rows.reverse() : rows;
    if (state.sort === "segment") {
      return rows.sort((a, b) => (down ? -1 : 1) * names[a].localeCompare(names[b], "en", { numeric: true }) || a - b);
    }
    const key = state.sort === "verdict" ? (row) => data.verdicts[row] : byId.get(state.sort).value;
    return rows.sort((a, b) => {
      const x = key(a), y = key(b);
      if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1; // undefined stays last
      return (down ? y - x : x - y) || a - b;
    });
  };

  // Controls.
  const search = make("input", { type: "search", placeholder: "Search segments", ariaLabel: "Search segments" });
  const verdict = make("select", { ariaLabel: "Verdict" }, new Option("every verdict", ""));
  VERDICTS.forEach((word) => verdict.append(new Option(word, word)));
  const column = make("select", { ariaLabel: "Segments of column" }, new Option("every column", ""));
  data.columns.forEach((name) => column.append(new Option(name, name)));
  const least = make("input", { type: "number", min: "0", step: "1", ariaLabel: "Fewest rows" });
  const list = make("div", { className: "list" });
  const boxes = columns.map((one) => {
    const box = make("input", { type: "checkbox", value: one.id });
    box.addEventListener("change", () => update({ cols: boxes.filter((b) => b.checked).map((b) => b.value) }));
    list.append(make("label", {}, box, one.title));
    return box;
  });
  const chooser = make("details", { className: "chooser" }, make("summary", {}, "Columns"), list);
  chooser.addEventListener("keydown", (event) => { if (event.key === "Escape") { chooser.open = false; chooser.firstChild.focus(); } });
  const reset = make("button", { type: "button" }, "Show all");
  const csv = make("button", { type: "button" }, "CSV of what is shown");
  const json = make("button", { type: "button" }, "JSON");
  const output = make("output", { ariaLive: "polite" });
  const controls = make("div", { className: "controls", role: "search" }, search, verdict, column,
    make("label", {}, "at least", least, "rows"), chooser, csv, json, reset, output);
  const head = make("tr");
  const body = make("tbody");
  const caption = make("caption");
  const table = make("table", { className: "everything", id: "segments-table" }, caption, make("thead", {}, head), body);
  const previous = make("button", { type: "button" }, "← Previous");
  const next = make("button", { type: "button" }, "Next →");
  const where = make("span");
  const pages = make("nav", { className: "pages", ariaLabel: "Pages of segments" }, previous, where, next);
  root.append(controls, make("div", { className: "scroll", role: "region", ariaLabel: "All segments", tabIndex: 0 }, table), pages);

  const heading = (id, title, num, metric) => {
    const cell = make("th", { scope: "col", className: num ? "num" : "" });
    const button = make("button", { type: "button", className: "sort" }, title);
    button.dataset.sort = id;
    button.addEventListener("click", () => {
      const ascendingFirst = !num;
      const dir = state.sort === id ? (state.dir === "desc" ? "asc" : "desc") : ascendingFirst ? "asc" : "desc";
      update({ sort: id, dir });
      const again = head.querySelector('[data-sort="' + CSS.escape(id) + '"]');
      if (again) again.focus();
    });
    cell.append(button);
    if (state.sort === id) cell.setAttribute("aria-sort", state.dir === "desc" ? "descending" : "ascending");
    if (metric && document.getElementById("metric-" + metric)) {
      cell.append(make("a", { className: "what", href: "#metric-" + metric, ariaLabel: "Definition of " + title }, "?"));
    }
    return cell;
  };
  const figure = (one, row) => {
    const value = one.value(row);
    const cell = make("td", { className: "num" });
    if (value === null) {
      const why = one.reason(row);
      cell.className = "num undefined";
      cell.append(make("span", { title: why }, "—"), make("span", { className: "ci" }, why));
      return cell;
    }
    cell.append(one.format(value, one.digits));
    if (one.id === "positives") cell.append(make("span", { className: "ci" }, data.rows[row] ? grouped(100 * value / data.rows[row], 1) + " %" : ""));
    const lower = one.lower(row), upper = one.upper(row);
    if (lower !== null && upper !== null) {
      const between = one.gap || lower < 0 ? " to " : "–";
      cell.append(make("span", { className: "ci" }, one.format(lower, one.digits) + between + one.format(upper, one.digits)));
    }
    if (one.worse(row)) cell.append(make("span", { className: "ci worse-mark" }, "↓ worse"));
    return cell;
  };
  const line = (row, chosen) => {
    const name = make("th", { scope: "row" });
    Object.entries(parts[row]).forEach(([of, value]) => {
      name.append(make("span", { className: "names" }, make("span", { className: "muted small" }, make("bdi", {}, of), " = "), make("bdi", {}, shown(value))));
    });
    const told = make("td", { className: "story" }, make("span", { className: "tag v-" + CLASSES[data.verdicts[row]] }, MARKS[data.verdicts[row]] + " " + VERDICTS[data.verdicts[row]]));
    if (data.stories[row]) told.append(make("span", { className: "ci" }, make("bdi", {}, data.stories[row])));
    return make("tr", {}, name, ...chosen.map((one) => figure(one, row)), told);
  };

  let current = [];
  const render = () => {
    const chosen = state.cols.map((id) => byId.get(id)).filter(Boolean);
    current = sorted(matching());
    const last = Math.max(1, Math.ceil(current.length / PER_PAGE));
    state.page = Math.min(state.page, last);
    const from = (state.page - 1) * PER_PAGE;
    search.value = state.q;
    verdict.value = state.verdict;
    column.value = state.column;
    least.value = state.min;
    boxes.forEach((box) => { box.checked = state.cols.includes(box.value); });
    head.replaceChildren(heading("segment", "Segment", false), ...chosen.map((one) => heading(one.id, one.title, true, one.metric)), heading("verdict", "Verdict", false));
    body.replaceChildren(...current.slice(from, from + PER_PAGE).map((row) => line(row, chosen)));
    const order = state.sort === "sure" ? "surest worst first" : "sorted by " + (byId.has(state.sort) ? byId.get(state.sort).title : state.sort);
    caption.textContent = "Segments, " + order;
    output.textContent = grouped(current.length, 0) + " of " + grouped(count, 0) + " segments";
    where.textContent = "Page " + state.page + " of " + last;
    pages.hidden = last === 1;
    previous.disabled = state.page === 1;
    next.disabled = state.page === last;
    reset.disabled = state.only === "" && !state.q && !state.verdict && !state.column && !state.min && state.sort === "sure";
  };
  const update = (changes) => {
    state = { ...state, page: 1, ...changes };
    render();
    write();
  };

  search.addEventListener("input", () => update({ q: search.value, only: "" }));
  verdict.addEventListener("change", () => update({ verdict: verdict.value, only: "" }));
  column.addEventListener("change", () => update({ column: column.value, only: "" }));
  least.addEventListener("input", () => update({ min: least.value, only: "" }));
  reset.addEventListener("click", () => update({ ...initial(), cols: state.cols }));
  previous.addEventListener("click", () => update({ page: state.page - 1 }));
  next.addEventListener("click", () => update({ page: state.page + 1 }));

  // What is shown, for other programs.
  const quoted = (value) => {
    if (value === null || value === undefined) return "";
    let text = String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text; // no formula for a spreadsheet
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const chosenColumns = () => state.cols.map((id) => byId.get(id)).filter(Boolean);
  const asCsv = () => {
    const chosen = chosenColumns();
    const interval = (one) => one.metric !== undefined;
    const first = [...data.columns, "verdict", ...chosen.flatMap((one) => interval(one) ? [one.id, one.id + ".lower", one.id + ".upper", ...(one.gap ? [one.id + ".p_adjusted"] : [])] : [one.id])];
    const lines = current.map((row) => [
      ...data.columns.map((name) => name in parts[row] ? shown(parts[row][name]) : null),
      VERDICTS[data.verdicts[row]],
      ...chosen.flatMap((one) => interval(one) ? [one.value(row), one.lower(row), one.upper(row), ...(one.gap ? [one.p(row)] : [])] : [one.value(row)]),
    ]);
    return [first, ...lines].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
  };
  const asJson = () => JSON.stringify(current.map((row) => {
    const result = { segment: parts[row], verdict: VERDICTS[data.verdicts[row]], metrics: {}, gap: {} };
    chosenColumns().forEach((one) => {
      if (one.metric === undefined) { result[one.id] = one.value(row); return; }
      const told = one.value(row) === null ? { undefined: one.reason(row) } : { value: one.value(row), lower: one.lower(row), upper: one.upper(row) };
      if (one.gap && one.p(row) !== null) told.p_adjusted = one.p(row);
      result[one.gap ? "gap" : "metrics"][one.metric] = told;
    });
    return result;
  }), null, 1);
  const save = (name, type, text) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  csv.addEventListener("click", () => save("segments.csv", "text/csv", asCsv()));
  json.addEventListener("click", () => save("segments.json", "application/json", asJson()));
  root.shown = { csv: asCsv, json: asJson };

  const follow = (scroll) => {
    const linked = read();
    if (linked || !scroll) render();
    if (linked) $("#table").scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", () => follow(true));
  follow(false);
})();

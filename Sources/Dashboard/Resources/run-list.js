// The list of runs: sorted, filtered, and chosen from for a comparison.

import { html, setText } from "./dom.js";
import { countText, dash, durationText, momentText, percentText, seedOf } from "./format.js";
import { changed, store } from "./store.js";
import { stateBadge } from "./run-view.js";

/** Key, heading, whether it is a number, and how it is written. */
const listColumns = [
  ["path", "run", false], ["method", "method", false], ["dataset", "data set", false],
  ["seed", "seed", true], ["state", "state", false],
  ["testAccuracy", "test accuracy", true, percentText],
  ["parameters", "parameters", true, countText],
  ["multiplyAdds", "multiply-adds", true, countText], ["seconds", "time", true, durationText],
  ["updated", "last change", true, momentText],
];

/** A report does not know when files were written. */
function shownColumns() {
  return listColumns.filter(([key]) => key !== "updated" || !store.report);
}

/** The address of a page of runs within this page. */
export function runAddress(page, paths) {
  const query = new URLSearchParams(paths.map((path) => ["path", path]));
  return `#${page}?${query}`;
}

function isWanted(run) {
  const text = [run.path, run.method, run.dataset, run.preset, run.state, `seed ${seedOf(run)}`]
    .join(" ").toLowerCase();
  return store.filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** What a run has in a column; seeds are texts, which sort as numbers. */
function valueIn(run, key) { return key === "seed" ? seedOf(run) : run[key] ?? null; }

function compared(a, b) {
  return typeof a === "string" && typeof b === "string"
    ? a.localeCompare(b, "en", { numeric: true }) : a === b ? 0 : a - b;
}

/** What a run is sorted by: those under way all change now, so that they do not take turns. */
function placeIn(run, key) {
  return key === "updated" && run.state === "running" ? Infinity : valueIn(run, key);
}

/** Sorted as chosen; what is not known comes last either way. */
function sortedRuns(runs) {
  const { key, isDescending } = store.order;
  const isUnknown = (run) => valueIn(run, key) === null;
  return [...runs].sort((a, b) => isUnknown(a) || isUnknown(b)
    ? isUnknown(a) - isUnknown(b)
    : compared(placeIn(a, key), placeIn(b, key)) * (isDescending ? -1 : 1));
}

function chooser(run) {
  return html("input", {
    type: "checkbox", "aria-label": `Compare ${run.path}`, checked: store.selection.has(run.path),
    "data-path": run.path,
    onchange: ({ target }) => {
      store.selection[target.checked ? "add" : "delete"](run.path);
      changed();
    },
  });
}

function cellOf(run, [key, , isNumeric, text]) {
  if (key === "path") {
    return html("th", { scope: "row" },
      html("a", { href: runAddress("run", [run.path]), "data-path": run.path }, run.path),
      run.error ? html("small", { class: "trouble" }, run.error) : null);
  }
  const value = valueIn(run, key);
  const shown = value === null ? dash
    : key === "state" ? stateBadge(value) : text ? text(value) : value;
  return html("td", { class: isNumeric ? "number" : null }, shown);
}

function headOf([key, name, isNumeric]) {
  const { key: sorted, isDescending } = store.order;
  const order = key !== sorted ? null : isDescending ? "descending" : "ascending";
  const sort = () => {
    store.order = { key, isDescending: key === sorted ? !isDescending : isNumeric };
    changed();
  };
  return html("th", { scope: "col", class: isNumeric ? "number" : null, "aria-sort": order },
    html("button", { type: "button", onclick: sort, "data-path": `sort ${key}` }, name,
      html("span", { "aria-hidden": true, class: "arrow" },
        order === null ? "" : isDescending ? " \u2193" : " \u2191")));
}

/**
 * Puts rows in place, and the focus back to where it was. Rows that stay are not touched: a press
 * and its release may have news between them, and are a click only on the same element.
 */
function arrange(node, rows) {
  const { activeElement } = document;
  const [path, tag] = node.contains(activeElement)
    ? [activeElement.dataset.path, activeElement.tagName] : [null, null];
  const wanted = new Set(rows);
  for (const row of [...node.children]) if (!wanted.has(row)) row.remove();
  rows.forEach((row, index) => {
    const there = node.children[index] ?? null;
    if (there !== row) node.insertBefore(row, there);
  });
  if (!path || node.contains(document.activeElement)) return;
  [...node.querySelectorAll("[data-path]")]
    .find((other) => other.dataset.path === path && other.tagName === tag)?.focus();
}

export function runList() {
  const heads = html("thead", null);
  const rows = html("tbody", null);
  let kept = new Map();
  let shownOrder = null;
  const count = html("span", { role: "status" });
  const compare = html("a", { class: "button", href: "#" });
  const shownRuns = () => sortedRuns(store.runs.filter(isWanted));
  const all = html("input", {
    type: "checkbox", "aria-label": "Compare all runs shown",
    onchange: () => {
      for (const run of shownRuns()) store.selection[all.checked ? "add" : "delete"](run.path);
      changed();
    },
  });
  const filter = html("input", {
    type: "search", placeholder: "Filter: method, data set, state\u2026", "aria-label": "Filter",
    value: store.filter, oninput: () => { store.filter = filter.value; changed(); },
  });
  const node = html("section", { class: "list" },
    html("div", { class: "controls tools" }, filter, count, compare),
    html("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Runs" },
      html("table", null, heads, rows)));

  const update = () => {
    const runs = shownRuns();
    const chosen = store.runs.filter((run) => store.selection.has(run.path));
    setText(count, !store.isListed ? "Loading\u2026" : runs.length === store.runs.length
      ? `${countText(runs.length)} runs`
      : `${countText(runs.length)} of ${countText(store.runs.length)} runs`);
    all.checked = runs.length > 0 && runs.every((run) => store.selection.has(run.path));
    compare.hidden = chosen.length === 0;
    setText(compare, `Compare ${countText(chosen.length)}`);
    compare.href = runAddress("compare", chosen.map((run) => run.path));
    const columns = shownColumns();
    const order = JSON.stringify(store.order);
    if (order !== shownOrder) {
      arrange(heads, [html("tr", null, html("td", { class: "choose" }, all), columns.map(headOf))]);
    }
    shownOrder = order;
    kept = new Map(runs.map((run) => {
      const row = html("tr", null, html("td", { class: "choose" }, chooser(run)),
        columns.map((one) => cellOf(run, one)));
      const old = kept.get(run.path);
      return [run.path, old?.isEqualNode(row) ? old : row];
    }));
    const none = html("tr", null, html("td", { colspan: columns.length + 1 },
      store.runs.length > 0 ? "No run fits the filter." : "There are no runs here yet."));
    arrange(rows, store.isListed && runs.length === 0 ? [none] : [...kept.values()]);
  };
  return { node, update };
}

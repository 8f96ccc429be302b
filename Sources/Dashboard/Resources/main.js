// The page: which part of it is shown, and what it is told.
//
// A report joins all modules into one script, in the order of the script elements in `index.html`,
// without the lines that import and without the word `export`. So imports are single lines without
// renaming, nothing is exported by default, and names at the top level are unique in all modules.

import { html, setText } from "./dom.js";
import { store, subscribe } from "./store.js";
import { listen, loadRuns, openRuns, readReport, takeToken } from "./source.js";
import { hideTip } from "./explore.js";
import { updateAll } from "./section.js";
import { runParts, runTitle, runView } from "./run-view.js";
import { runList } from "./run-list.js";
import { comparison, comparisonView } from "./comparison.js";

/** Of so many runs a report shows each in full; of more, one at a time. */
const runsInFull = 20;

function listView() {
  const list = runList();
  return { paths: [], update: list.update,
    node: html("article", null, html("h1", { tabindex: -1 }, "Runs"), list.node) };
}

function wholeRun(run) {
  const parts = runParts();
  const node = html("article", { class: "run" },
    html("h2", { class: "title" }, runTitle(run)),
    parts.map((part) => part.node));
  return { node, update: () => updateAll(parts, run) };
}

/** Everything that a report has on one page, so that it can be printed. */
function reportView() {
  const runs = [...store.details.values()];
  const isOne = runs.length === 1;
  const parts = isOne ? [] : [runList(), comparison(() => runs.map(({ path }) => path))];
  if (runs.length <= runsInFull) parts.push(...runs.map(wholeRun));
  const node = html("article", { class: "report" },
    html("h1", { tabindex: -1 }, isOne ? "Report of a run" : `Report of ${runs.length} runs`),
    store.report.command ? html("p", { class: "command" }, "What was asked: ",
      html("code", null, store.report.command)) : null,
    parts.map((part) => part.node));
  return { paths: runs.map(({ path }) => path), node, update: () => updateAll(parts, null) };
}

/** The view that the address asks for. */
function viewOfAddress() {
  const [page, query] = location.hash.slice(1).split("?");
  const paths = new URLSearchParams(query ?? "").getAll("path");
  if (page === "run" && paths.length === 1) return runView(paths[0]);
  if (page === "compare" && paths.length > 0) return comparisonView(paths);
  return store.report ? reportView() : listView();
}

function showConnection() {
  const text = store.trouble === null ? "" : `No connection: ${store.trouble}. Trying again\u2026`;
  setText(document.getElementById("connection"), text);
}

/** What the heading says, once it is known. */
function nameWindow() {
  const name = `${document.querySelector("h1").textContent} \u2013 swift-nas`;
  if (document.title !== name) document.title = name;
}

function showView(view, isFirst) {
  const content = document.getElementById("content");
  content.replaceChildren(view.node);
  if (store.report === null) openRuns(view.paths);
  hideTip();
  view.update();
  nameWindow();
  if (isFirst) return;
  scrollTo(0, 0);
  content.querySelector("h1").focus();
}

function start() {
  readReport();
  if (store.report === null) takeToken();
  let view = viewOfAddress();
  showView(view, true);
  addEventListener("hashchange", () => {
    view = viewOfAddress();
    showView(view, false);
  });
  subscribe(() => {
    view.update();
    nameWindow();
    showConnection();
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    // The address names views, so a jump within the page leaves it as it is.
    event.preventDefault();
    document.getElementById("content").focus();
  });
  addEventListener("beforeprint", () => {
    // On paper nothing can be opened.
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  for (const name of ["beforeprint", "afterprint"]) {
    addEventListener(name, () => {
      for (const box of document.querySelectorAll(".sized")) box.dispatchEvent(new Event(name));
    });
  }
  if (store.report !== null) return;
  loadRuns();
  listen();
}

start();

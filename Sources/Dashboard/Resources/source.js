// Where runs come from: a server that goes on telling what changes, or the data in a report.

import { changed, store } from "./store.js";

function address(place, query) {
  const all = { ...query, ...(store.token ? { token: store.token } : {}) };
  // A server takes `+` for what it is; one that was meant is `%2B` here.
  const text = new URLSearchParams(all).toString().replaceAll("+", "%20");
  return text ? `${place}?${text}` : place;
}

async function ask(place, query) {
  const answer = await fetch(address(place, query), { cache: "no-store" });
  if (!answer.ok) throw new Error((await answer.text()).trim() || `status ${answer.status}`);
  return answer.json();
}

/** Where a drawing of a run is, for an image. */
export function drawingAddress(run, name) {
  if (!Array.isArray(run.drawings)) {
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(run.drawings[name])}`;
  }
  // A new address when the run has changed, so that the drawing is loaded anew.
  const at = [run.metrics.length, run.state, run.identity ?? ""].join("-");
  return address("file", { path: run.path, name, at });
}

export function drawingNames(run) {
  const drawings = run.drawings ?? [];
  return Array.isArray(drawings) ? drawings : Object.keys(drawings);
}

/** Seconds since 1970, as the page has all its times. */
function sinceEpoch(text) {
  return text ? Date.parse(text) / 1000 : null;
}

/** Loads something, once at a time: calls meanwhile make it look once more, however many. */
async function loadAlone(key, load) {
  const isUnderWay = store.asked.has(key);
  store.asked.set(key, isUnderWay);
  if (isUnderWay) return;
  try {
    do {
      store.asked.set(key, false);
      await load();
      changed();
    } while (store.asked.get(key));
  } finally {
    store.asked.delete(key);
  }
}

/** Loads the list. */
export function loadRuns() { return loadAlone(null, list); }

/** Loads a run, or what is new of it. */
export function loadRun(path) { return loadAlone(path, () => extend(path)); }

async function list() {
  try {
    store.runs = (await ask("api/runs", {})).runs.map((run) => (
      { ...run, started: sinceEpoch(run.started), updated: sinceEpoch(run.updated) }));
    store.isListed = true;
    store.trouble = null;
  } catch (error) {
    store.trouble = error.message;
  }
}

/** The lines that say something: one that cannot be read is null. */
function readable(lines) { return (lines ?? []).filter(Boolean); }

/** A run, which says so where lines of it cannot be read. */
function withTrouble(run, unread) {
  if (unread === 0 || run.error) return run;
  const lines = unread === 1 ? "a line" : `${unread} lines`;
  return { ...run, error: `${lines} of metrics.jsonl or snapshots.jsonl cannot be understood` };
}

async function extend(path) {
  const old = store.details.get(path);
  // How many lines the files have, with those that cannot be read, and which files these were.
  const lines = { metrics: 0, snapshots: 0, ...old?.lines };
  const identity = old?.identity ? { identity: old.identity } : {};
  try {
    const run = await ask("api/run", { path, ...lines, ...identity });
    run.lines = {};
    for (const name of ["metrics", "snapshots"]) {
      const isWhole = run.restarted || !old?.metrics;
      const added = run[name] ?? [];
      run.lines[name] = (isWhole ? 0 : lines[name]) + added.length;
      run[name] = [...(isWhole ? [] : old[name]), ...readable(added)];
    }
    // What was closed in the meantime is not kept.
    const unread = ["metrics", "snapshots"]
      .reduce((sum, name) => sum + run.lines[name] - run[name].length, 0);
    if (store.open.has(path)) store.details.set(path, withTrouble(run, unread));
  } catch (error) {
    if (!old?.metrics && store.open.has(path)) {
      store.details.set(path, { path, failure: error.message });
    }
  }
}

/** Keeps the details of these runs alone, and loads those that are not there. */
export function openRuns(paths) {
  store.open = new Set(paths);
  for (const path of store.details.keys()) {
    if (!store.open.has(path)) store.details.delete(path);
  }
  if (store.report === null) paths.filter((path) => !store.details.has(path)).forEach(loadRun);
}

function heard(data) {
  const row = store.runs.find((run) => run.path === data.path);
  const isKnown = row && row.state === data.state && data.state === "running";
  const news = { state: data.state, updated: Date.now() / 1000 };
  if (row) Object.assign(row, news);
  // A result, or a new run: only the list has its figures.
  if (!isKnown) loadRuns();
  if (store.open.has(data.path)) loadRun(data.path);
  changed();
}

/** Listens to the server for as long as the page is open. */
export function listen() {
  const events = new EventSource(address("api/events", {}));
  events.addEventListener("run", (event) => heard(JSON.parse(event.data)));
  events.addEventListener("runs", () => loadRuns());
  events.addEventListener("open", () => {
    // What happened while there was no connection was not heard.
    if (store.trouble !== null) loadRuns();
    store.open.forEach(loadRun);
  });
  events.addEventListener("error", () => {
    store.trouble ??= "the server does not answer";
    changed();
    // Browsers try again by themselves, but not after an answer that is no stream.
    if (events.readyState !== EventSource.CLOSED) return;
    events.close();
    setTimeout(listen, 3000);
  });
}

function rowOf(run) {
  const { configuration, summary } = run;
  return {
    path: run.path, state: run.state, method: configuration?.method ?? null,
    dataset: configuration?.dataset ?? null, preset: configuration?.preset ?? null,
    seed: configuration?.seed ?? null, seedText: run.seedText ?? null,
    testAccuracy: summary?.testAccuracy ?? null,
    parameters: summary?.parameters ?? null, multiplyAdds: summary?.multiplyAdds ?? null,
    seconds: summary?.seconds?.total ?? null, started: null, updated: null,
    error: run.error ?? null,
  };
}

/** Takes the data of a report into the store, where the page is one. */
export function readReport() {
  const data = document.getElementById("report-data");
  if (!data) return;
  const report = JSON.parse(data.textContent);
  for (const run of report.runs) {
    const [metrics, snapshots] = [run.metrics, run.snapshots].map(readable);
    const unread = (run.metrics ?? []).length - metrics.length
      + (run.snapshots ?? []).length - snapshots.length;
    store.details.set(run.path, withTrouble({ ...run, metrics, snapshots }, unread));
  }
  store.runs = report.runs.map(rowOf);
  store.isListed = true;
  store.report = { command: report.command ?? "" };
}

/** Takes the token out of the address, where it would be seen, and keeps it for this tab. */
export function takeToken() {
  const place = new URL(location.href);
  const found = /[#&?]token=([^&]*)/.exec(place.hash);
  const given = place.searchParams.get("token") ?? (found && decodeURIComponent(found[1]));
  if (given === null) {
    store.token = sessionStorage.getItem("token");
    return;
  }
  store.token = given;
  sessionStorage.setItem("token", given);
  place.searchParams.delete("token");
  if (found) place.hash = place.hash.replace(found[0], "");
  history.replaceState(null, "", place);
}

// Runs that differ in nothing but their seeds, and what they have in common.

import { spread } from "./statistics.js";
import { columnsOf, stagesOf } from "./measures.js";

/** What groups are told apart by in a name; more is only counted. */
const namedDifferences = 3;

function settingsOf({ configuration }) {
  const { method, dataset, preset, network, options } = configuration;
  return { method, dataset, preset, network: network ?? null, ...options };
}

function identity(run) {
  return JSON.stringify(Object.entries(settingsOf(run)).sort(([a], [b]) => a < b ? -1 : 1));
}

/** The keys in which groups of a method and data set differ. */
function differences(groups) {
  const keys = new Set(groups.flatMap(({ settings }) => Object.keys(settings)));
  return [...keys].filter((key) =>
    new Set(groups.map(({ settings }) => JSON.stringify(settings[key]))).size > 1);
}

function nameGroups(groups) {
  for (const group of groups) {
    const { method, dataset } = group.settings;
    const alike = groups.filter(({ settings }) =>
      settings.method === method && settings.dataset === dataset);
    const keys = differences(alike);
    const named = keys.slice(0, namedDifferences)
      .map((key) => `${key} ${group.settings[key] ?? "not set"}`);
    if (keys.length > named.length) named.push(`${keys.length - named.length} more`);
    group.name = `${method} on ${dataset}` + (named.length > 0 ? ` (${named.join(", ")})` : "");
  }
}

/** Groups of runs: {name, runs, results}; runs without a configuration are in none. */
export function groupsOf(runs) {
  const known = runs.filter((run) => run.configuration);
  const groups = [...Map.groupBy(known, identity).values()].map((members) => {
    const results = (read) => spread(members.filter((run) => run.summary).map(read));
    return {
      runs: members, settings: settingsOf(members[0]),
      accuracy: results(({ summary }) => summary.testAccuracy),
      parameters: results(({ summary }) => summary.parameters),
      multiplyAdds: results(({ summary }) => summary.multiplyAdds),
      seconds: results(({ summary }) => summary.seconds?.total),
    };
  });
  nameGroups(groups);
  return groups.sort((a, b) => (b.accuracy?.mean ?? -1) - (a.accuracy?.mean ?? -1));
}

/** What a run has measured; kept with the run, which is another object after every change. */
function columnsOfRun(run) {
  run.columns ??= columnsOf(run.metrics ?? []);
  return run.columns;
}

/** The mean of a value over the runs of a group at each epoch, with a band of one deviation. */
export function meanCurve(group, key) {
  const columns = group.runs.map((run) => columnsOfRun(run).get(key)).filter(Boolean);
  const length = Math.max(0, ...columns.map((values) => values.length));
  const spreads = Array.from({ length }, (_, index) =>
    spread(columns.map((values) => values[index] ?? NaN)));
  const values = spreads.map((one) => one?.mean ?? NaN);
  const off = (sign) => spreads.map((one) => one ? one.mean + sign * (one.deviation ?? 0) : NaN);
  const isBand = spreads.some((one) => one?.deviation > 0);
  const stages = stagesOf(group.runs[0].metrics ?? []).map(({ from, to }, index, all) =>
    ({ from, to: index < all.length - 1 ? to : Math.max(to, length) }));
  return { name: group.name, values, stages, ...(isBand ? { low: off(-1), high: off(1) } : {}) };
}

/** What the runs of groups have measured, by key. */
export function measuredKeys(groups) {
  return [...new Set(groups.flatMap(({ runs }) =>
    runs.flatMap((run) => [...columnsOfRun(run).keys()])))];
}


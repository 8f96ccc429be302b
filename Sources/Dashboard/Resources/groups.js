// Runs that differ in nothing but their seeds, and what they have in common.

import { seedOf } from "./format.js";
import { spread } from "./statistics.js";
import { columnsOf, stagesOf } from "./measures.js";

/** What groups are told apart by in a name; more is only counted. */
const namedDifferences = 3;

/** What a run computes, apart from its options and its seed. */
function taskOf({ method, dataset, preset, network }) {
  return { method, dataset, preset, network: network ?? null };
}

/** Of which images, and with what; a folder tells images apart where they have no digest. */
function placeOf({ data, dataDirectory, device, threads, libtorch, commit }) {
  const images = data ? JSON.stringify(data) : null;
  const folder = data?.digest ? null : dataDirectory ?? null;
  return { data: images, dataDirectory: folder, device, threads, libtorch, commit };
}

function settingsOf({ configuration }) {
  return { ...taskOf(configuration), ...configuration.options, ...placeOf(configuration) };
}

/** The same for runs that differ in nothing but their seeds. */
function identity({ configuration }) {
  const options = Object.entries(configuration.options ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([taskOf(configuration), options, placeOf(configuration)]);
}

/** A setting in a name: of what is long, the first characters. */
function settingText(key, settings) {
  const value = String(settings[key] ?? "not set");
  if (key === "data" && settings.data) return `${key} ${digestOf(settings.data)}`;
  return `${key} ${["commit", "network"].includes(key) ? value.slice(0, 7) : value}`;
}

function digestOf(data) { return String(JSON.parse(data).digest ?? "unknown").slice(0, 7); }

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
      .map((key) => settingText(key, group.settings));
    if (keys.length > named.length) named.push(`${keys.length - named.length} more`);
    group.name = `${method} on ${dataset}` + (named.length > 0 ? ` (${named.join(", ")})` : "");
  }
}

/** The runs of each seed, by the seed. */
function seedsOf(runs) {
  return [...Map.groupBy(runs, seedOf)].map(([seed, own]) => ({ seed, runs: own }))
    .sort((a, b) => String(a.seed).localeCompare(String(b.seed), "en", { numeric: true }));
}

/** The mean of values of the runs of one seed, which count as one; NaN where there are none. */
function meanOfSeed(values) { return spread(values)?.mean ?? NaN; }

/** Groups of runs: {name, runs, seeds, results}; runs without a configuration are in none. */
export function groupsOf(runs) {
  const known = runs.filter((run) => run.configuration);
  const groups = [...Map.groupBy(known, identity).values()].map((members) => {
    const seeds = seedsOf(members);
    const results = (read) => spread(seeds.map(({ runs: own }) =>
      meanOfSeed(own.filter((run) => run.summary).map(read))));
    return {
      runs: members, seeds, settings: settingsOf(members[0]),
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

/** The mean of a value over the seeds of a group at each epoch, with a band of one deviation. */
export function meanCurve(group, key) {
  const seeds = group.seeds.map(({ runs }) =>
    runs.map((run) => columnsOfRun(run).get(key)).filter(Boolean));
  const length = Math.max(0, ...seeds.flat().map((values) => values.length));
  const spreads = Array.from({ length }, (_, index) =>
    spread(seeds.map((columns) => meanOfSeed(columns.map((values) => values[index])))));
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


// Numbers and names for people.

export const dash = "\u2013";
const grouping = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const days = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const moments = new Intl.DateTimeFormat("en-GB", days);
const oldMoments = new Intl.DateTimeFormat("en-GB", { ...days, year: "numeric" });

export function isNumber(value) { return typeof value === "number" && Number.isFinite(value); }

/** A dash in place of what is not a number. */
function known(value, text) { return isNumber(value) ? text(value) : dash; }

export function countText(value) { return known(value, (number) => grouping.format(number)); }

export function percentText(value, decimals = 2) {
  return known(value, (share) => `${(share * 100).toFixed(decimals)}\u00a0%`);
}

/** A share as the label of an axis: with a decimal only where it has one. */
export function shareTick(value) {
  return percentText(value, Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? 0 : 1);
}

/** Such as 3.58 M. */
export function shortText(value) {
  return known(value, (number) => {
    const [unit, name] = [[1e9, "G"], [1e6, "M"], [1e3, "K"]]
      .find(([size]) => Math.abs(number) >= size) ?? [1, ""];
    const text = String(Number((number / unit).toPrecision(3)));
    return name ? `${text}\u00a0${name}` : text;
  });
}

/** A number of any size with about four digits. */
export function plainText(value) {
  return known(value, (number) => {
    if (Number.isInteger(number)) return grouping.format(number);
    const size = Math.abs(number);
    return size >= 1e4 ? grouping.format(number)
      : size >= 1e-3 ? String(Number(number.toPrecision(4))) : number.toExponential(2);
  });
}

export function lossText(value) { return known(value, (loss) => loss.toFixed(4)); }

/** The seed of a run or of a row, null where there is none; large ones are exact as texts only. */
export function seedOf({ seedText, seed, configuration }) {
  const found = seedText ?? configuration?.seed ?? seed ?? null;
  return found === null ? null : String(found);
}

/** Such as 2 min 3 s; the two largest units. */
export function durationText(seconds) {
  return known(seconds, (value) => {
    if (value < 10) return `${value.toFixed(1)}\u00a0s`;
    const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
    const first = units.findIndex(([size]) => Math.round(value) >= size);
    const parts = units.slice(first, first + 2);
    const least = parts.at(-1)[0];
    let rest = Math.round(value / least) * least;
    return parts.map(([size, name]) => {
      const part = Math.floor(rest / size);
      rest -= part * size;
      return part > 0 ? `${part}\u00a0${name}` : "";
    }).filter(Boolean).join(" ");
  });
}

/** A day and time; the year only where it is another than this. */
export function momentText(epochSeconds) {
  return known(epochSeconds, (seconds) => {
    const moment = new Date(seconds * 1000);
    const isNew = moment.getFullYear() === new Date().getFullYear();
    return (isNew ? moments : oldMoments).format(moment);
  });
}

/** `validationAccuracy` as "validation accuracy". */
export function words(key) {
  return key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("-", " ").toLowerCase()
    .replace("multiply adds", "multiply-adds");
}

export function capitalised(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

/** A mean with its deviation, where there is one. */
export function spreadText(spread, text) {
  if (!spread) return dash;
  const mean = text(spread.mean);
  return isNumber(spread.deviation)
    ? `${mean.replace("\u00a0%", "")} ± ${text(spread.deviation)}` : mean;
}

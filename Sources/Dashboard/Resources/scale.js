// Axes: from values to places, with round numbers to label them by.

function linearTicks(least, most, count) {
  const range = most - least || Math.abs(most) || 1;
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(Math.ceil(most / step - 1e-9), first + 1);
  // Divided by whole numbers where steps are small, so that 0.3 is not 0.30000000000000004.
  const value = (index) => step < 1 ? index / Math.round(1 / step) : index * step;
  return Array.from({ length: last - first + 1 }, (_, index) => value(first + index));
}

function logarithmicTicks(least, most, count) {
  const ticks = [];
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const factors = last - first > count ? [1] : [1, 2, 5];
  for (let power = first; power <= last; power += 1) {
    ticks.push(...factors.map((factor) => factor * 10 ** power));
  }
  return ticks.filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);
}

/** An axis over a range; `place` gives the place of a value between `from` and `to`. */
export function linearScale([least, most], [from, to], count = 5) {
  const ticks = linearTicks(least, most, count);
  const [lower, upper] = [ticks[0], ticks.at(-1)];
  return { ticks, place: (value) => from + (value - lower) / (upper - lower) * (to - from) };
}

/** The same with whole numbers only, and no room at the ends. */
export function wholeScale([least, most], [from, to], count = 6) {
  const range = Math.max(most - least, 1);
  const ticks = linearTicks(least, most, count)
    .filter((tick) => Number.isInteger(tick) && tick >= least && tick <= most);
  return { ticks, place: (value) => from + (value - least) / range * (to - from) };
}

/** An axis of logarithms where values differ by far, else one of values. */
export function costScale([least, most], [from, to], count = 5) {
  if (!(least > 0 && most / least > 20)) return linearScale([least, most], [from, to], count);
  const [lower, upper] = [Math.log10(least / 1.15), Math.log10(most * 1.15)];
  return {
    ticks: logarithmicTicks(least / 1.15, most * 1.15, count), isLogarithmic: true,
    place: (value) => from + (Math.log10(value) - lower) / (upper - lower) * (to - from),
  };
}

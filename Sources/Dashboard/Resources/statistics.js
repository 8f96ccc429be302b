// What is computed of numbers before they are drawn.

/** Mean and sample deviation of the numbers among some values; null where there are none. */
export function spread(values) {
  const numbers = values.filter((value) => Number.isFinite(value));
  if (numbers.length === 0) return null;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1)) : null;
  return { mean, deviation, count: numbers.length };
}

/** The least and the most of the finite values; null where there are none. */
export function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : null;
}

/**
 * Indices in from ..< to of finite values that draw the same line at a width of so many columns: of
 * each column its least and its most.
 */
export function decimated(values, from, to, columns) {
  const size = Math.max(1, Math.floor((to - from) / columns));
  const indices = [];
  for (let start = from; start < to; start += size) {
    let [least, most] = [-1, -1];
    for (let index = start; index < Math.min(start + size, to); index += 1) {
      if (!Number.isFinite(values[index])) continue;
      if (least < 0 || values[index] < values[least]) least = index;
      if (most < 0 || values[index] > values[most]) most = index;
    }
    if (least >= 0) indices.push(Math.min(least, most));
    if (most !== least) indices.push(Math.max(least, most));
  }
  return indices;
}

/** Of points, those that no other is better than in both: cheaper and more accurate; by cost. */
export function paretoFront(points) {
  const front = [];
  for (const point of [...points].sort((a, b) => a.x - b.x || b.y - a.y)) {
    if (front.length === 0 || point.y > front.at(-1).y) front.push(point);
  }
  return front;
}

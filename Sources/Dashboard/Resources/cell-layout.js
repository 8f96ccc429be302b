// Where the parts of a cell lie: inputs on the left, nodes in a row, the output on the right.
//
// As in the drawings of networks found, an edge runs in a lane above or below the row, passes its
// card in the column before its target, and no card covers another.

export const cellMetrics = {
  chipWidth: 74, chipHeight: 17, gap: 3, padding: 5, header: 18, node: 36, input: 44, output: 60,
};

/** Gives each edge in turn the nearest free lane: negative ones are above the row of the nodes. */
function lanesOfCell(inputs, order, firstSide) {
  const lanes = new Map();
  const isFree = (lane, edge) => [...lanes].every(([other, taken]) =>
    taken !== lane || other.last < edge.first || edge.last < other.first);
  for (const edge of order) {
    const isOuter = inputs === 2 && edge.source < inputs;
    const sides = isOuter ? [edge.source === 0 ? -1 : 1] : [firstSide, -firstSide];
    const distances = Array.from(order, (_, index) => index + 1);
    const choices = distances.flatMap((distance) => sides.map((side) => side * distance));
    if (edge.isDirect) choices.unshift(0);
    lanes.set(edge, choices.find((lane) => isFree(lane, edge)));
  }
  return lanes;
}

/** Stacks the edges of every column from the row of the nodes outwards. */
function stackedHeights(lanes, cardHeight, nodeHeight) {
  const heights = new Map();
  for (const side of [-1, 1]) {
    const ends = new Map();
    const half = (edge, column) => column === edge.last ? cardHeight / 2 : 6;
    const own = [...lanes].filter(([, lane]) => lane * side >= 0)
      .sort((a, b) => Math.abs(a[1]) - Math.abs(b[1]));
    for (const [edge, lane] of own) {
      const columns = [];
      for (let column = edge.first; column <= edge.last; column += 1) columns.push(column);
      const floor = columns.length > 1 ? nodeHeight / 2 + 9 : 0;
      const height = lane === 0 ? 0 : Math.max(floor,
        ...columns.map((column) => (ends.get(column) ?? 0) + 9 + half(edge, column)));
      for (const column of columns) ends.set(column, height + half(edge, column));
      heights.set(edge, side * height);
    }
  }
  return heights;
}

/** Of several orders in which edges may choose their lanes, the heights of the lowest. */
function bestHeights(edges, inputs, cardHeight, nodeHeight) {
  const byLength = [...edges].sort((a, b) => (a.last - a.first) - (b.last - b.first));
  const tries = [byLength, [...byLength].reverse()].flatMap((order) => [-1, 1].map((side) =>
    stackedHeights(lanesOfCell(inputs, order, side), cardHeight, nodeHeight)));
  const size = (heights) => Math.max(...heights.values()) - Math.min(...heights.values());
  return tries.reduce((best, heights) => size(heights) < size(best) ? heights : best);
}

/** Spreads the ends of the edges at one side of a node by their heights; places by edge. */
function ports(edges, heights, key) {
  const places = new Map();
  for (const group of Map.groupBy(edges, (edge) => edge[key]).values()) {
    group.sort((a, b) => heights.get(a) - heights.get(b))
      .forEach((edge, index) => places.set(edge, (index - (group.length - 1) / 2) * 8));
  }
  return places;
}

/** Lays out a cell of a snapshot: frames of its nodes and cards, and the courses of its edges. */
export function cellLayout(cell) {
  const { chipWidth, chipHeight, gap, padding, header, node, input, output } = cellMetrics;
  const intoFirst = cell.edges.filter(({ target }) => target === cell.inputs).length;
  const edges = cell.edges.map(({ source, target }) => {
    const [first, last] = [Math.max(source - cell.inputs + 1, 0), target - cell.inputs];
    // Between neighbours an edge may run on the row itself.
    const isDirect = first === last && (source >= cell.inputs || intoFirst === 1);
    return { source, target, first, last, isDirect };
  });
  const columns = cell.operations.length > 4 ? 2 : 1;
  const rows = Math.ceil(cell.operations.length / columns);
  const card = {
    width: 2 * padding + columns * (chipWidth + gap) - gap,
    height: header + rows * (chipHeight + gap) - gap + padding,
  };
  const busiest = Math.max(1, ...["source", "target"].flatMap((key) =>
    [...Map.groupBy(edges, (edge) => edge[key]).values()].map((group) => group.length)));
  const nodeHeight = Math.max(36, busiest * 8 + 12);
  const heights = edges.length > 0
    ? bestHeights(edges, cell.inputs, card.height, nodeHeight) : new Map();
  const gutter = Math.min(64, 26 + 0.1 * Math.max(0, ...[...heights.values()].map(Math.abs)));

  const frame = (x, middle, width) =>
    ({ x, y: middle - nodeHeight / 2, width, height: nodeHeight, middle });
  const nodes = Array.from({ length: cell.inputs }, (_, index) =>
    frame(0, (index - (cell.inputs - 1) / 2) * (nodeHeight + 14), input));
  const cardStarts = [];
  let end = input;
  for (let index = 0; index < cell.nodes; index += 1) {
    cardStarts.push(end + gutter);
    const x = end + 2 * gutter + card.width;
    nodes.push(frame(x, 0, node));
    end = x + node;
  }
  const [leaving, entering] = ["source", "target"].map((key) => ports(edges, heights, key));
  const placed = edges.map((edge) => {
    const [from, to, y] = [nodes[edge.source], nodes[edge.target], heights.get(edge)];
    const [left, right] = [cardStarts[edge.first], cardStarts[edge.last] + card.width];
    const start = { x: from.x + from.width, y: from.middle + leaving.get(edge) };
    const goal = { x: to.x, y: to.middle + entering.get(edge) };
    const [first, last] = [(start.x + left) / 2, (right + goal.x) / 2];
    return {
      card: { x: cardStarts[edge.last], y: y - card.height / 2, ...card },
      course: `M${start.x} ${start.y}C${first} ${start.y} ${first} ${y} ${left} ${y}`
        + `H${right}C${last} ${y} ${last} ${goal.y} ${goal.x} ${goal.y}`,
      chips: cell.operations.map((_, index) => ({
        x: cardStarts[edge.last] + padding + Math.floor(index / rows) * (chipWidth + gap),
        y: y - card.height / 2 + header + index % rows * (chipHeight + gap),
      })),
    };
  });
  const outputFrame = frame(end + 30, 0, output);
  const frames = [...nodes, ...placed.map((edge) => edge.card)];
  const bus = Math.max(...frames.map(({ y, height }) => y + height)) + 16;
  const top = Math.min(...frames.map(({ y }) => y)) - 2;
  const size = { width: outputFrame.x + output + 2, height: bus + 4 - top };
  return { nodes, output: outputFrame, edges: placed, bus, top, ...size };
}

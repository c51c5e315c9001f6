/** A repeated measurement: its median and quartiles. */
export interface Figure {
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly samples: number;
}

/** Computes median and quartiles, interpolated between neighbours. */
export function figureOf(values: readonly number[]): Figure {
  if (values.length === 0) throw new RangeError("A figure needs at least one sample");
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: quantile(sorted, 0.5),
    q1: quantile(sorted, 0.25),
    q3: quantile(sorted, 0.75),
    samples: sorted.length,
  };
}

/** Computes the ratios of samples from the same rounds. */
export function ratiosOf(values: readonly number[], baseline: readonly number[]): Figure {
  if (values.length !== baseline.length) throw new RangeError("Ratios need as many samples on both sides");
  return figureOf(values.map((value, index) => value / (baseline[index] as number)));
}

/**
 * Fits the exponent b of y = a·x^b: 1 is linear growth, 2 is quadratic.
 *
 * @param points - positive values; at least two different x
 */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = mean(logs.map(([x]) => x));
  const meanY = mean(logs.map(([, y]) => y));
  const covariance = mean(logs.map(([x, y]) => (x - meanX) * (y - meanY)));
  return covariance / mean(logs.map(([x]) => (x - meanX) ** 2));
}

/**
 * Computes the Theil–Sen slope of y over x: the median slope of all pairs of points, which few outliers don't move.
 *
 * @param points - at least two different x
 */
export function theilSenSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).flatMap(([otherX, otherY]) => (otherX === x ? [] : [(otherY - y) / (otherX - x)])),
  );
  return figureOf(slopes).median;
}

/**
 * Computes a quantile, interpolated between neighbours.
 *
 * @param sorted - in ascending order; at least one value
 * @param share - 0…1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const oddQueries = [
  // Repeated, empty and unusually encoded parameters.
  "odd=1&odd=2&empty=&flag&space=a%20b+c&mark=%C3%BC&raw=~*'()!,;:@/?&case=%7e",
  // A second question mark belongs to the first name.
  "?second=1",
];

/** Adds each odd query to a URL. */
export function withOddQueries(url: string): readonly string[] {
  const separator = url.includes("?") ? "&" : "?";
  return oddQueries.map((query) => url + separator + query);
}

/** Removes the query of a URL. */
export function withoutQuery(url: string): string {
  return url.split("?", 1)[0] ?? url;
}

/** Returns true if a URL has all parameters of another one. */
export function hasParametersOf(url: string, other: string): boolean {
  const [actual, expected] = [new URL(url).searchParams, new URL(other).searchParams];
  return [...expected.keys()].every((name) => actual.getAll(name).join() === expected.getAll(name).join());
}

/** A datacenter. */
export interface Location {
  /** The id, 1 to 5. Older clients accept no other ids, names or zones. */
  readonly id: number;
  /** The code, such as `DFW01`. */
  readonly location: string;
  /** The name to show to people. */
  readonly name: string;
  /** The zones of the datacenter. */
  readonly zones: readonly string[];
}

/** All datacenters, as `/locations` lists them. */
export const locations: readonly Location[] = [
  {
    id: 1,
    location: "DFW01",
    name: "US Central",
    zones: ["DFW01T01-VC03", "DFW01T01-VC01", "DFW01T01-VC02", "DFW01T01-VC04", "DFW01R01-VC01"],
  },
  {
    id: 2,
    location: "PHX01",
    name: "US West",
    zones: ["PHX01T01-VC03", "PHX01T01-VC02", "PHX01T01-VC01", "PHX01R01-VC01"],
  },
  { id: 3, location: "LHR01", name: "EU West", zones: ["LHR01T01-VC01"] },
  { id: 4, location: "AMS01", name: "EU Central", zones: ["AMS01T01-VC01"] },
  { id: 5, location: "SIN01", name: "AS East", zones: ["SIN01T01-VC01"] },
];

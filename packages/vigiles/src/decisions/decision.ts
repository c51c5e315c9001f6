/** A team's decision that a vulnerability does not fail a build. */
export interface Decision {
  /** Id of the vulnerability. */
  readonly id: string;
  /** Name of the package. Default: every package. */
  readonly package?: string | undefined;
  /** A range as {@link isInRange} reads it. Default: every version. */
  readonly version?: string | undefined;
  /** Status of the finding from then on: `Ignored`, `Not Affected` or `Fixed`, with the reason. */
  readonly status: string;
  /** The last day on which it holds, as `2026-12-31`, in UTC. Default: it never expires. */
  readonly expires?: string | undefined;
  /** Position in a file of ignored findings, counted from 1. Default: the decision comes from a VEX document. */
  readonly entry?: number;
  /** Path of the file that says so. */
  readonly source: string;
}

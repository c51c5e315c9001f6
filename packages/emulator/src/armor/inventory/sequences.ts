/** Returns the next number, starting with 1. */
type Sequence = () => number;

/** The ids for new entries. They are unique among all entries of a kind, over all accounts. */
export interface Sequences {
  /** Returns the id of a new workload. */
  readonly app: Sequence;
  /** Returns the id of a new tier. */
  readonly tier: Sequence;
  /** Returns the id of a new machine. */
  readonly vm: Sequence;
  /** Returns the id of a new order. */
  readonly order: Sequence;
}

/** Creates sequences that all start with 1. */
export function createSequences(): Sequences {
  return { app: createSequence(), tier: createSequence(), vm: createSequence(), order: createSequence() };
}

function createSequence(): Sequence {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

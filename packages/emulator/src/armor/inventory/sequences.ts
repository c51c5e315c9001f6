/** Numbers from 1 on; ids are unique over all accounts, but not over all kinds of things. */
export type Sequence = () => number;

/** The ids that are given out next. */
export interface Sequences {
  readonly app: Sequence;
  readonly tier: Sequence;
  readonly vm: Sequence;
  readonly order: Sequence;
}

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

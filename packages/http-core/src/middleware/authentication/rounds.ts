import type { Verdict } from "../../auth/scheme.js";

/** How many challenges a call responds to. */
const maxChallenges = 3;

/** What follows a response: it is the result of the call, or another round begins. */
export type NextStep = "return" | "takeChallenge" | "replaceCredential";

/**
 * The rounds of one call. A call responds to at most three challenges, and replaces a rejected credential once, in any order.
 * The response after that is its result.
 */
export class Rounds {
  #challengesLeft = maxChallenges;
  #canReplace: boolean;

  /** @param canReplace - true if a rejected credential can be replaced: the scheme logs in, and the call allows it */
  constructor(canReplace: boolean) {
    this.#canReplace = canReplace;
  }

  /**
   * Decides what follows a response, and counts it.
   *
   * @param verdict - of the scheme
   */
  next(verdict: Verdict): NextStep {
    if (verdict === "challenged" && this.#challengesLeft > 0) {
      this.#challengesLeft--;
      return "takeChallenge";
    }
    if (verdict === "rejected" && this.#canReplace) {
      this.#canReplace = false;
      return "replaceCredential";
    }
    return "return";
  }
}

import { createHmac } from "node:crypto";

/** Issues opaque tokens in the form of the service's. They are the same in every run. */
export interface TokenIssuer {
  /** The number of issued tokens. */
  readonly issued: number;
  /** Issues a token of two parts, for everything except reports and jobs. */
  issue(): string;
  /** Issues a token of three parts, for reports and jobs. The second part is the time. */
  issueAt(nowMs: number): string;
}

const epochMs = Date.UTC(2011, 0, 1);
const firstId = 1000;

/**
 * Creates an issuer.
 *
 * @param previouslyIssued - the number of tokens that were issued before, so that no token is issued twice. Default: 0
 */
export function createTokenIssuer(previouslyIssued = 0): TokenIssuer {
  let issued = previouslyIssued;
  const issue = (...parts: readonly number[]): string => {
    const text = [firstId + issued++, ...parts]
      .map((part) => Buffer.from(String(part)).toString("base64url"))
      .join(".");
    return `${text}.${createHmac("sha1", "emulator").update(text).digest("base64url")}`;
  };
  return {
    get issued() {
      return issued;
    },
    issue: () => issue(),
    issueAt: (nowMs) => issue(Math.floor((nowMs - epochMs) / 1000)),
  };
}

import { createHmac } from "node:crypto";

/** Makes opaque tokens that look like the service's, the same ones on every run. */
export interface TokenIssuer {
  /** How many it has made. */
  readonly issued: number;
  /** A token of two parts, for everything but reports. */
  issue(): string;
  /** A token of three parts, the middle one telling the time. */
  issueAt(nowMs: number): string;
}

const epochMs = Date.UTC(2011, 0, 1);
const firstId = 1000;

/**
 * Makes an issuer.
 *
 * @param before - how many tokens an earlier one had made, so that none comes twice. Default: 0
 */
export function createTokenIssuer(before = 0): TokenIssuer {
  let issued = before;
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

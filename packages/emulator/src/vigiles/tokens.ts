import { createHmac } from "node:crypto";

/** Makes opaque tokens that look like the service's, the same ones on every run. */
export interface TokenIssuer {
  /** A token of two parts, for everything but reports. */
  issue(): string;
  /** A token of three parts, the middle one telling the time. */
  issueAt(nowMs: number): string;
}

const epochMs = Date.UTC(2011, 0, 1);
const firstId = 1000;

/** Starts counting afresh. */
export function createTokenIssuer(): TokenIssuer {
  let id = firstId;
  const issue = (...parts: readonly number[]): string => {
    const text = [id++, ...parts].map((part) => Buffer.from(String(part)).toString("base64url")).join(".");
    return `${text}.${createHmac("sha1", "emulator").update(text).digest("base64url")}`;
  };
  return {
    issue: () => issue(),
    issueAt: (nowMs) => issue(Math.floor((nowMs - epochMs) / 1000)),
  };
}

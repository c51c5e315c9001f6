import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { member, type Member } from "../service/member.ts";
import type { Login } from "../service/token-scheme.ts";
import type { TokenService } from "../service/token-service.ts";
import type { StoreClient } from "../stores/store.ts";

/** Limit of a request: one call to each of two failed stores (1 s each), after which they are not called for a while; the rest is slack for slow machines. */
const longestRequestMs = 2 * 1_000 + 4_000;

/** Creates a new identity for a test, so that tests don't affect each other. */
export function login(service: TokenService, principal: string): Login {
  return { url: service.url, principal: `canary ${principal}`, password: "canary-password" };
}

/** Revokes all tokens, and expects each of a member's requests to get a new one within its limit. */
export async function renewed(service: TokenService, { session }: Member): Promise<void> {
  service.revoke();
  const timeout = { totalMs: longestRequestMs };
  const responses = await Promise.all(Array.from({ length: 5 }, () => session.get("/x", { timeout })));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
}

/** Expects at most one warning for each role of a store, without secrets. */
export function expectOneWarningEach(warnings: readonly string[]): void {
  expect(warnings.map((line) => /token store|permits store/.exec(line)?.[0])).toEqual([
    ...new Set(warnings.map((line) => /token store|permits store/.exec(line)?.[0])),
  ]);
  expect(warnings.join()).not.toMatch(/canary|127\.0\.0\.1/);
}

/** Expects that a record of one process reaches another again, over their existing connections. */
export async function expectSharing(
  service: TokenService,
  [writing, reading]: readonly [StoreClient, StoreClient],
  principal: string,
): Promise<void> {
  let attempts = 0;
  await eventually("tokens reach other processes again", async () => {
    const who = login(service, `${principal} ${++attempts}`);
    const before = service.logins;
    for (const client of [writing, reading]) await member(client, { login: who }).session.get("/x");
    return service.logins === before + 1;
  });
}

/** Tries until a condition holds. */
export async function eventually(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; !(await isTrue()); attempt++) {
    if (attempt === 40) throw new Error(`It has not come true that ${what}`);
    await pause(250);
  }
}

import fc from "fast-check";
import { createLinuxLink } from "@org/linuxlink-auth";
import { describe, expect, it } from "vitest";
import { createVigiles, type Edition } from "../../src/index.js";
import { checkouts } from "../support/python/original-command.js";
import { makeOriginalCalls } from "../support/python/original-calls.js";
import { randomCalls, type RandomCall } from "../support/python/random-calls.js";
import { loopback, type SeenRequest } from "../support/servers/loopback.js";
import { plainService } from "../support/servers/plain-service.js";
import { account, workspace } from "../support/workspace.js";

/** Everything of a request that a client decides: its bytes, and its signature. */
function wireOf({ method, target, contentType, signature, body }: SeenRequest): object {
  return { method, target, contentType, signature, body: body.toString("latin1") };
}

/** Sends the calls one after the other, by clients with the tokens of each call. */
async function sendHere(edition: Edition, calls: readonly RandomCall[], url: string): Promise<void> {
  await using linuxLink = createLinuxLink({ ...account, url, edition });
  for (const { run, tokens } of calls) {
    await using vigiles = createVigiles({ ...account, url, edition, logLevel: "silent" });
    if (tokens.place !== null) vigiles[edition === "groups" ? "groupToken" : "productToken"] = tokens.place;
    if (tokens.folder !== null) vigiles.folderToken = tokens.folder;
    await run(vigiles, linuxLink);
  }
}

describe.each([
  ["groups", 700],
  ["products", 300],
] as const)("random calls of the %s edition", (edition, numRuns) => {
  const checkout = checkouts[edition];
  const { reason } = checkout;

  it.skipIf(reason !== "")(
    `send the same bytes and signatures as the original package: ${numRuns}${reason}`,
    async () => {
      const calls = fc.sample(randomCalls(edition), { numRuns, seed: 2026 });
      using files = workspace();
      const keyFile = files.keyFile({ key: account.key });
      await using original = await loopback(plainService);
      const errors = await makeOriginalCalls(
        checkout,
        calls.map((call) => call.original),
        keyFile,
        original.url,
      );
      expect(errors.filter((error) => error !== null)).toStrictEqual([]);
      await using here = await loopback(plainService);
      await sendHere(edition, calls, here.url);
      expect(here.requests).toHaveLength(numRuns);
      expect(here.requests.map(wireOf)).toStrictEqual(original.requests.map(wireOf));
    },
  );
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { send } from "../support/request.js";
import { signRequest } from "./support/client.js";
import type { Wire } from "./support/client.js";
import { serveVigiles } from "./support/service.js";

/** A command of an original client and the requests it made. */
interface Row {
  readonly name: string;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly params: readonly (readonly [string, string])[];
    readonly content_type: string | null;
    readonly signature_ok: boolean;
  }[];
}

const editions = [
  ["groups", "vigiles-cli-requests.json"],
  ["products", "linuxlink-cli-requests.json"],
] as const;

describe.each(editions)("the requests of the original client, edition %s", (_edition, file) => {
  const rows = JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8")) as Row[];
  const withRequests = rows.filter(({ requests }) => requests.length > 0);

  test.each(withRequests)("$name succeeds, and is rejected if its signature is changed", async ({ requests }) => {
    await using service = await serveVigiles();
    const { account, log } = service;
    for (const { method, path, params, content_type, signature_ok } of requests) {
      const wire = signRequest(account, { method, path, pairs: params });
      expect(signature_ok).toBe(true);
      expect(wire.headers["content-type"] ?? null).toBe(content_type);
      expect(await send(account.url, tampered(wire))).toMatchObject({ status: 403, json: { status_code: 403 } });
      const response = await send(account.url, wire);
      expect({ status: response.status, json: response.status === 200 || response.json }).toEqual({
        status: 200,
        json: true,
      });
      expect(log.entries.at(-1)).toMatchObject({ method, status: 200 });
    }
  });
});

/** The same request with one character of the signature changed. */
function tampered(wire: Wire): Wire {
  const signature = wire.headers["x-auth-signature"] ?? "";
  const changed = signature.replace(/^./, (first) => (first === "A" ? "B" : "A"));
  return { ...wire, headers: { ...wire.headers, "x-auth-signature": changed } };
}

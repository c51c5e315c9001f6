import { readFileSync } from "node:fs";
import { factoryBody, Secret } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armorPskSignature, type ArmorPskParts } from "../src/index.js";

interface Vector extends Omit<ArmorPskParts, "body" | "bodyRule"> {
  readonly name: string;
  readonly secret: string;
  readonly body: string;
  readonly repeat?: number;
  readonly raw: string;
  readonly sha512: string;
}

/** Made with the hmac and hashlib modules of Python. */
const vectors = JSON.parse(
  readFileSync(new URL("vectors/signatures.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("a signature", () => {
  const cases = vectors.flatMap((vector) => (["raw", "sha512"] as const).map((rule) => ({ ...vector, rule })));
  it.each(cases)("of $name with the body $rule is what another implementation makes", async (vector) => {
    const { secret, body, repeat = 1, rule, ...parts } = vector;
    const chunks = Array.from({ length: repeat }, () => Buffer.from(body));
    const source = factoryBody(async function* open() {
      yield* chunks;
    });
    const signature = await armorPskSignature({ ...parts, body: source, bodyRule: rule }, new Secret(secret));
    expect(signature).toBe(vector[rule]);
  });

  it("is the same however a body is cut into pieces", async () => {
    const law = fc.asyncProperty(fc.uint8Array(), fc.array(fc.nat(40)), async (bytes, cuts) => {
      const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted((a, b) => a - b);
      const pieces = factoryBody(async function* open() {
        for (const [index, edge] of edges.entries()) yield bytes.subarray(edge, edges[index + 1]);
      });
      const whole = factoryBody(async function* open() {
        yield bytes;
      });
      const parts = { keyId: "k", method: "PUT", path: "/", nonce: "n", timestampSeconds: 1, bodyRule: "raw" } as const;
      const secret = new Secret("s");
      const one = await armorPskSignature({ ...parts, body: whole }, secret);
      expect(await armorPskSignature({ ...parts, body: pieces }, secret)).toBe(one);
    });
    await expect(fc.assert(law, { numRuns: 50 })).resolves.toBeUndefined();
  });

  it("stops at an abort while it reads a body", async () => {
    const controller = new AbortController();
    const body = factoryBody(async function* open() {
      for (;;) {
        yield Buffer.from("more");
        controller.abort();
      }
    });
    const parts = { keyId: "k", method: "PUT", path: "/", nonce: "n", timestampSeconds: 1, bodyRule: "raw" } as const;
    const signing = armorPskSignature({ ...parts, body }, new Secret("s"), controller.signal);
    await expect(signing).rejects.toThrow("aborted");
  });
});

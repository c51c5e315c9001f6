import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPrototypeEffects } from "@org/http-core/testing";
import { expect, it, onTestFinished } from "vitest";
import type {
  ApiKeyAuthOptions,
  BasicAuthOptions,
  BearerAuthOptions,
  DigestAuthOptions,
  DigestSession,
  FileTokenOptions,
  ProvidedToken,
} from "../src/index.js";
import { startLoopback } from "./support/loopback.js";
import { run } from "./support/programs/use-schemes.js";

type AllOptions = ApiKeyAuthOptions & BasicAuthOptions & BearerAuthOptions & DigestAuthOptions & FileTokenOptions;
type Names = Readonly<Record<keyof (AllOptions & ProvidedToken & DigestSession), true>>;

/** Every option, and every optional member of what is read; the compiler asks for a new one. */
const names: Names = {
  algorithm: true,
  algorithms: true,
  cnonce: true,
  domain: true,
  expiresAt: true,
  hasUserhash: true,
  in: true,
  key: true,
  name: true,
  nonce: true,
  opaque: true,
  origins: true,
  password: true,
  prefix: true,
  principal: true,
  qop: true,
  realm: true,
  renewAfter: true,
  rereadAfterMs: true,
  token: true,
  username: true,
};

it("options that a caller doesn't give are not read from Object.prototype", async () => {
  const folder = mkdtempSync(join(tmpdir(), "http-auth-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, "file-token");
  const { origin: url } = await startLoopback(({ method, url: path, headers, body }, response) => {
    if (path === "/digest" && headers.authorization === undefined) {
      response.writeHead(401, { "WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"' }).end();
    } else {
      response.end(JSON.stringify({ method, path, headers, body: body.toString() }));
    }
  });
  const input = { url, tokenFile };
  const sent = (authorization: unknown): unknown => [{ headers: { authorization } }, { headers: { authorization } }];
  const withKey = { headers: { "x-api-key": "key-19aa" } };
  expect(await run(input)).toMatchObject([
    [
      sent(`Basic ${Buffer.from("key-19aa:").toString("base64")}`),
      sent("Bearer token-19aa"),
      sent("Bearer provided-token"),
      sent("Bearer file-token"),
      sent("Bearer helper-token"),
      [withKey, withKey],
      sent(expect.stringMatching(/^Digest username="ada", realm="r", .*nc=0000000[12]/)),
    ],
    ["OPTION_INVALID", expect.stringContaining("username")],
    ["OPTION_INVALID", expect.stringContaining("username")],
  ]);
  const program = new URL("support/programs/use-schemes.ts", import.meta.url);
  const more = ["access_token", "expires_in", "status", "expirationTimestamp"];
  expect(await findPrototypeEffects({ program, input, names: [...Object.keys(names), ...more] })).toEqual([]);
});

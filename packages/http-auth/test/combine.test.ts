import { combineAuth } from "@org/http-core";
import { expect, it } from "vitest";
import { apiKeyAuth, bearerAuth, digestAuth } from "../src/index.js";
import { DigestService } from "./support/digest/service.js";
import { startLoopback } from "./support/loopback.js";
import { openSession } from "./support/open-session.js";

it("an API key goes with the tokens of a provider", async () => {
  let good = 1;
  const server = await startLoopback(({ headers }, response) => {
    const isGood = headers["x-api-key"] === "key-19aa" && headers.authorization === `Bearer token-${good}`;
    response.writeHead(isGood ? 200 : 401).end();
  });
  const origins = [server.origin];
  let calls = 0;
  const key = apiKeyAuth({ key: "key-19aa", name: "X-API-Key", origins });
  const token = bearerAuth({ token: () => `token-${++calls}`, origins });
  const session = openSession(combineAuth([key, token]), server.origin);
  expect((await session.get("/things")).status).toBe(200);
  good = 2;
  expect((await session.get("/things")).status).toBe(200);
  expect([calls, server.requests.length]).toEqual([2, 3]);
});

it("an API key goes with Digest", async () => {
  const service = new DigestService();
  const server = await startLoopback(({ method, url, headers, body }, response) => {
    const reply = service.respond({ method, uri: url, authorization: headers.authorization ?? "", body });
    for (const [name, value] of reply.headers) response.setHeader(name, value);
    response.writeHead(new URL(url, server.origin).searchParams.get("key") === "key-19aa" ? reply.status : 403).end();
  });
  const origins = [server.origin];
  const key = apiKeyAuth({ key: "key-19aa", name: "key", in: "query", origins });
  const digest = digestAuth({ username: "ada", password: "secret-19aa", origins });
  const session = openSession(combineAuth([key, digest]), server.origin);
  for (let call = 0; call < 3; call++) expect((await session.get("/things?page=1")).status).toBe(200);
  expect(service.refusals).toEqual(["no digest"]);
});

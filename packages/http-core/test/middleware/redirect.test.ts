import { describe, expect, it } from "vitest";
import { createSession, isRedirectError } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { loopback } from "../support/loopback.js";
import { redirecting } from "../support/redirect-matrix.js";

describe("a redirect", () => {
  it("is returned as it is in manual mode", async () => {
    await using setup = await redirecting(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    const response = await session.get("/start", { redirect: "manual" });
    expect([response.status, await response.text(), setup.own.requests.length]).toEqual([302, "body", 1]);
  });

  it("is refused in error mode", async () => {
    await using setup = await redirecting(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    await expect(session.get("/start", { redirect: "error" })).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    expect(setup.own.requests).toHaveLength(1);
  });

  it("is followed five times and no more", async () => {
    await using server = await loopback(({ url }, response) => {
      response.writeHead(302, { location: `/${Number(url.slice(1)) + 1}` }).end();
    });
    await using session = createSession({ baseUrl: server.url });
    await expect(session.get("/0")).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    expect(server.requests.map(({ url }) => url)).toEqual(["/0", "/1", "/2", "/3", "/4", "/5"]);
  });

  const reasons: readonly (readonly [string, string, string, string])[] = [
    ["error", "GET", "/next", "redirects are switched off for this call"],
    ["follow", "POST", "/next", "only GET and HEAD are redirected"],
    ["follow", "GET", "http://127.0.0.1:1/next", "it leads to another origin"],
    [
      "follow",
      "GET",
      "https://other.example/next",
      "URL https://other.example/next is not allowed: its host is not in the allow-list",
    ],
    ["follow", "GET", "http://[half/next", "URL http://[half/next: can't be parsed"],
    ["follow", "GET", "//[half/next", "its target can't be parsed"],
    ["follow", "GET", "/a\\b", "its target can't be parsed"],
    ["follow", "GET", "mailto:a@example.com", "URL"],
    ["follow", "GET", "x-y+1.z:a", "URL"],
  ];

  it.each(reasons)("is explained: %s, %s to %s", async (mode, method, location, why) => {
    const transport = memoryTransport(() => ({ status: 302, headers: { location } }));
    const session = createSession({ baseUrl: "http://127.0.0.1", hosts: ["127.0.0.1", "127.0.0.1:1"], transport });
    const error = await session
      .request("/start", { method, redirect: mode as "follow" })
      .catch((reason: unknown) => reason);
    expect(isRedirectError(error) && error.message).toContain(
      `${method} http://127.0.0.1/start got a 302 redirect to `,
    );
    expect(String(error)).toContain(`, which was not followed: ${why}`);
    expect(transport.requests).toHaveLength(1);
  });

  it("without a Location is returned", async () => {
    await using server = await loopback((_, response) => void response.writeHead(302).end("x"));
    await using session = createSession({ baseUrl: server.url });
    expect((await session.get("/")).status).toBe(302);
  });

  const hostile = [
    "https://u:p@api.example.com/x",
    "unix:/sock:/x",
    "file:///etc/passwd",
    "data:,x",
    "javascript:alert(1)",
    "ftp://a/x",
    "http://unix:/sock:/x",
    "/\\evil.example",
    "/a\u00a0\\b",
    "\\\\evil.example",
    "../../..//evil.example",
    `/${"a".repeat(10_000)}`,
  ];

  it.each(hostile.map((location) => [location]))("to %j makes no request", async (location) => {
    await using server = await loopback(({ url }, response) => {
      if (url === "/start") response.writeHead(302, { location });
      response.end();
    });
    await using session = createSession({ baseUrl: server.url });
    const result = await session.get("/start").catch((reason: unknown) => reason);
    const seconds = server.requests.slice(1).map(({ url }) => url);
    // A relative path that stays on this origin is followed; it can lead nowhere else.
    expect(location.startsWith("../") ? seconds : []).toEqual(seconds);
    expect(location.startsWith("../") || isRedirectError(result)).toBe(true);
    expect(JSON.stringify(result)).not.toContain("u:p");
  });

  it("keeps the cookies of each redirect for its own URL", async () => {
    await using server = await loopback(({ url }, response) => {
      if (url === "/start") response.writeHead(302, { location: "/next", "set-cookie": "hop=1; Path=/" });
      response.end();
    });
    await using session = createSession({ baseUrl: server.url });
    await session.get("/start");
    expect(server.requests[1]?.headers.cookie).toBe("hop=1");
  });

  it("never sends a Referer", async () => {
    await using setup = await redirecting(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    await session.get("/start?token=secret").catch(() => {});
    await session.get("/start");
    expect(setup.own.requests.some(({ headers }) => "referer" in headers)).toBe(false);
  });
});

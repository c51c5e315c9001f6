import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { loopback } from "../support/loopback.js";

const baseUrl = "https://api.example.com/v1";

describe("extend", () => {
  it("merges headers, parameters, hosts and timeouts, and leaves its parent alone", async () => {
    const transport = memoryTransport(() => 200);
    const parent = createSession({ baseUrl, transport, headers: { a: "1", b: "1" }, params: { x: "1", y: "1" } });
    const child = parent.extend({ headers: { B: "2", c: "2" }, params: { y: "2" } });
    await child.get("/t");
    await parent.get("/t");
    const [one, two] = transport.requests;
    expect([one?.url, two?.url]).toEqual([`${baseUrl}/t?x=1&y=2`, `${baseUrl}/t?x=1&y=1`]);
    expect(["a", "b", "c"].map((name) => one?.headers.get(name))).toEqual(["1", "2", "2"]);
    expect(two?.headers.get("b")).toBe("1");
  });

  it("shares the jar and keeps what was set on the parent's headers", async () => {
    const transport = memoryTransport(() => ({ headers: { "set-cookie": "sid=1; Path=/" } }));
    const parent = createSession({ baseUrl, transport });
    parent.headers.set("x-later", "1");
    const child = parent.extend({});
    await child.get("/");
    await parent.get("/");
    expect(transport.requests[1]?.headers.get("cookie")).toBe("sid=1");
    expect(transport.requests[0]?.headers.get("x-later")).toBe("1");
  });

  it("does not close the transport that its parent made", async () => {
    await using server = await loopback();
    await using parent = createSession({ baseUrl: server.url });
    const child = parent.extend({ headers: { a: "1" } });
    await child.close();
    expect((await parent.get("/")).status).toBe(200);
    await expect(child.get("/")).rejects.toMatchObject({ code: "SESSION_CLOSED" });
  });
});

describe("options of extend", () => {
  it("merge hosts, retry and timeouts one by one", async () => {
    const transport = memoryTransport(() => 503);
    const parent = createSession({
      transport,
      hosts: ["a.example"],
      retry: { attempts: 2, baseDelayMs: 1 },
      timeout: { totalMs: 5_000 },
    });
    const child = parent.extend({ hosts: ["b.example"], retry: { attempts: 1 }, timeout: { idleMs: 1 } });
    await child.get("https://a.example/").catch(() => {});
    await child.get("https://b.example/").catch(() => {});
    expect(transport.requests).toHaveLength(2);
    await expect(child.get("https://c.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    const quiet = parent.extend({ retry: false, hosts: ["c.example"] });
    await quiet.get("https://c.example/").catch(() => {});
    expect(transport.requests).toHaveLength(3);
  });

  it("take a transport and hosts of their own for a session that had none", async () => {
    const [one, two] = [memoryTransport(() => 200), memoryTransport(() => 200)];
    const child = createSession({ transport: one }).extend({
      transport: two,
      hosts: ["a.example"],
      retryWindow: { limit: 2 },
    });
    await child.get(new URL("https://a.example/x"));
    expect([one.requests.length, two.requests.length]).toEqual([0, 1]);
  });

  it("for one call may name hosts too", async () => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ transport, baseUrl });
    await expect(session.get("https://b.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect((await session.get("https://b.example/", { hosts: ["b.example"] })).status).toBe(200);
    await expect(session.get(5 as never)).rejects.toMatchObject({ code: "URL_INVALID" });
    await expect(session.get("/", { hosts: [5 as never] })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

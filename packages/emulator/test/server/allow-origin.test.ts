import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/index.js";
import { send } from "../support/request.js";

const corsOrigin = "http://localhost:5173";

describe("the option corsOrigin", () => {
  it("lets the pages of one origin read each response, also an error", async () => {
    await using emulator = await startEmulator({ corsOrigin });
    for (const url of [emulator.http, emulator.https]) {
      const { status, headers } = await send(`${url}/me`, { ca: await caOf(emulator.ca) });
      expect(status).toBe(401);
      expect(headers).toMatchObject({
        "access-control-allow-origin": corsOrigin,
        "access-control-expose-headers": "*",
      });
    }
  });

  it("allows the method and the headers that a browser asks for, and logs nothing", async () => {
    await using emulator = await startEmulator({ corsOrigin });
    const asked = { "access-control-request-method": "PATCH", "access-control-request-headers": "authorization" };
    emulator.faults.add({ type: "status", path: "/me", status: 503 });
    const { status, headers } = await send(`${emulator.http}/me`, { method: "OPTIONS", headers: asked });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": corsOrigin,
      "access-control-allow-methods": "PATCH",
      "access-control-allow-headers": "authorization",
    });
    expect(emulator.requests).toEqual([]);
    expect((await send(`${emulator.http}/me`)).status).toBe(503);
  });

  it("is needed: without it no page may read anything", async () => {
    await using emulator = await startEmulator();
    expect((await send(`${emulator.http}/me`)).headers).not.toHaveProperty("access-control-allow-origin");
  });

  it.each(["*", "localhost:5173", "http://localhost:5173/", "http://localhost:5173/app", "null"])(
    "refuses %s, which is no origin",
    async (wrong) => {
      await expect(startEmulator({ corsOrigin: wrong })).rejects.toThrow(/^corsOrigin must be an origin/);
    },
  );
});

function caOf(path: string): Promise<string> {
  return readFile(path, "utf8");
}

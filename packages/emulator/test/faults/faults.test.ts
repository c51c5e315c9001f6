import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startEmulator } from "../../src/index.js";
import type { Emulator, Fault } from "../../src/index.js";
import { endlessMs, isOvertaken } from "../support/overtaking.js";
import { send } from "../support/request.js";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

beforeEach(() => emulator.faults.clear());

afterAll(() => emulator.close());

const path = "/me";
const usualStatus = 401;

function addFault(fault: Fault): void {
  emulator.faults.add(fault);
}

describe("a fault", () => {
  test("sends its own status, headers and body", async () => {
    addFault({ type: "status", path, status: 429, headers: { "retry-after": "7" }, body: "slow down" });
    const response = await send(`${emulator.http}${path}`);
    expect(response).toMatchObject({ status: 429, text: "slow down" });
    expect(response.headers["retry-after"]).toBe("7");
    expect(emulator.requests.at(-1)?.status).toBe(429);
  });

  test.each([204, 304])("sends %d without a body", async (status) => {
    addFault({ type: "status", path, status, body: "ignored" });
    expect(await send(`${emulator.http}${path}`)).toMatchObject({ status, text: "" });
  });

  test.each([301, 302, 303, 307, 308] as const)("redirects with %d", async (status) => {
    addFault({ type: "redirect", path, status, location: "https://elsewhere.example/x?y=1" });
    const response = await send(`${emulator.http}${path}`);
    expect(response).toMatchObject({ status, headers: { location: "https://elsewhere.example/x?y=1" } });
  });

  test("sends a web page", async () => {
    addFault({ type: "html", path });
    const response = await send(`${emulator.http}${path}`);
    expect(response).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(response.text).toContain("<h1>");
  });

  test("delays the usual response", async () => {
    const url = `${emulator.http}${path}`;
    addFault({ type: "slow", path, delayMs: 1 });
    expect((await send(url)).status).toBe(usualStatus);
    addFault({ type: "slow", path, delayMs: endlessMs });
    expect(await isOvertaken(send(url), () => send(`${emulator.http}/other`))).toBe(true);
  });

  test.each([undefined, 0, 1])("closes the connection after part of the body or %s bytes", async (bytes) => {
    addFault({ type: "truncate", path, ...(bytes !== undefined && { bytes }) });
    await expect(send(`${emulator.http}${path}`)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator.requests.at(-1)?.status).toBe(usualStatus);
    expect((await send(`${emulator.http}${path}`)).status).toBe(usualStatus);
  });

  test("resets the connection before the service sees the request", async () => {
    addFault({ type: "reset", path });
    await expect(send(`${emulator.http}${path}`)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator.requests.at(-1)?.status).toBe(0);
  });

  test("ends the connection over TLS as well", async () => {
    addFault({ type: "reset", path });
    const ca = await readFile(emulator.ca, "utf8");
    await expect(send(`${emulator.https}${path}`, { ca })).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test("resets the connection after the service has handled the request, if `handled` is set", async () => {
    addFault({ type: "reset", path: "/auth/authorize", handled: true });
    const body = JSON.stringify({ username: emulator.armor.username, password: "wrong" });
    const login = { method: "POST", headers: { "content-type": "application/json" }, body };
    await expect(send(`${emulator.http}/auth/authorize`, login)).rejects.toMatchObject({ code: "ECONNRESET" });
    const { text } = await send(`${emulator.http}/auth/authorize`, login);
    expect(text).toContain('"badLogonCount":2');
  });
});

describe("faults", () => {
  test("apply as often as `times` says, once by default", async () => {
    addFault({ type: "status", path, status: 503, times: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await send(`${emulator.http}${path}`)).status);
    expect(statuses).toEqual([503, 503, usualStatus]);
    expect(emulator.faults.list()).toEqual([]);
  });

  test("apply in the order in which they were added", async () => {
    addFault({ type: "status", path, status: 500 });
    addFault({ type: "status", path, status: 502 });
    expect((await send(`${emulator.http}${path}`)).status).toBe(500);
    expect((await send(`${emulator.http}${path}?query=1`)).status).toBe(502);
  });

  test("leave other methods and paths alone", async () => {
    addFault({ type: "status", path, method: "POST", status: 503 });
    addFault({ type: "status", path: "/me/more", status: 503 });
    expect((await send(`${emulator.http}${path}`)).status).toBe(usualStatus);
    expect(emulator.faults.list()).toHaveLength(2);
  });

  test("accept a star for any continuation of the path", async () => {
    addFault({ type: "status", path: "/api/v1/vigiles/*", status: 503, times: 2 });
    expect((await send(`${emulator.http}/api/v1/vigiles/about`)).status).toBe(503);
    expect((await send(`${emulator.http}/api/v1/vigiles/groups/x`)).status).toBe(503);
  });

  test.each([
    [{ type: "explode", path }, /type is one of/],
    [{ type: "status", path }, /"status"/],
    [{ type: "status", path, status: 99 }, /"status"/],
    [{ type: "redirect", path, status: 302 }, /"location"/],
    [{ type: "redirect", path, status: 200, location: "/" }, /"status"/],
    [{ type: "slow", path, delayMs: -1 }, /"delayMs"/],
    [{ type: "reset" }, /"path"/],
    [{ type: "reset", path, times: 0 }, /"times"/],
    [{ type: "reset", path, often: 2 }, /no "often"/],
    [null, /object/],
  ])("reject %j", (fault, message) => {
    expect(() => addFault(fault as Fault)).toThrow(message);
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmulator } from "../../src/index.js";
import type { Emulator } from "../../src/index.js";
import { send } from "../support/request.js";

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ startMs: 5000 });
});

afterEach(() => emulator.close());

async function control(method: string, path: string, value?: unknown): Promise<{ status: number; json: unknown }> {
  const body = value === undefined ? {} : { body: JSON.stringify(value) };
  const { status, text } = await send(`${emulator.http}/__emulator${path}`, { method, ...body });
  return { status, json: text === "" ? undefined : JSON.parse(text) };
}

test("GET /requests lists the requests to the services, with bodies as base64", async () => {
  await send(`${emulator.http}/auth/authorize?x=1`, { method: "POST", body: "héllo" });
  await control("GET", "/clock");
  const { json } = await control("GET", "/requests");
  expect(json).toEqual([
    expect.objectContaining({
      method: "POST",
      url: "/auth/authorize?x=1",
      host: new URL(emulator.http).host,
      bodyBase64: Buffer.from("héllo").toString("base64"),
      status: expect.any(Number),
    }),
  ]);
});

test("DELETE /requests empties the log", async () => {
  await send(`${emulator.http}/me`);
  expect((await control("DELETE", "/requests")).status).toBe(204);
  expect(emulator.requests).toEqual([]);
});

test("POST /clock moves the services' time", async () => {
  expect(await control("POST", "/clock", { advanceMs: 60_000 })).toEqual({ status: 200, json: { nowMs: 65_000 } });
  expect(await control("GET", "/clock")).toEqual({ status: 200, json: { nowMs: 65_000 } });
  expect(emulator.clock.nowMs()).toBe(65_000);
});

test.each([{}, { advanceMs: "60" }, { advanceMs: -5 }])("POST /clock rejects %j", async (value) => {
  expect((await control("POST", "/clock", value)).status).toBe(400);
  expect(emulator.clock.nowMs()).toBe(5000);
});

test("DELETE /tokens revokes the tokens of Armor", async () => {
  const authorization = await logIn();
  expect((await send(`${emulator.http}/me`, { headers: { authorization } })).status).toBe(200);
  expect((await control("DELETE", "/tokens")).status).toBe(204);
  expect((await send(`${emulator.http}/me`, { headers: { authorization } })).status).toBe(401);
});

async function logIn(): Promise<string> {
  const { username, password } = emulator.armor;
  const { code } = await post("/auth/authorize", { username, password });
  const { access_token: token } = await post("/auth/token", { code, grant_type: "authorization_code" });
  return `FH-AUTH ${token}`;
}

async function post(path: string, value: object): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json" };
  const { text } = await send(`${emulator.http}${path}`, { method: "POST", headers, body: JSON.stringify(value) });
  return JSON.parse(text) as Record<string, unknown>;
}

test("POST /faults adds one fault or several, GET lists them and DELETE removes them", async () => {
  const fault = { type: "status", path: "/me", status: 503 };
  expect((await control("POST", "/faults", fault)).status).toBe(201);
  expect((await control("POST", "/faults", [{ ...fault, status: 502, times: 3 }])).status).toBe(201);
  const listed = [
    { ...fault, times: 1 },
    { ...fault, status: 502, times: 3 },
  ];
  expect((await control("GET", "/faults")).json).toEqual(listed);
  expect((await send(`${emulator.http}/me`)).status).toBe(503);
  expect((await control("DELETE", "/faults")).status).toBe(204);
  expect((await send(`${emulator.http}/me`)).status).toBe(401);
});

test("POST /faults adds all faults of an array or none", async () => {
  const faults = [{ type: "reset", path: "/me" }, { type: "reset" }];
  expect((await control("POST", "/faults", faults)).status).toBe(400);
  expect((await control("GET", "/faults")).json).toEqual([]);
});

test("names an unknown path in its 404 response", async () => {
  const { status, json } = await control("GET", "/nothing");
  expect(status).toBe(404);
  expect(json).toMatchObject({ message: expect.stringContaining("/__emulator/nothing") });
});

test("rejects invalid JSON with 400", async () => {
  const { status } = await send(`${emulator.http}/__emulator/clock`, { method: "POST", body: "{" });
  expect(status).toBe(400);
});

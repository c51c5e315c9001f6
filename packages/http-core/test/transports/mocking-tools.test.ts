import nock from "nock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport } from "../../src/index.js";
import { nodeTransport } from "../../src/transports/node.js";

const origin = "https://api.example";
const clients: readonly (readonly [string, () => Transport])[] = [
  ["gotTransport", gotTransport],
  ["nodeTransport", nodeTransport],
];

async function whoIs(transport: Transport): Promise<unknown> {
  await using session = createSession({ baseUrl: origin, transport, retry: false });
  return (await session.get("/me")).json();
}

describe("nock", () => {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });

  it.each(clients)("answers requests of %s", async (_, make) => {
    nock(origin).get("/me").reply(200, { by: "nock" });
    expect(await whoIs(make())).toEqual({ by: "nock" });
    expect(nock.isDone()).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { AuthenticationError, createResponse, createSession, Secret, type HttpResponse } from "../../../src/index.js";

const origin = "https://api.example.com";

async function* brokenOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"error":');
  throw new Error("connection lost");
}

/** A session whose login gets a response with a body that breaks off. */
function sessionWith(status: number, read: (response: HttpResponse) => unknown) {
  return createSession({
    baseUrl: origin,
    retry: false,
    transport: {
      send: async ({ url }) => createResponse({ status, url, headers: {}, body: brokenOff() }),
    },
    auth: {
      name: "broken",
      origins: [origin],
      secrets: {},
      identity: () => ({ principal: `user of ${status}`, secret: new Secret("right") }),
      acquire: async (context) => {
        await read(await context.send(`${origin}/login`));
        throw new AuthenticationError("rejected", "refused");
      },
      apply: (request) => request,
    },
  });
}

describe("a login's response with a broken body", () => {
  it.each([400, 401, 403, 429, 503])("shows status %d, and fails only when its body is read", async (status) => {
    const seen: unknown[] = [];
    const session = sessionWith(status, async (response) => {
      seen.push(response.status, await response.text().catch(() => "unreadable"));
      seen.push(await response.bytes().catch(() => "unreadable"));
    });
    await expect(session.authenticate()).rejects.toMatchObject({ code: "AUTH_REJECTED" });
    expect(seen).toEqual([status, "unreadable", "unreadable"]);
    await expect(session.authenticate()).rejects.toMatchObject({ code: "AUTH_LATCHED" });
  });

  it.each([200, 201])("fails at once with status %d", async (status) => {
    const seen: unknown[] = [];
    const session = sessionWith(status, (response) => seen.push(response.status));
    await expect(session.authenticate()).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
    expect(seen).toEqual([]);
  });
});

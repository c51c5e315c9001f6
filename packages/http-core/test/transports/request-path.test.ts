import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { allTransports } from "../support/all-transports.js";
import { loopback } from "../support/loopback.js";

// fetch drops the question mark of an empty query by itself.
describe.each(allTransports.filter(({ name }) => name !== "fetch"))("over $name, a path", ({ make }) => {
  it.each(["/x?", "/x", "/x?y", "/x?y=1&y=2&x=&y=3", "/x??"])("%s is sent as it is", async (path) => {
    await using server = await loopback((_, response) => void response.end());
    const transport = make();
    await createSession({ baseUrl: server.url, transport }).get(path);
    expect(server.requests.map(({ url }) => url)).toEqual([path]);
    await transport.close?.();
  });
});

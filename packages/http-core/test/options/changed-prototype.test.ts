import { describe, expect, it } from "vitest";
import { findPrototypeEffects } from "../../src/testing/index.js";
import { run } from "../support/programs/describe-calls.js";
import { sessionOptionNames } from "../../src/options/check-options.js";

const members =
  "methods statuses shouldRetry fileName parts name value replayable size type head headers connectMs firstByteMs idleMs totalMs attempts baseDelayMs maxDelayMs onRetry idempotent limit windowMs loginOrigins acquireTimeoutMs acquire renew release observe classify secret state use peek query fields extra expiresAt renewAfter contentType length openReusing statusText cancel challenge url maxHeaderBytes cause code retryAfterMs status reusesBuffers facts onOpen".split(
    " ",
  );

const program = new URL("../support/programs/describe-calls.ts", import.meta.url);

describe("a member of Object.prototype", () => {
  it("is tried with calls that are sent", async () => {
    const sent = Array.from({ length: 18 }, () => [expect.any(Array), expect.any(Array), [200, ""]]);
    const form = [expect.stringMatching(/^--boundary\r\n/), expect.any(Number), expect.stringMatching(/^curl /)];
    expect(await run()).toEqual([...sent, [expect.any(Array), ["", ""], [[204], [200]]], form]);
  });

  it("changes no call if it is named like an option", async () => {
    expect(await findPrototypeEffects({ program, names: sessionOptionNames })).toEqual([]);
  });

  it("changes no call if it is named like a member of an option, scheme, body, request or error", async () => {
    expect(await findPrototypeEffects({ program, names: members })).toEqual([]);
  });
});

import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { AuthenticationError, type AnyAuthScheme } from "../../../src/index.js";
import { testAuthScheme } from "../../../src/testing/index.js";
import { acquireOf, broken, failure, type Make, type Suite } from "../../support/broken-scheme.js";
import { apiKeySubject } from "./subjects/api-key.js";
import { bodySignerSubject } from "./subjects/body-signer.js";
import { brokenLearning } from "./defects/broken-learning.js";
import { brokenLogins } from "./defects/broken-logins.js";
import { brokenNonces, reusedNonces } from "./defects/broken-nonces.js";
import { brokenTokens } from "./defects/broken-tokens.js";
import { brokenProofs, type Defect } from "./defects/broken-proofs.js";
import { leakingErrors } from "./defects/leaking-errors.js";
import { cookieSubject } from "./subjects/cookie-session.js";
import { deviceSubject } from "./subjects/device-code.js";
import { helperSubject } from "./subjects/helper-tokens.js";
import { timeSubject } from "./subjects/learnt-time.js";
import { nonceSubject } from "./subjects/nonce-challenge.js";
import { nonceLoginSubject } from "./subjects/nonce-login.js";
import { countingSubject } from "./subjects/rising-count.js";
import { rotatingAuth, rotatingSubject } from "./subjects/rotating-tokens.js";
import { tenantSubject } from "./subjects/tenant-tokens.js";

const subjects: readonly (readonly [string, Suite])[] = [
  ["an API key in the query", { make: apiKeySubject }],
  [
    "a signer with nonce and timestamp",
    { make: bodySignerSubject, covers: ["method", "query", "body", "time", "nonce"] },
  ],
  [
    "a challenge scheme",
    {
      make: nonceSubject,
      covers: ["singleUseNonce"],
      cannot: { "sends one request for each call once it has learnt from responses": "a nonce serves once" },
    },
  ],
  ["a login whose requests carry a nonce that serves once", { make: nonceLoginSubject, covers: ["singleUseNonce"] }],
  [
    "a login whose requests are all challenged",
    {
      make: broken(nonceLoginSubject, () => ({ observe: () => undefined })),
      covers: ["singleUseNonce"],
      cannot: {
        "sends one request for each call once it has learnt from responses": "each nonce comes by a challenge",
        "uses the newest state from responses": "nothing is learnt",
      },
    },
  ],
  ["a signer that learns the server's time", { make: timeSubject, covers: ["time"] }],
  ["a scheme that counts the uses of a nonce", { make: countingSubject }],
  ["a login with rotating refresh tokens", { make: rotatingSubject }],
  [
    "a login for each tenant and permission",
    { make: (options) => tenantSubject(options, { tenant: "blue", permission: "write" }) },
  ],
  ["a login whose service refuses a missing cookie with 403", { make: cookieSubject }],
  ["a login that waits on the clock", { make: deviceSubject }],
  [
    "a login that sends nothing",
    {
      make: helperSubject,
      cannot: { "has another identity with another secret": "a program of the machine keeps the secret" },
    },
  ],
];

for (const [name, suite] of subjects) {
  testAuthScheme({ ...suite, name, runner: { describe, it }, maxCheckMs: 60_000 });
}

const leaky =
  (make: Make): Make =>
  (options) => {
    const subject = make(options);
    return { ...subject, scheme: Object.assign({ ...subject.scheme }, { password: subject.secrets()[0] }) };
  };

const defects: readonly (readonly [defect: string, check: string, make: Make])[] = [
  [
    "adds nothing to the request",
    "gets a request accepted by its service",
    broken(apiKeySubject, () => ({ apply: (request) => request })),
  ],
  [
    "has a bare secret in its identity",
    "names an identity with a principal and a masked secret",
    broken(apiKeySubject, () => ({ identity: () => ({ principal: "", secret: "bare" as never }) })),
  ],
  [
    "changes the request it is given",
    "does not change the request that it receives",
    broken(bodySignerSubject, (scheme) => ({
      apply: async (request, credential, context) => {
        const signed = await scheme.apply(request, credential, context);
        for (const [name, value] of signed.headers) request.headers.set(name, value);
        return request;
      },
    })),
  ],
  [
    "does not declare its header",
    "declares every header and parameter that it adds",
    broken(rotatingSubject, () => ({ secrets: {} })),
  ],
  [
    "claims every origin",
    "sends nothing of its own to other origins",
    broken(rotatingSubject, (scheme) => ({ origins: [...scheme.origins, "https://elsewhere.example"] })),
  ],
  ["keeps its password in a plain field", "shows no secret in what succeeds or fails", leaky(rotatingSubject)],
  [
    "is another identity each time",
    "shares one login between sessions of one identity",
    broken(rotatingSubject, (scheme) => {
      let count = 0;
      return { identity: async () => ({ ...(await scheme.identity()), principal: `user-${count++}` }) };
    }),
  ],
  [
    "does not tell a wrong secret from a passing fault",
    "sends a wrong secret once and never again",
    broken(rotatingSubject, (scheme) => ({
      acquire: async (context) => {
        try {
          return await acquireOf(scheme)(context);
        } catch {
          throw new AuthenticationError("transient", "something went wrong");
        }
      },
    })),
  ],
  [
    "accepts every response",
    "replaces an expired credential once, and resends each call once",
    broken(rotatingSubject, () => ({ classify: () => "accepted" })),
  ],
  [
    "takes no 401 for a rejection",
    "keeps to the re-authentication window",
    broken(rotatingSubject, () => ({ classify: () => "accepted" })),
  ],
  [
    "sends its old token when it logs in",
    "logs in without the credential that is being replaced",
    (options) => {
      const subject = rotatingSubject(options);
      const scheme = rotatingAuth("user", "pass-right-5678") as AnyAuthScheme;
      let last = "none";
      return {
        ...subject,
        scheme: {
          ...scheme,
          renew: undefined as never,
          acquire: async (context) => {
            await context.send("https://tokens.example.com/hello", { headers: { authorization: last } });
            const credential = await acquireOf(scheme)(context);
            last = subject.secrets().at(-2) ?? "none";
            return credential;
          },
        },
      };
    },
  ],
];

const all: readonly Defect[] = [
  ...defects.map(([defect, check, make]): Defect => [defect, check, { make }]),
  ...brokenProofs,
  ...brokenLogins,
  ...brokenTokens,
  ...brokenLearning,
  ...brokenNonces,
  ...leakingErrors,
];

describe("the suite notices a scheme that", () => {
  it.each(all)("%s", async (_, check, suite) => {
    const error = await failure(check, suite);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/\w+ \w+ \w+/);
    expect((error as Error).message).not.toMatch(/timed out|did not end|not checked/i);
    expect(hasEmptyDifference(error as object)).toBe(false);
  });

  it.each(reusedNonces)("%s, and says that it is about the nonce %s", async (_, situation, suite) => {
    expect(String(await failure("sends no nonce of its service twice", suite))).toContain(
      `two requests ${situation} had the same "`,
    );
  });
});

/** True if a test runner would print a difference between equal values. */
function hasEmptyDifference(error: { readonly actual?: unknown; readonly expected?: unknown }): boolean {
  const { actual, expected } = error;
  return actual !== undefined && expected !== undefined && isDeepStrictEqual(actual, expected);
}

describe("a message of the suite", () => {
  it("says in one line that a check depends on one that fails", async () => {
    const make = broken(bodySignerSubject, () => ({ apply: (request) => request }));
    for (const title of [
      "covers the body by its proof",
      "does not treat a 403 for a missing permission as a rejection",
      "claims no origin that is not the service's",
    ]) {
      expect(String(await failure(title, { make, covers: ["body"] }))).toBe(
        'Error: this was not checked, since the scheme fails "gets a request accepted by its service": fix that first',
      );
    }
  });

  it("says that a login does not reach the service of the suite", async () => {
    const make = broken(rotatingSubject, () => ({ acquire: () => Promise.reject(new TypeError("fetch failed")) }));
    const error = await failure("gets a request accepted by its service", { make });
    expect(String(error)).toContain(
      "it ended with AUTH_TRANSIENT: The login failed: fetch failed. The login sent nothing",
    );
    expect(String(error)).toContain("with context.send");
  });

  it("names what apply has left out", async () => {
    const make = broken(apiKeySubject, () => ({ apply: (request) => request }));
    const error = await failure("gets a request accepted by its service", { make });
    expect(String(error)).toContain("added nothing to the request");
  });

  it("says that the proof itself was refused, where no 403 can be checked", async () => {
    const make = broken(bodySignerSubject, (scheme) => {
      let calls = 0;
      return {
        apply: (request, credential, context) => (calls++ < 2 ? scheme.apply(request, credential, context) : request),
      };
    });
    const error = await failure("does not treat a 403 for a missing permission as a rejection", { make });
    expect(String(error)).toContain("the service refused the proof itself with status 401");
  });

  it("tells a nonce of the client from one of the server", async () => {
    const error = await failure("covers the nonce by its proof", { make: countingSubject, covers: ["nonce"] });
    expect(String(error)).toContain("If the nonce is the server's, leave it out of `covers`");
  });
});

describe("a check that never ends", () => {
  it.each([
    ["acquire", { acquire: () => new Promise<never>(() => {}) }],
    ["identity", { identity: () => new Promise<never>(() => {}) }],
    ["apply", { apply: () => new Promise<never>(() => {}) }],
  ])("fails in time, and names %s, which it waits for", async (member, change) => {
    const make = broken(rotatingSubject, () => change);
    const error = await failure("gets a request accepted by its service", { make, maxCheckMs: 50 });
    expect(String(error)).toMatch(/did not end within 50 ms/);
    expect(String(error)).toContain(`Still running: ${member}`);
  });

  it("says that the service does not respond", async () => {
    const make: Make = (options) => ({ ...apiKeySubject(options), service: () => new Promise(() => {}) });
    const error = await failure("gets a request accepted by its service", { make, maxCheckMs: 50 });
    expect(String(error)).toContain("Perhaps the service that `make` returns does not respond");
  });
});

describe("a check that can't run", () => {
  const title = "gets JSON accepted by its service";

  it("is reported as skipped, with the reason", () => {
    const skipped: string[] = [];
    const runner = {
      describe: (_: string, body: () => void) => body(),
      it: (name: string) => expect(name).not.toBe(title),
      skip: (name: string) => void skipped.push(name),
    };
    testAuthScheme({ name: "x", make: apiKeySubject, cannot: { [title]: "forms only" }, runner });
    expect(skipped).toEqual([`${title} (it declares that it can't: forms only)`]);
  });

  it.each([
    [{ "gets JSON acepted by its service": "forms only" }, `did you mean "${title}"?`],
    [{ nonsense: "forms only" }, 'the suite has no check "nonsense"'],
    [{ [title]: " " }, "needs the reason"],
  ])("must be known and have a reason: %j", (cannot, message) => {
    const runner = { describe: () => {}, it: () => {} };
    expect(() => testAuthScheme({ name: "x", make: apiKeySubject, cannot, runner })).toThrow(message);
  });
});

it("lets a test runner without skip leave such checks out", () => {
  const titles: string[] = [];
  const runner = { describe: (_: string, body: () => void) => body(), it: (name: string) => void titles.push(name) };
  testAuthScheme({ name: "x", make: apiKeySubject, runner });
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.length).toBeGreaterThan(20);
});

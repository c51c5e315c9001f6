import { describe, expect, it } from "vitest";
import { AuthenticationError, type AuthScheme } from "../../../src/index.js";
import { testAuthScheme, type SchemeSubject, type SubjectOptions } from "../../../src/testing/index.js";
import { apiKeySubject } from "./api-key.js";
import { bodySignerSubject } from "./body-signer.js";
import { nonceSubject } from "./nonce-challenge.js";
import { rotatingAuth, rotatingSubject } from "./rotating-tokens.js";

type Make = (options: SubjectOptions) => SchemeSubject;
type Scheme = AuthScheme<unknown, unknown, unknown>;

const subjects: readonly (readonly [string, Make])[] = [
  ["an API key in the query", apiKeySubject],
  ["a signer with nonce and timestamp", bodySignerSubject],
  ["a challenge scheme", nonceSubject],
  ["a login with rotating refresh tokens", rotatingSubject],
];

for (const [name, make] of subjects) testAuthScheme({ name, make, runner: { describe, it } });

/** Runs the suite by itself, and returns the names of the checks that fail. */
async function failures(make: Make): Promise<readonly string[]> {
  const checks: [string, () => Promise<void> | void][] = [];
  testAuthScheme({
    name: "broken",
    make,
    runner: { describe: (_, body) => body(), it: (title, body) => void checks.push([title, body]) },
  });
  const failed: string[] = [];
  for (const [title, body] of checks) {
    try {
      await body();
    } catch {
      failed.push(title);
    }
  }
  return failed;
}

/** The subject with some of its scheme done wrong. */
function broken(make: Make, change: (scheme: Scheme, options: SubjectOptions) => Partial<Scheme>): Make {
  return (options) => {
    const subject = make(options);
    return { ...subject, scheme: { ...subject.scheme, ...change(subject.scheme, options) } };
  };
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
    "leaves the request untouched that it is given",
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
          return await (scheme.acquire?.(context) as ReturnType<NonNullable<Scheme["acquire"]>>);
        } catch {
          throw new AuthenticationError("transient", "something went wrong");
        }
      },
    })),
  ],
  [
    "accepts every response",
    "replaces an expired credential once, and repeats each call once",
    broken(rotatingSubject, () => ({ classify: () => "accepted" })),
  ],
  [
    "takes no 401 for a rejection",
    "keeps to the retry window",
    broken(rotatingSubject, () => ({ classify: () => "accepted" })),
  ],
  [
    "sends its old token when it logs in",
    "logs in without the credential that is being replaced",
    (options) => {
      const subject = rotatingSubject(options);
      const scheme = rotatingAuth("user", "pass-right-5678") as Scheme;
      let last = "none";
      return {
        ...subject,
        scheme: {
          ...scheme,
          renew: undefined as never,
          acquire: async (context) => {
            await context.send("https://tokens.example.com/hello", { headers: { authorization: last } });
            const credential = await (scheme.acquire?.(context) as ReturnType<NonNullable<Scheme["acquire"]>>);
            last = subject.secrets().at(-2) ?? "none";
            return credential;
          },
        },
      };
    },
  ],
];

describe("the suite notices a scheme that", () => {
  it.each(defects)("%s", async (_, check, make) => {
    expect(await failures(make)).toContain(check);
  });

  it("is fine", async () => {
    for (const [, make] of subjects) expect(await failures(make)).toEqual([]);
  });
});

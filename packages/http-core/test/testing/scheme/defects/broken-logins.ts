import { AuthenticationError, Secret, type AnyAuthScheme, type Credential } from "../../../../src/index.js";
import { acquireOf, broken, brokenCredential } from "../../../support/broken-scheme.js";
import type { Defect } from "./broken-proofs.js";
import { cookieSubject } from "../subjects/cookie-session.js";
import { rotatingSubject, type Tokens } from "../subjects/rotating-tokens.js";
import { tenantSubject, type Wanted } from "../subjects/tenant-tokens.js";

const otherTenant = { tenant: "blue", permission: "read" };
const otherPermission = { tenant: "red", permission: "write" };

/** A credential of rotating tokens. */
type RotatingCredential = Credential<Tokens>;

const malformed = "fails where the response to a login is malformed, and quotes nothing of it";

/** Leaves a part of what a call wants out of the identity. */
function identityWithout(part: keyof Wanted, other: Wanted): Defect[2] {
  const make = broken(
    (options) => tenantSubject(options, other),
    (scheme) => ({
      identity: async (wanted) => {
        const { extra = {}, ...rest } = await scheme.identity(wanted);
        return { ...rest, extra: { ...extra, [part]: "any" } };
      },
    }),
  );
  return { make };
}

/** Logs in with a response that is read without care. */
function readingCarelessly(read: (text: string) => Promise<Credential<unknown>> | Credential<unknown>): Defect[2] {
  const make = broken(rotatingSubject, (_scheme, { secrets }) => ({
    acquire: async ({ send }) => {
      const form = { password: secrets()[0] ?? "" };
      const response = await send("https://tokens.example.com/token", { method: "POST", form });
      if (response.status === 401) throw new AuthenticationError("rejected", "the password is wrong");
      return read(await response.text());
    },
  }));
  return { make };
}

function toTokens(fields: { access: string; refresh: string }): RotatingCredential {
  return { value: { access: new Secret(fields.access), refresh: new Secret(fields.refresh) } };
}

const { console: output } = globalThis;

/** What can be wrong with an identity or a login. */
export const brokenLogins: readonly Defect[] = [
  [
    "has an identity without the tenant",
    "keeps calls with different authOptions separate",
    identityWithout("tenant", otherTenant),
  ],
  [
    "has an identity without the permissions",
    "keeps calls with different authOptions separate",
    identityWithout("permission", otherPermission),
  ],
  [
    "has an identity without the tenant, and a service that ignores tenants",
    "has another identity with other authOptions",
    {
      make: broken(
        (options) => ({
          ...tenantSubject(options, otherTenant),
          service: ({ url }) => ({ status: url.endsWith("/login") ? 200 : 401 }),
        }),
        () => ({ identity: () => ({ principal: "client", secret: new Secret("key-1") }) }),
      ),
    },
  ],
  [
    "is tested with one kind of authOptions alone",
    "keeps calls with different authOptions separate",
    {
      make: (options) => {
        const { otherCall: _, ...subject } = tenantSubject(options, otherTenant);
        return subject;
      },
    },
  ],
  [
    "has an identity without the key of its login",
    "has another identity with another secret",
    {
      make: broken(
        (options) => tenantSubject(options, otherTenant),
        () => ({ identity: () => ({ principal: "client" }) }),
      ),
    },
  ],
  [
    "has a plain token in its credential",
    "keeps the secrets of its credential in Secret",
    {
      make: brokenCredential(
        rotatingSubject,
        (credential: RotatingCredential) => ({ ...credential, value: credential.value.access.reveal() }),
        (request, token: string) => request.with({ headers: { authorization: `Bearer ${token}` } }),
      ),
    },
  ],
  [
    "has a Date in its credential",
    "gets a request accepted by its service",
    {
      make: brokenCredential(
        rotatingSubject,
        (credential: RotatingCredential) => ({ ...credential, value: { ...credential.value, at: new Date(0) } }),
        (request, { access }: Tokens) => request.with({ headers: { authorization: `Bearer ${access.reveal()}` } }),
      ),
    },
  ],
  [
    "keeps what a credential needs outside of it",
    "has a credential that a token store can keep",
    {
      make: (options) => {
        const kept = new WeakMap<object, Secret>();
        return brokenCredential(
          rotatingSubject,
          (credential: RotatingCredential) => {
            const value = { id: 1 };
            kept.set(value, credential.value.access);
            return { ...credential, value };
          },
          (request, value: object) =>
            request.with({ headers: { authorization: `Bearer ${kept.get(value)?.reveal() ?? "lost"}` } }),
        )(options);
      },
    },
  ],
  ...(["stdout", "the console"] as const).map((where): Defect => [
    `writes its token to ${where}`,
    "writes no secret to the console",
    {
      make: broken(rotatingSubject, (scheme) => ({
        acquire: async (context) => {
          const credential = (await acquireOf(scheme)(context)) as RotatingCredential;
          const line = `token ${credential.value.access.reveal()}`;
          if (where === "stdout") process.stdout.write(`${line}\n`);
          else output.log(line);
          return credential;
        },
      })),
    },
  ]),
  [
    "quotes a response in an error",
    malformed,
    readingCarelessly((text) => {
      if (!text.startsWith('{"access":"')) throw new AuthenticationError("transient", `no tokens in ${text}`);
      return toTokens(JSON.parse(text) as { access: string; refresh: string });
    }),
  ],
  [
    "has a response as the cause of an error",
    malformed,
    readingCarelessly((text) => {
      try {
        return toTokens(JSON.parse(text) as { access: string; refresh: string });
      } catch {
        throw new AuthenticationError("transient", "no tokens", { cause: new Error(text) });
      }
    }),
  ],
  [
    "does not check the type of a token",
    malformed,
    readingCarelessly((text) => {
      const fields = JSON.parse(text) as { access: unknown };
      return { value: { access: new Secret(String(fields.access)), refresh: new Secret("unused") } };
    }),
  ],
  [
    "takes a malformed response for a wrong secret",
    malformed,
    readingCarelessly((text) => {
      try {
        return toTokens(JSON.parse(text) as { access: string; refresh: string });
      } catch {
        throw new AuthenticationError("rejected", "the login failed");
      }
    }),
  ],
  [
    "has an undeclared field",
    "declares every field with a secret, in requests and in responses to logins",
    { make: broken(rotatingSubject, () => ({ secrets: { headers: ["authorization"], fields: ["password"] } })) },
  ],
  [
    "counts a lifetime by the server's date",
    "counts a lifetime by the session's clock",
    {
      make: (options) => {
        const subject = rotatingSubject(options);
        const { scheme } = subject;
        const acquire: AnyAuthScheme["acquire"] = async (context) => ({
          ...(await acquireOf(scheme)(context)),
          expiresAt: options.clock.nowMs() + 900_000,
        });
        return { ...subject, scheme: { ...scheme, acquire } };
      },
    },
  ],
  [
    "never heals after a 403",
    "replaces an expired credential once, and resends each call once",
    { make: broken(cookieSubject, () => ({ classify: ({ status }) => (status === 401 ? "rejected" : "accepted") })) },
  ],
  [
    "logs in after every 403",
    "does not treat a 403 for a missing permission as a rejection",
    { make: broken(cookieSubject, () => ({ classify: ({ status }) => (status === 403 ? "rejected" : "accepted") })) },
  ],
  [
    "drops the cookie of its login",
    "gets a request accepted by its service",
    { make: broken(cookieSubject, () => ({ apply: (request) => request })) },
  ],
  [
    "reads an option from Object.prototype",
    "reads nothing from Object.prototype",
    {
      optionNames: ["prefix"],
      make: (options) => {
        const given: { readonly prefix?: unknown } = {};
        const { prefix } = given;
        const make = broken(rotatingSubject, (scheme) => ({
          apply: async (request, credential, context) => {
            const applied = await scheme.apply(request, credential, context);
            return prefix === undefined ? applied : applied.with({ headers: { "x-prefix": String(prefix) } });
          },
        }));
        return make(options);
      },
    },
  ],
  [
    "reads authOptions from Object.prototype",
    "reads nothing from Object.prototype",
    {
      make: broken(
        (options) => tenantSubject(options, otherTenant),
        (scheme) => ({
          apply: (request, credential, context) => {
            const given = context.options as Wanted & { readonly region?: string };
            const { region } = given;
            return scheme.apply(
              region === undefined ? request : request.with({ headers: { region } }),
              credential,
              context,
            );
          },
        }),
      ),
      optionNames: ["region"],
    },
  ],
];

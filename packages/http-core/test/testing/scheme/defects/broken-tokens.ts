import { AuthenticationError, type AnyAuthScheme, type Credential } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";
import { acquireOf, broken, type Make } from "../../../support/broken-scheme.js";
import { nonceLoginSubject } from "../subjects/nonce-login.js";
import { rotatingSubject, type Tokens } from "../subjects/rotating-tokens.js";
import { tenantSubject } from "../subjects/tenant-tokens.js";
import type { Defect } from "./broken-proofs.js";

const renewal = "renews with the newest of its tokens";
const logout = "ends its newest credential at the service by a logout";
const refusedLogout = "fails where the service refuses a logout, and quotes nothing of its response";
const refusedRenewal = "logs in again where its renewal is refused";
const tenants = "keeps concurrent logins with different authOptions separate";
const logoutUrl = "https://tokens.example.com/logout";

type Release = NonNullable<AnyAuthScheme["release"]>;

function releasing(release: Release): Defect[2] {
  return { make: broken(rotatingSubject, () => ({ release })) };
}

/** Renews, and keeps the refresh token that it had. */
function keepsRefreshToken(scheme: AnyAuthScheme): Partial<AnyAuthScheme> {
  return {
    renew: async (credential, context) => {
      const renewed = (await scheme.renew?.(credential, context)) as Credential<Tokens>;
      return { ...renewed, value: { ...renewed.value, refresh: (credential as Credential<Tokens>).value.refresh } };
    },
  };
}

/** A service that accepts any of its refresh tokens, however old, so that it notices no mistake with them. */
function laxSubject(options: SubjectOptions): SchemeSubject {
  const subject = rotatingSubject(options);
  return {
    ...subject,
    service: (request, context) => {
      const sent = new URLSearchParams(Buffer.from(request.body).toString()).get("refresh");
      if (sent === null) return subject.service(request, context);
      const newest = subject.secrets().findLast((secret) => secret.startsWith("refresh-")) ?? "";
      const body = Buffer.from(new URLSearchParams({ refresh: newest }).toString());
      return subject.service({ ...request, body }, context);
    },
  };
}

function formOf(token: string): { method: string; form: Record<string, string> } {
  return { method: "POST", form: { refresh: token } };
}

function refreshOf({ value }: Credential<unknown>): string {
  return (value as Tokens).refresh.reveal();
}

/** Keeps the tenant of the last call in a variable of its own. */
function sharesTenant(scheme: AnyAuthScheme): Partial<AnyAuthScheme> {
  let last: unknown;
  return {
    identity: (options) => {
      last = options;
      return scheme.identity(options);
    },
    acquire: (context) => acquireOf(scheme)({ ...context, options: last }),
  };
}

const tenantMake: Make = (options) => tenantSubject(options, { tenant: "blue", permission: "write" });

const units = "takes the lifetime of its credential in the right unit";

/** A service that says how long its tokens live. */
function timedSubject(options: SubjectOptions): SchemeSubject {
  const subject = rotatingSubject(options);
  return {
    ...subject,
    service: async (request, context) => {
      const response = await subject.service(request, context);
      if (typeof response !== "object" || !request.url.endsWith("/token")) return response;
      return { ...response, body: { ...(response.body as object), expires_in: 86_400 } };
    },
  };
}

/** Has a credential with other dates after a login, and after a renewal. */
function datedBy(
  dates: (nowMs: number) => Partial<Credential<unknown>>,
  members: readonly ("acquire" | "renew")[],
): Defect[2] {
  const make = broken(timedSubject, (scheme) => {
    const dated = async (credential: Promise<Credential<unknown>>, nowMs: number): Promise<Credential<unknown>> => ({
      value: (await credential).value,
      ...dates(nowMs),
    });
    const changed: Partial<AnyAuthScheme> = {
      acquire: (context) => dated(acquireOf(scheme)(context), context.clock.nowMs()),
      renew: (credential, context) =>
        dated(scheme.renew?.(credential, context) ?? Promise.reject(new Error("no renew")), context.clock.nowMs()),
    };
    return Object.fromEntries(members.map((member) => [member, changed[member]]));
  });
  return { make };
}

/** What can be wrong with renewals and logouts, and with the logins of several tenants. */
export const brokenTokens: readonly Defect[] = [
  ["keeps its first refresh token", renewal, { make: broken(rotatingSubject, keepsRefreshToken) }],
  [
    "keeps its first refresh token, and its service accepts it",
    renewal,
    { make: broken(laxSubject, keepsRefreshToken) },
  ],
  [
    "logs in instead of a renewal",
    renewal,
    {
      make: broken(rotatingSubject, () => ({
        renew: () => Promise.reject(new AuthenticationError("rejected", "renewal refused")),
      })),
    },
  ],
  ["takes seconds for milliseconds", units, datedBy((nowMs) => ({ renewAfter: nowMs + 900 }), ["acquire"])],
  ["takes seconds for milliseconds when it renews", units, datedBy((nowMs) => ({ expiresAt: nowMs + 900 }), ["renew"])],
  ["takes a day in seconds for milliseconds", units, datedBy((nowMs) => ({ renewAfter: nowMs + 86_400 }), ["acquire"])],
  ["takes milliseconds for seconds", units, datedBy((nowMs) => ({ expiresAt: nowMs + 86_400_000_000 }), ["acquire"])],
  ["takes seconds since 1970 for milliseconds", units, datedBy((nowMs) => ({ renewAfter: nowMs / 1000 }), ["acquire"])],
  ["tells the service nothing of a logout", logout, releasing(async () => {})],
  [
    "revokes an older token, and its service accepts it",
    logout,
    {
      make: broken(laxSubject, (_scheme, { secrets }) => ({
        release: async (_credential, { send }) => {
          await send(logoutUrl, formOf(secrets().find((secret) => secret.startsWith("refresh-")) ?? ""));
        },
      })),
    },
  ],
  [
    "revokes a token that the service does not know",
    logout,
    releasing(async (_credential, { send }) => void (await send(logoutUrl, formOf("unknown")))),
  ],
  [
    "fails at each logout",
    logout,
    releasing(() => Promise.reject(new AuthenticationError("transient", "the logout failed"))),
  ],
  [
    "does not check the response to a logout",
    refusedLogout,
    releasing(async (credential, { send }) => void (await send(logoutUrl, formOf(refreshOf(credential))))),
  ],
  [
    "quotes the response to a logout",
    refusedLogout,
    releasing(async (credential, { send }) => {
      const response = await send(logoutUrl, formOf(refreshOf(credential)));
      if (response.status !== 200) throw new AuthenticationError("transient", `no logout: ${await response.text()}`);
    }),
  ],
  [
    "does not check the second response to a logout",
    refusedLogout,
    releasing(async (credential, { send }) => {
      const first = await send(logoutUrl, formOf(refreshOf(credential)));
      if (first.status !== 200) throw new AuthenticationError("transient", "the logout failed");
      await send(logoutUrl, formOf(refreshOf(credential)));
    }),
  ],
  [
    "tells the service nothing of a logout, and sends a nonce that serves once",
    logout,
    { make: broken(nonceLoginSubject, () => ({ release: async () => {} })) },
  ],
  [
    "takes a refused renewal for a passing fault",
    refusedRenewal,
    {
      make: broken(rotatingSubject, (scheme) => ({
        renew: async (credential, context) =>
          (await scheme.renew?.(credential, context).catch(() => {
            throw new AuthenticationError("transient", "the renewal failed");
          })) as Credential<Tokens>,
      })),
    },
  ],
  ["keeps the tenant of the last call", tenants, { make: broken(tenantMake, sharesTenant) }],
];

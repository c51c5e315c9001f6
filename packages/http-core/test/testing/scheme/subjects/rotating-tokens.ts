import {
  AuthenticationError,
  Secret,
  type LoginContext,
  type AuthScheme,
  type Credential,
  type HttpResponse,
} from "../../../../src/index.js";
import { parseJsonObject } from "../../../../src/authoring/index.js";
import type { ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://tokens.example.com";

/** An access token, and a refresh token that serves once. */
export interface Tokens {
  readonly access: Secret;
  readonly refresh: Secret;
}

/** Logs in by password, renews by a refresh token that rotates, and revokes it at a logout. */
export function rotatingAuth(username: string, password: string): AuthScheme<Tokens> {
  const secret = new Secret(password);
  return {
    name: "rotating",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["password", "access", "refresh"] },
    identity: () => ({ principal: username, secret }),
    acquire: (context) => tokens(context, { username, password: secret.reveal() }),
    renew: ({ value }, context) => tokens(context, { refresh: value.refresh.reveal() }),
    release: async ({ value }, { send }) =>
      refuse(await send(`${origin}/logout`, { method: "POST", form: { refresh: value.refresh.reveal() } })),
    apply: (request, { access }) => request.with({ headers: { authorization: `Bearer ${access.reveal()}` } }),
  };
}

async function tokens(context: LoginContext, form: Record<string, string>): Promise<Credential<Tokens>> {
  const response = await context.send(`${origin}/token`, { method: "POST", form });
  refuse(response);
  const fields = parseJsonObject(await response.text()) ?? {};
  return {
    value: { access: readToken(fields, "access"), refresh: readToken(fields, "refresh") },
    expiresAt: context.clock.nowMs() + 900_000,
  };
}

function readToken(fields: Readonly<Record<string, unknown>>, name: string): Secret {
  const token = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof token === "string" && /^[!-~]+$/.test(token)) return new Secret(token);
  throw new AuthenticationError("transient", `the login has no usable ${name} token`);
}

function refuse({ status }: HttpResponse): void {
  if (status === 400 || status === 401) throw new AuthenticationError("rejected", "the login was refused");
  if (status !== 200) throw new AuthenticationError("transient", `the login returned ${status}`);
}

/** The scheme with a service that rotates its tokens. */
export function rotatingSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const password = wrongSecret ? "pass-wrong-1234" : "pass-right-5678";
  const handedOut: string[] = [];
  const good = { access: new Set<string>(), refresh: new Set<string>() };
  const logOut = ({ body }: ReceivedRequest): number => {
    if (!good.refresh.delete(new URLSearchParams(Buffer.from(body).toString()).get("refresh") ?? "")) return 401;
    good.access.clear();
    return 200;
  };
  const token = ({ body }: ReceivedRequest): { status: number; body?: object } => {
    const form = new URLSearchParams(Buffer.from(body).toString());
    const byRefresh = good.refresh.delete(form.get("refresh") ?? "");
    if (!byRefresh && form.get("password") !== "pass-right-5678") return { status: 401 };
    const pair = { access: `access-${handedOut.length}-token`, refresh: `refresh-${handedOut.length}-token` };
    handedOut.push(pair.access, pair.refresh);
    good.access.clear();
    good.access.add(`Bearer ${pair.access}`);
    good.refresh.add(pair.refresh);
    return { status: 200, body: pair };
  };
  return {
    scheme: rotatingAuth("user", password) as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    secrets: () => [password, ...handedOut],
    expireCredentials: () => good.access.clear(),
    service: (request) => {
      if (!request.url.startsWith(origin)) return undefined;
      if (request.url.endsWith("/token")) return token(request);
      if (request.url.endsWith("/logout")) return logOut(request);
      return good.access.has(request.headers.get("authorization") ?? "") ? { body: { ok: true } } : 401;
    },
  };
}

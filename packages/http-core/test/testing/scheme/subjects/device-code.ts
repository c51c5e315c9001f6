import { AuthenticationError, Secret, type AuthScheme, type Clock, type LoginContext } from "../../../../src/index.js";
import { parseJsonObject } from "../../../../src/authoring/index.js";
import type { MemoryResponse, ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://devices.example.com";
const right = "device-client-key-2f";
const pollMs = 5_000;

/** Asks every five seconds whether the user has confirmed a code (RFC 8628). */
function deviceAuth(key: string): AuthScheme<Secret> {
  const secret = new Secret(key);
  return {
    name: "device",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["key", "code", "token"] },
    acquireTimeoutMs: 600_000,
    identity: () => ({ principal: "device", secret }),
    async acquire(context) {
      const code = readText(await post(context, "/device", { key: secret.reveal() }), "code");
      for (;;) {
        const fields = await post(context, "/token", { code });
        if (fields["pending"] !== true) return { value: new Secret(readText(fields, "token")) };
        await wait(context.clock);
      }
    },
    apply: (request, token) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
}

async function post(
  { send }: LoginContext,
  path: string,
  form: Record<string, string>,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await send(origin + path, { method: "POST", form });
  if (response.status === 401) throw new AuthenticationError("rejected", "the key is wrong");
  if (response.status !== 200) throw new AuthenticationError("transient", `the login got status ${response.status}`);
  // Without a prototype, so that no member is inherited.
  return Object.assign(Object.create(null), parseJsonObject(await response.text()));
}

function readText(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && /^[!-~]+$/.test(value)) return value;
  throw new AuthenticationError("transient", `the login has no usable ${name}`);
}

function wait(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(resolve, pollMs));
}

/** The scheme with a service whose user confirms after ten seconds. */
export function deviceSubject({ clock, wrongSecret }: SubjectOptions): SchemeSubject {
  const key = wrongSecret ? "device-client-key-00" : right;
  const issued: string[] = [];
  const codes = new Map<string, number>();
  const valid = new Set<string>();
  const issue = (kind: string): string => {
    const text = `${kind}-${issued.length}-value`;
    issued.push(text);
    return text;
  };
  const respond = ({ url, headers, body }: ReceivedRequest): MemoryResponse => {
    const form = new URLSearchParams(Buffer.from(body).toString());
    if (url.endsWith("/device")) {
      if (form.get("key") !== right) return 401;
      const code = issue("code");
      codes.set(code, clock.monotonicMs() + 2 * pollMs);
      return { body: { code } };
    }
    if (!url.endsWith("/token")) return valid.has(headers.get("authorization") ?? "") ? { body: [] } : 401;
    if (clock.monotonicMs() < (codes.get(form.get("code") ?? "") ?? Infinity)) return { body: { pending: true } };
    const token = issue("token");
    valid.add(`Bearer ${token}`);
    return { body: { token } };
  };
  return {
    scheme: deviceAuth(key) as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    secrets: () => [key, ...issued],
    expireCredentials: () => valid.clear(),
    service: (request) => (request.url.startsWith(origin) ? respond(request) : undefined),
  };
}

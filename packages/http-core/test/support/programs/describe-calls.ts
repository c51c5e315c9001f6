import { combineAuth, createResponse, createSession, jsonBody, multipartBody, Secret } from "@org/http-core";
import { memoryTransport } from "@org/http-core/testing";
import type { AnyAuthScheme, AuthScheme, HttpResponse, Session, Transport } from "@org/http-core";

const origin = "https://api.example.com";

function scheme(members: Partial<AuthScheme<Secret | undefined>>): AuthScheme<Secret | undefined> {
  return {
    name: "s",
    origins: [origin],
    secrets: {},
    identity: () => ({ principal: "user", secret: new Secret("secret") }),
    apply: (request, token) => request.with({ headers: { "x-token": String(token?.reveal()) } }),
    ...members,
  };
}

const withoutSecret = { identity: () => ({ principal: "user" }) };
const schemes = [
  undefined,
  scheme({}),
  scheme({ acquire: async () => ({ value: new Secret("token") }) }),
  scheme({ acquire: async () => ({ value: new Secret("token") }), ...withoutSecret }),
  scheme({ classify: () => "accepted", observe: () => undefined, ...withoutSecret }),
  combineAuth([scheme({}), scheme({ classify: () => "accepted" })]),
];

const calls: readonly ((session: Session) => Promise<HttpResponse>)[] = [
  (session) => session.get("/x"),
  (session) => session.post("/x", { json: { a: 1 } }),
  (session) => session.put("/x", { form: { a: "1" }, timeout: {}, retry: {} }),
];

/** Describes what each call hands to its transport, without and with authentication. */
export async function run(): Promise<unknown> {
  const results: unknown[] = [];
  for (const auth of schemes as readonly (AnyAuthScheme | undefined)[])
    for (const call of calls) results.push(await describeCall(auth, call));
  return [...results, await callMemory(), await describeForm()];
}

/** Describes a form of several parts, and the curl line that sends it. */
async function describeForm(): Promise<readonly unknown[]> {
  await using session = createSession({ baseUrl: origin, transport: memoryTransport(() => 200) });
  const body = multipartBody({ a: "1", file: new Blob(["x"]), json: jsonBody({ a: 1 }) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const [boundary = ""] = text.split("\r\n", 1);
  const prepared = await session.prepare("/x", { method: "POST", body });
  return [text.replaceAll(boundary, "--boundary"), body.length, await prepared.toCurl()];
}

/** Makes calls for which the handler gives no more than the status, or nothing. */
async function callMemory(): Promise<readonly unknown[]> {
  const memory = memoryTransport(({ method }) => (method === "PUT" ? 204 : {}));
  await using session = createSession({ baseUrl: origin, transport: memory });
  const responses = [await session.put("/x", { body: "text" }), await session.get("/x")];
  const received = memory.requests.map(({ url, headers, body }) => [url, [...headers], Buffer.from(body).toString()]);
  const read = await Promise.all(responses.map((response) => response.text()));
  return [received, read, responses.map(({ status, headers }) => [status, ...headers])];
}

async function describeCall(
  auth: AnyAuthScheme | undefined,
  call: (session: Session) => Promise<HttpResponse>,
): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const transport: Transport = {
    async send({ method, url, headers, body }, { timeout, maxHeaderBytes }) {
      const sent = body === undefined ? "none" : [body.contentType, body.length, typeof body.openReusing];
      seen.push([method, url, [...headers], sent, timeout.connectMs, timeout.idleMs, maxHeaderBytes]);
      return createResponse({ status: 200, url, headers: new Headers() });
    },
  };
  const session = createSession({ baseUrl: origin, transport, ...(auth && { auth }) });
  const { status, statusText } = await call(session);
  await session.extend({}).get("/extended");
  await session.close();
  return [...seen, [status, statusText]];
}

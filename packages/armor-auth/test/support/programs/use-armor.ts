import { adfsSource, armorAuth, createArmorApi, type ArmorApi, type ArmorAuthOptions } from "@org/armor-auth";
import { createSession, isHttpCoreError, type Transport } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";

const account = { username: "user@example.com", password: "Correct-Horse-9-Battery" };

/** Uses everything that takes options, gives only those that are necessary, and returns what the service received. */
export async function run({ url, overUndici }: { url: string; overUndici: boolean }): Promise<unknown> {
  const transport = overUndici ? { transport: undiciTransport() } : {};
  const results: unknown[] = [await callByScheme(url, transport)];
  for (const version of [{}, { auth: 2, stsUrl: url }] as const) {
    const api = await createArmorApi({ ...account, baseUrl: url, ...version, ...transport });
    results.push(await use(api));
    await api.close();
  }
  await transport.transport?.close?.();
  const { clientId, mfaTimeoutMs, origins } = adfsSource();
  results.push({ clientId, mfaTimeoutMs, origins }, refusals.map(refusalOf));
  return withoutRandom(results);
}

async function callByScheme(baseUrl: string, transport: { transport?: Transport }): Promise<unknown> {
  const session = createSession({ auth: armorAuth({ ...account, baseUrl }), baseUrl, authOptions: {}, ...transport });
  await session.get("/received", { auth: false });
  const response = await session.get("/vms");
  const { name, origins, loginOrigins, acquireTimeoutMs } = armorAuth(account);
  await session.close();
  return [await response.json(), { name, origins, loginOrigins, acquireTimeoutMs }];
}

async function use(api: ArmorApi): Promise<unknown> {
  const listed = await (await api.makeRequest("/vms")).json();
  const created = await (await api.makeRequest("/vms", { method: "POST", data: { a: 1 } })).json();
  const pages: unknown[] = [];
  for await (const { items, offset, total } of api.pages("/list")) pages.push([items, offset, total]);
  await using other = api.withAccount(5678);
  const received = await (await other.makeRequest("/received")).json();
  return [api.accountId, api.accounts, listed, created, pages, received];
}

/** State and nonce of a login are random, and so is the token that has them. */
function withoutRandom(results: unknown): unknown {
  const text = JSON.stringify(results);
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "random").replaceAll(/Bearer [\w.-]+/g, "token"));
}

const refusals: readonly object[] = [
  { username: account.username },
  { password: account.password },
  { ...account, v2Source: {} },
  { ...account, auth: 2, baseUrl: "https://api.example.com" },
];

function refusalOf(options: object): unknown {
  try {
    return armorAuth(options as ArmorAuthOptions).name;
  } catch (error) {
    return isHttpCoreError(error) ? [error.code, error.message] : String(error);
  }
}

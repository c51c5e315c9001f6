import { createSession, isHttpCoreError, type Transport } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";
import {
  createLinuxLink,
  isLinuxLinkError,
  linuxLinkAuth,
  readKeyFile,
  resolveEdition,
  signRequest,
  type LinuxLink,
} from "@org/linuxlink-auth";

const account = { email: "user@example.com", key: "a-key" };
const call = { method: "GET", resource: "/api/v1/x" };

/** What the calls need. */
interface Input {
  readonly url: string;
  readonly keyFile: string;
  readonly overUndici: boolean;
}

/** Makes calls with the options that are necessary, and returns what an echo server received. */
export async function run({ url, keyFile, overUndici }: Input): Promise<unknown> {
  const undici = overUndici ? undiciTransport() : undefined;
  const sending = undici === undefined ? {} : { transport: undici };
  await using client = createLinuxLink({ ...account, url, ...sending });
  await using fileClient = createLinuxLink({ keyFilePath: keyFile, url, ...sending });
  const calls = [...(await makeCalls(client)), ...(await makeCalls(fileClient))];
  client.configure({ dryRun: true });
  const { path, serverUrl, isForGroups } = { serverUrl: undefined, ...readKeyFile(keyFile) };
  const results = [
    ...calls,
    await client.post("/api/v1/x", { a: 1 }),
    client.currentConfig,
    await callByScheme(url, sending),
    { path, serverUrl, isForGroups },
    resolveEdition({}),
    signRequest({ ...account, ...call, baseUrl: "https://vigiles.lynx.com" }),
    ...refusals(),
  ];
  await undici?.close?.();
  return results;
}

async function makeCalls(client: LinuxLink): Promise<readonly unknown[]> {
  const { email, edition, url } = client.currentConfig;
  const posted = await client.post("/api/v1/x", { a: 1, b: "two" });
  return [await client.get("/api/v1/x"), posted, await client.heartbeat(), { email, edition, url }];
}

async function callByScheme(url: string, sending: { transport?: Transport }): Promise<unknown> {
  const session = createSession({ auth: linuxLinkAuth({ ...account, url }), baseUrl: url, ...sending });
  const bodies = [await session.get("/a?b=1"), await session.get("/c", { authOptions: { resource: "/c" } })];
  const received = await Promise.all(bodies.map((response) => response.json()));
  await session.close();
  return received;
}

function refusals(): readonly unknown[] {
  const { email, key } = account;
  const wrong = [() => createLinuxLink({ email }), () => createLinuxLink({ key }), () => linuxLinkAuth({ email })];
  return wrong.map((make) => {
    try {
      return typeof make();
    } catch (error) {
      return isHttpCoreError(error) || isLinuxLinkError(error) ? [error.code, error.message] : String(error);
    }
  });
}

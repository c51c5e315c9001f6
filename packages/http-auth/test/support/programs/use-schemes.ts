import { apiKeyAuth, basicAuth, bearerAuth, digestAuth, fileToken, helperToken } from "@org/http-auth";
import { createSession, isHttpCoreError, type AnyAuthScheme } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";

/** What the program works with. */
interface Input {
  /** An echo server, which asks for a digest below `/digest`. */
  readonly url: string;
  /** A file that contains a token. */
  readonly tokenFile: string;
}

/** Sends requests with the options that are necessary, and returns what an echo server received. */
export async function run({ url, tokenFile }: Input): Promise<unknown> {
  const origins = [url];
  const print = `console.log('{"access_token":"helper-token"}')`;
  const schemes: readonly (readonly [string, AnyAuthScheme])[] = [
    ["/basic", basicAuth({ username: "key-19aa", origins })],
    ["/bearer", bearerAuth({ token: "token-19aa", origins })],
    ["/function", bearerAuth({ token: () => ({ token: "provided-token" }), origins })],
    ["/file", bearerAuth({ token: fileToken(tokenFile), origins })],
    ["/helper", bearerAuth({ token: helperToken(process.execPath, ["-e", print]), origins })],
    ["/key", apiKeyAuth({ key: "key-19aa", name: "X-API-Key", origins })],
    ["/digest", digestAuth({ username: "ada", password: "secret-19aa", origins })],
  ];
  const received: unknown[] = [];
  for (const [path, auth] of schemes) received.push(await send(url, path, auth));
  return [
    received,
    refusalOf(() => basicAuth({ origins } as never)),
    refusalOf(() => digestAuth({ origins } as never)),
  ];
}

async function send(baseUrl: string, path: string, auth: AnyAuthScheme): Promise<unknown> {
  const session = createSession({
    auth,
    baseUrl,
    clock: manualClock(1_700_000_000_000),
    random: () => 0.5,
    randomBytes: (length) => new Uint8Array(length),
  });
  const echoes = [await session.get(path), await session.post(path, { json: { a: 1 } })];
  const received = await Promise.all(echoes.map((echo) => echo.json()));
  await session.close();
  return received;
}

function refusalOf(make: () => AnyAuthScheme): unknown {
  try {
    return make().name;
  } catch (error) {
    return isHttpCoreError(error) ? [error.code, error.message] : String(error);
  }
}

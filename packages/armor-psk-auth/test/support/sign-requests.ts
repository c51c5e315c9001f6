import { armorPskAuth, type ArmorPskAuthOptions } from "@org/armor-psk-auth";
import { createSession, isHttpCoreError } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";

const key = { keyId: "key-1", secret: "right-secret-19aa" };

/** Signs requests with the options that are necessary, and returns what an echo server received. */
export async function run({ url }: { url: string }): Promise<unknown> {
  const session = createSession({
    auth: armorPskAuth({ ...key, baseUrl: url }),
    baseUrl: url,
    clock: manualClock(1_700_000_000_000),
    random: () => 0.5,
    randomBytes: (length) => new Uint8Array(length),
  });
  const echoes = [await session.get("/vms"), await session.post("/vms", { json: { a: 1 } })];
  const received = await Promise.all(echoes.map((echo) => echo.json()));
  await session.close();
  return [received, armorPskAuth(key).origins, refusalOf({ keyId: key.keyId }), refusalOf({ secret: key.secret })];
}

function refusalOf(options: object): unknown {
  try {
    return armorPskAuth(options as ArmorPskAuthOptions).name;
  } catch (error) {
    return isHttpCoreError(error) ? [error.code, error.message] : String(error);
  }
}

import { armorAuth } from "@org/armor-auth";
import { createSession } from "@org/http-core";
import { createVigiles } from "@org/vigiles";

/** What {@link everyday} returns where all of it works. */
export const expected = "true 200 200 0";

/**
 * Does what every consumer does: a heartbeat of Vigiles, a login to Armor, `/me`, and `/me` again after the service has
 * forgotten the token, so that a 401 has to heal.
 *
 * @param services - what the emulator prints about itself
 * @param makeTransport - makes the transport; absent for the default one
 * @returns whether the service is up, both statuses, and the number of cookies
 */
export async function everyday({ http, keyFile, dashboardConfig, armor }, makeTransport = () => undefined) {
  const transport = makeTransport();
  const own = transport === undefined ? {} : { transport };
  const { username, password } = armor;
  const vigiles = createVigiles({ keyFilePath: keyFile, dashboardConfigPath: dashboardConfig, url: http, ...own });
  const session = createSession({ baseUrl: http, auth: armorAuth({ username, password, baseUrl: http }), ...own });
  try {
    const { ok } = await vigiles.heartbeat();
    const me = await session.get("/me");
    await session.delete("/__emulator/tokens", { auth: false });
    const healed = await session.get("/me");
    const cookies = await (await session.cookieJar()).getCookies(http);
    return `${ok} ${me.status} ${healed.status} ${cookies.length}`;
  } finally {
    await vigiles.close();
    await session.close();
    await transport?.close?.();
  }
}

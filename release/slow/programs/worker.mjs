// A worker for workerd: the login to Armor and the 401 that heals. @org/vigiles needs modules of Node that workerd lacks, such as
// node:tty, so there is no heartbeat. The request has the services as JSON.
import { armorAuth } from "@org/armor-auth";
import { createSession } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";

export const worker = {
  async fetch(request) {
    const { http, armor } = await request.json();
    const { username, password } = armor;
    const transport = fetchTransport();
    const session = createSession({ baseUrl: http, transport, auth: armorAuth({ username, password, baseUrl: http }) });
    try {
      const me = await session.get("/me");
      await session.delete("/__emulator/tokens", { auth: false });
      const healed = await session.get("/me");
      const cookies = await (await session.cookieJar()).getCookies(http);
      return new Response(`${me.status} ${healed.status} ${cookies.length}`);
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    } finally {
      await session.close();
    }
  },
};

// What TypeScript compiles: the main calls of four packages, with their types.
import { armorAuth, createArmorApi } from "@org/armor-auth";
import { basicAuth } from "@org/http-auth";
import { createSession, isHttpError, type HttpResponse, type Session } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { createVigiles } from "@org/vigiles";
export async function typed(): Promise<string> {
  const session: Session = createSession({
    baseUrl: "https://a.example",
    auth: basicAuth({ username: "a", password: "b", origins: ["https://a.example"] }),
    transport: fetchTransport(),
  });
  const response: HttpResponse = await session.get("/me", { params: { page: 1 } });
  const vigiles = createVigiles({ keyFilePath: "key", timeoutMs: undefined });
  const { ok } = await vigiles.heartbeat();
  const api = await createArmorApi({ username: "a", password: "b" });
  let items = 0;
  for await (const page of api.pages("/vms", { pageSize: 5 })) items += page.offset + page.items.length;
  return `${items} ${response.status} ${ok} ${isHttpError(undefined)} ${armorAuth.name}`;
}

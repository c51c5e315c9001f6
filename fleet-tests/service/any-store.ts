import type { Store } from "../stores/store.ts";

/** A store that tests use but never stop: the given one, one that runs already, or a new one. */
export async function anyStore(store: Store): Promise<{ readonly url: string; close(): Promise<void> }> {
  const running = await store.running();
  if (running !== undefined) {
    await store.prepare(running);
    return { url: running, close: async () => {} };
  }
  const server = await store.server();
  await server.start();
  const url = store.url(server.port);
  await store.prepare(url);
  return { url, close: () => server.close() };
}

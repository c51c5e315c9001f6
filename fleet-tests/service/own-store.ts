import { TcpProxy } from "../servers/tcp-proxy.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import type { Store, StoreClient } from "../stores/store.ts";

/** A store for one test, behind a network that can fail. */
export interface OwnStore {
  readonly server: ServerProcess;
  readonly proxy: TcpProxy;
  /** The test's own connection, which bypasses the proxy. */
  readonly directUrl: string;
  /** A process's connection through the proxy. */
  client(): StoreClient;
  close(): Promise<void>;
}

/** Starts a store, with its tables. */
export async function ownStore(store: Store): Promise<OwnStore> {
  const server = await store.server();
  await server.start();
  const directUrl = store.url(server.port);
  await store.prepare(directUrl);
  const proxy = await TcpProxy.start(server.port);
  const clients: StoreClient[] = [];
  return {
    server,
    proxy,
    directUrl,
    client() {
      const client = store.connect(store.url(proxy.port));
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.allSettled(clients.map((client) => client.close()));
      await proxy.close();
      await server.close();
    },
  };
}

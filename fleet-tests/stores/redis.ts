import KeyvRedis from "@keyv/redis";
import { createClient } from "@redis/client";
import { rateLimiterPermits } from "@org/http-core";
import { Keyv } from "keyv";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { redisMissing, redisServer } from "../servers/redis-server.ts";
import type { Fault, Store, StoreClient } from "./store.ts";

const slotPrefix = "org-permit";
const standardUrl = "redis://127.0.0.1:6379";

/** Redis or Valkey: each process has one connection for token store and permits. */
export const redis: Store = {
  name: "Redis",
  missing: redisMissing,
  running,
  server: redisServer,
  url: (port) => `redis://127.0.0.1:${port}`,
  prepare: async () => {},
  connect,
  readOnly: fault(["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"]),
  full: fault(["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"]),
  flush: async (url) => void (await command(url, ["FLUSHALL"])),
  records,
  slots: async (url) => ((await command(url, ["KEYS", `${slotPrefix}*`])) as string[]).length,
  overwrite: async (url, name, text) => void (await command(url, ["SET", name, text])),
  dump,
};

/** With both options a lost connection is restored by itself, and calls fail at once in the meantime. */
function connect(url: string): StoreClient {
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 1_000 } });
  client.on("error", () => {});
  void client.connect().catch(() => {});
  const tokenStore = new Keyv({ store: new KeyvRedis(client), useKeyPrefix: false });
  const limiter = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    points: 1,
    duration: 1,
    keyPrefix: slotPrefix,
  });
  return { tokenStore, permits: rateLimiterPermits(limiter), close: async () => client.destroy() };
}

async function running(): Promise<string | undefined> {
  const given = process.env["REDIS_URL"];
  if (given !== undefined) return given;
  return command(standardUrl, ["PING"]).then(
    () => standardUrl,
    () => undefined,
  );
}

function fault(begin: readonly string[], end: readonly string[]): Fault {
  return async (url) => {
    await command(url, begin);
    return async () => void (await command(url, end));
  };
}

async function records(url: string): Promise<ReadonlyMap<string, string>> {
  const names = (await command(url, ["KEYS", "*org-token-*"])) as string[];
  const values = await Promise.all(names.map((name) => command(url, ["GET", name])));
  return new Map(names.map((name, index) => [name, String(values[index])]));
}

/** Every key with its name, its RDB form, and its text if it is a text. */
async function dump(url: string): Promise<Buffer> {
  const names = (await command(url, ["KEYS", "*"])) as string[];
  const parts = await Promise.all(
    names.map(async (name) => [
      name,
      String(await command(url, ["DUMP", name])),
      String(await command(url, ["GET", name])),
    ]),
  );
  return Buffer.from(parts.flat().join("\n"));
}

/** Sends one command on a new connection. */
async function command(url: string, words: readonly string[]): Promise<unknown> {
  const client = createClient({ url, socket: { connectTimeout: 1_000, reconnectStrategy: false } });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.sendCommand([...words]);
  } finally {
    client.destroy();
  }
}

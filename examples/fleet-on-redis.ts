// One of many workers that share an account. The first one logs in, and the others use its token. All of them together
// stay within the limits, so that a wrong password does not lock the account.
// The environment has the account (ARMOR_USERNAME, ARMOR_PASSWORD), REDIS_URL, and ARMOR_URL for a test server.
import KeyvRedis from "@keyv/redis";
import { createClient } from "@redis/client";
import { Keyv } from "keyv";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { createArmorApi } from "@org/armor-auth";
import { rateLimiterPermits, Secret } from "@org/http-core";

const { ARMOR_USERNAME = "", ARMOR_PASSWORD = "", ARMOR_URL, REDIS_URL = "redis://127.0.0.1:6379" } = process.env;
const missing = ["ARMOR_USERNAME", "ARMOR_PASSWORD"].filter((name) => !process.env[name]);
if (missing.length > 0) throw new Error(`Set ${missing.join(" and ")} in the environment`);

const client = createClient({ url: REDIS_URL, disableOfflineQueue: true, socket: { connectTimeout: 1_000 } });
client.on("error", () => {}); // The session warns of an outage once. Without a listener the error would end the process.
await client.connect();

const limiter = { storeClient: client, useRedisPackage: true, rejectIfRedisNotReady: true, points: 1, duration: 1 };
const api = await createArmorApi({
  username: ARMOR_USERNAME,
  password: new Secret(ARMOR_PASSWORD),
  ...(ARMOR_URL === undefined ? {} : { baseUrl: ARMOR_URL }),
  tokenStore: new Keyv({ store: new KeyvRedis(client), useKeyPrefix: false }), // Tokens are sealed under the password.
  permits: rateLimiterPermits(new RateLimiterRedis(limiter)),
});
try {
  const response = await api.makeRequest("/vms");
  console.log(`worker ${process.pid}: ${response.status}`);
} finally {
  await api.close();
  client.destroy();
}

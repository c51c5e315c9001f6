import { execFileSync } from "node:child_process";
import { KeyvPostgres } from "@keyv/postgres";
import { rateLimiterPermits } from "@org/http-core";
import { Keyv } from "keyv";
import pg from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { postgresMissing, postgresProgram, postgresServer } from "../servers/postgres-server.ts";
import type { Fault, Store, StoreClient } from "./store.ts";

const standardUrl = "postgres://postgres@127.0.0.1:5432/postgres";
const [tokens, slots] = ["fleet_tokens", "fleet_permits"];

/** PostgreSQL with one table of token records and one of slots. */
export const postgres: Store = {
  name: "PostgreSQL",
  missing: postgresMissing,
  running,
  server: postgresServer,
  url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
  prepare,
  connect,
  readOnly: fault(
    ["ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"],
    [
      "SET default_transaction_read_only = off",
      "ALTER SYSTEM RESET default_transaction_read_only",
      "SELECT pg_reload_conf()",
    ],
  ),
  full: fault(
    [
      `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`,
      ...[tokens, slots].map(
        (table) => `CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION refuse()`,
      ),
    ],
    [tokens, slots].map((table) => `DROP TRIGGER full_disk ON ${table}`),
  ),
  flush: async (url) => void (await queries(url, [`TRUNCATE ${tokens}, ${slots}`])),
  records,
  slots: async (url) => (await query(url, `SELECT key FROM ${slots}`)).length,
  overwrite: async (url, name, text) =>
    void (await query(url, `UPDATE ${tokens} SET value = $2 WHERE key = $1`, [name, text])),
  dump: async (url) => execFileSync(postgresProgram("pg_dump") ?? "pg_dump", ["--dbname", url, "--inserts"]),
};

async function prepare(url: string): Promise<void> {
  await queries(url, [
    `CREATE TABLE IF NOT EXISTS ${tokens} (key varchar(255) PRIMARY KEY, value text)`,
    `CREATE TABLE IF NOT EXISTS ${slots} (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
  ]);
}

function connect(url: string): StoreClient {
  const pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 1_000 });
  pool.on("error", () => {});
  const tokenStore = new Keyv({ store: adapterOf(pool), useKeyPrefix: false });
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    points: 1,
    duration: 1,
    tableName: slots,
    tableCreated: true,
    keyPrefix: "org-permit",
    clearExpiredByTimeout: false,
  });
  return { tokenStore, permits: rateLimiterPermits(limiter), close: () => pool.end() };
}

/**
 * The adapter's own pool has no error listener, so an idle connection that breaks would end the process. This one uses
 * a pool with a listener.
 */
function adapterOf(pool: pg.Pool): KeyvPostgres {
  class PooledAdapter extends KeyvPostgres {
    override async connect(): ReturnType<KeyvPostgres["connect"]> {
      return async (statement, values) => (await pool.query(statement, values as unknown[])).rows as unknown[];
    }
  }
  return new PooledAdapter({ table: tokens });
}

async function running(): Promise<string | undefined> {
  const given = process.env["POSTGRES_URL"];
  if (given !== undefined) return given;
  return query(standardUrl, "SELECT 1").then(
    () => standardUrl,
    () => undefined,
  );
}

function fault(begin: readonly string[], end: readonly string[]): Fault {
  return async (url) => {
    await queries(url, begin);
    return () => queries(url, end);
  };
}

async function records(url: string): Promise<ReadonlyMap<string, string>> {
  const rows = (await query(url, `SELECT key, value FROM ${tokens}`)) as { key: string; value: string }[];
  return new Map(rows.map(({ key, value }) => [key, value]));
}

async function queries(url: string, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await query(url, statement);
}

/** Sends one statement on a new connection. */
async function query(url: string, statement: string, values: readonly unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows as unknown[];
  } finally {
    await client.end();
  }
}

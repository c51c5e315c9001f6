import type { Permits, TokenStore } from "@org/http-core";
import type { ServerProcess } from "../servers/server-process.ts";

/** The stores that a fleet can share. */
export type StoreName = "Redis" | "PostgreSQL";

/** What one process has of a store. */
export interface StoreClient {
  readonly tokenStore: TokenStore;
  readonly permits: Permits;
  close(): Promise<void>;
}

/** Makes something wrong with a server, and answers how it is put right. */
export type Fault = (url: string) => Promise<() => Promise<void>>;

/** A store as tests see it: how to get one, how a process connects, what can go wrong in it. */
export interface Store {
  readonly name: StoreName;
  /** Why there is none on this machine. */
  missing(): string | undefined;
  /** Where a running one is that tests may use but not stop. */
  running(): Promise<string | undefined>;
  /** One of our own, not started yet. */
  server(): Promise<ServerProcess>;
  url(port: number): string;
  /** Makes the tables, where the store has any: a fleet is not set up while its store is down. */
  prepare(url: string): Promise<void>;
  /** Connects as a process of a fleet does; never waits, whatever state the store is in. */
  connect(url: string): StoreClient;
  readonly readOnly: Fault;
  readonly full: Fault;
  flush(url: string): Promise<void>;
  /** The names and values of all token records. */
  records(url: string): Promise<ReadonlyMap<string, string>>;
  /** How many permits are taken. */
  slots(url: string): Promise<number>;
  /** Puts text in the place of a token record. */
  overwrite(url: string, name: string, text: string): Promise<void>;
  /** Everything that is in the store, as its own tools write it. */
  dump(url: string): Promise<Buffer>;
}

import type { Permits, TokenStore } from "@org/http-core";
import type { ServerProcess } from "../servers/server-process.ts";

/** The stores that a fleet can share. */
export type StoreName = "Redis" | "PostgreSQL";

/** The connections of one process to a store. */
export interface StoreClient {
  readonly tokenStore: TokenStore;
  readonly permits: Permits;
  close(): Promise<void>;
}

/** Breaks a server; returns a function that repairs it. */
export type Fault = (url: string) => Promise<() => Promise<void>>;

/** A kind of store: how to start it, how a process connects, and how it can fail. */
export interface Store {
  readonly name: StoreName;
  /** Why this machine lacks it. */
  missing(): string | undefined;
  /** The address of a running server, which tests may use but not stop. */
  running(): Promise<string | undefined>;
  /** Creates a server, without starting it. */
  server(): Promise<ServerProcess>;
  url(port: number): string;
  /** Creates the tables, if the store has any. Nobody sets up a fleet while its store is down. */
  prepare(url: string): Promise<void>;
  /** Connects as a process of a fleet does. Never waits, even if the store is down. */
  connect(url: string): StoreClient;
  readonly readOnly: Fault;
  readonly full: Fault;
  flush(url: string): Promise<void>;
  /** The names and values of all token records. */
  records(url: string): Promise<ReadonlyMap<string, string>>;
  /** Number of taken permits. */
  slots(url: string): Promise<number>;
  /** Replaces a token record by a text. */
  overwrite(url: string, name: string, text: string): Promise<void>;
  /** The whole content of the store, as its own tools print it. */
  dump(url: string): Promise<Buffer>;
}

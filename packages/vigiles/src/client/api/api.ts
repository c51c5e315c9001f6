import type { Clock, Progress } from "@org/http-core";
import type { Edition, LinuxLinkParams } from "@org/linuxlink-auth";
import type { Place, PlaceTokens } from "../configuration/choose-location-tokens.js";

/** What every operation takes besides its own options. */
export interface CallControl {
  /** Ends the call early. */
  readonly signal?: AbortSignal | undefined;
  /** Told how much of the request has left; an attempt that is repeated begins again at 0. */
  readonly onUploadProgress?: ((progress: Progress) => void) | undefined;
  /** Told how much of the answer has come. */
  readonly onDownloadProgress?: ((progress: Progress) => void) | undefined;
}

/** One signed call of the service. */
export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1/vigiles`, made of validated segments. */
  readonly path: string;
  readonly params?: LinuxLinkParams;
  readonly control?: CallControl | undefined;
}

/** What operations work with: calls that check an answer's outer shape, and what the client is configured with. */
export interface Api {
  readonly clock: Clock;
  isDryRun(): boolean;
  warn(message: string): void;
  edition(): Promise<Edition>;
  /** The configured place, overridden by what a call was given. */
  place(given?: PlaceTokens): Promise<Place>;
  /** The wire name of the place's group or product. */
  topName(): Promise<"group_token" | "product_token">;
  /** Refuses an operation that the edition doesn't have. */
  need(edition: Edition, operation: string): Promise<void>;
  /** Its path depends on the edition. */
  heartbeat<T extends object>(control?: CallControl): Promise<T>;
  object<T extends object>(call: ApiCall): Promise<T>;
  list<T>(call: ApiCall): Promise<T[]>;
  /** Any JSON: for answers whose shape is documented nowhere. */
  json(call: ApiCall): Promise<unknown>;
  bytes(call: ApiCall): Promise<Uint8Array>;
  /** To be read once, or let go. */
  stream(call: ApiCall): Promise<AsyncIterable<Uint8Array>>;
}

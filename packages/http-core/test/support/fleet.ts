import type { Session, SessionOptions } from "../../src/index.js";
import { TokenService } from "./token-service.js";

/**
 * Sessions that the library takes for several processes: each has a clock object of its own, all reach one service.
 *
 * @param size - how many
 * @param options - of every session: what the processes share
 */
export function fleetOf(
  size: number,
  options: SessionOptions,
): { readonly service: TokenService; readonly sessions: readonly Session[] } {
  const service = new TokenService();
  const sessions = Array.from({ length: size }, () => service.session({ ...options, clock: { ...service.clock } }));
  return { service, sessions };
}

import type { Clock } from "../clock.js";
import { CredentialSource } from "./credential-source.js";
import { memoryPermits, type Permits } from "./permits.js";

/** What one clock's sessions share: sources by identity, and permits where none were given. */
interface Shared {
  readonly permits: Permits;
  readonly sources: WeakMap<Permits, Map<string, CredentialSource>>;
}

// Identities are shared by the whole process, whatever session asks; a test's own clock keeps it apart.
const byClock = new WeakMap<Clock, Shared>();

/**
 * The credential source of an identity: one per clock, permits and identity.
 *
 * @param key - from `identityKey`
 * @param parts - `permits` defaults to this process
 */
export function credentialSource(
  key: string,
  parts: { clock: Clock; random: () => number; permits: Permits | undefined },
): CredentialSource {
  const { clock, random } = parts;
  const shared = sharedBy(clock);
  const permits = parts.permits ?? shared.permits;
  const sources = shared.sources.get(permits) ?? new Map<string, CredentialSource>();
  shared.sources.set(permits, sources);
  const source = sources.get(key) ?? new CredentialSource({ clock, random, permits, key });
  sources.set(key, source);
  return source;
}

function sharedBy(clock: Clock): Shared {
  const shared = byClock.get(clock) ?? { permits: memoryPermits(clock), sources: new WeakMap() };
  byClock.set(clock, shared);
  return shared;
}

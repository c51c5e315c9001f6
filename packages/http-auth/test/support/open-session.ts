import { createSession, type AnyAuthScheme, type Session, type SessionOptions } from "@org/http-core";
import { onTestFinished } from "vitest";

/** Opens a session that ends with the test. */
export function openSession(auth: AnyAuthScheme, origin: string, options: SessionOptions = {}): Session {
  const session = createSession({ auth, baseUrl: origin, ...options });
  onTestFinished(() => session.close());
  return session;
}

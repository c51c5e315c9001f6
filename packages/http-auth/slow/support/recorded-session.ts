import { createSession, gotTransport, type AnyAuthScheme, type Session } from "@org/http-core";
import { onTestFinished } from "vitest";

/** A session, and what it has sent. */
export interface RecordedSession {
  readonly session: Session;
  /** `Authorization` of each request on the wire, and the status of its response. */
  readonly exchanges: readonly (readonly [authorization: string, status: number])[];
}

/** Opens a session that ends with the test. It returns responses of any status. */
export function openRecordedSession(auth: AnyAuthScheme, origin: string): RecordedSession {
  const exchanges: (readonly [string, number])[] = [];
  const wire = gotTransport();
  const session = createSession({
    auth,
    baseUrl: origin,
    transport: {
      async send(request, context) {
        const response = await wire.send(request, context);
        exchanges.push([request.headers.get("authorization") ?? "", response.status]);
        return response;
      },
    },
  });
  onTestFinished(async () => {
    await session.close();
    await wire.close?.();
  });
  return { session, exchanges };
}

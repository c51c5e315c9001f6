import { randomUUID } from "node:crypto";

/** A JSON answer with the headers of the real one. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  const text = JSON.stringify(value);
  return new Response(text, {
    status,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": String(Buffer.byteLength(text)),
      ...headers,
    },
  });
}

/** The envelope of refused logins, codes, tokens and account contexts. */
export function errorResponse(status: number, error: string, description: string): Response {
  return json({ error, error_description: description, status }, status);
}

/** The envelope of calls without a valid token, and of unknown login paths. */
export function messageResponse(status: number, message: string): Response {
  return json({ Message: message }, status);
}

/** No, invalid or expired token. */
export function unauthorized(): Response {
  return messageResponse(401, "Authorization has been denied for this request.");
}

/** The envelope of login requests that can't be understood; the status is the real one. */
export function malformedRequest(errorCode: string, message: string): Response {
  return json({ ErrorCode: errorCode, Message: message, Detail: null, ReferenceId: randomUUID() }, 500);
}

/** The envelope of changes and orders with wrong data. */
export function badData(message: string): Response {
  return json({ error: true, message }, 400);
}

/** Unknown path or id: no body at all. */
export function notFound(): Response {
  return new Response(null, { status: 404, headers: { "Content-Length": "0" } });
}

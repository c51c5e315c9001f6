import { randomUUID } from "node:crypto";

/** Creates a JSON response with the same headers as the real API. */
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

/** Creates the error response for rejected logins, codes, tokens and account contexts. */
export function errorResponse(status: number, error: string, description: string): Response {
  return json({ error, error_description: description, status }, status);
}

/** Creates the error response for requests without a valid token, and for unknown login paths. */
export function messageResponse(status: number, message: string): Response {
  return json({ Message: message }, status);
}

/** Creates the 401 response for a token that is missing, invalid or expired. */
export function unauthorized(): Response {
  return messageResponse(401, "Authorization has been denied for this request.");
}

/** Creates the error response for login requests with missing or invalid members. The real API uses the status 500, too. */
export function malformedRequest(errorCode: string, message: string): Response {
  return json({ ErrorCode: errorCode, Message: message, Detail: null, ReferenceId: randomUUID() }, 500);
}

/** Creates the 400 response for changes and orders with invalid data. */
export function badData(message: string): Response {
  return json({ error: true, message }, 400);
}

/** Creates the 404 response for an unknown path or id. It has no body. */
export function notFound(): Response {
  return new Response(null, { status: 404, headers: { "Content-Length": "0" } });
}

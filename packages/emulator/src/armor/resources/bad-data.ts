import { json } from "../http/json-response.js";

/** The envelope of changes and orders with wrong data. */
export function badData(message: string): Response {
  return json({ error: true, message }, 400);
}

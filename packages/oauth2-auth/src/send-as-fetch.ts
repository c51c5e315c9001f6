import type { AcquireContext } from "@org/http-core";

/** The part of fetch that oauth4webapi calls. */
export type LoginFetch = (
  url: string,
  options: { readonly method: string; readonly headers: Record<string, string>; readonly body?: unknown },
) => Promise<Response>;

/** Statuses whose answers have no body, and for which `Response` takes none. */
const bodiless: readonly number[] = [204, 205, 304];

/**
 * A fetch that goes by the login's own `send`, so that its deadline, its allow-list and its redaction hold.
 *
 * @param context - of the login
 */
export function sendAsFetch(context: AcquireContext): LoginFetch {
  return async (url, { method, headers, body }) => {
    const { "content-type": _set, ...rest } = headers;
    const form = body instanceof URLSearchParams ? { form: [...body] } : {};
    const answer = await context.send(url, { method, headers: rest, ...form });
    const bytes = await answer.arrayBuffer();
    const { status, headers: answered } = answer;
    return new Response(bodiless.includes(status) ? null : bytes, { status, headers: answered });
  };
}

import type { HttpResponse, LoginContext } from "@org/http-core";

/** The part of fetch that oauth4webapi calls. */
export type LoginFetch = (
  url: string,
  options: { readonly method: string; readonly headers: Record<string, string>; readonly body?: unknown },
) => Promise<Response>;

/** `Response` accepts no body with these statuses. */
const statusesWithoutBody: readonly number[] = [204, 205, 304];

/**
 * Returns a fetch that sends with `context.send`, so that the login's deadline, allowed hosts and redaction apply.
 *
 * @param context - of the login
 */
export function sendAsFetch(context: Pick<LoginContext, "send">): LoginFetch {
  return async (url, { method, headers, body }) => {
    // `form` sets the content type itself.
    const { "content-type": _contentType, ...otherHeaders } = headers;
    const form = body instanceof URLSearchParams ? { form: [...body] } : {};
    const response = await context.send(url, { method, headers: otherHeaders, ...form });
    const bytes = await response.arrayBuffer().catch((error: unknown) => emptyIfRefused(response, error));
    const hasBody = !statusesWithoutBody.includes(response.status);
    return new Response(hasBody ? bytes : null, { status: response.status, headers: response.headers });
  };
}

/** A refusal is judged by its status, even if its body can't be read. */
function emptyIfRefused({ ok }: HttpResponse, error: unknown): ArrayBuffer {
  if (ok) throw error;
  return new ArrayBuffer(0);
}

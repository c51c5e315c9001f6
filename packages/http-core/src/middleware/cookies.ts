import type { CallContext, Stage } from "../call-context.js";
import { HeaderList } from "../header-list.js";
import { headersOf, withHeaders, type HttpRequest } from "../request.js";
import { responseHeaders } from "../response.js";

/** Sends the jar's cookies with each hop, and keeps each hop's `Set-Cookie` against that hop's URL (RFC 6265). */
export function cookies(next: Stage): Stage {
  return {
    async send(request, context) {
      const { jar } = context;
      const response = await next.send(jar.isEmpty ? request : await withCookies(request, context), context);
      const lines = responseHeaders(response).getSetCookie();
      if (lines.length > 0) await jar.keep(lines, request.url);
      return response;
    },
  };
}

async function withCookies(request: HttpRequest, { jar }: CallContext): Promise<HttpRequest> {
  const headers = HeaderList.copy(headersOf(request));
  const sent = await jar.cookiesFor(request.url, headers.get("cookie") ?? "");
  if (sent === "") return request;
  headers.set("cookie", sent);
  return withHeaders(request, headers, request.body);
}

import { Cookie } from "tough-cookie";
import type { Stage } from "../call-context.js";
import { createRequest, type HttpRequest } from "../request.js";

/** Sends the jar's cookies with each hop, and keeps each hop's `Set-Cookie` against that hop's URL (RFC 6265). */
export function cookies(next: Stage): Stage {
  return {
    async send(request, context) {
      const fromJar = await context.jar.getCookieString(request.url);
      const response = await next.send(withCookies(request, fromJar), context);
      for (const line of response.headers.getSetCookie()) {
        // A cookie that breaks the rules is left out; it is no reason to lose the answer.
        await context.jar.setCookie(line, request.url, { ignoreError: true });
      }
      return response;
    },
  };
}

/** Explicit cookies win over the jar's of the same name. */
function withCookies(request: HttpRequest, fromJar: string): HttpRequest {
  if (fromJar === "") return request;
  const headers = new Headers(request.headers);
  const explicit = pairs(headers.get("cookie") ?? "");
  const merged = new Map([...pairs(fromJar), ...explicit]);
  headers.set("cookie", [...merged].map(([name, value]) => `${name}=${value}`).join("; "));
  return createRequest({ method: request.method, url: request.url, headers, body: request.body });
}

function pairs(text: string): Map<string, string> {
  const parsed = text.split(";").map((pair) => Cookie.parse(pair.trim(), { loose: true }));
  return new Map(parsed.flatMap((cookie) => (cookie === undefined ? [] : [[cookie.key, cookie.value] as const])));
}

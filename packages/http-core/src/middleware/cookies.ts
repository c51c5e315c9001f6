import { Cookie, MemoryCookieStore, type CookieJar } from "tough-cookie";
import type { Stage } from "../call-context.js";
import { HeaderList } from "../header-list.js";
import { headersOf, withHeaders, type HttpRequest } from "../request.js";
import { responseHeaders } from "../response.js";

/** Sends the jar's cookies with each hop, and keeps each hop's `Set-Cookie` against that hop's URL (RFC 6265). */
export function cookies(next: Stage): Stage {
  return {
    async send(request, context) {
      const { jar } = context;
      const fromJar = isEmpty(jar) ? "" : await jar.getCookieString(request.url);
      const response = await next.send(withCookies(request, fromJar), context);
      for (const line of responseHeaders(response).getSetCookie()) {
        // A cookie that breaks the rules is left out; it is no reason to lose the answer.
        await jar.setCookie(line, request.url, { ignoreError: true });
      }
      return response;
    },
  };
}

/** A jar in memory with nothing in it need not be asked; most APIs set no cookie. */
function isEmpty({ store }: CookieJar): boolean {
  if (!(store instanceof MemoryCookieStore)) return false;
  for (const _domain in store.idx) return false;
  return true;
}

/** Explicit cookies win over the jar's of the same name. */
function withCookies(request: HttpRequest, fromJar: string): HttpRequest {
  if (fromJar === "") return request;
  const headers = HeaderList.copy(headersOf(request));
  const explicit = pairs(headers.get("cookie") ?? "");
  const merged = new Map([...pairs(fromJar), ...explicit]);
  headers.set("cookie", [...merged].map(([name, value]) => `${name}=${value}`).join("; "));
  return withHeaders(request, headers, request.body);
}

function pairs(text: string): Map<string, string> {
  const parsed = text.split(";").map((pair) => Cookie.parse(pair.trim(), { loose: true }));
  return new Map(parsed.flatMap((cookie) => (cookie === undefined ? [] : [[cookie.key, cookie.value] as const])));
}

import type { AuthScheme, HttpRequest, SecretNames } from "@org/http-core";
import { classifyRefusal } from "../challenges/classify-refusal.js";
import { checkOptions, type ApiKeySettings } from "./check-options.js";
import type { ApiKeyAuthOptions, ApiKeyLocation } from "./types.js";
import { withCookie } from "./with-cookie.js";
import { withQueryParameter } from "./with-query-parameter.js";

/**
 * Creates the scheme for API keys, as OpenAPI describes them: each request to its origins carries the key in a header, in
 * the query or in a cookie.
 *
 * @param options - the key, where it goes, and the hosts that receive it
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { apiKeyAuth } from "@org/http-auth";
 * import { createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const auth = apiKeyAuth({ key: "demo-key", name: "X-API-Key", origins: ["https://api.example.com"] });
 * const transport = memoryTransport(({ headers }) => (headers.get("x-api-key") === "demo-key" ? 200 : 401));
 * const session = createSession({ auth, baseUrl: "https://api.example.com", transport });
 * console.log((await session.get("/me")).status);
 * await session.close();
 * ```
 */
export function apiKeyAuth(options: ApiKeyAuthOptions): AuthScheme {
  const settings = checkOptions(options);
  const { key, name, location, origins } = settings;
  return {
    name: "api-key",
    origins,
    secrets: secretNames[location](name),
    identity: () => ({ principal: "", secret: key }),
    apply: (request) => addKey[location](request, settings),
    classify: (response) => classifyRefusal(response),
  };
}

const secretNames: Readonly<Record<ApiKeyLocation, (name: string) => SecretNames>> = {
  header: (name) => ({ headers: [name] }),
  query: (name) => ({ query: [name] }),
  cookie: () => ({ headers: ["cookie"] }),
};

const addKey: Readonly<Record<ApiKeyLocation, (request: HttpRequest, settings: ApiKeySettings) => HttpRequest>> = {
  header: (request, { name, prefix, key }) => request.with({ headers: { [name]: prefix + key.reveal() } }),
  query: (request, { name, key }) => request.with({ url: withQueryParameter(request.url, name, key.reveal()) }),
  cookie: (request, { name, key }) =>
    request.with({ headers: { cookie: withCookie(request.headers.get("cookie"), name, key.reveal()) } }),
};

import { expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme, type ResponseHead } from "../../src/index.js";
import { parseJsonObject } from "../../src/authoring/index.js";
import { loopback, type Loopback } from "../support/loopback.js";

const password = "registry-password-1";

/** What a call wants to do with which repository. */
interface Wanted {
  readonly repository: string;
}

/** Gets a token for each repository from where the registry's challenge says (OCI distribution, token authentication). */
function registryAuth(origin: string): AuthScheme<Secret, Wanted> {
  const secret = new Secret(password);
  const readChallenge = ({ headers }: ResponseHead): { realm: string; service: string } => {
    const challenge = headers.get("www-authenticate") ?? "";
    const [realm, service] = ["realm", "service"].map((name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1]);
    if (realm !== undefined && service !== undefined) return { realm, service };
    throw new AuthenticationError("transient", "the registry names no token service");
  };
  return {
    name: "registry",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["token"] },
    identity: (wanted) => ({ principal: "ada", secret, extra: { repository: wanted?.repository ?? "" } }),
    async acquire({ send, cause, options, clock }) {
      const { realm, service } = readChallenge(cause ?? (await send(`${origin}/v2/`)));
      const requestedAtMs = clock.nowMs();
      const params = { service, scope: `repository:${options?.repository ?? ""}:pull` };
      const authorization = `Basic ${Buffer.from(`ada:${secret.reveal()}`).toString("base64")}`;
      const response = await send(realm, { params, headers: { authorization } });
      if (response.status === 401) throw new AuthenticationError("rejected", "the password is wrong");
      const { token, expires_in: seconds = 60 } = parseJsonObject(await response.text()) ?? {};
      if (typeof token !== "string" || typeof seconds !== "number") {
        throw new AuthenticationError("transient", "the token service returned no token");
      }
      return { value: new Secret(token), expiresAt: requestedAtMs + seconds * 1000 };
    },
    apply: (request, token) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
}

/** A registry whose tokens serve one repository. */
async function registry(): Promise<Loopback & { readonly expire: () => void }> {
  let valid = new Map<string, string>();
  let issued = 0;
  const service = await loopback(({ url, headers }, response) => {
    const { pathname, searchParams } = new URL(url, `http://${headers.host}`);
    if (pathname === "/token") {
      const token = `token-${issued++}`;
      valid.set(`Bearer ${token}`, searchParams.get("scope")?.split(":")[1] ?? "");
      response.end(JSON.stringify({ token, expires_in: 300 }));
      return;
    }
    const repository = /^\/v2\/(.+)\/manifests\//.exec(pathname)?.[1];
    const isGood = repository !== undefined && valid.get(headers.authorization ?? "") === repository;
    const challenge = `Bearer realm="http://${headers.host}/token",service="registry.example"`;
    if (!isGood) response.setHeader("www-authenticate", challenge);
    response.writeHead(isGood ? 200 : 401).end();
  });
  return { ...service, expire: () => void (valid = new Map()) };
}

it("an OCI registry's tokens: one login for each repository, and one after an expiry", async () => {
  await using service = await registry();
  await using session = createSession({ auth: registryAuth(service.url), baseUrl: service.url });
  const pull = (repository: string): Promise<unknown> =>
    session.get(`/v2/${repository}/manifests/latest`, { authOptions: { repository } });
  const paths = (): readonly string[] => service.requests.splice(0).map(({ url }) => url.split("?")[0] ?? "");

  for (const repository of ["library/one", "library/two"]) {
    await Promise.all([pull(repository), pull(repository)]);
    expect(paths().toSorted()).toEqual(
      ["/token", "/v2/", ...Array.from({ length: 2 }, () => `/v2/${repository}/manifests/latest`)].toSorted(),
    );
  }
  service.expire();
  await pull("library/one");
  // The refusal says where tokens are, so that the registry is not asked again.
  expect(paths()).toEqual(["/v2/library/one/manifests/latest", "/token", "/v2/library/one/manifests/latest"]);
});

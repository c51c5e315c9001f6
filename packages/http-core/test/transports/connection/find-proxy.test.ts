import { describe, expect, it } from "vitest";
import { environmentProxy, proxyFor } from "../../../src/transports/connection/find-proxy.js";

describe("the proxy for a URL", () => {
  const environment = {
    http_proxy: "http://plain:1",
    HTTPS_PROXY: "http://secure:2",
    NO_PROXY: "direct.example, .sub.example,10.0.0.0/8 *.star.example port.example:8443",
  };
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["http://a.example/", "http://plain:1"],
    ["https://a.example/", "http://secure:2"],
    ["https://direct.example/", undefined],
    ["https://DIRECT.example/", undefined],
    ["https://www.direct.example/", undefined],
    ["https://notdirect.example/", "http://secure:2"],
    ["https://x.sub.example/", undefined],
    ["https://x.star.example/", undefined],
    ["https://port.example:8443/", undefined],
    ["https://port.example/", "http://secure:2"],
    ["https://10.1.2.3/", undefined],
    ["https://11.1.2.3/", "http://secure:2"],
    ["https://[::ffff:10.1.2.3]/", undefined],
    ["http://localhost:8080/", undefined],
    ["http://127.9.9.9/", undefined],
    ["http://[::1]/", undefined],
    ["http://[::ffff:127.0.0.1]/", undefined],
  ];

  it.each(rows)("%s is %s", (url, proxy) => {
    expect(proxyFor(new URL(url), undefined, environment)?.url).toBe(proxy);
  });

  it.each([
    ["the explicit one over the environment's", "http://own:3", { http_proxy: "http://plain:1" }, "http://own:3"],
    ["none where it is switched off", false, { http_proxy: "http://plain:1" }, undefined],
    [
      "lower case over upper case",
      undefined,
      { http_proxy: "http://low:1", HTTP_PROXY: "http://up:1" },
      "http://low:1",
    ],
    ["ALL_PROXY where nothing else is set", undefined, { ALL_PROXY: "http://all:1" }, "http://all:1"],
    ["none where everything is excepted", undefined, { http_proxy: "http://plain:1", no_proxy: "*" }, undefined],
    ["an http proxy where no scheme is given", undefined, { http_proxy: "plain:1" }, "http://plain:1"],
    ["none where the variable is empty", undefined, { http_proxy: "" }, undefined],
    ["upper case where lower case is empty", undefined, { http_proxy: "", HTTP_PROXY: "http://up:1" }, "http://up:1"],
    ["upper case where lower case is blank", undefined, { http_proxy: " ", HTTP_PROXY: "http://up:1" }, "http://up:1"],
    [
      "ALL_PROXY where the others are empty",
      undefined,
      { http_proxy: "", HTTP_PROXY: "", all_proxy: "all:1" },
      "http://all:1",
    ],
    ["without a line end of the variable", undefined, { http_proxy: "plain:1\r" }, "http://plain:1"],
    [
      "none where only the upper-case exception has a value",
      undefined,
      { http_proxy: "http://plain:1", no_proxy: "", NO_PROXY: "a.example" },
      undefined,
    ],
  ] as const)("is %s", (_, explicit, environment_, proxy) => {
    expect(proxyFor(new URL("http://a.example/"), explicit, environment_)?.url).toBe(proxy);
  });
});

describe("the variable that names the proxy", () => {
  const plain = "http://plain:1";
  it.each([
    ["https://a.example/", { https_proxy: plain, HTTPS_PROXY: "http://up:1" }, "https_proxy"],
    ["https://a.example/", { https_proxy: "", HTTPS_PROXY: plain }, "HTTPS_PROXY"],
    ["https://a.example/", { HTTP_PROXY: plain }, undefined],
    ["https://a.example/", { HTTP_PROXY: "http://other:1", ALL_PROXY: plain }, "ALL_PROXY"],
    ["http://a.example/", { HTTP_PROXY: plain }, "HTTP_PROXY"],
    ["http://127.0.0.1/", { HTTP_PROXY: plain }, undefined],
  ] as const)("for %s in %j is %s", (url, environment, variable) => {
    const expected = variable === undefined ? undefined : { url: plain, variable };
    expect(environmentProxy(new URL(url), environment)).toStrictEqual(expected);
  });
});

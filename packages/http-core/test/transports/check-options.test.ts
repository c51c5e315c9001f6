import { describe, expect, it } from "vitest";
import { gotTransport, type Transport } from "../../src/index.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { certificates as makeCertificates } from "../support/certificates.js";

const { ca, client } = await makeCertificates();

/** A value of each kind that JavaScript has. */
const values = {
  null: null,
  number: 7,
  NaN: Number.NaN,
  infinity: Infinity,
  negative: -1,
  fraction: 1.5,
  emptyText: "",
  text: "hunter2",
  true: true,
  false: false,
  emptyList: [],
  list: ["hunter2"],
  object: { a: 1 },
  bytes: Buffer.from("hunter2"),
  function: () => {},
  symbol: Symbol("hunter2"),
} as const;

/** Which of them an option takes, and words of the message that names what is right. */
const options: Readonly<Record<string, { readonly takes: readonly (keyof typeof values)[]; readonly words: RegExp }>> =
  {
    ca: { takes: ["emptyList"], words: /Option ca must be PEM text.*readFileSync/ },
    cert: { takes: [], words: /Option cert must be PEM text.*readFileSync/ },
    key: { takes: [], words: /Option key must be PEM text.*readFileSync/ },
    passphrase: { takes: ["text"], words: /Option passphrase must be text/ },
    proxy: { takes: ["false"], words: /proxy must be .*http/i },
    lookup: { takes: ["function"], words: /Option lookup must be a function like dns\.lookup/ },
    insecure: { takes: ["true", "false"], words: /Option insecure must be true or false/ },
    maxSockets: { takes: ["number"], words: /Option maxSockets must be a whole number from 1/ },
  };

const makers: readonly (readonly [string, (given: object) => Transport])[] = [
  ["gotTransport", gotTransport],
  ["nodeTransport", nodeTransport],
  ["undiciTransport", undiciTransport],
];

const rows = Object.entries(options).flatMap(([name, { takes, words }]) =>
  Object.entries(values).map(([kind, value]) => ({
    name,
    kind,
    value,
    words,
    isLegal: (takes as readonly string[]).includes(kind),
  })),
);

describe.each(makers)("%s", (_, make) => {
  it.each(rows)("judges $kind as $name", ({ name, value, words, isLegal }) => {
    const given = { [name]: value };
    if (isLegal) return expect(() => make(given)).not.toThrow();
    expect(() => make(given)).toThrow(
      expect.objectContaining({
        code: "OPTION_INVALID",
        message: expect.stringMatching(words),
      }),
    );
    expect(() => make(given)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") as string }),
    );
  });

  it.each(Object.keys(options))("takes an undefined %s as absent", (name) => {
    expect(() => make({ [name]: undefined })).not.toThrow();
  });

  it.each([null, 7, "text", [], () => {}])("takes no options that are no object: %s", (given) => {
    expect(() => make(given as object)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("names the nearest option where it does not know one", () => {
    expect(() => make({ maxSocket: 1 })).toThrow(
      expect.objectContaining({ code: "OPTION_UNKNOWN", message: expect.stringContaining('"maxSockets"') as string }),
    );
  });

  it("takes certificate and key only together", () => {
    expect(() => make({ cert: client.cert })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    expect(() => make({ key: client.key })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    expect(() => make({ ca: [ca, ca], ...client })).not.toThrow();
  });
});

describe("fetchTransport", () => {
  it.each(Object.entries(values).filter(([kind]) => kind !== "function"))("refuses %s as fetch", (_, value) => {
    expect(() => fetchTransport({ fetch: value as never })).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: "Option fetch must be a fetch function" }),
    );
  });

  it("refuses the options of other transports", () => {
    expect(() => fetchTransport({ proxy: "http://a" } as object)).toThrow(
      expect.objectContaining({ code: "OPTION_UNKNOWN" }),
    );
  });
});

describe("a polluted prototype", () => {
  const inherited = Object.fromEntries([...Object.keys(options), "fetch"].map((name) => [name, 7]));

  it.each([...makers, ["fetchTransport", fetchTransport] as const])("changes no option of %s", (_, make) => {
    expect(() => make(Object.create(inherited) as object)).not.toThrow();
  });
});

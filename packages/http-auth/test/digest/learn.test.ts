import { createRequest, systemClock, type HttpRequest, type ResponseHead } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { digestHashes } from "../../src/digest/challenge/algorithm.js";
import { isRefusal, learnSession } from "../../src/digest/learn.js";
import { findSession, type DigestSession } from "../../src/digest/session.js";

const url = "https://api.example.com/a";
let random = 0;
const randomBytes = (length: number): Uint8Array => new Uint8Array(length).fill(++random);

function challenge(nonce: string, more = ""): ResponseHead {
  const headers = new Headers({ "www-authenticate": `Digest realm="r", qop="auth", nonce="${nonce}"${more}` });
  return { status: 401, url, headers };
}

function success(info = ""): ResponseHead {
  return { status: 200, url, headers: new Headers({ "authentication-info": info }) };
}

/** A request with a proof; without one if no nonce is given. */
function request(nonce?: string, count = "00000001", realm = "r"): HttpRequest {
  const authorization = `Digest realm="${realm}", nonce="${nonce}", nc=${count}, cnonce="c", qop=auth, uri="/a"`;
  return createRequest({ method: "GET", url, headers: nonce === undefined ? {} : { authorization } });
}

function learn(response: ResponseHead, sent: HttpRequest, state?: DigestSession): DigestSession | undefined {
  const context = {
    request: sent,
    state,
    use: 1,
    credential: undefined,
    options: undefined,
    clock: systemClock,
    randomBytes,
  };
  return learnSession(response, context, digestHashes);
}

function sessionOf(nonce: string, more?: string): DigestSession {
  const session = learn(challenge(nonce, more), request());
  if (session === undefined) throw new Error("a challenge was not understood");
  return session;
}

describe("a session", () => {
  const one = sessionOf("n1");

  it.each<readonly [string, DigestSession | undefined, string | undefined]>([
    ["begins with a challenge", learn(challenge("n1"), request()), "n1"],
    ["stays the first of several challenges to requests without a proof", learn(challenge("n2"), request(), one), "n1"],
    ["is replaced when its nonce is stale", learn(challenge("n2", ", stale=true"), request("n1"), one), "n2"],
    [
      "is replaced when a nonce that was used before is refused",
      learn(challenge("n2"), request("n1", "00000002"), one),
      "n2",
    ],
    ["is replaced by another realm", learn(challenge("n2"), request("n1", "00000001", "other"), one), "n2"],
    ["is forgotten when the password is refused", learn(challenge("n2"), request("n1"), one), undefined],
    ["stays after a late refusal of an older nonce", learn(challenge("n2", ", stale=true"), request("n0"), one), "n1"],
    ["takes the next nonce", learn(success('nextnonce="n2"'), request("n1"), one), "n2"],
    ["stays after a late next nonce for an older one", learn(success('nextnonce="n2"'), request("n0"), one), "n1"],
    ["stays after a response that teaches nothing", learn(success(), request("n1"), one), "n1"],
    [
      "stays after a 401 of another scheme",
      learn({ ...challenge(""), headers: new Headers() }, request("n1"), one),
      "n1",
    ],
    ["does not begin with nextnonce", learn(success('nextnonce="n2"'), request()), undefined],
  ])("%s", (_title, learnt, nonce) => expect(learnt?.nonce).toBe(nonce));

  it("is equal data if the server issues the same nonce again, so that its count goes on", () => {
    expect(learn(challenge("n1", ", stale=true"), request("n1"), one)).toEqual(one);
    expect(learn(success(), request("n1"), one)).toBe(one);
  });

  it("keeps the nonce of session keys, whatever nextnonce says", () => {
    const session = sessionOf("n1", ", algorithm=SHA-256-sess");
    expect(learn(success('nextnonce="n2"'), request("n1"), session)).toBe(session);
  });
});

describe("findSession", () => {
  const state = sessionOf("n1");
  const find = (use: number, own?: ResponseHead, held: DigestSession | undefined = state): unknown => {
    const context = { state: held, use, options: undefined, clock: systemClock, randomBytes, signal: undefined };
    const found = findSession(own === undefined ? context : { ...context, challenge: own }, digestHashes);
    return found && [found.session.nonce, found.count];
  };

  it.each<readonly [string, unknown, unknown]>([
    ["uses the remembered nonce, with its count", find(5), ["n1", 5]],
    ["uses it with the count 1 where nothing was counted", find(0), ["n1", 1]],
    ["uses a challenge of its own once", find(5, challenge("n9")), ["n9", 1]],
    ["counts its own challenge with the others if it is the remembered one", find(5, challenge("n1")), ["n1", 5]],
    ["stays with the remembered nonce if it has no challenge that it can answer", find(5, success()), ["n1", 5]],
  ])("%s", (_title, found, expected) => expect(found).toEqual(expected));

  it("finds nothing before the first challenge", () => {
    const context = {
      state: undefined,
      use: 0,
      options: undefined,
      clock: systemClock,
      randomBytes,
      signal: undefined,
    };
    expect(findSession(context, digestHashes)).toBeUndefined();
  });
});

it("takes a refusal without qop for a wrong password", () => {
  const sent = {
    algorithm: { name: "", hash: "MD5", isSession: false },
    realm: "r",
    nonce: "n",
    cnonce: "",
    nonceCount: "",
    qop: "",
    uri: "/",
  } as const;
  expect(isRefusal(sent, { space: sessionOf("n2"), isStale: false })).toBe(true);
  expect(isRefusal(sent, { space: sessionOf("n2"), isStale: true })).toBe(false);
});

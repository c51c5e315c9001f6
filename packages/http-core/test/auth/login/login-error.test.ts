import { describe, expect, it } from "vitest";
import { AuthenticationError, Secret } from "../../../src/index.js";
import { toLoginError } from "../../../src/auth/login/login-error.js";

const secret = new Secret("password-canary");

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

describe("the error of a scheme's login", () => {
  it("is passed on if it is one of this library", () => {
    const error = new AuthenticationError("rejected", "wrong");
    expect(toLoginError(error, secret)).toBe(error);
  });

  const rows: readonly (readonly [string, unknown, string])[] = [
    ["says why", new Error("down"), "The login failed: down"],
    ["is one line", new Error("down\n\u001b[31mred"), "The login failed: down [31mred"],
    ["shows no secret", new Error("no password-canary"), "The login failed: no [redacted]"],
    [
      "shows no user name and query of a URL",
      new Error("connect to https://u:canary@idp.example/x?code=canary failed"),
      "The login failed: connect to https://[redacted]@idp.example/x?code=[redacted] failed",
    ],
    [
      "does not quote what can't be parsed",
      parseError("canary"),
      "The login failed: the scheme could not parse a text",
    ],
    ["does not show what is not an error", "canary", "The login failed: unknown reason"],
  ];
  it.each(rows)("%s", (_, error, message) => {
    expect(toLoginError(error, secret)).toMatchObject({ code: "AUTH_TRANSIENT", message });
  });

  it("is cut to 300 characters", () => {
    expect(toLoginError(new Error("x".repeat(10_000)), secret).message.length).toBeLessThan(330);
  });
});

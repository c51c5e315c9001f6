import { HttpCoreError, HttpError, type ErrorCode } from "@org/http-core";
import type { LinuxLinkErrorCode } from "@org/linuxlink-auth";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { VigilesErrorCode } from "../../../src/index.js";
import { errorTable, exitCodeOf, hintOf, type ErrorTable } from "../../../src/cli/errors/exit-code-and-hint.js";
import { commands, program } from "../../support/command-tree.js";

describe("the table of errors", () => {
  it("has a row for every code of the three packages, and does not compile without one", () => {
    type Code = Exclude<ErrorCode | LinuxLinkErrorCode | VigilesErrorCode, "HTTP_STATUS">;
    expectTypeOf<keyof ErrorTable>().toEqualTypeOf<Code>();
    const { SESSION_CLOSED: _row, ...incomplete } = errorTable;
    // @ts-expect-error a table in which one code has no row
    const table: ErrorTable = incomplete;
    expect(Object.keys(table)).not.toContain("SESSION_CLOSED");
  });

  it("has 1 only for a full disk and for defects", () => {
    const failed = Object.entries(errorTable).filter(([, { exit }]) => exit === 1);
    expect(failed.map(([code]) => code).toSorted()).toStrictEqual([
      "AUTH_CYCLE",
      "AUTH_SCHEME_INVALID",
      "BODY_USED",
      "CREDENTIAL_INVALID",
      "OUTPUT_FAILED",
      "UNEXPECTED_REQUEST",
    ]);
  });

  it("hints in one line, with flags that the command has", async () => {
    const root = await program();
    const options = [root, ...commands(root)].flatMap((command) => command.options);
    const flags = new Set(options.flatMap(({ short, long }) => [short, long]));
    for (const { hint = "" } of Object.values<{ hint?: string }>(errorTable)) {
      expect(hint).not.toContain("\n");
      for (const [flag] of hint.matchAll(/(?<![\w-])--?[a-z][a-z-]*/g)) expect(flags).toContain(flag);
    }
  });
});

describe("an exit code", () => {
  it.each([
    [["USAGE", "OUTPUT_INVALID"], 2],
    [["CONFIG_UNREADABLE", "CONFIG_INVALID", "EDITION_MISMATCH", "EDITION_INVALID", "CREDENTIALS_INVALID"], 3],
    [
      [
        "KEY_FILE_UNREADABLE",
        "KEY_FILE_UNSAFE",
        "KEY_FILE_INVALID",
        "SERVER_URL_INVALID",
        "OPTION_INVALID",
        "URL_NOT_ALLOWED",
      ],
      3,
    ],
    [["AUTH_REJECTED", "AUTH_LATCHED", "AUTH_TIMEOUT", "RETRY_WINDOW_EXHAUSTED"], 4],
    [
      [
        "TOKEN_INVALID",
        "NAME_AMBIGUOUS",
        "TOKEN_MISSING",
        "VALUE_INVALID",
        "INPUT_UNREADABLE",
        "INPUT_INVALID",
        "OUTPUT_EXISTS",
      ],
      6,
    ],
    [["FILE_CHANGED", "FILE_NOT_TEXT", "FILE_UNREADABLE", "PARAM_INVALID", "RESOURCE_INVALID", "HEADER_INVALID"], 6],
    [["BODY_SOURCE_FAILED", "BODY_LENGTH_WRONG"], 6],
    [
      [
        "RESPONSE_INVALID",
        "SERVER_REFUSED",
        "JOB_FAILED",
        "BODY_NOT_JSON",
        "BODY_TRUNCATED",
        "BODY_TOO_LARGE",
        "REDIRECT_REFUSED",
        "RETRY_AFTER_TOO_LONG",
      ],
      7,
    ],
    [
      [
        "DNS_FAILED",
        "CONNECT_FAILED",
        "CONNECTION_RESET",
        "TLS_FAILED",
        "PROXY_REFUSED",
        "PROTOCOL_ERROR",
        "TRANSPORT_FAILED",
      ],
      8,
    ],
    [["TIMEOUT", "PHASE_TIMEOUT", "JOB_TIMEOUT"], 9],
    [["POLICY_FAILED"], 11],
    [["ABORTED", "SEND_ABORTED", "SESSION_CLOSED"], 130],
    [["OUTPUT_FAILED", "SOMETHING_NEW", "toString"], 1],
  ])("of %j is %i", (codes, exit) => {
    expect(codes.map((code) => exitCodeOf(new HttpCoreError(code, "")))).toStrictEqual(codes.map(() => exit));
  });

  it.each([
    [401, 4],
    [403, 4],
    [404, 5],
    [410, 5],
    [408, 9],
    [400, 6],
    [412, 6],
    [422, 6],
    [429, 7],
    [500, 7],
    [504, 7],
  ])("of status %i is %i", (status, exit) => {
    expect(exitCodeOf(new HttpCoreError("HTTP_STATUS", "", { status }))).toBe(exit);
  });

  it("of an unknown outcome is 10, whatever led to it", () => {
    for (const code of ["TIMEOUT", "CONNECTION_RESET", "HTTP_STATUS"]) {
      expect(exitCodeOf(new HttpCoreError(code, "", { outcome: "unknown", status: 502 }))).toBe(10);
    }
  });

  it.each([[new Error("x")], [undefined], ["x"]])("of anything else is 1: %j", (error) => {
    expect(exitCodeOf(error)).toBe(1);
  });
});

describe("a hint", () => {
  it.each([
    ["KEY_FILE_INVALID", "download the key file again"],
    ["CONNECT_FAILED", "(-u) and the network"],
    ["TLS_FAILED", "--ca-bundle"],
    ["PROXY_REFUSED", "HTTPS_PROXY"],
    ["JOB_TIMEOUT", "vigiles job wait"],
    ["HEADER_INVALID", "line breaks"],
    ["BODY_USED", "--debug"],
  ])("about %s names a way out: %s", (code, words) => {
    expect(hintOf(new HttpCoreError(code, ""))).toContain(words);
  });

  it.each([
    [401, "same account"],
    [403, "creating a new key invalidates the old one"],
    [403, "VIGILES_KEY"],
    [401, "VIGILES_EMAIL and VIGILES_KEY"],
    [404, "--edition"],
  ])("about status %i is %s", (status, words) => {
    expect(hintOf(new HttpCoreError("HTTP_STATUS", "", { status }))).toContain(words);
  });

  it.each(["No user has the email a@b.c", "Unknown e-mail address", "Unknown user"])(
    "about an account that the server doesn't know speaks of the address: %s",
    (serverMessage) => {
      const hint = hintOf(new HttpError("", { status: 403, serverMessage }));
      expect(hint).toContain("check the e-mail address");
      expect(hint).not.toContain("new key");
    },
  );

  it("about a wrong key speaks of the key, although the URL of a GET names the address", () => {
    const serverMessage = "The signature does not match the request";
    const message = `GET https://vigiles.example/api?email=[redacted] returned 403: ${serverMessage}`;
    expect(hintOf(new HttpError(message, { status: 403, serverMessage }))).toContain("new key");
  });

  it("is absent where the message says it all, and for errors that have no code", () => {
    for (const error of [new HttpCoreError("USAGE", ""), new HttpCoreError("SOMETHING_NEW", ""), new Error("x")]) {
      expect(hintOf(error)).toBeUndefined();
    }
  });
});

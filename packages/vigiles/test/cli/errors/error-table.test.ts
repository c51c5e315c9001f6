import { HttpCoreError } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../../src/cli/errors/error-table.js";

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
    [["AUTH_REJECTED"], 4],
    [["TOKEN_INVALID", "TOKEN_MISSING", "VALUE_INVALID", "INPUT_UNREADABLE", "INPUT_INVALID", "OUTPUT_EXISTS"], 6],
    [["FILE_CHANGED", "FILE_NOT_TEXT", "FILE_UNREADABLE", "PARAM_INVALID", "RESOURCE_INVALID"], 6],
    [
      [
        "ANSWER_INVALID",
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
    [["DNS_FAILED", "CONNECT_FAILED", "CONNECTION_RESET", "TLS_FAILED", "PROTOCOL_ERROR", "TRANSPORT_FAILED"], 8],
    [["TIMEOUT", "PHASE_TIMEOUT", "JOB_TIMEOUT"], 9],
    [["POLICY_FAILED"], 11],
    [["OUTPUT_FAILED", "SOMETHING_NEW"], 1],
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

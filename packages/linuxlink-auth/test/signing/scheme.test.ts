import { createSession, Secret, type Session, type Transport } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { memoryTransport } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { fileValue } from "../../src/index.js";
import { ObservedCallOptions } from "../../src/signing/call-options.js";
import { signingScheme } from "../../src/signing/scheme.js";
import type { SignedCall } from "../../src/signing/sign-call.js";
import { rejectionOf } from "../support/errors.js";
import { loopback } from "../support/loopback.js";
import { scratch } from "../support/scratch.js";

function sessionOf(server: string, transport?: Transport): Session {
  const account = { email: "user@example.com", key: new Secret("secret-key"), server };
  return createSession({ auth: signingScheme(account), baseUrl: server, ...omitUndefined({ transport }) });
}

describe("onSigned", () => {
  it("receives the signature that is sent", async () => {
    const signatures: string[] = [];
    const transport = memoryTransport(() => ({ body: {} }));
    const onSigned = ({ signature }: SignedCall): void => void signatures.push(signature);
    await using session = sessionOf("https://h.example", transport);
    await session.get("/x", { authOptions: new ObservedCallOptions({ resource: "/x" }, onSigned) });
    expect(signatures).toEqual([transport.requests[0]?.headers.get("x-auth-signature")]);
  });

  it("runs before a file is sent, and a file that it changes is not sent whole", async () => {
    await using server = await loopback();
    using files = scratch();
    const path = files.write("sbom", "a".repeat(300_000));
    await using session = sessionOf(server.url);
    const onSigned = (): void => void files.write("sbom", "b".repeat(300_000));
    const call = { resource: "/x", params: { manifest: fileValue(path) } };
    const authOptions = new ObservedCallOptions(call, onSigned);
    const error = await rejectionOf(session.post("/x", { authOptions }));
    expect(error).toMatchObject({ code: "FILE_CHANGED", path });
    expect(server.requests).toHaveLength(0);
  });
});

import { describe, expectTypeOf, it } from "vitest";
import { Secret, type HttpResponse, type Session, type SessionOptions } from "../src/index.js";

describe("public types", () => {
  it("are never any", () => {
    expectTypeOf<Session["get"]>().returns.resolves.toEqualTypeOf<HttpResponse>();
    expectTypeOf<HttpResponse["status"]>().toEqualTypeOf<number>();
    expectTypeOf<Awaited<ReturnType<HttpResponse["text"]>>>().toEqualTypeOf<string>();
    expectTypeOf<SessionOptions>().not.toBeAny();
    expectTypeOf<NonNullable<SessionOptions["auth"]>>().not.toBeAny();
    expectTypeOf(new Secret("x").reveal()).toEqualTypeOf<string>();
  });

  it("give unknown from json() without a schema", () => {
    expectTypeOf<HttpResponse>().toHaveProperty("json");
    const read = (response: HttpResponse): Promise<unknown> => response.json();
    expectTypeOf(read).returns.resolves.toBeUnknown();
  });
});

import type * as crypto from "node:crypto";
import type * as fs from "node:fs";
import type * as http from "node:http";
import type * as https from "node:https";
import type module from "node:module";
import type * as net from "node:net";
import type stream from "node:stream";
import type * as tls from "node:tls";
import type * as url from "node:url";
import type * as zlib from "node:zlib";
import { HttpCoreError } from "./http-core-error.js";
import { findBuiltin } from "./util/platform/runtime.js";

/**
 * Built-in modules of Node, loaded when they are first used. Imports would load them, and all that they need, at the start of
 * every program: 15 ms in total, for modules that many programs never use. In a browser each of them throws `UNSUPPORTED`.
 */
export const nodeBuiltins = {
  get crypto(): typeof crypto {
    return load("crypto");
  },
  get fs(): typeof fs {
    return load("fs");
  },
  get http(): typeof http {
    return load("http");
  },
  get https(): typeof https {
    return load("https");
  },
  get module(): typeof module {
    return load("module");
  },
  get net(): typeof net {
    return load("net");
  },
  get stream(): typeof stream {
    return load("stream");
  },
  get tls(): typeof tls {
    return load("tls");
  },
  get url(): typeof url {
    return load("url");
  },
  get zlib(): typeof zlib {
    return load("zlib");
  },
};

/** What to use where Node's modules are missing. Modules that are not listed are those of the other transports. */
const remedies: Readonly<Record<string, string>> = {
  crypto: "leave out tokenStore and permits, which processes of a server share",
  fs: "send a Blob or bytes instead of a file, and read a response with bytes()",
};

function load<T>(name: string): T {
  const found = findBuiltin(`node:${name}`);
  if (found !== undefined) return found as T;
  const remedy = remedies[name] ?? "use fetchTransport of @org/http-core/fetch";
  throw new HttpCoreError("UNSUPPORTED", `This runtime has no node:${name}: ${remedy}`);
}

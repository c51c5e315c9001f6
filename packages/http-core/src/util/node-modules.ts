import type * as crypto from "node:crypto";
import type * as fs from "node:fs";
import type * as http from "node:http";
import type * as https from "node:https";
import type module from "node:module";
import type * as net from "node:net";
import type stream from "node:stream";
import type * as tls from "node:tls";
import type * as zlib from "node:zlib";

/**
 * Modules of Node that are loaded when they are first used. An import of one reads all of its exports, and so loads what
 * those need: 15 ms in all, at the start of every program, for what only some of them come to use. Of `http` and `https`
 * that is the HTTP client that Node brings, of `tls` all of Node's authorities.
 */
export const nodeModules = {
  get crypto(): typeof crypto {
    return process.getBuiltinModule("node:crypto");
  },
  get fs(): typeof fs {
    return process.getBuiltinModule("node:fs");
  },
  get http(): typeof http {
    return process.getBuiltinModule("node:http");
  },
  get https(): typeof https {
    return process.getBuiltinModule("node:https");
  },
  get module(): typeof module {
    return process.getBuiltinModule("node:module");
  },
  get net(): typeof net {
    return process.getBuiltinModule("node:net");
  },
  get stream(): typeof stream {
    return process.getBuiltinModule("node:stream");
  },
  get tls(): typeof tls {
    return process.getBuiltinModule("node:tls");
  },
  get zlib(): typeof zlib {
    return process.getBuiltinModule("node:zlib");
  },
};

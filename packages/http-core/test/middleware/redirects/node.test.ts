import { nodeTransport } from "../../../src/transports/node.js";
import { testRedirectMatrix } from "../../support/redirect-matrix.js";

testRedirectMatrix("node", nodeTransport());

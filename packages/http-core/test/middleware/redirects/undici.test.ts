import { undiciTransport } from "../../../src/transports/undici.js";
import { testRedirectMatrix } from "../../support/redirect-matrix.js";

testRedirectMatrix("undici", undiciTransport());

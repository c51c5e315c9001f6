import { gotTransport } from "../../../src/transports/got.js";
import { testRedirectMatrix } from "../../support/redirect-matrix.js";

testRedirectMatrix("got", gotTransport());

import { fetchTransport } from "../../../src/transports/fetch.js";
import { testRedirectMatrix } from "../../support/redirect-matrix.js";

testRedirectMatrix("fetch", fetchTransport());

// The gate of the command as a function, from the bundle that holds the libraries which only the command uses.
export { checkFindings, exitCodeOf, exitCodes, hintOf } from "../dist/command/gate.cjs";

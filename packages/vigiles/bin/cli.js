// The command as a function, from the bundle that holds the libraries which only the command uses.
export { exitCodes, main } from "../dist/command/cli.cjs";

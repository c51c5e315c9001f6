/** A value as it can stand in a signed message by itself. */
export type ParamScalar = string | number | bigint | boolean;

/**
 * A value as Python's `str()` spells it, which is what the service signs and expects on the wire.
 *
 * @param value - a finite number; one without a fraction is an integer, as JavaScript has no `10.0`
 */
export function pythonText(value: ParamScalar): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" && !Number.isInteger(value)) return floatText(value);
  return String(value);
}

/** Both languages write the shortest digits that read back; Python uses an exponent of two digits below 1e-4. */
function floatText(value: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  return power < -4 ? `${mantissa}e-${String(-power).padStart(2, "0")}` : String(value);
}

/** A single value of a parameter: text, a number, a bigint or a boolean. */
export type ParamScalar = string | number | bigint | boolean;

/**
 * Writes a value as Python's `str()` does, which is the form that the service signs and expects: `True`, `7.5`, `1e-07`.
 *
 * @param value - a finite number, or another scalar. A number without a fraction is written as an integer, since
 * JavaScript doesn't tell `10.0` from `10`
 */
export function pythonText(value: ParamScalar): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" && !Number.isInteger(value)) return floatText(value);
  return String(value);
}

/**
 * Both languages write the shortest digits that read back as the same number. Below 1e-4, Python writes an exponent of
 * at least two digits.
 */
function floatText(value: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  return power < -4 ? `${mantissa}e-${String(-power).padStart(2, "0")}` : String(value);
}

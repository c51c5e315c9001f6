/** The processors and the memory of a machine. */
interface VmSize {
  /** The name, such as `A1`. */
  readonly size: string;
  /** The number of processors. */
  readonly cpu: number;
  /** The memory, in MB. */
  readonly memoryMb: number;
}

const sizes: readonly VmSize[] = [
  { size: "A1", cpu: 1, memoryMb: 2048 },
  { size: "A2", cpu: 2, memoryMb: 4096 },
  { size: "A3", cpu: 4, memoryMb: 8192 },
  { size: "A4", cpu: 8, memoryMb: 16_384 },
];

/**
 * Returns the size of a product.
 *
 * @param sku - a size and three digits, such as `A1-113`
 * @returns undefined for an unknown product
 */
export function sizeOf(sku: string): VmSize | undefined {
  return /^A\d-\d{3}$/.test(sku) ? sizes.find(({ size }) => sku.startsWith(size)) : undefined;
}

/** What a machine of some size has. */
export interface VmSize {
  readonly size: string;
  readonly cpu: number;
  readonly memoryMb: number;
}

const sizes: readonly VmSize[] = [
  { size: "A1", cpu: 1, memoryMb: 2048 },
  { size: "A2", cpu: 2, memoryMb: 4096 },
  { size: "A3", cpu: 4, memoryMb: 8192 },
  { size: "A4", cpu: 8, memoryMb: 16_384 },
];

/**
 * @param sku - a size and three digits, such as `A1-113`
 * @returns undefined for one that is not sold
 */
export function sizeOf(sku: string): VmSize | undefined {
  return /^A\d-\d{3}$/.test(sku) ? sizes.find(({ size }) => sku.startsWith(size)) : undefined;
}

/** Height of a history in pixels, reserved before it is drawn. */
export const chartHeight = 250;

export type ByteUnit = { name: string; bytes: number };

const units: ByteUnit[] = [
  { name: 'PiB', bytes: 2 ** 50 },
  { name: 'TiB', bytes: 2 ** 40 },
  { name: 'GiB', bytes: 2 ** 30 },
  { name: 'MiB', bytes: 2 ** 20 },
];

/** The unit in which an axis up to this many bytes reads best. */
export function byteUnitOf(most: number): ByteUnit {
  return units.find(({ bytes }) => most >= bytes) ?? { name: 'KiB', bytes: 1024 };
}

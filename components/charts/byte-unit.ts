/** Height of a history on a wide screen in pixels, reserved before it is drawn. */
export const chartHeight = 316;

export type ByteUnit = { name: string; bytes: number };

const units: ByteUnit[] = [
  { name: 'PiB', bytes: 2 ** 50 },
  { name: 'TiB', bytes: 2 ** 40 },
  { name: 'GiB', bytes: 2 ** 30 },
  { name: 'MiB', bytes: 2 ** 20 },
];

/** Round values for an axis from 0 to at least this many units, four steps or five. */
export function axisTicks(most: number): number[] {
  const rough = Math.max(most, 0.001) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step);
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

/** The unit in which an axis up to this many bytes reads best. */
export function byteUnitOf(most: number): ByteUnit {
  return units.find(({ bytes }) => most >= bytes) ?? { name: 'KiB', bytes: 1024 };
}

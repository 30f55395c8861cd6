import { formatBytes, formatBytesExact } from '#lib/money/format.ts';

/** "17.4 TiB" with every byte on hover. */
export function Bytes({ value }: { value: number }) {
  return (
    <data value={value} title={formatBytesExact(value)}>
      {formatBytes(value)}
    </data>
  );
}

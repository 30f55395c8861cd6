import type { BarShapeProps } from 'recharts';

/** Stripes of the card over a bar, so that any colour under them stays itself. */
export function hatch(id: string) {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={1.5} height={6} fill="var(--card)" />
      </pattern>
    </defs>
  );
}

/** One part of one period; hatched while AWS may still change it. */
export function CostBar({
  x,
  y,
  width,
  height,
  payload,
  color,
  pattern,
  open,
}: Pick<BarShapeProps, 'x' | 'y' | 'width' | 'height' | 'payload'> & {
  color: string;
  pattern: string;
  open: (() => void) | null;
}) {
  // Below 0 a bar comes with a negative height.
  const place = { x, y: Math.min(y, y + height), width, height: Math.abs(height) };
  if (place.height === 0 || width <= 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the legend and the table have the same as links
    <g onClick={open ?? undefined} style={open ? { cursor: 'pointer' } : undefined}>
      <rect {...place} fill={color} />
      {payload?.estimated && <rect {...place} fill={`url(#${pattern})`} fillOpacity={0.6} />}
    </g>
  );
}

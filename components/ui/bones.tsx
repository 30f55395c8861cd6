import { Skeleton } from '@mantine/core';
import classes from './bones.module.css';

/** Lines of a table that is on its way; as high as the table will be, so that nothing moves. */
export function TableBones({ rows, height = 61 }: { rows: number; height?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={classes.row} style={{ height }}>
          <Skeleton height={12} width="28%" radius="sm" />
          <Skeleton height={12} width="14%" radius="sm" />
          <Skeleton height={12} width="10%" radius="sm" />
          <Skeleton height={12} width="18%" radius="sm" />
        </div>
      ))}
    </div>
  );
}

/** A block of a known height. */
export function Bone({ height, width = '100%' }: { height: number; width?: string | number }) {
  return <Skeleton height={height} width={width} radius="sm" aria-hidden="true" />;
}

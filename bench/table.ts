/** Rows under their heads, the first column to the left, numbers to the right. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A measured figure against what it should be at most. */
export function verdict({ measured, target, unit }: { measured: number; target: number; unit: string }): string {
  if (measured <= target) return `met (${round(target)}${unit})`;
  return `missed by ${round(measured - target)}${unit} (${round(target)}${unit})`;
}

function round(figure: number): string {
  return String(Number(figure.toFixed(figure < 10 ? 2 : 0)));
}

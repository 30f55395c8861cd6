import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

export function csvLines(rows: Cell[][]): string {
  return stringify(rows.map((row) => row.map(harmless)));
}

/** A file to save, streamed: lines are made only as fast as they are taken. */
export function csvResponse({ name, lines }: { name: string; lines: AsyncGenerator<string> }): Response {
  return new Response(streamOf(lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

/**
 * A spreadsheet runs text that begins like a formula; an apostrophe in front makes it text. Where lists are parted by
 * semicolons or tabs it begins a cell after each of those too, and in some languages with full-width signs. Numbers are numbers.
 */
export function harmless(cell: Cell): Cell {
  if (typeof cell !== 'string' || /^-\d+(\.\d+)?$/.test(cell)) return cell;
  return cell.replace(/^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g, "'");
}

/** Reads on only when the reader has taken what was there, and stops when it leaves. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

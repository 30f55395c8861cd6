import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

type Next = (args: never) => Promise<{ response: unknown }>;
type Stack = { add(middleware: never, options: never): void };

/** Keeps the document of an answer as it came, for what the SDK's parser does not tell. `text` is '' until then. */
export function keepRawAnswer(stack: unknown): { text: string } {
  const raw = { text: '' };
  const middleware = (next: Next) => async (args: never) => {
    const result = await next(args);
    const response = result.response as { body?: unknown };
    if (response.body instanceof Readable) {
      const bytes = await buffer(response.body);
      raw.text = bytes.toString('utf8');
      response.body = Readable.from([bytes]);
    }
    return result;
  };
  // The SDK types its middleware by command; this one looks at the bare HTTP answer, which all of them have.
  (stack as Stack).add(middleware as never, { step: 'deserialize', priority: 'low', name: 'keepRawAnswer' } as never);
  return raw;
}

/** Whether a document ends as one with this root does: not cut off, and not another one under status 200. */
export function endsAs(root: string, xml: string): boolean {
  const name = `(?:[\\w.-]+:)?${root}`;
  return new RegExp(`<(?:/${name}\\s*|${name}(?:\\s[^<>]*)?/)>\\s*$`).test(xml.slice(-1024));
}

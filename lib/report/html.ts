/** A piece of HTML that is safe to put into another. */
export type Html = { html: string };

type Value = Html | string | number | null | false | readonly (Html | null | false)[];

/** HTML from a template: whatever is put in is text, unless it is HTML itself; null and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((whole, text, index) => `${whole}${put(values[index - 1] ?? null)}${text}`) };
}

function put(value: Value): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'html' in value ? value.html : value.map(put).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

import { expect, it } from 'vitest';
import { html } from './html.ts';

it('takes whatever is put in for text', () => {
  expect(html`<a title="${`"'<&>`}">${'<script>'}</a>`.html).toBe(
    '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;script&gt;</a>',
  );
});

it('puts HTML into HTML, and nothing for nothing', () => {
  expect(html`<ul>${['a&b', 'c'].map((text) => html`<li>${text}</li>`)}${null}${false}${0}</ul>`.html).toBe(
    '<ul><li>a&amp;b</li><li>c</li>0</ul>',
  );
});

import { MantineProvider } from '@mantine/core';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { MaskFields } from '#components/report/mask-fields.tsx';
import { maskable, maskings, maskText, noMask, parseMask } from '#lib/report/mask-text.ts';
import { scheduleOf } from './form-values.ts';

const way = fc.constantFrom(...maskings);
const anyMask = fc.record({ accounts: way, buckets: way, amounts: way });

it('keeps the mask of a channel that is edited, whatever it leaves out', () => {
  fc.assert(
    fc.property(anyMask, (mask) => {
      const stored = maskText(mask);
      expect(scheduleOf(new FormData(), parseMask(stored) ?? noMask).mask).toBe(stored);
    }),
  );
});

it('shows what is chosen of each, and lets each be left out', () => {
  fc.assert(
    fc.property(anyMask, (mask) => {
      const fields = createElement(MaskFields, { legend: 'Masked', mask, onChange: () => {} });
      const markup = renderToStaticMarkup(createElement(MantineProvider, null, fields));
      const chosen = [...markup.matchAll(/<option value="(\w+)" selected/g)].map(([, value]) => value);
      expect(chosen).toEqual(maskable.map((what) => mask[what]));
      expect(markup.match(/>Left out</g)).toHaveLength(maskable.length);
    }),
    { numRuns: 27 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUtf8, uploadList } from './upload-list.ts';

test('keys compare as the bytes of their UTF-8 do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('paging by the markers of the last upload sees every upload once, whatever goes away', () => {
  const upload = fc.record({ key: fc.constantFrom('a', 'a/b', 'é', '\u{1f600}'), second: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(upload), fc.integer({ min: 1, max: 4 }), fc.boolean(), (specs, page, removesMarkers) => {
      const list = uploadList();
      for (const { key, second } of specs) list.add({ key, initiatedAt: new Date(second * 1000) }, 'x');
      const expected = list.all().map(({ uploadId }) => uploadId);
      const seen: string[] = [];
      let index = 0;
      for (;;) {
        const upload = list.at(index);
        if (!upload) break;
        seen.push(upload.uploadId);
        index += 1;
        if (seen.length % page > 0) continue;
        if (removesMarkers) list.remove(upload.key, upload.uploadId);
        index = list.indexAfter(upload);
      }
      expect(seen).toEqual(expected);
    }),
  );
});

test('uploads come by key, then by initiation', () => {
  const list = uploadList();
  for (const [key, day] of [
    ['b', 1],
    ['a', 2],
    ['a', 1],
  ] as const)
    list.add({ key, initiatedAt: new Date(day * 86_400_000), uploadId: `${key}${9 - day}` }, 'x');
  expect(list.all().map(({ uploadId }) => uploadId)).toEqual(['a8', 'a7', 'b8']);
  expect(list.removeWhere(({ key }) => key === 'a')).toBe(2);
  expect(list.find('b', 'b8')?.key).toBe('b');
  expect(list.find('b', 'a8')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { readPartsPage } from './parts-xml.ts';
import { readUploadsPage } from './uploads-xml.ts';
import { textOf } from './xml-text.ts';

const part = (number: number, size: number, at: string) =>
  `<Part><PartNumber>${number}</PartNumber><LastModified>${at}</LastModified><ETag>&quot;e&quot;</ETag><Size>${size}</Size></Part>`;
const parts = (inner: string) =>
  `<?xml version="1.0"?>\n<ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b</Bucket><Key>&lt;Size&gt;9&lt;/Size&gt;</Key>${inner}</ListPartsResult>`;

test('parts are summed to the byte; a key cannot imitate an element', () => {
  const page = parts(
    `<PartNumberMarker>0</PartNumberMarker><NextPartNumberMarker>7</NextPartNumberMarker><IsTruncated>true</IsTruncated>` +
      part(1, 5_368_709_120, '2026-11-01T00:00:00.000Z') +
      part(7, 3, '2026-11-09T00:00:00.000Z') +
      part(8, 0, '2026-11-02T00:00:00.000Z'),
  );
  expect(readPartsPage(page)).toEqual({
    parts: 3,
    bytes: 5_368_709_123,
    newest: '2026-11-09T00:00:00.000Z',
    isTruncated: true,
    nextMarker: '7',
  });
  expect(readPartsPage(parts('<IsTruncated>false</IsTruncated>'))).toMatchObject({ parts: 0, bytes: 0, newest: null });
});

test('a key that holds the end of an element name, unescaped as XML allows, is only a key', () => {
  const upload = parts(part(1, 10, '2026-11-01T00:00:00Z')).replace('&lt;Size&gt;', 'Size>7 LastModified>2030-01-01');
  expect(readPartsPage(upload)).toMatchObject({ parts: 1, bytes: 10, newest: '2026-11-01T00:00:00Z' });
});

test('a document that was cut off anywhere is not an answer', () => {
  const whole = parts(part(1, 10, '2026-11-01T00:00:00.000Z'));
  for (let end = 0; end < whole.length; end += 1) expect(readPartsPage(whole.slice(0, end))).toBeNull();
  const uploads = '<ListMultipartUploadsResult><Upload><Key>k</Key></Upload></ListMultipartUploadsResult>';
  for (let end = 0; end < uploads.length; end += 1) expect(readUploadsPage(uploads.slice(0, end))).toBeNull();
  expect(readPartsPage('<html></html>')).toBeNull();
});

test('uploads are read with their initiator, entities and markers', () => {
  const page = readUploadsPage(
    '<ListMultipartUploadsResult><Bucket>b</Bucket><NextKeyMarker>z&amp;z</NextKeyMarker><NextUploadIdMarker>u2</NextUploadIdMarker>' +
      '<IsTruncated>true</IsTruncated><Upload><Key>a&#38;&lt;b&#x41;</Key><UploadId>u1</UploadId>' +
      '<Owner><ID>owner</ID></Owner><Initiator><ID>arn:aws:iam::1:user/x</ID></Initiator><StorageClass>GLACIER</StorageClass>' +
      '<Initiated>2026-11-01T00:00:00.000Z</Initiated></Upload>\n' +
      '<Upload><Key>k</Key><UploadId>u2</UploadId><Owner><ID>owner</ID></Owner><Initiated>2026-11-02T00:00:00.000Z</Initiated></Upload>' +
      '</ListMultipartUploadsResult>\n',
  );
  expect(page).toEqual({
    uploads: [
      {
        key: 'a&<bA',
        uploadId: 'u1',
        initiated: '2026-11-01T00:00:00.000Z',
        initiator: 'arn:aws:iam::1:user/x',
        storageClass: 'GLACIER',
      },
      { key: 'k', uploadId: 'u2', initiated: '2026-11-02T00:00:00.000Z', initiator: null, storageClass: 'STANDARD' },
    ],
    urlEncoded: false,
    nextKeyMarker: 'z&z',
    nextUploadIdMarker: 'u2',
    isTruncated: true,
  });
});

test.each([
  ['&quot;arn:aws:s3:::b&quot; &apos;&amp;&lt;&gt;', `"arn:aws:s3:::b" '&<>`],
  ['&#34;&#x22;&#39;&#x27;&#X27;&#128190;', `""'''💾`],
  // Once: what an entity stands for is no entity.
  ['&amp;quot;&amp;#39;', '&quot;&#39;'],
  ['&constructor;&nbsp;&#x110000;& &', '&constructor;&nbsp;&#x110000;& &'],
  ['', ''],
])('the text %s', (written, read) => {
  expect(textOf(`<Error><Message>${written}</Message></Error>`, 'Message')).toBe(read);
  const upload = `<Upload><Key>${written}</Key><UploadId>u</UploadId><Initiated>2026-11-01T00:00:00Z</Initiated></Upload>`;
  const page = readUploadsPage(`<ListMultipartUploadsResult>${upload}</ListMultipartUploadsResult>`);
  expect(page?.uploads[0]?.key).toBe(read);
});

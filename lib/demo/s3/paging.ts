import { DAY_MS } from '#lib/waste/age.ts';
import { invalidArgument } from './failure.ts';
import { escapeXml } from './xml.ts';

/** A page size asked for, cut to what S3 gives at most. @throws ServiceFailure InvalidArgument. */
export function pageLimit(query: URLSearchParams, field: { name: string; most: number; least?: number }): number {
  const given = query.get(field.name);
  if (given === null) return field.most;
  const limit = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isNaN(limit) || limit > 2_147_483_647 || limit < (field.least ?? 0))
    throw invalidArgument(`Provided ${field.name} not an integer or within integer range`, {
      ArgumentName: field.name,
      ArgumentValue: given,
    });
  return Math.min(limit, field.most);
}

/** How keys are written in this answer. @throws ServiceFailure for an unknown encoding-type. */
export function keyWriter(query: URLSearchParams): (key: string) => string {
  const type = query.get('encoding-type');
  if (type === null) return escapeXml;
  if (type !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', {
      ArgumentName: 'encoding-type',
      ArgumentValue: type,
    });
  return urlEncoded;
}

/** As S3 encodes: form encoding, so that a space is `+`; only the slash stays as it is. */
export function urlEncoded(key: string): string {
  return encodeURIComponent(key.toWellFormed())
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
let lastDay = { day: Number.NaN, text: '' };

/** `2026-11-23T12:25:22.000Z`: whole seconds, always with the three zeros. Fast: each part of a listing has one. */
export function s3Time(at: Date | number): string {
  const ms = typeof at === 'number' ? at : at.getTime();
  const day = Math.floor(ms / DAY_MS);
  if (day !== lastDay.day) lastDay = { day, text: new Date(day * DAY_MS).toISOString().slice(0, 11) };
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  const minute = Math.floor(second / 60);
  return `${lastDay.text}${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}:${twoDigits[second % 60]}.000Z`;
}

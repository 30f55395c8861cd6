import { describe, expect, it } from 'vitest';
import { historyDays, lookedRuns } from './history.ts';
import { maskReport, noMask } from './mask.ts';
import { chart } from './picture/chart.ts';
import type { PictureElement } from './picture/element.ts';
import { palettes } from './picture/palette.ts';
import { pictureDescription } from './picture/picture.ts';
import { pictured } from './picture/pictured.test-support.ts';
import { unlookedLegend, unlookedText } from './report-words.ts';
import { sampleReport } from './sample.test-support.ts';

const from = '2026-11-16';
const day = (of: number, monthlyUsd: number) => ({ day: `2026-11-${of}`, monthlyUsd });
const unlooked = pictured['not-looked-at'] ?? sampleReport();

function svgOf({ props: { src, children = [] } }: PictureElement): string {
  if (src) return Buffer.from(src.split(',')[1] ?? '', 'base64').toString();
  return typeof children === 'string'
    ? ''
    : children.map((child) => (typeof child === 'string' ? '' : svgOf(child))).join('');
}

const drawn = (report: typeof unlooked) =>
  svgOf(chart({ report, palette: palettes.light, place: { width: 620, height: 270, font: 24 } }));
const shapes = (svg: string) => /<path d="([^"]*)" fill="#d97706"/.exec(svg)?.[1]?.match(/M/g)?.length;

describe('a day on which nobody looked', () => {
  it('repeats the one before, and says that it is not known', () => {
    const days = historyDays({
      from,
      total: [day(17, 10), day(20, 30)],
      series: [[day(17, 4), day(20, 8)]],
      last: { day: '2026-11-22', monthlyUsd: 40, parts: [9] },
    });
    expect(days).toEqual([
      { day: '2026-11-17', parts: [4, 6] },
      { day: '2026-11-18', parts: [4, 6], looked: false },
      { day: '2026-11-19', parts: [4, 6], looked: false },
      { day: '2026-11-20', parts: [8, 22] },
      { day: '2026-11-21', parts: [8, 22], looked: false },
      { day: '2026-11-22', parts: [9, 31] },
    ]);
    expect(lookedRuns(days)).toEqual([[0], [3], [5]]);
  });

  it('is a gap in the chart, with a broken line on the ground, and is told to who cannot see it', () => {
    expect(shapes(drawn(sampleReport()))).toBe(1);
    expect(drawn(sampleReport())).not.toContain('stroke-dasharray="4 5"');
    expect(shapes(drawn(unlooked))).toBe(5);
    expect(drawn(unlooked).match(/stroke-dasharray="4 5"/g)).toHaveLength(1);
    expect(pictureDescription(unlooked)).toMatch(/; nobody looked on 13 of its days\.$/);
    expect(unlookedLegend(unlooked)).toBe('nobody looked on 13 days');
    expect(unlookedText(sampleReport())).toBeNull();
  });

  it('stays so behind a mask', () => {
    for (const amounts of ['alias', 'hidden'] as const) {
      const masked = maskReport(unlooked, { ...noMask, amounts }, 'x'.repeat(32));
      expect(lookedRuns(masked.history.days)).toEqual(lookedRuns(unlooked.history.days));
    }
  });
});

describe('a bill that is not known yet', () => {
  it('shows no amount of the week before behind a mask', () => {
    for (const amounts of ['alias', 'hidden'] as const) {
      const masked = maskReport(unlooked, { ...noMask, amounts }, 'x'.repeat(32));
      expect(masked.bill).toMatchObject({ knownFrom: unlooked.bill?.knownFrom, lastKnown: { amount: null } });
    }
  });
});

/** Colours of the pages, for a picture that has no style sheet (components/ui/theme.ts). */
export type Palette = {
  paper: string;
  ink: string;
  quiet: string;
  line: string;
  /** Largest first; the last is of all others. */
  waste: readonly [string, string, string, string];
  wasteText: string;
  recovered: string;
};

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const palettes: Record<Theme, Palette> = {
  light: {
    paper: '#fbfaf7',
    ink: '#1d1c1a',
    quiet: '#66625a',
    line: '#e9e6df',
    waste: ['#d97706', '#f2b35e', '#f7d7a8', '#e5dfd2'],
    wasteText: '#c76a04',
    recovered: '#0f8f78',
  },
  dark: {
    paper: '#161513',
    ink: '#f3f0e9',
    quiet: '#aca69b',
    line: '#322f2b',
    waste: ['#f7b04d', '#cf701c', '#8f5220', '#403b37'],
    wasteText: '#f5a742',
    recovered: '#2fb79c',
  },
};

/** Of a piece of text. */
export function colorOf(tone: 'waste' | 'recovered' | undefined, palette: Palette): string {
  if (tone === undefined) return palette.ink;
  return tone === 'waste' ? palette.wasteText : palette.recovered;
}

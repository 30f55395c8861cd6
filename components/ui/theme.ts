import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
} from '@mantine/core';

// Mantine's own greys are blue; everything here is warm. Each is used by its place: see Mantine's colours.
const ink: MantineColorsTuple = [
  '#f3f0e9',
  '#e9e6df',
  '#d8d4ca',
  '#b9b3a7',
  '#8b857b',
  '#66625a',
  '#4b4741',
  '#322f2b',
  '#262421',
  '#1d1c1a',
];
const gray: MantineColorsTuple = [
  '#fbfaf7',
  '#f3f0e9',
  '#e9e6df',
  '#d8d4ca',
  '#b9b3a7',
  '#8b857b',
  '#66625a',
  '#4b4741',
  '#322f2b',
  '#1d1c1a',
];
const dark: MantineColorsTuple = [
  '#f3f0e9',
  '#dedad1',
  '#aca69b',
  '#8b857b',
  '#5b564e',
  '#322f2b',
  '#262421',
  '#1e1c1a',
  '#191816',
  '#161513',
];

/** Ink is the primary colour: black on paper, paper on black. Ambers and teal are for data, never for buttons. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  headings: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '20px' },
  radius: { sm: '6px', md: '8px', lg: '14px' },
  components: {
    // Ink on paper and paper on ink: Mantine would choose the text's colour once for both schemes.
    Button: Button.extend({
      vars: (_theme, { variant = 'filled' }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--paper)', '--button-hover': 'var(--ink-hover)' } : {},
      }),
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { radius: 4 },
      vars: () => ({ root: { '--checkbox-icon-color': 'var(--paper)' } }),
    }),
    Modal: Modal.extend({ defaultProps: { overlayProps: { color: '#2b2822', backgroundOpacity: 0.42 } } }),
  },
  colors: { ink, gray, dark },
});

const day = {
  '--paper': '#fbfaf7',
  '--card': '#ffffff',
  '--sunken': '#f7f5ef',
  '--hover': '#f0ede4',
  '--ink': '#1d1c1a',
  '--ink-hover': '#3a3732',
  '--quiet': '#66625a',
  '--line': '#e9e6df',
  '--line-strong': '#d8d4ca',
  '--waste-1': '#d97706',
  '--waste-2': '#f2b35e',
  '--waste-3': '#f7d7a8',
  '--waste-4': '#e5dfd2',
  '--waste-headline': '#c76a04',
  '--waste-text': '#8f4a08',
  '--waste-wash': '#fdf0dc',
  '--recovered': '#0f8f78',
  '--recovered-text': '#0a6f5d',
  '--recovered-wash': '#e2f3ee',
  '--alarm': '#c0392b',
  '--alarm-text': '#a82e21',
  '--alarm-wash': '#fbe9e6',
  '--shadow': '0 1px 2px rgb(60 50 30 / 4%)',
};

const night: typeof day = {
  '--paper': '#161513',
  '--card': '#1e1c1a',
  '--sunken': '#262421',
  '--hover': '#2b2925',
  '--ink': '#f3f0e9',
  '--ink-hover': '#d8d3c8',
  '--quiet': '#aca69b',
  '--line': '#322f2b',
  '--line-strong': '#46423c',
  '--waste-1': '#ee9a2e',
  '--waste-2': '#b06c1e',
  '--waste-3': '#6f4a1d',
  '--waste-4': '#403930',
  '--waste-headline': '#f5a742',
  '--waste-text': '#f4bf7a',
  '--waste-wash': '#352816',
  '--recovered': '#2fb79c',
  '--recovered-text': '#6cd6c0',
  '--recovered-wash': '#12302a',
  '--alarm': '#e9695b',
  '--alarm-text': '#f59a8f',
  '--alarm-wash': '#3b1d1a',
  '--shadow': 'none',
};

const mantine = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-anchor': 'var(--ink)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--alarm-text)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...mantine, ...day },
  dark: { ...mantine, ...night },
});

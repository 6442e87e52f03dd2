// The look, as tokens: brand and neutral colours, type, radius. Pages use these and no colour of their own.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef2ff', '#dfe6ff', '#bfccff', '#98abfd', '#748cf8', '#556eee', '#3f57dc', '#3448bd', '#2b3b98', '#1f2a6b',
];

/** Mantine's greys of the dark scheme: its inputs, borders and hovers are made of them. */
const dark: MantineColorsTuple = [
  '#e6e9f1', '#c3cad8', '#9aa3b5', '#6f7a91', '#343c4d', '#242a38', '#171c26', '#131720', '#0f131b', '#0c0f15',
];

const danger: MantineColorsTuple = [
  '#fde7e7', '#fbd3d3', '#f5a9a9', '#ee7f7f', '#e25b5b', '#d43f3f', '#c02626', '#a61b1b', '#8a1616', '#6b1010',
];

/** The head of a dialog is a `header`, which would be the page's banner a second time. */
const noBanner = { header: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 6,
  colors: { brand, danger, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  radius: { sm: '0.375rem', md: '0.5rem', lg: '0.75rem' },
  defaultRadius: 'md',
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '2rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { fw: 600 } },
    Modal: { defaultProps: { attributes: noBanner, radius: 'lg', centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { attributes: noBanner, transitionProps: { duration: 150 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});

type Tokens = Record<`--${string}`, string>;

const pills = (colours: Record<string, [string, string]>): Tokens =>
  Object.fromEntries(
    Object.entries(colours).flatMap(([name, [back, text]]) => [
      [`--tuma-${name}-back`, back],
      [`--tuma-${name}-text`, text],
    ]),
  );

/** What Mantine calls these colours, where it has a word for them. */
function mantine(of: Tokens): Tokens {
  return {
    '--mantine-color-body': of['--tuma-surface'] ?? '',
    '--mantine-color-text': of['--tuma-text'] ?? '',
    '--mantine-color-bright': of['--tuma-text'] ?? '',
    '--mantine-color-dimmed': of['--tuma-dimmed'] ?? '',
    '--mantine-color-error': of['--tuma-error'] ?? '',
    '--mantine-color-placeholder': of['--tuma-dimmed'] ?? '',
    '--mantine-color-anchor': of['--tuma-brand-text'] ?? '',
    '--mantine-color-default': of['--tuma-surface'] ?? '',
    '--mantine-color-default-hover': of['--tuma-hover'] ?? '',
    '--mantine-color-default-border': of['--tuma-line'] ?? '',
    '--mantine-color-default-color': of['--tuma-text'] ?? '',
    '--mantine-color-disabled': of['--tuma-hover'] ?? '',
    '--mantine-color-disabled-color': of['--tuma-dimmed'] ?? '',
    '--mantine-color-disabled-border': of['--tuma-line'] ?? '',
    '--mantine-color-brand-light': of['--tuma-tint'] ?? '',
    '--mantine-color-brand-light-color': of['--tuma-brand-text'] ?? '',
    '--mantine-color-danger-light': of['--tuma-bad-back'] ?? '',
    '--mantine-color-danger-light-hover': of['--tuma-bad-back'] ?? '',
    '--mantine-color-danger-light-color': of['--tuma-bad-text'] ?? '',
  };
}

const lightTokens: Tokens = {
  '--tuma-page': '#f6f7f9',
  '--tuma-surface': '#ffffff',
  '--tuma-line': '#e3e6ec',
  '--tuma-input': '#b4bbc8',
  '--tuma-hover': '#f1f3f7',
  '--tuma-text': '#10131a',
  '--tuma-dimmed': '#5f687b',
  '--tuma-error': '#c02626',
  '--tuma-tint': '#eef2ff',
  '--tuma-brand-text': '#3448bd',
  '--tuma-delivered': '#3f57dc',
  '--tuma-replies': '#0e8a7c',
  '--tuma-failed': '#cf3a3a',
  ...pills({
    ok: ['#e3f5ea', '#11663a'],
    info: ['#e4ecff', '#2a43b5'],
    idle: ['#eef0f4', '#454d60'],
    warn: ['#fdf0d5', '#7d4a06'],
    bad: ['#fde7e7', '#a61b1b'],
  }),
};

const darkTokens: Tokens = {
  '--tuma-page': '#0c0f15',
  '--tuma-surface': '#131720',
  '--tuma-line': '#242a38',
  '--tuma-input': '#4a5468',
  '--tuma-hover': '#1b202b',
  '--tuma-text': '#e6e9f1',
  '--tuma-dimmed': '#9aa3b5',
  '--tuma-error': '#ff8585',
  '--tuma-tint': '#1b2340',
  '--tuma-brand-text': '#a9b8ff',
  '--tuma-delivered': '#7f95ff',
  '--tuma-replies': '#3fc9b4',
  '--tuma-failed': '#ff7b7b',
  ...pills({
    ok: ['#0f2c1f', '#6fdc9c'],
    info: ['#1a2450', '#adbcff'],
    idle: ['#1f2532', '#b4bccb'],
    warn: ['#33240b', '#f5c26b'],
    bad: ['#381619', '#ff9c9c'],
  }),
};

export const tokens: CSSVariablesResolver = () => ({
  variables: { '--tuma-radius': '0.75rem' },
  light: { ...lightTokens, ...mantine(lightTokens) },
  dark: { ...darkTokens, ...mantine(darkTokens) },
});

/**
 * The look of the house: a calm indigo (藍) on near-white or near-black, a Japanese system font
 * first, and controls large enough for a gloved finger. Colours are chosen so that every text on
 * them reaches 4.5:1 in both schemes.
 */
import { ActionIcon, Button, createTheme, Input, Paper } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

const indigo: MantineColorsTuple = [
  '#eef3f9',
  '#dbe6f1',
  '#b8cde2',
  '#94b4d3',
  '#7aa2c9',
  '#5a8abb',
  '#3a6ea3',
  '#285a8c',
  '#1f4a76',
  '#143558',
]

const dark: MantineColorsTuple = [
  '#d5dae1',
  '#b9c0ca',
  '#98a1ae',
  '#707b8a',
  '#4a5461',
  '#38414c',
  '#2a313a',
  '#1f252c',
  '#171b21',
  '#101318',
]

/** The least height of anything one taps, in rem (44 px). */
const tapHeight = '2.75rem'

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 6 },
  colors: { indigo, dark },
  black: '#1c2530',
  fontFamily: '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif',
  fontFamilyMonospace: '"SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: () => ({ root: { '--ai-size': tapHeight } }),
    }),
    Button: Button.extend({
      vars: (_, props) => ({
        root: props.size === 'lg' || props.size === 'xl' ? {} : { '--button-height': tapHeight },
      }),
    }),
    Input: Input.extend({
      defaultProps: { size: 'md' },
      vars: () => ({ wrapper: { '--input-height': tapHeight } }),
    }),
    InputWrapper: {
      // Help below the control keeps the controls of a row on one line.
      defaultProps: { size: 'md', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    },
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'md' } }),
  },
})

/** Mantine's own names for the colours that `frame.css` decides. */
export const colors: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-dimmed': 'var(--faint)',
    '--mantine-color-body': 'var(--surface)',
  }
  return {
    variables: {},
    light: both,
    dark: {
      ...both,
      '--mantine-color-anchor': '#9cc3ea',
      // Mantine's own tint is all but the ground's colour here.
      '--mantine-color-indigo-light': '#1c3854',
      '--mantine-color-indigo-light-hover': '#244668',
      '--mantine-color-indigo-light-color': '#cfe3f7',
    },
  }
}

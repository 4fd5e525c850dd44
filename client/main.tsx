/** Starts the client: the providers every page relies on, outermost first. */
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { SpeechProvider } from './language.tsx'
import { keepPage } from './offline/renewal.ts'
import { queries } from './session.tsx'
import { colors, theme } from './theme.ts'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no place for the client')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={colors} defaultColorScheme="auto">
      <SpeechProvider>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </SpeechProvider>
    </MantineProvider>
  </StrictMode>,
)

keepPage()

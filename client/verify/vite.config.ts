/**
 * Builds the page that verifies packs into one file, `dist/page/verify.html`: script and style
 * stand in it, and its policy lets it load nothing, so that it works from a disk without a network
 * and can be read to the last line.
 */
import { createHash } from 'node:crypto'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const client = `${import.meta.dirname}/..`

/** Puts script and style into the page and names the script's hash in the page's policy. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const pieces = Object.values(bundle)
      const page = pieces.find(({ fileName }) => fileName.endsWith('.html'))
      const script = pieces.find(({ type }) => type === 'chunk')
      const style = pieces.find(({ fileName }) => fileName.endsWith('.css'))
      if (page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset') {
        throw new Error('the page is not one page, one script and one style')
      }
      const code = script.code.replaceAll('</script', String.raw`<\/script`).trim()
      const hash = createHash('sha256').update(code).digest('base64')
      page.source = String(page.source)
        .replace(/<script[^>]*><\/script>/, '')
        .replace(
          /<link[^>]*stylesheet[^>]*>/,
          () => `<style>${String(style.source).trim()}</style>`,
        )
        .replace('SCRIPT', () => `'sha256-${hash}'`)
        .replace('</body>', () => `<script type="module">${code}</script></body>`)
      delete bundle[script.fileName]
      delete bundle[style.fileName]
    },
  }
}

// Vite reads this file's default export; it is the one place that cannot name its export.
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: [{ find: /^\.\/declaration\.ts$/, replacement: `${client}/declared.ts` }],
  },
  plugins: [oneFile()],
  build: {
    outDir: '../../dist/page',
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 1_000_000,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      input: `${import.meta.dirname}/verify.html`,
      output: { codeSplitting: false },
    },
  },
})

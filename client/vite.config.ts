/**
 * Builds what people see into `dist/page`, from where the server serves it (what the
 * compiler makes of the client for its tests lies in `dist/client`). The whole page, pieces that
 * are loaded late included, is kept on the device by a service worker, so that the app opens
 * without a network; answers of the server are never kept by it.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { explanations } from '../models/derive/explaining.ts'
import { ledgers } from '../models/ledgers.ts'

const server = 'http://localhost:3000'

/** Addresses the server answers itself, which are no scenes of the page. */
const served = [
  /^\/(api|log|socket\.io|trust)(\/|$)/,
  /^\/ca\./,
  /^\/(metrics|healthz|readyz|verify)$/,
]

/** The largest piece kept for offline use, in bytes: the scanner's engine is one. */
const pieceBytesMax = 4 * 1024 * 1024

const manifest = {
  id: '/',
  name: '台帳 Daicho',
  short_name: '台帳',
  description: 'データセンターの運用記録 / The operations log of a datacenter',
  lang: 'ja',
  start_url: '/',
  scope: '/',
  display: 'standalone' as const,
  theme_color: '#1f4a76',
  background_color: '#f6f7f9',
  icons: [
    { src: '/icon192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon512.png', sizes: '512x512', type: 'image/png' },
    { src: '/maskable512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' as const },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
}

/**
 * Has explanations loaded apart from the declarations they stand in. A wording this pattern
 * misses is merely loaded twice.
 */
function explainingLater(): Plugin {
  const text = String.raw`'(?:[^'\\]|\\.)*'`
  const wording = new RegExp(
    String.raw`\b(?:help|empty): words\(\s*${text},\s*${text},?\s*\),?`,
    'g',
  )
  return {
    name: 'explaining-later',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/client/explained.ts')) return null
      return `export const explained = ${JSON.stringify(explanations(ledgers))}`
    },
    transform(code, id) {
      if (!/\/models\/ledgers\/\w+\.ts$/.test(id)) return null
      return { code: code.replace(wording, ''), map: null }
    },
  }
}

// Vite reads this file's default export; it is the one place that cannot name its export.
export default defineConfig({
  root: import.meta.dirname,
  // Declarations are checked when the server starts and by the tests; a page need not do it again.
  resolve: {
    alias: [{ find: /^\.\/declaration\.ts$/, replacement: `${import.meta.dirname}/declared.ts` }],
  },
  plugins: [
    explainingLater(),
    react(),
    VitePWA({
      // A new version waits until somebody says so: no half-filled form is lost to an update.
      registerType: 'prompt',
      injectRegister: false,
      filename: 'sw.js',
      manifestFilename: 'manifest.webmanifest',
      manifest,
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,wasm,woff2}'],
        maximumFileSizeToCacheInBytes: pieceBytesMax,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: served,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      output: {
        // What stands before any page is all loaded anyway: in one piece it is packed better than
        // in twenty. Whatever it needs is among it, so nothing more is drawn in.
        codeSplitting: {
          groups: [{ name: 'first', tags: ['$initial'], includeDependenciesRecursively: false }],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/log': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})

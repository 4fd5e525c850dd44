/**
 * Builds what people see into `dist/page`, from where the server serves it (what the
 * compiler makes of the client for its tests lies in `dist/client`). While developing,
 * everything the server answers is passed on to it, so that cookies and sockets work as they do
 * in earnest.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://localhost:3000'

// Vite reads this file's default export; it is the one place that cannot name its export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 400,
  },
  server: {
    proxy: {
      '/api': server,
      '/log': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})

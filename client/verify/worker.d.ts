/** The library's worker, which has no types of its own; nothing of it is called here. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'

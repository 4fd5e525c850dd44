/** `npm start`: from a fresh clone to a running house, installing and building what is missing. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { install, root } from './install.mjs'

install()
build()
const main = path.join(root, 'dist', 'server', 'main.js')
const child = spawn(process.execPath, ['--enable-source-maps', main], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

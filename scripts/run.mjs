/** Runs one of the project's own commands (`npm run demo` …) after making sure it is built. */
import path from 'node:path'
import { build } from './build.mjs'
import { install, root, run } from './install.mjs'

const [name, ...args] = process.argv.slice(2)
install()
build()
const script = path.join(root, 'dist', 'scripts', `${name}.js`)
run(process.execPath, ['--enable-source-maps', script, ...args], { cwd: process.cwd() })

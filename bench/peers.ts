/** The peers: packages of this folder alone, installed by the first run of a benchmark. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { bench } from './folders.js'

export const installPeers = (): void => {
  if (existsSync(`${bench}/node_modules`)) return
  console.log('installing the peers into bench/node_modules (npm ci) ...')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = spawnSync('npm', args, {
    cwd: bench,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw error ?? new Error('the peers could not be installed: run npm ci in bench/ to see why')
}

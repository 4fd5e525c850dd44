/**
 * What this machine is called on its network: the names and addresses its certificate is for, and
 * among them those worth typing on a tablet.
 */
import { hostname, networkInterfaces } from 'node:os'
import { isIP } from 'node:net'
import { limits } from '../../models/limits.ts'
import { plainName } from './pair.ts'

/** As much of a machine as its names depend on. */
export interface Machine {
  readonly hostname: string
  readonly addresses: readonly { readonly address: string; readonly interface: string }[]
}

/** The machine this process runs on, as it is now. */
export function thisMachine(): Machine {
  const addresses = Object.entries(networkInterfaces()).flatMap(([name, known = []]) =>
    known
      .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
      .map(({ address }) => ({ address, interface: name })),
  )
  return { hostname: hostname(), addresses }
}

/**
 * Every name and address of the machine, sorted.
 *
 * @param more names the operator adds, and the host of the public address
 */
export function machineNames(machine: Machine, more: readonly string[]): readonly string[] {
  const own = plainName(machine.hostname)
  const names = [
    'localhost',
    '127.0.0.1',
    '::1',
    own,
    ...(own.includes('.') ? [] : [`${own}.local`]),
    ...machine.addresses.map(({ address }) => address),
    ...more,
  ]
  const fit = names.map(plainName).filter((name) => isIP(name) > 0 || isHostName(name))
  return [...new Set(fit)].slice(0, limits.certificateNamesMax).toSorted()
}

/** Whether a text can be the name of a host. */
export function isHostName(name: string): boolean {
  return name.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?)+$/i.test(name)
}

/** Networks that exist within this machine only, for its containers and virtual machines. */
const inner = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|podman|lxc|utun|tun|tap)/

/** Addresses a tablet on the same network reaches, those of usual private networks first. */
export function reachableAddresses(machine: Machine): readonly string[] {
  const rank = (address: string) =>
    [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./, /^\d/].findIndex((one) =>
      one.test(address),
    )
  return machine.addresses
    .filter((one) => isIP(one.address) === 4 && !inner.test(one.interface))
    .map(({ address }) => address)
    .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
}

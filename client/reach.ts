/** How tablets get here, asked of the server by whoever shows or prints an address. */
import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'
import type { Reach } from './labels/home.ts'

/** Asks how tablets get here. */
export function useReach() {
  return useQuery({ queryKey: ['reach'], queryFn: () => call<Reach>('GET', '/reach') })
}

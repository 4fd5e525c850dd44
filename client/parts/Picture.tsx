/**
 * A stored picture. One that is still only on this device is shown from there, so that a photo is
 * seen the moment it is taken, with or without a network.
 */
import { useEffect, useState } from 'react'
import { fileAddress } from '../api.ts'
import { keptFile } from '../offline/shelf.ts'

interface PictureProps {
  readonly sha256: string
  readonly alt: string
  readonly className?: string
}

export function Picture({ sha256, alt, className }: PictureProps) {
  const address = useAddress(sha256)
  if (!address) return <span className={`picture ${className ?? ''}`} />
  return <img className={`picture ${className ?? ''}`} src={address} alt={alt} loading="lazy" />
}

/** Where a picture can be read: on the device while it is kept there, else from the server. */
function useAddress(sha256: string): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void keptFile(sha256).then((kept) => {
      if (gone) return
      if (kept) made = URL.createObjectURL(kept.blob)
      setAddress(made ?? fileAddress(sha256))
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [sha256])
  return address
}

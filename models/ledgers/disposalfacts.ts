/**
 * What the acts of the disposal list make of what they are given: the chain of custody grows, a
 * treatment voids the judgements of an earlier one, a correction makes another revision of the
 * certificate.
 */
import type { FactsOf, Made } from '../ledger.ts'
import type { DisposalFields } from './disposalfields.ts'
import { limitedResistance } from './sanitization.ts'

type DisposalFacts = FactsOf<DisposalFields>

/** A new treatment makes every judgement of an earlier one void. */
const unjudged: DisposalFacts = {
  verification: undefined,
  verifier: undefined,
  verifiedAt: undefined,
  validation: undefined,
  validator: undefined,
  validatedAt: undefined,
  concurrer: undefined,
  concurredAt: undefined,
}

/** Photos are added to; only a correction, which says why, takes one away. */
export function photographed(before: DisposalFacts, given: DisposalFacts): DisposalFacts {
  return { photos: given.photos ? [...(before.photos ?? []), ...given.photos] : before.photos }
}

/** Whoever took it over joins the chain of custody. */
export function handedOver(before: DisposalFacts, given: DisposalFacts, made: Made): DisposalFacts {
  const entry = { at: made.at, by: made.by, ...given.handOver }
  return { custody: [...(before.custody ?? []), entry], handOver: undefined }
}

/** A treatment takes the place of the one before it, which stays in the list of treatments. */
export function treated(before: DisposalFacts, given: DisposalFacts): DisposalFacts {
  const { method, technique, startedAt, finishedAt, operator, witness, result } = given
  const done = {
    method,
    technique,
    startedAt,
    finishedAt,
    operator,
    ...(witness && { witness }),
    result,
  }
  return {
    ...unjudged,
    ...photographed(before, given),
    // What an earlier treatment said of itself must not seem to be said of this one.
    detail: given.detail,
    errors: given.errors,
    witness,
    operatorSignature: given.operatorSignature,
    witnessSignature: given.witnessSignature,
    toolReport: given.toolReport,
    limited: limitedResistance(technique, given.detail?.particleMm) || undefined,
    treatments: [...(before.treatments ?? []), done],
  }
}

/** A destruction is a treatment of one method only. */
export function destroyed(before: DisposalFacts, given: DisposalFacts): DisposalFacts {
  return { ...treated(before, { ...given, method: 'destroy' }), method: 'destroy' }
}

/** A correction of what was certified is another revision of the certificate. */
export function amended(before: DisposalFacts, given: DisposalFacts): DisposalFacts {
  const { technique, detail } = { ...before, ...given }
  return {
    limited: limitedResistance(technique, detail?.particleMm) || undefined,
    ...(before.certificateNo && {
      certificateRevision: (before.certificateRevision ?? 1) + 1,
    }),
  }
}

/** Without a number of its own a certificate has the record's, which is unique and has no gap. */
export function certified(_before: DisposalFacts, given: DisposalFacts, made: Made): DisposalFacts {
  return { certificateNo: given.certificateNo ?? made.number, certificateRevision: 1 }
}

/** Where a medium stands by what has been done to it so far, failed attempts not counted. */
export function conditionOf(
  facts: DisposalFacts,
): 'registered' | 'stored' | 'erased' | 'destroyed' {
  const done = (facts.treatments ?? []).filter(({ result }) => result !== 'failed')
  if (done.some(({ method }) => method === 'destroy')) return 'destroyed'
  if (done.length > 0) return 'erased'
  return facts.storage ? 'stored' : 'registered'
}

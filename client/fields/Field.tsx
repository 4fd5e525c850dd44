/**
 * The view half of every field kind: how it is edited and how it is shown. Its other half, how
 * it is parsed and printed, is `models/fields.ts`; adding a kind is adding it in these two places.
 */
import type { ComponentType } from 'react'
import type { FieldKind } from '../../models/fields.ts'
import { ChoiceEdit, ChoicesEdit, FlagEdit } from './Chosen.tsx'
import { FileEdit, FileShow } from './Attached.tsx'
import { LinkEdit, LinkShow } from './Linked.tsx'
import { GroupEdit, GroupShow, ListEdit, ListShow } from './Nested.tsx'
import { NumberEdit } from './Counted.tsx'
import { SignatureEdit, SignatureShow } from './Signed.tsx'
import { ClockEdit, DayEdit, MomentEdit, MomentShow } from './Timed.tsx'
import {
  CodeEdit,
  CodeShow,
  LinesEdit,
  LinesShow,
  NameEdit,
  NameShow,
  TextEdit,
} from './Written.tsx'
import { PlainShow } from './Plain.tsx'
import type { EditProps, ShowProps } from './shape.ts'

interface Kind {
  readonly Edit: ComponentType<EditProps>
  readonly Show: ComponentType<ShowProps>
}

const kinds: Readonly<Record<FieldKind, Kind>> = {
  text: { Edit: TextEdit, Show: PlainShow },
  lines: { Edit: LinesEdit, Show: LinesShow },
  code: { Edit: CodeEdit, Show: CodeShow },
  name: { Edit: NameEdit, Show: NameShow },
  number: { Edit: NumberEdit, Show: PlainShow },
  flag: { Edit: FlagEdit, Show: PlainShow },
  choice: { Edit: ChoiceEdit, Show: PlainShow },
  choices: { Edit: ChoicesEdit, Show: PlainShow },
  moment: { Edit: MomentEdit, Show: MomentShow },
  day: { Edit: DayEdit, Show: PlainShow },
  clock: { Edit: ClockEdit, Show: PlainShow },
  link: { Edit: LinkEdit, Show: LinkShow },
  file: { Edit: FileEdit, Show: FileShow },
  signature: { Edit: SignatureEdit, Show: SignatureShow },
  group: { Edit: GroupEdit, Show: GroupShow },
  list: { Edit: ListEdit, Show: ListShow },
}

/** The control with which a field is filled in. */
export function EditField(props: EditProps) {
  const { Edit } = kinds[props.field.kind]
  return <Edit {...props} />
}

/** A field's value, as read on a record. */
export function ShowField(props: ShowProps) {
  const { Show } = kinds[props.field.kind]
  return props.value === undefined || props.value === null ? null : <Show {...props} />
}

/** Field: a labelled field of a form. */

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly value?: string | null | undefined
  readonly type?: string
  readonly most?: number
  readonly required?: boolean
  /** So many lines; without it one. */
  readonly rows?: number
  readonly hint?: string
  readonly id?: string
}

/** A label and its field. */
export function Field({ name, label, value, type = 'text', most, required = false, rows, hint, id = name }: FieldProps) {
  const described = hint ? `${id}-hint` : undefined
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows ? (
        <textarea id={id} name={name} rows={rows} maxlength={most} required={required} aria-describedby={described}>
          {value ?? ''}
        </textarea>
      ) : (
        <input id={id} name={name} type={type} value={value ?? ''} maxlength={most} required={required} aria-describedby={described} />
      )}
      {hint && (
        <span class="small soft" id={described}>
          {hint}
        </span>
      )}
    </div>
  )
}

type ChoiceProps = {
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly chosen?: string | null | undefined
  readonly id?: string
}

/** A label and a list to choose from. */
export function Choose({ name, label, options, chosen, id = name }: ChoiceProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {options.map(([value, text]) => (
          <option value={value} selected={value === (chosen ?? '')}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** A box to tick. */
export function Tick({
  name,
  label,
  ticked = false,
  id = name,
}: {
  readonly name: string
  readonly label: string
  readonly ticked?: boolean
  readonly id?: string
}) {
  return (
    <label class="tick" for={id}>
      <input type="checkbox" id={id} name={name} value="yes" checked={ticked} /> <span>{label}</span>
    </label>
  )
}

/** What a form sent: each field as trimmed text, '' when it is not there. */
export function fieldsOf(form: Readonly<Record<string, unknown>>): (name: string) => string {
  return (name) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
}

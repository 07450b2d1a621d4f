/** Values of accounts. */

/** A pointer to another record. Its id is text, so that 64-bit ids keep their digits. */
export interface Reference {
  id: string;
  name: string | null;
  type: string | null;
  /** Whatever else came with it. */
  [member: string]: unknown;
}

/** One of the documented values, or another one that the system answered. */
export type Choice<Documented extends string> = Documented | (string & {});

/** What a field may be set to; a reference by its id alone, `null` to clear. */
export type FieldValue = string | boolean | number | bigint | null | { id: string | number | bigint };

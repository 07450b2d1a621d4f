/** Values of accounts. */

/**
 * A pointer to another record. Its id is text, so that 64-bit ids keep their digits. Frozen, because
 * accounts share it.
 */
export interface Reference {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  /** Whatever else came with it. */
  readonly [member: string]: unknown;
}

/** One of the documented values, or another one that the system answered. */
export type Choice<Documented extends string> = Documented | (string & {});

/** What a field may be set to; a reference by its id alone, `null` to clear. */
export type FieldValue = string | boolean | number | bigint | null | { id: string | number | bigint };

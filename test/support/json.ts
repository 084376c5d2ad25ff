/** Json for tests: an answer as any client reads it, without a schema. */
export type Json = any // oxlint-disable-line typescript/no-explicit-any -- answers are read as any client reads them

/** A field of a form that was sent and not taken. */
export type UnsentField = { readonly name: string; readonly value: string };

/** What a field of a policy's form is given, by its name. */
export type PolicyField = (name: string) => { name: string; value: string; error: string | null };

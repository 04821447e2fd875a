/** The outcome of something that can be expected to fail: a value, or an error code with what explains it. */
export type Result<T, E> = Ok<T> | Err<E>;
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };

/** Wraps a success. */
export function ok<T>(value: T): Ok<T> {
	return { ok: true, value };
}

/** Wraps an expected failure. */
export function err<const E>(error: E): Err<E> {
	return { ok: false, error };
}

/** The value, or throws: for places where failure would be a defect. */
export function getValue<T, E>(result: Result<T, E>): T {
	if (result.ok) return result.value;
	throw new Error(`unexpected failure: ${JSON.stringify(result.error)}`);
}

/** Makes a switch over a union exhaustive: a new member fails to compile. */
export function unreachable(value: never): never {
	throw new Error(`unreachable: ${String(value)}`);
}

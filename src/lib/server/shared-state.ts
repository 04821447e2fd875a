const slot = Symbol.for('overread.shared-state');
type Slot = { [slot]?: WeakMap<object, Map<string, unknown>> };

/**
 * What belongs to an object, the app for instance, under a name: made once in a process. The built web part carries its own copies of
 * modules, and a bound that each of them kept for itself would be passed by both together.
 */
export function sharedState<T>(owner: object, name: string, make: () => T): T {
	const all = ((globalThis as Slot)[slot] ??= new WeakMap());
	const own = all.get(owner) ?? new Map<string, unknown>();
	all.set(owner, own);
	if (!own.has(name)) own.set(name, make());
	// Copies of a module are of one build: under a name stands what its own `make` makes.
	return own.get(name) as T;
}

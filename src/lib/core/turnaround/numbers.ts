/** Numbers that are added one by one, eight bytes each, so that a year of a large group fits. */
export type Numbers = {
	add(value: number): void;
	addAll(more: ArrayLike<number>): void;
	readonly size: number;
	/** In the order in which they came; stays as it is while others are added, and is not to be written to. */
	view(): Float64Array;
	sorted(): Float64Array;
};

const FIRST_SIZE = 64;

export function makeNumbers(): Numbers {
	let values = new Float64Array(FIRST_SIZE);
	let size = 0;
	const makeRoom = (needed: number): void => {
		if (needed <= values.length) return;
		const larger = new Float64Array(Math.max(needed, values.length * 2));
		larger.set(values);
		values = larger;
	};
	return {
		add(value) {
			if (size === values.length) makeRoom(size + 1);
			values[size] = value;
			size += 1;
		},
		addAll(more) {
			makeRoom(size + more.length);
			values.set(more, size);
			size += more.length;
		},
		get size() {
			return size;
		},
		view: () => values.subarray(0, size),
		sorted: () => values.slice(0, size).sort()
	};
}

/** Numbers that are added one by one, eight bytes each, so that a year of a large group fits. */
export type Numbers = {
	add(value: number): void;
	readonly size: number;
	/** In the order in which they came; not to be kept. */
	view(): Float64Array;
	sorted(): Float64Array;
};

const FIRST_SIZE = 64;

export function makeNumbers(): Numbers {
	let values = new Float64Array(FIRST_SIZE);
	let size = 0;
	return {
		add(value) {
			if (size === values.length) {
				const larger = new Float64Array(size * 2);
				larger.set(values);
				values = larger;
			}
			values[size] = value;
			size += 1;
		},
		get size() {
			return size;
		},
		view: () => values.subarray(0, size),
		sorted: () => values.slice(0, size).sort()
	};
}

/**
 * First unknown of a linear system whose matrix has few diagonals, by Gaussian elimination from the last row upwards
 * without exchange of rows: made for diagonally dominant matrices (I minus the moves of a Markov chain).
 * @param options.fill adds the entries of a row; several additions to one column are summed
 * @param options.right the right side, the same in every row
 */
export function solveBanded(options: {
	size: number;
	lowerBand: number;
	upperBand: number;
	right: number;
	fill: (row: number, add: (column: number, value: number) => void) => void;
}): number {
	const { size, lowerBand, upperBand, fill } = options;
	const stride = lowerBand + upperBand + 1;
	const matrix = new Float64Array(size * stride);
	const right = new Float64Array(size).fill(options.right);
	for (let row = 0; row < size; row++) {
		const start = row * stride + lowerBand - row;
		fill(row, (column, value) => {
			matrix[start + column] = (matrix[start + column] ?? 0) + value;
		});
	}
	for (let pivot = size - 1; pivot > 0; pivot--) {
		const pivotStart = pivot * stride + lowerBand - pivot;
		const diagonal = matrix[pivotStart + pivot] ?? 0;
		const left = Math.max(0, pivot - lowerBand);
		for (let row = pivot - 1; row >= Math.max(0, pivot - upperBand); row--) {
			const rowStart = row * stride + lowerBand - row;
			const entry = matrix[rowStart + pivot] ?? 0;
			if (entry === 0) continue;
			const factor = entry / diagonal;
			for (let column = left; column < pivot; column++) {
				const value = (matrix[rowStart + column] ?? 0) - factor * (matrix[pivotStart + column] ?? 0);
				matrix[rowStart + column] = value;
			}
			right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
		}
	}
	return (right[0] ?? 0) / (matrix[lowerBand] ?? 0);
}

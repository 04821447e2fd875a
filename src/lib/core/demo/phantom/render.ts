/**
 * A scene in space. Anatomy is a set of smooth fields (distances, noises, coordinates) that are evaluated on a coarse
 * grid and interpolated; surfaces stay sharp because they are where an interpolated distance crosses zero.
 * Axes are the patient's: x to the left, y to the back, z to the head, in millimetres.
 */
export type Scene = {
	readonly fieldCount: number;
	/** Writes the fields at a point. Field 0 is the distance to the skin, or to whatever bounds everything visible. */
	readonly evaluate: (x: number, y: number, z: number, fields: Float32Array) => void;
	/** The value (Hounsfield units, signal) that the interpolated fields make at a point; `edge` is the blur in mm. */
	readonly shade: (fields: Float32Array, x: number, y: number, z: number, edge: number) => number;
	/** The value where field 0 is beyond `margin`. */
	readonly background: number;
	readonly margin: number;
};

export type SliceFrame = {
	readonly columns: number;
	readonly rows: number;
	/** Centre of the first pixel. */
	readonly originX: number;
	readonly originY: number;
	readonly columnMm: number;
	readonly rowMm: number;
	/** Pixels between points of the coarse grid. */
	readonly step: number;
	/** Width of the imaging system's blur in mm. */
	readonly edge: number;
};

/** Fills `out` (rows × columns) with the scene's values in the plane z. */
export function renderSlice(scene: Scene, frame: SliceFrame, z: number, out: Float32Array): void {
	const { fieldCount } = scene;
	const { columns, rows, step } = frame;
	const gridColumns = Math.ceil(columns / step) + 1;
	const gridRows = Math.ceil(rows / step) + 1;
	const grid = evaluateGrid(scene, frame, z, gridColumns, gridRows);
	const left = new Float32Array(fieldCount);
	const slope = new Float32Array(fieldCount);
	const fields = new Float32Array(fieldCount);
	const inverse = 1 / step;
	for (let row = 0; row < rows; row++) {
		const gridRow = Math.floor(row / step);
		const down = (row - gridRow * step) * inverse;
		const y = frame.originY + row * frame.rowMm;
		for (let cell = 0; cell < gridColumns - 1; cell++) {
			const a = (gridRow * gridColumns + cell) * fieldCount;
			const b = a + gridColumns * fieldCount;
			const first = cell * step;
			const last = Math.min(columns, first + step);
			if (isOutside(grid, a, b, fieldCount, scene.margin)) {
				out.fill(scene.background, row * columns + first, row * columns + last);
				continue;
			}
			for (let k = 0; k < fieldCount; k++) {
				const here = (grid[a + k] ?? 0) + ((grid[b + k] ?? 0) - (grid[a + k] ?? 0)) * down;
				const next =
					(grid[a + fieldCount + k] ?? 0) +
					((grid[b + fieldCount + k] ?? 0) - (grid[a + fieldCount + k] ?? 0)) * down;
				left[k] = here;
				slope[k] = (next - here) * inverse;
			}
			for (let column = first; column < last; column++) {
				const along = column - first;
				for (let k = 0; k < fieldCount; k++) fields[k] = (left[k] ?? 0) + (slope[k] ?? 0) * along;
				out[row * columns + column] = scene.shade(
					fields,
					frame.originX + column * frame.columnMm,
					y,
					z,
					frame.edge
				);
			}
		}
	}
}

function evaluateGrid(
	scene: Scene,
	frame: SliceFrame,
	z: number,
	gridColumns: number,
	gridRows: number
): Float32Array {
	const { fieldCount } = scene;
	const grid = new Float32Array(gridColumns * gridRows * fieldCount);
	const fields = new Float32Array(fieldCount);
	for (let row = 0; row < gridRows; row++) {
		const y = frame.originY + row * frame.step * frame.rowMm;
		for (let column = 0; column < gridColumns; column++) {
			scene.evaluate(frame.originX + column * frame.step * frame.columnMm, y, z, fields);
			grid.set(fields, (row * gridColumns + column) * fieldCount);
		}
	}
	return grid;
}

/** Whether all four corners of a cell lie beyond everything that could be seen. */
function isOutside(grid: Float32Array, a: number, b: number, fieldCount: number, margin: number): boolean {
	return (
		(grid[a] ?? 0) > margin &&
		(grid[b] ?? 0) > margin &&
		(grid[a + fieldCount] ?? 0) > margin &&
		(grid[b + fieldCount] ?? 0) > margin
	);
}

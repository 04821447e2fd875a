import type { ColumnNames } from '#lib/core/rollups/column-table.ts';

/**
 * Finished reads of a facility's month. A row either counts reads (`day` is '') or tells of one radiologist's working day there:
 * how many reads were signed in a shift, and when the first one was. In cells over all facilities a working day is one row, without a shift.
 */
export const readColumns: ColumnNames = {
	texts: ['reader', 'modality', 'region', 'kind', 'shift', 'day'],
	numbers: ['n', 'firstMinute']
};

/**
 * One row a case of the reads of a facility's month, of every detection mode but calibration. `first` and `second` are the standing
 * scores of the first and the silent second reviewer, `score` the outcome that counts. Numbers are minutes since 1970, 0 for never:
 * `submitted` and `secondSubmitted` when each review was handed in.
 */
export const caseColumns: ColumnNames = {
	texts: [
		'reader',
		'reviewer',
		'secondReviewer',
		'modality',
		'region',
		'kind',
		'shift',
		'mode',
		'level',
		'state',
		'score',
		'first',
		'second',
		'cause',
		'attribution',
		'day'
	],
	numbers: ['minute', 'due', 'submitted', 'secondSubmitted', 'waitsSince']
};

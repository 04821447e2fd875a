import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import { accessTables } from './access.ts';
import { auditTables } from './audit.ts';
import { credentialTables } from './credentials.ts';
import { doorTables } from './doors.ts';
import { evidenceTables } from './evidence.ts';
import { groupTables } from './group.ts';
import { imagingTables } from './imaging.ts';
import { learningTables } from './learning.ts';
import { loopTables } from './loop.ts';
import { peopleTables } from './people.ts';
import { qualityTables } from './quality.ts';
import { readTables } from './reads.ts';
import { registerTables } from './register.ts';
import { reviewTables } from './review.ts';
import { turnaroundTables } from './turnaround.ts';
import { workTables } from './work.ts';

/** The whole schema, written once and bound to an engine's columns. */
export function makeTables(c: Columns) {
	const people = peopleTables(c);
	const group = groupTables(c, people);
	const imaging = imagingTables(c);
	const read = readTables(c, people, group);
	const review = reviewTables(c, people, group, read);
	const evidence = evidenceTables(c, people);
	const loop = loopTables(c, people, group, imaging, read, review);
	return {
		...people,
		...accessTables(c, people),
		...group,
		...imaging,
		...read,
		...review,
		...doorTables(c, people, group, read),
		...loop,
		...turnaroundTables(c, people, group, read, loop),
		...qualityTables(c, people, group),
		...learningTables(c, people, read),
		...credentialTables(c, people, read),
		...workTables(c, people),
		...evidence,
		...auditTables(c),
		...registerTables(c, people, evidence)
	};
}

export type Tables = ReturnType<typeof makeTables>;

import { ok } from '#lib/core/result.ts';
import type { PackExtract } from '#lib/features/reports/bundle/write-pack.server.ts';
import { makeExtract } from './extract.server.ts';

/** The extract of the audit log that goes into a bundle: of the bundle's period, as the actor may see it. */
export const extractForPack: PackExtract = async (app, actor, { period, purpose, recipient }) => {
	const { from, to } = period;
	const made = await makeExtract(app, actor, { from, to, subjectId: null, purpose, recipient });
	if (!made.ok) return made;
	return ok({ text: JSON.stringify(made.value), entries: made.value.entries.length });
};

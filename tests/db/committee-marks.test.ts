import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { aMember, aVote } from '../support/deciding.ts';
import { anArrow, anAssignedCase, reviewAtL3 } from '../support/reviewing.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('marks of the committee on %s', (engine) => {
	let app: TestApp;
	let folder: string;
	let members: Actor[];
	let caseId: string;
	let reader: Actor;
	let sop: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		folder = mkdtempSync(join(tmpdir(), 'overread-marks-'));
		writeCtStudy(folder);
		await importPaths(app, null, [folder]);
		members = [await aMember(app), await aMember(app), await aMember(app)];
		const made = await anAssignedCase(app);
		({ caseId, reader } = made);
		const { reads } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(reads).set({ studyUid: markers.studyUid }).where(eq(reads.id, made.read.id))
		);
		const study = await blindedStudy(app, caseId);
		sop = study?.objects[7]?.blindedSopUid ?? '';
		const findings = [anArrow(sop, { id: 'reviewer', label: 'dense' })];
		const submitted = await reviewAtL3(app, made.reviewer, made.assignmentId, '3b', { findings });
		if (!submitted.ok) throw new Error(submitted.error);
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	const vote = (at: number, given: Parameters<typeof aVote>[1] = {}) => {
		const actor = members[at];
		if (!actor) throw new Error('no such member');
		return castVote({ app, actor }, aVote(caseId, given));
	};

	async function outcome() {
		const { cases } = app.db.read.tables;
		await app.db.transaction((write) =>
			write
				.update(cases)
				.set({ releasedAt: app.clock.now() - DAY_MS })
				.where(eq(cases.id, caseId))
		);
		const found = await feedbackCase({ app, actor: reader }, caseId);
		if (!found.ok) throw new Error(found.error);
		return found.value;
	}

	it('go with the vote, come back to their member alone and change with the vote', async () => {
		expect((await vote(0, { findings: [anArrow(sop, { id: 'a' })] })).ok).toBe(true);
		const seenBy = async (at: number) => {
			const actor = members[at];
			const seen = actor && (await committeeCase({ app, actor }, caseId));
			return seen?.ok ? seen.value.marks.map(({ id }) => id) : null;
		};
		expect(await seenBy(0)).toEqual(['a']);
		expect(await seenBy(1)).toEqual([]);
		expect((await vote(0, { findings: [] })).ok).toBe(true);
		expect(await seenBy(0)).toEqual([]);
	});

	it('are refused on an image that is not of the case', async () => {
		expect(await vote(0, { findings: [anArrow('2.25.1')] })).toEqual({
			ok: false,
			error: 'mark-not-on-case'
		});
	});

	it('of a vote for the same outcome with another score are not among those that carried the decision', async () => {
		const position = { outcome: 'downgrade', finalScore: '2b' } as const;
		await vote(0, { ...position, finalScore: '2a', findings: [anArrow(sop, { id: 'lost' })] });
		await vote(1, { ...position, findings: [anArrow(sop, { id: 'kept' })] });
		expect((await vote(2, position)).ok).toBe(true);
		expect((await outcome()).committeeMarks.map(({ id }) => id)).toEqual(['committee-1']);
	});

	it('of the votes that carried the decision reach the reader beside the reviewer’s, without ids of their own', async () => {
		// Names of the patient, of whom the images tell, and of a member, who votes.
		const { users } = app.db.read.tables;
		await app.db.transaction((write) =>
			write
				.update(users)
				.set({ name: 'Rosalind Thistlewood' })
				.where(eq(users.id, members[1]?.id ?? ''))
		);
		const words = `Thistlewood: see ${markers.patientFamily}, at the edge`;
		await vote(0, {
			outcome: 'no-discrepancy',
			attribution: 'system',
			findings: [anArrow(sop, { id: 'lost' })]
		});
		await vote(1, {
			findings: [
				anArrow(sop, {
					id: 'one',
					pointsPx: [
						[50, 50],
						[60, 60]
					],
					label: words
				})
			]
		});
		expect(
			(
				await vote(2, {
					findings: [
						anArrow(sop, {
							id: 'two',
							pointsPx: [
								[10, 10],
								[20, 20]
							]
						})
					]
				})
			).ok
		).toBe(true);
		const told = await outcome();
		expect(told.findings.map(({ label }) => label)).toEqual(['dense']);
		expect(told.committeeMarks.map(({ id, pointsPx }) => [id, pointsPx[0]])).toEqual([
			['committee-1', [10, 10]],
			['committee-2', [50, 50]]
		]);
		expect(told.committeeMarks[1]?.label).toMatch(/at the edge/);
		expect(JSON.stringify(told)).not.toMatch(new RegExp(`Thistlewood|${markers.patientFamily}`));
	});
});

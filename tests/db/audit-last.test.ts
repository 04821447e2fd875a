import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { getValue } from '#lib/core/result.ts';
import { openCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { settlePixelHolds } from '#lib/features/imaging/pixel-holds.server.ts';
import { prepareInstance, storeInstance } from '#lib/features/imaging/store-instances.server.ts';
import { routeReview } from '#lib/features/reviews/route-review.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignedCase, auditTypes, reviewAtL3 } from '../support/reviewing.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/*
 * Whoever has written to the audit chain holds up every other writer until its transaction ends. One that then waits for a row of
 * theirs waits for ever: they wait for the chain. So what is done inside a larger act gives its events to whoever ends it. Only
 * PostgreSQL has two writers at once.
 */
describe('until the last step of an act on postgres', () => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine: 'postgres' });
		await publishInitialPolicies(app);
		await aUser(app, 'coordinator');
	});
	afterEach(() => app.close());

	/** Whether another writer may record an event while the work is not yet kept. */
	async function freeAfter(work: (write: WriteHandle) => Promise<unknown>): Promise<boolean> {
		const { id } = await aRead(app);
		return app.db.transaction(async (write) => {
			await work(write);
			const event = {
				type: 'read.viewed',
				subjectId: id,
				facts: {},
				at: app.clock.now(),
				actor: null
			} as const;
			return app.db
				.transaction(async (other) => {
					await other.run(sql`set local lock_timeout = '1s'`);
					await recordAudit(other, event);
					return true;
				})
				.catch(() => false);
		});
	}

	it('who records an event holds the others up', async () => {
		const { id } = await aRead(app);
		const event = {
			type: 'read.viewed',
			subjectId: id,
			facts: {},
			at: app.clock.now(),
			actor: null
		} as const;
		expect(await freeAfter((write) => recordAudit(write, event))).toBe(false);
	});

	it('a correction that is opened holds nobody up', async () => {
		const { caseId, read } = await anAssignedCase(app);
		const given = { caseId, readId: read.id, finding: 'Free air.', now: app.clock.now() };
		const open = (write: WriteHandle) => openCorrection(write, app, { ...given, because: 'flagged' });
		expect(await freeAfter(open)).toBe(true);
	});

	it('a dismissed correction that the committee takes up again holds nobody up', async () => {
		const { caseId, read } = await anAssignedCase(app);
		const given = { caseId, readId: read.id, finding: 'Free air.', now: app.clock.now() };
		await app.db.transaction(async (write) => {
			const { corrections } = write.tables;
			await openCorrection(write, app, { ...given, because: 'flagged' });
			await write.update(corrections).set({ status: 'not-needed' });
		});
		expect(
			await freeAfter(async (write) => {
				const entries = await openCorrection(write, app, { ...given, because: 'committee' });
				expect(entries.map(({ type }) => type)).toEqual(['correction.reopened']);
			})
		).toBe(true);
	});

	it('a score that leads to the committee holds nobody up', async () => {
		const made = await anAssignedCase(app);
		await app.db.transaction(async (write) => {
			await write.update(write.tables.cases).set({ state: 'report-revealed' });
		});
		const routed = await freeAfter(async (write) =>
			getValue(
				await routeReview(
					write,
					app,
					{
						caseId: made.caseId,
						readId: made.read.id,
						reviewId: 'review',
						mode: 'random',
						score: '3b',
						finding: 'Free air.',
						steps: []
					},
					app.clock.now()
				)
			)
		);
		expect(routed).toBe(true);
	});

	it('images whose pixels wait for a check hold nobody up', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'overread-held-'));
		const path = join(folder, 'us.dcm');
		const size = 4;
		writeFileSync(
			path,
			aCtFile({
				SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
				Modality: 'US',
				Rows: size,
				Columns: size,
				BitsAllocated: 8,
				BitsStored: 8,
				HighBit: 7,
				PixelData: new Uint8Array(size * size)
			})
		);
		try {
			const prepared = getValue(await prepareInstance(app, path));
			const held = await freeAfter(async (write) => {
				await storeInstance(app, write, prepared);
				const { waiting, entries } = await settlePixelHolds(app, write, [prepared]);
				expect(waiting).toHaveLength(1);
				expect(entries.map(({ type }) => type)).toEqual(['pixels.held']);
			});
			expect(held).toBe(true);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('many scores and decisions at once all arrive, each with its events', async () => {
		const made = await Promise.all(Array.from({ length: 6 }, () => anAssignedCase(app)));
		const outcomes = await Promise.all(
			made.map(({ reviewer, assignmentId }) => reviewAtL3(app, reviewer, assignmentId, '3b'))
		);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
		for (const { caseId } of made) {
			expect((await auditTypes(app, caseId)).slice(-2)).toEqual(['review.submitted', 'case.referred']);
			const { corrections } = app.db.read.tables;
			const all = await app.db.read.select().from(corrections);
			const own = all.find((one) => one.caseId === caseId);
			expect(await auditTypes(app, own?.id ?? '')).toEqual(['correction.opened']);
		}
	});
});

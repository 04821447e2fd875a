import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { defaultPixelPolicy, pixelPolicySchema } from '#lib/core/dicom/pixel-policy.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { aCtFile, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { decidePixelCheck } from '#lib/features/assignments/decide-pixel-check.server.ts';
import { settlePixelChecks } from '#lib/features/assignments/settle-pixel-checks.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { pixelCheckSchema } from '#lib/features/imaging/pixel-check-schemas.ts';
import { isHeld } from '#lib/features/imaging/pixel-holds.server.ts';
import { previewOf } from '#lib/features/imaging/pixel-preview.server.ts';
import { checkedStudy, pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import { pixelCheckView } from '#lib/features/imaging/pixel-view.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { blindedFrame, metadataBehind } from '../support/behind-door.ts';
import { aCase, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer, auditTypes, storedCase } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const SIZE = 4;
const studyUid = '1.2.826.7';

/** An ultrasound image of 4 by 4 bright pixels: whatever is darker was blanked. */
function anUltrasound(nth: number, changes: Attributes = {}): Uint8Array {
	return aCtFile({
		SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
		SOPInstanceUID: `${studyUid}.1.${nth}`,
		StudyInstanceUID: studyUid,
		SeriesInstanceUID: `${studyUid}.1`,
		Modality: 'US',
		Manufacturer: 'Northlight',
		ManufacturerModelName: 'Sono 3',
		InstanceNumber: nth,
		Rows: SIZE,
		Columns: SIZE,
		BitsAllocated: 8,
		BitsStored: 8,
		HighBit: 7,
		BurnedInAnnotation: 'NO',
		PixelData: new Uint8Array(SIZE * SIZE).fill(200),
		...changes
	});
}

describe.each(engines)('checks of pixels on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let folder = '';

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		folder = mkdtempSync(join(tmpdir(), 'overread-pixels-'));
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	async function take(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
		for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
		const summary = await importPaths(app, null, [folder]);
		expect(summary.refused).toBe(0);
	}

	async function drawnCase(): Promise<string> {
		const read = await aRead(app, { studyUid, modality: 'US' });
		return (await aCase(app, { readId: read.id })).id;
	}

	async function waitingCheck(): Promise<string> {
		const { rows } = await pixelQueue(app.db.read, { actor: coordinator, show: 'waiting', after: null });
		return rows[0]?.id ?? 'none';
	}

	async function decide(id: string, fields: Readonly<Record<string, unknown>>) {
		const view = await pixelCheckView(app, coordinator, id);
		const input = pixelCheckSchema.parse({ id, held: view?.held ?? 0, ...fields });
		return decidePixelCheck({ app, actor: coordinator }, input);
	}

	/** The bytes of a case's first frame as a reviewer gets them, and how the header calls them. */
	async function delivered(caseId: string) {
		const study = await blindedStudy(app, caseId);
		const [object] = study?.objects ?? [];
		if (!study || !object) return null;
		const frame = await blindedFrame(app, object, 1);
		const metadata = await metadataBehind(app, study);
		return {
			frame: frame.ok ? [...frame.value.bytes] : frame.error,
			metadata,
			objects: study.objects.length
		};
	}

	it('say nothing of images that come at the same moment', async () => {
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		for (const nth of [2, 3, 4]) {
			// The form was made before: whatever comes since was seen by nobody.
			const seen = await pixelCheckView(app, coordinator, id);
			const input = pixelCheckSchema.parse({ id, held: seen?.held ?? 0, decision: 'clear' });
			await Promise.all([
				take({ [`${nth}.dcm`]: anUltrasound(nth) }),
				decidePixelCheck({ app, actor: coordinator }, input)
			]);
			expect(await waitingCheck()).toBe(id);
		}
	});

	it('hold a study back from its reviewers, and tell the coordinators once', async () => {
		const caseId = await drawnCase();
		await aReviewer(app);
		await take({ 'a.dcm': anUltrasound(1), 'b.dcm': anUltrasound(2) });
		expect(await isHeld(app.db.read, studyUid)).toBe(true);
		expect(await assignDrawnCases(app)).toEqual({
			assigned: 0,
			left: [{ caseId, reason: 'pixels-held' }]
		});
		expect(await delivered(caseId)).toBeNull();
		const { notices } = app.db.read.tables;
		expect(await app.db.read.select({ kind: notices.kind, path: notices.path }).from(notices)).toEqual([
			{ kind: 'pixels.waiting', path: '/pixels' }
		]);
		const queue = await pixelQueue(app.db.read, { actor: coordinator, show: 'waiting', after: null });
		expect(queue.rows).toMatchObject([{ reason: 'held-kind', modality: 'US', held: 2, cases: 1 }]);
		expect(await auditTypes(app, queue.rows[0]?.id ?? '')).toEqual(['pixels.held']);
	});

	it('leave a study alone that carries no text', async () => {
		await take({ 'ct.dcm': aCtFile() });
		expect(await isHeld(app.db.read, '1.2.3')).toBe(false);
		expect(await pixelQueue(app.db.read, { actor: coordinator, show: 'waiting', after: null })).toEqual({
			rows: [],
			next: null
		});
	});

	it('release a study as it is, and give its cases to reviewers', async () => {
		const caseId = await drawnCase();
		const reviewer = await aReviewer(app);
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		expect(await decide(id, { decision: 'clear' })).toEqual({ ok: true, value: { status: 'cleared' } });
		expect(await delivered(caseId)).toMatchObject({ frame: Array<number>(16).fill(200), objects: 1 });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'assigned' });
		expect(reviewer.id).not.toBe(coordinator.id);
		expect(await auditTypes(app, id)).toEqual(['pixels.held', 'pixels.checked']);
	});

	it('blank regions on the server, in every byte that is delivered', async () => {
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1, { BurnedInAnnotation: 'YES' }) });
		const id = await waitingCheck();
		expect(await decide(id, { decision: 'mask' })).toEqual({ ok: false, error: 'mask-required' });
		expect(await decide(id, { decision: 'mask', 'regions-0': '4, 0, 1, 1' })).toEqual({
			ok: false,
			error: 'rectangle-outside'
		});
		const form = { decision: 'mask', 'regions-0': '0, 0, 4, 1\n3, 3, 9, 9' };
		expect(await decide(id, form)).toEqual({ ok: true, value: { status: 'masked' } });
		const got = await delivered(caseId);
		const dark = new Set([0, 1, 2, 3, 15]);
		expect(got?.frame).toEqual(Array.from({ length: 16 }, (_, at) => (dark.has(at) ? 0 : 200)));
		expect(got?.metadata).toContain('113101');
		// Whoever checks sees the pixels as they are, also afterwards.
		const study = await checkedStudy(app, coordinator, id);
		const [object] = study?.objects ?? [];
		const shown = object ? await blindedFrame(app, object, 1) : null;
		expect(shown?.ok && [...shown.value.bytes]).toEqual(Array(16).fill(200));
	});

	it('show a mask that was changed afterwards at once', async () => {
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		await decide(id, { decision: 'clear' });
		expect((await delivered(caseId))?.metadata).not.toContain('113101');
		await decide(id, { decision: 'mask', 'regions-0': '0,0,4,4' });
		expect(await delivered(caseId)).toMatchObject({ frame: Array<number>(16).fill(0) });
		expect((await delivered(caseId))?.metadata).toContain('113101');
	});

	it('give the images another address whenever a mask changes, since browsers keep what they had', async () => {
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1), 'b.dcm': anUltrasound(2) });
		const id = await waitingCheck();
		const seen: string[] = [];
		for (const form of [
			{ decision: 'clear' },
			{ decision: 'mask', 'regions-0': '0,0,4,4' },
			{ decision: 'mask', 'regions-0': '0,0,4,1' },
			{ decision: 'mask', 'regions-0': '0,0,4,1' }
		]) {
			expect(await decide(id, form)).toMatchObject({ ok: true });
			const study = await blindedStudy(app, caseId);
			expect(await delivered(caseId)).toMatchObject({
				metadata: expect.stringContaining(study?.studyUid ?? '-')
			});
			// Marks are made on instances: these are the same ones.
			seen.push(`${study?.studyUid} ${study?.objects.map(({ blindedSopUid }) => blindedSopUid).join()}`);
		}
		expect(new Set(seen.map((uids) => uids.split(' ')[0])).size).toBe(3);
		expect(new Set(seen.map((uids) => uids.split(' ')[1])).size).toBe(1);
		expect(seen[3]).toBe(seen[2]);
	});

	it('hold at once where another process decided them', async () => {
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		await decide(id, { decision: 'clear' });
		expect((await delivered(caseId))?.frame).toEqual(Array<number>(16).fill(200));
		app.clock.advance(1000);
		const { pixelChecks } = app.db.read.tables;
		const rectangles = [{ x: 0, y: 0, width: SIZE, height: SIZE }];
		const regions = [{ seriesUid: `${studyUid}.1`, rows: SIZE, columns: SIZE, rectangles }];
		await app.db.transaction((write) =>
			write
				.update(pixelChecks)
				.set({ status: 'masked', regions, decidedAt: app.clock.now() })
				.where(eq(pixelChecks.id, id))
		);
		expect((await delivered(caseId))?.frame).toEqual(Array<number>(16).fill(0));
	});

	it('refuse a study for good, and take its cases out of review', async () => {
		const caseId = await drawnCase();
		const reviewer = await aReviewer(app);
		await take({ 'a.dcm': anUltrasound(1) });
		const { cases } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(cases).set({ state: 'assigned' }).where(eq(cases.id, caseId))
		);
		await anAssignment(app, { caseId, reviewerId: reviewer.id });
		const id = await waitingCheck();
		expect(await decide(id, { decision: 'refuse' })).toEqual({ ok: true, value: { status: 'refused' } });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'withdrawn' });
		expect((await auditTypes(app, caseId)).at(-1)).toBe('case.withdrawn');
		await take({ 'b.dcm': anUltrasound(2) });
		expect(await isHeld(app.db.read, studyUid)).toBe(true);
		expect(await delivered(caseId)).toBeNull();
	});

	it('wait again when more images come, and decide nothing about those that nobody has seen', async () => {
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		await take({ 'b.dcm': anUltrasound(2) });
		expect(await decide(id, { decision: 'clear', held: 1 })).toEqual({ ok: false, error: 'stale-check' });
		await decide(id, { decision: 'clear' });
		expect(await delivered(caseId)).toMatchObject({ objects: 2 });
		await take({ 'c.dcm': anUltrasound(3) });
		expect(await isHeld(app.db.read, studyUid)).toBe(true);
		expect(await waitingCheck()).toBe(id);
		app.clock.advance(60_000);
		expect(await delivered(caseId)).toMatchObject({ objects: 2 });
	});

	it('remember a device, and blank its images without asking again', async () => {
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		await decide(id, { decision: 'mask', 'regions-0': '0,0,4,2', 'remember-0': 'on' });
		const policy = await currentPolicy(app.db.read, 'pixels');
		expect([policy.version, policy.body.devices]).toMatchObject([
			2,
			[{ manufacturer: 'Northlight', model: 'Sono 3', rows: 4, columns: 4 }]
		]);
		const other = { StudyInstanceUID: '1.2.826.8', SeriesInstanceUID: '1.2.826.8.1' };
		await take({ 'b.dcm': anUltrasound(2, { ...other, SOPInstanceUID: '1.2.826.8.1.1' }) });
		expect(await isHeld(app.db.read, '1.2.826.8')).toBe(false);
		const read = await aRead(app, { studyUid: '1.2.826.8', modality: 'US' });
		const drawn = await aCase(app, { readId: read.id });
		const frame = [...Array<number>(8).fill(0), ...Array<number>(8).fill(200)];
		expect(await delivered(drawn.id)).toMatchObject({ frame });
		const { rows } = await pixelQueue(app.db.read, { actor: coordinator, show: 'decided', after: null });
		expect(rows.map(({ status, decidedBy }) => [status, decidedBy])).toContainEqual(['masked', null]);
	});

	it('blank what a later rule names in images of a size that an earlier one let pass', async () => {
		const device = {
			manufacturer: 'Northlight',
			model: 'Sono 3',
			rows: SIZE,
			columns: SIZE,
			seriesDescription: '',
			imageType: '',
			rectangles: []
		};
		const publish = (rectangles: readonly object[], basedOn: number) =>
			publishPolicy(app, coordinator, {
				kind: 'pixels',
				body: pixelPolicySchema.parse({ ...defaultPixelPolicy, devices: [{ ...device, rectangles }] }),
				basedOn
			});
		await publish([], 1);
		await take({ 'a.dcm': anUltrasound(1) });
		await publish([{ x: 0, y: 0, width: 4, height: 2 }], 2);
		await take({ 'b.dcm': anUltrasound(2) });
		expect(await isHeld(app.db.read, studyUid)).toBe(false);
		const frame = [...Array<number>(8).fill(0), ...Array<number>(8).fill(200)];
		expect(await delivered(await drawnCase())).toMatchObject({ frame, objects: 2 });
	});

	describe('of scanners that declare nothing', () => {
		const aScan = (study: string, nth: number, changes: Attributes = {}): Uint8Array =>
			aCtFile({
				StudyInstanceUID: study,
				SeriesInstanceUID: `${study}.1`,
				SOPInstanceUID: `${study}.1.${nth}`,
				Manufacturer: 'Northlight',
				ManufacturerModelName: 'Scan 9',
				ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
				BurnedInAnnotation: '',
				...changes
			});
		const plan = { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER', Rows: 1, Columns: 4 };
		const otherStudy = '1.2.826.8';

		it('hold them, and know the scanner once it was looked at: what comes later and what waits', async () => {
			await take({ 'a.dcm': aScan(studyUid, 1) });
			const id = await waitingCheck();
			await take({ 'b.dcm': aScan(otherStudy, 1) });
			expect([await isHeld(app.db.read, studyUid), await isHeld(app.db.read, otherStudy)]).toEqual([
				true,
				true
			]);
			await decide(id, { decision: 'clear', 'remember-0': 'on' });
			expect(await isHeld(app.db.read, otherStudy)).toBe(false);
			await take({ 'c.dcm': aScan('1.2.826.9', 1, { Rows: 1, Columns: 4 }) });
			expect(await isHeld(app.db.read, '1.2.826.9')).toBe(false);
			expect(await waitingCheck()).toBe('none');
		});

		it('hold a study as long as one of its images is not known', async () => {
			await take({ 'a.dcm': aScan(studyUid, 1) });
			const id = await waitingCheck();
			await take({ 'b.dcm': aScan(otherStudy, 1), 'c.dcm': aScan(otherStudy, 2, plan) });
			await decide(id, { decision: 'clear', 'remember-0': 'on' });
			expect(await isHeld(app.db.read, otherStudy)).toBe(true);
			await decide(await waitingCheck(), { decision: 'clear', 'remember-0': 'on', 'remember-1': 'on' });
			await take({ 'd.dcm': aScan('1.2.826.9', 1), 'e.dcm': aScan('1.2.826.9', 2, plan) });
			expect(await isHeld(app.db.read, '1.2.826.9')).toBe(false);
		});

		it('apply a policy that a director published to what waits, and give its cases to reviewers', async () => {
			await aReviewer(app);
			const read = await aRead(app, { studyUid, modality: 'CT' });
			const { id } = await aCase(app, { readId: read.id });
			await take({ 'a.dcm': aScan(studyUid, 1) });
			const checkId = await waitingCheck();
			const body = { ...defaultPixelPolicy, trustedModalities: ['CT'] };
			await publishPolicy(app, coordinator, { kind: 'pixels', body, basedOn: 1 });
			// However late: a worker may have been away.
			app.clock.advance(3 * DAY_MS);
			expect(await settlePixelChecks(app)).toBe(1);
			expect(await isHeld(app.db.read, studyUid)).toBe(false);
			expect((await storedCase(app, id)).state).toBe('assigned');
			expect(await settlePixelChecks(app)).toBe(0);
			expect(await auditTypes(app, checkId)).toEqual(['pixels.held', 'pixels.checked']);
		});
	});

	it('are not for those who review the study', async () => {
		const radiologist = await aRadiologist(app);
		const user = await aUser(app, ['coordinator', 'reviewer'], { radiologistId: radiologist.id });
		const both = await getActor(app, user.id);
		const caseId = await drawnCase();
		await take({ 'a.dcm': anUltrasound(1) });
		const id = await waitingCheck();
		expect(await pixelCheckView(app, both, id)).not.toBeNull();
		await anAssignment(app, { caseId, reviewerId: both.id });
		expect(await pixelCheckView(app, both, id)).toBeNull();
		expect(await checkedStudy(app, both, id)).toBeNull();
		expect(await previewOf(app, both, { id, like: 0 })).toBeNull();
		const queue = await pixelQueue(app.db.read, { actor: both, show: 'waiting', after: null });
		expect(queue.rows).toEqual([]);
	});

	it('trust a declaration where the policy says so', async () => {
		const body = { ...defaultPixelPolicy, declaredNo: 'trusted' as const };
		await publishPolicy(app, coordinator, { kind: 'pixels', body, basedOn: 1 });
		await take({ 'a.dcm': anUltrasound(1) });
		expect(await isHeld(app.db.read, studyUid)).toBe(false);
	});

	it('draw one picture of all images of a size', async () => {
		const one = new Uint8Array(16);
		one[0] = 255;
		const two = new Uint8Array(16);
		two[15] = 255;
		await take({
			'a.dcm': anUltrasound(1, { PixelData: one }),
			'b.dcm': anUltrasound(2, { PixelData: two })
		});
		const png = await previewOf(app, coordinator, { id: await waitingCheck(), like: 0 });
		if (!png) throw new Error('no picture');
		const length = Buffer.from(png).readUInt32BE(33);
		const lines = [...inflateSync(png.subarray(41, 41 + length))];
		// Every line begins with its filter type.
		const bright = lines.flatMap((value, at) => (at % (SIZE + 1) > 0 && value === 255 ? [at] : []));
		expect([lines.length, bright]).toEqual([20, [1, 19]]);
		expect(await previewOf(app, coordinator, { id: await waitingCheck(), like: 1 })).toBeNull();
	});
});

import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { getValue } from '#lib/core/result.ts';
import { examMonthsOf, experienceOf } from '#lib/features/credentials/portfolio/experience.server.ts';
import { openOwnFile, ownFiles } from '#lib/features/credentials/portfolio/files.server.ts';
import { portfolioView } from '#lib/features/credentials/portfolio/portfolio-view.server.ts';
import { takeLetter, takePortfolio } from '#lib/features/credentials/portfolio/take.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { wholeRegister } from '#lib/features/reports/register/filter.ts';
import { takeExport } from '#lib/features/reports/register/take.server.ts';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { aFacility, aRadiologist, aRead, aUser } from '../support/builders.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { checkPdf, hasPdfTools, pdfFacts, pdfText } from '../support/pdf-tools.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('a radiologist’s portfolio on %s', (engine) => {
	let app: TestApp;
	let own: Actor;
	let other: Actor;
	let radiologistId: string;
	let facilityId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await aSetUpGroup(app);
		facilityId = (await aFacility(app, { name: 'Marker General' })).id;
		const person = { familyName: 'Łukasiewicz', givenName: 'Åsa', npi: '1234567893', degree: 'MD' };
		radiologistId = (await aRadiologist(app, person)).id;
		const colleague = (await aRadiologist(app, { familyName: 'Colleague' })).id;
		own = await getActor(app, (await aUser(app, ['radiologist', 'reviewer'], { radiologistId })).id);
		const others = await aUser(app, ['radiologist', 'reviewer'], { radiologistId: colleague });
		other = await getActor(app, others.id);
		// Seven reads of their own, reviewed by the colleague; three of the colleague's that they reviewed.
		const given = { facilityId, everyDays: 1, isEvent: () => false };
		const ownReads = { ...given, readerId: radiologistId, reviewerIds: [other.id] };
		await manyReviews(app, { ...ownReads, count: 7, fromDaysAgo: 40 });
		const looks = { ...given, readerId: colleague, reviewerIds: [own.id], modality: 'MR' };
		await manyReviews(app, { ...looks, count: 3, fromDaysAgo: 20 });
	});
	afterEach(() => app.close());

	const sum = (rows: readonly { n: number }[]): number => rows.reduce((total, { n }) => total + n, 0);

	it('counts own finished reads and own second looks by month and modality', async () => {
		const { reads, looks } = await experienceOf(app, radiologistId);
		expect(reads).toEqual([{ month: '2026-10', modality: 'CT', region: 'head', n: 7 }]);
		expect([...new Set(looks.map(({ modality }) => modality))]).toEqual(['MR']);
		expect(sum(looks)).toBe(3);
		const activities = await examMonthsOf(app, radiologistId);
		expect(activities.map(({ id }) => id)).toContain('reads-2026-10-CT');
		expect(activities.every(({ completedOn }) => completedOn.endsWith('-01'))).toBe(true);
	});

	it('counts a read in the month of the group’s zone, and none that is preliminary, replaced or not finished', async () => {
		// Another month in UTC than anywhere in America.
		const at = Date.UTC(2026, 10, 1, 3);
		const before = await experienceOf(app, radiologistId);
		const given = { readerId: radiologistId, facilityId, modality: 'US', finalAt: at };
		await aRead(app, given);
		await aRead(app, { ...given, status: 'superseded' });
		await aRead(app, { ...given, kind: 'preliminary' });
		await aRead(app, { ...given, finalAt: null });
		await aRead(app, { ...given, finalAt: Date.UTC(2022, 11, 31) });
		const { reads } = await experienceOf(app, radiologistId);
		const added = reads.filter((row) => !before.reads.some((old) => old.modality === row.modality));
		const zone = (await portfolioView(app, own))?.zone ?? '';
		const month = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
		expect(added).toEqual([{ month: month.slice(0, 7), modality: 'US', region: 'head', n: 1 }]);
	});

	it('tells nobody who belongs to no radiologist anything', async () => {
		const director = await getActor(app, (await aUser(app, 'director')).id);
		expect(await portfolioView(app, director)).toBeNull();
		expect(await takePortfolio(app, director)).toEqual({ ok: false, error: 'radiologist-not-found' });
	});

	it('is a PDF that is kept, entered in the register, audited and verifiable, and theirs alone', async () => {
		const { id } = getValue(await takePortfolio(app, own));
		const file = getValue(await openOwnFile(app, own, id));
		expect(file.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
		const sha256 = createHash('sha256')
			.update(file.bytes ?? '')
			.digest('hex');
		expect(file.sha256).toBe(sha256);
		expect(await auditTypes(app, radiologistId)).toEqual(['credential.exported']);
		expect(getValue(await verifyFileHash(app, sha256))).toMatchObject({
			genuine: true,
			export: { kind: 'portfolio', format: 'pdf', n: 7, periodFromOn: '2023-01-01' }
		});
		expect((await ownFiles(app, own)).map((one) => one.id)).toEqual([id]);
		expect(await ownFiles(app, other)).toEqual([]);
		expect(await openOwnFile(app, other, id)).toEqual({ ok: false, error: 'export-not-found' });
		rmSync(exportPath(app, id));
		expect(await openOwnFile(app, own, id)).toEqual({ ok: false, error: 'export-missing' });
		const director = await getActor(app, (await aUser(app, 'director')).id);
		expect(await takeExport(app, director, id)).toEqual({ ok: false, error: 'export-not-found' });
		const { rows } = await exportRegister(app, director, { before: null, filter: wholeRegister });
		expect(rows).toMatchObject([{ id, kind: 'portfolio', n: null, sha256: null, withheld: 'others-own' }]);
	});

	it('gives evidence of a year of the list alone', async () => {
		for (const year of [2026, 2023]) expect(await takeLetter(app, own, { year })).toMatchObject({ ok: true });
		for (const year of [2027, 2022, 0]) {
			expect(await takeLetter(app, own, { year })).toEqual({ ok: false, error: 'year-out-of-range' });
		}
	});

	describe.skipIf(!hasPdfTools())('as a reader of PDF sees it', () => {
		const opened = async (id: string): Promise<string> => {
			const file = getValue(await openOwnFile(app, own, id));
			const path = join(app.documentsFolder, `${id}.pdf`);
			writeFileSync(path, file.bytes ?? '');
			return path;
		};

		it('has the counts, credentials with their checks and no case, patient, place or colleague', async () => {
			const licence = await recordCredential(app, null, {
				kind: 'licence',
				body: {
					jurisdiction: 'TX',
					pathway: 'full',
					status: 'active',
					number: 'T1234',
					issuedOn: '2024-01-01',
					expiresOn: '2027-12-31'
				},
				radiologistId,
				source: 'hand'
			});
			await recordCredential(app, null, {
				kind: 'verification',
				body: {
					of: getValue(licence).id,
					verifiedOn: '2026-05-04',
					result: 'confirmed',
					sourceName: 'Texas Medical Board',
					sourceType: 'primary',
					method: 'web'
				},
				radiologistId,
				source: 'hand'
			});
			const path = await opened(getValue(await takePortfolio(app, own)).id);
			expect(checkPdf(path)).toContain('No syntax or stream encoding errors found');
			expect(pdfFacts(path).get('Tagged')).toBe('yes');
			expect(pdfFacts(path).get('Title')).toBe('Portfolio of Åsa Łukasiewicz, MD');
			const text = pdfText(path);
			expect(text).toMatch(/TX\s+T1234\s+1\sJan\s2024\s+31\sDec\s2027/u);
			expect(text).toMatch(/confirmed, Texas Medical/);
			expect(text).toMatch(/Oct\s2026\s+CT\s+7\s+head\s7/u);
			expect(text).toMatch(/MQSA, exams in\s+Short/);
			expect(text).toMatch(/Page 1 of \d/);
			expect(text).not.toMatch(/many-|Marker General|Colleague|CT head without/);
		});

		it('has in the letter the numbers of the year, and the policies', async () => {
			const path = await opened(getValue(await takeLetter(app, own, { year: 2026 })).id);
			checkPdf(path);
			const text = pdfText(path);
			expect(text).toMatch(/Second looks done\s+3/);
			expect(text).toMatch(/Peer-learning conferences\s+0 of 0/);
			expect(text).toContain('Review: version 1');
			expect(text).toContain('Page 1 of 1');
			expect(text).not.toContain('Colleague');
		});
	});
});

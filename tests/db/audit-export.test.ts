import { describe, expect, it } from 'vitest';
import { exportAudit, type ExportFormName } from '#lib/features/audit/export.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const DAY = 86_400_000;

/** Three entries a day for 900 days, more than one piece of the stream: a case opened and referred, somebody signed in. */
async function fill(app: TestApp, reviewer: { id: string }): Promise<void> {
	const now = app.clock.now();
	const entries = Array.from({ length: 900 }, (_, day): AuditEntry[] => {
		const about = { at: now - (900 - day) * DAY, actor: reviewer };
		return [
			{ ...about, type: 'case.opened' as const, subjectId: `case-${day}`, facts: { assignmentId: 'a' } },
			{ ...about, type: 'case.referred' as const, subjectId: `case-${day}`, facts: { reviewId: 'r' } },
			{ ...about, type: 'session.started' as const, subjectId: 's', facts: {} }
		];
	}).flat();
	await app.db.transaction((write) => recordAudit(write, ...entries));
}

describe.each(engines)('the audit log in other forms on %s', (engine) => {
	async function given() {
		const app = await testApp({ engine });
		const reviewer = await aUser(app, 'reviewer');
		const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
		await fill(app, reviewer);
		const take = async (form: ExportFormName, actor = administrator, days: object = {}) => {
			const file = await exportAudit(app, actor, { form, from: null, through: null, ...days });
			return new Response(file.body).text();
		};
		return { app, reviewer, administrator, take };
	}

	it('is whole, in order, in each of them, and names nobody', async () => {
		const { app, reviewer, take } = await given();
		await using _ = app;
		const csv = (await take('csv')).trimEnd().split('\r\n');
		expect(csv).toHaveLength(1 + 2700 + 1);
		expect(csv[0]).toBe('seq,at,type,actor,subject,facts,hash');
		expect(csv.slice(1, -1).map((line) => Number(line.split(',')[0]))).toEqual(
			Array.from({ length: 2700 }, (_, at) => at + 1)
		);
		expect(csv.at(-1)).toContain('audit.exported');
		const fhir = (await take('fhir')).trimEnd().split('\n');
		expect(fhir).toHaveLength(2702);
		expect(
			fhir.every((line) => (JSON.parse(line) as { resourceType: string }).resourceType === 'AuditEvent')
		).toBe(true);
		const dicom = await take('dicom');
		expect(dicom.match(/<AuditMessage>/g)).toHaveLength(2703);
		expect(dicom.endsWith('</AuditMessages>\n')).toBe(true);
		for (const text of [csv.join(''), fhir.join(''), dicom]) {
			expect(text).not.toContain(reviewer.id);
			expect(text).not.toContain('Reviewer');
		}
	});

	it('is of the days that are asked for, within the scope of an auditor', async () => {
		const { app, administrator, take } = await given();
		await using _ = app;
		const count = async (actor: typeof administrator, days: object): Promise<number> =>
			(await take('csv', actor, days)).trimEnd().split('\r\n').length - 1;
		expect(await count(administrator, { from: '2026-11-01', through: '2026-11-03' })).toBe(9);
		const now = app.clock.now();
		const scoped = { ...administrator, scope: { facilityIds: [], from: now - 2.5 * DAY, to: now - DAY / 2 } };
		expect(await count(scoped, {})).toBe(6);
		expect(await count(scoped, { from: '2026-11-15' })).toBe(3);
		expect(await count(scoped, { from: '2020-01-01', through: '2020-12-31' })).toBe(0);
	});

	it('has for whoever has reads of their own what the page shows, without numbers, hashes and outcomes', async () => {
		const { app, take } = await given();
		await using _ = app;
		const radiologistId = (await aRadiologist(app)).id;
		const reader = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		const csv = (await take('csv', reader)).trimEnd().split('\r\n');
		expect(csv).toHaveLength(1 + 1800 + 1);
		expect(csv.join('\n')).not.toContain('case.referred');
		expect(csv.slice(1).every((line) => line.startsWith(',') && line.endsWith(','))).toBe(true);
		expect(await take('dicom', reader)).not.toMatch(/type="(seq|hash)"/);
	});
});

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, fromUtcDay } from '#lib/core/instant.ts';
import { reportForms } from '#lib/core/reports/forms.ts';
import { getValue } from '#lib/core/result.ts';
import { verifyAuditChain } from '#lib/features/audit/verify.server.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { entryView } from '#lib/features/reports/register/entry-view.server.ts';
import { wholeRegister, type RegisterFilter } from '#lib/features/reports/register/filter.ts';
import { registerFile } from '#lib/features/reports/register/register-file.server.ts';
import { revokeExport } from '#lib/features/reports/register/revoke.server.ts';
import { takeExport, type TakenCopy } from '#lib/features/reports/register/take.server.ts';
import type { ExportRequest } from '#lib/features/reports/schemas.ts';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { exportModelPath, exportPath } from '#lib/server/files/kept-exports.ts';
import { aFacility, aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const asked: ExportRequest = {
	kind: 'peer-review-summary',
	from: '2026-01-01',
	through: '2026-06-30',
	format: 'csv',
	purpose: 'CT accreditation, survey of July',
	recipient: 'ACR'
};

/** The bytes of a copy, as they are sent. */
async function bytesOf(copy: TakenCopy): Promise<Buffer> {
	return Buffer.from(await new Response(copy.body).arrayBuffer());
}

describe.each(engines)('the register of exports on %s', (engine) => {
	let app: TestApp;
	let director: Actor;
	let other: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await aSetUpGroup(app);
		director = await getActor(app, (await aUser(app, 'director')).id);
		other = await getActor(app, (await aUser(app, 'director')).id);
	});
	afterEach(() => app.close());

	const make = async (change: Partial<ExportRequest> = {}, actor = director) =>
		getValue(await exportReport(app, actor, { ...asked, ...change })).id;
	const find = async (actor: Actor, filter: Partial<RegisterFilter> = {}) =>
		(await exportRegister(app, actor, { before: null, filter: { ...wholeRegister, ...filter } })).rows;

	it('hands over copies that bear their number, and knows each by its hash', async () => {
		const id = await make();
		const first = getValue(await takeExport(app, director, id));
		const second = getValue(await takeExport(app, other, id));
		expect([first.copy, second.copy]).toEqual([1, 2]);
		expect(first.sha256).not.toBe(second.sha256);
		for (const copy of [first, second]) {
			const bytes = await bytesOf(copy);
			expect(createHash('sha256').update(bytes).digest('hex')).toBe(copy.sha256);
			expect(bytes.length).toBe(copy.sizeBytes);
			expect(bytes.toString()).toContain(`Copy ${copy.copy} for ACR`);
			expect(getValue(await verifyFileHash(app, copy.sha256))).toMatchObject({
				genuine: true,
				export: { kind: asked.kind, copy: { number: copy.copy }, standing: 'available' }
			});
		}
		const entry = await entryView(app, director, id);
		expect(entry?.takes.map(({ copy, takenBy, sha256 }) => [copy, takenBy, sha256])).toEqual([
			[2, other.name, second.sha256],
			[1, director.name, first.sha256]
		]);
		expect(getValue(await verifyFileHash(app, entry?.sha256 ?? ''))).toMatchObject({
			genuine: true,
			export: { copy: null }
		});
		expect(await auditTypes(app, id)).toEqual(['report.exported', 'export.taken', 'export.taken']);
		expect(await verifyAuditChain(app.db.read)).toMatchObject({ firstBreak: null });
	});

	it.each(reportForms)('marks a copy in its form, and leaves the original as it is: %s', async (format) => {
		const id = await make({ format });
		const original = await readFile(exportPath(app, id));
		const copies = [
			getValue(await takeExport(app, director, id)),
			getValue(await takeExport(app, director, id))
		];
		for (const copy of copies) {
			const bytes = await bytesOf(copy);
			expect(createHash('sha256').update(bytes).digest('hex')).toBe(copy.sha256);
			expect(getValue(await verifyFileHash(app, copy.sha256)).export?.copy?.number).toBe(copy.copy);
			expect(bytes.equals(original)).toBe(false);
		}
		expect(copies[0]?.sha256).not.toBe(copies[1]?.sha256);
		expect((await readFile(exportPath(app, id))).equals(original)).toBe(true);
	});

	it('numbers copies that are taken at once without a gap', async () => {
		const id = await make({ format: 'json' });
		const taken = await Promise.all([1, 2, 3, 4].map(() => takeExport(app, director, id)));
		expect(taken.map((one) => getValue(one).copy).sort()).toEqual([1, 2, 3, 4]);
		expect((await entryView(app, director, id))?.takes.map(({ copy }) => copy)).toEqual([4, 3, 2, 1]);
	});

	it('gives nothing that expired, and still knows its copies', async () => {
		const id = await make({ lifeDays: 30 });
		const copy = getValue(await takeExport(app, director, id));
		app.clock.advance(30 * DAY_MS - 1);
		expect(await takeExport(app, director, id)).toMatchObject({ ok: true });
		app.clock.advance(1);
		expect(await takeExport(app, director, id)).toEqual({ ok: false, error: 'export-expired' });
		expect(getValue(await verifyFileHash(app, copy.sha256)).export).toMatchObject({ standing: 'expired' });
		expect((await find(director, { standing: 'expired' })).map((row) => row.id)).toEqual([id]);
		expect(await find(director, { standing: 'available' })).toEqual([]);
	});

	it('gives nothing that was withdrawn, for good, with the reason', async () => {
		const id = await make();
		const copy = getValue(await takeExport(app, director, id));
		const because = { id, reason: 'Sent to the wrong survey' };
		expect(await revokeExport(app, other, because)).toMatchObject({ ok: true });
		expect(await revokeExport(app, director, because)).toEqual({ ok: false, error: 'already-revoked' });
		expect(await takeExport(app, director, id)).toEqual({ ok: false, error: 'export-revoked' });
		expect(getValue(await verifyFileHash(app, copy.sha256)).export).toMatchObject({ standing: 'revoked' });
		expect(await entryView(app, director, id)).toMatchObject({
			standing: 'revoked',
			mayRevoke: false,
			revoked: { by: other.name, reason: because.reason }
		});
		expect(await auditTypes(app, id)).toEqual(['report.exported', 'export.taken', 'export.revoked']);
	});

	it('shows an auditor what is theirs, and gives only what lies in their scope today', async () => {
		const [inside, outside] = [await aFacility(app), await aFacility(app)];
		const period = { from: fromUtcDay('2026-01-01') ?? 0, to: fromUtcDay('2027-01-01') ?? 0 };
		const auditor = await getActor(app, (await aUser(app, 'auditor')).id);
		const scoped = { ...auditor, scope: { ...period, facilityIds: [inside.id, outside.id] } };
		await make();
		const id = await make({}, scoped);
		expect((await find(scoped)).map((row) => [row.id, row.withheld])).toEqual([[id, null]]);
		expect(await takeExport(app, scoped, id)).toMatchObject({ ok: true });
		const narrowed = { ...scoped, scope: { ...period, facilityIds: [inside.id] } };
		expect(await find(narrowed)).toMatchObject([{ id, withheld: 'out-of-scope', n: null, sha256: null }]);
		expect(await takeExport(app, narrowed, id)).toEqual({ ok: false, error: 'export-not-found' });
		const earlier = { ...scoped, scope: { ...scoped.scope, to: fromUtcDay('2026-06-30') ?? 0 } };
		expect(await takeExport(app, earlier, id)).toEqual({ ok: false, error: 'export-not-found' });
		expect(await revokeExport(app, scoped, { id: await make(), reason: 'not mine' })).toMatchObject({
			error: 'export-not-found'
		});
	});

	it('tells nobody that others asked for a report about them', async () => {
		const id = await make();
		const about = { ...other, radiologistId: 'someone' };
		const { exports } = app.db.read.tables;
		const [row] = await app.db.read.select().from(exports).where(eq(exports.id, id));
		if (!row) throw new Error('not entered');
		const theirs = { ...row, id: app.ids(), aboutId: 'someone', scope: { facilityIds: null } };
		await app.db.transaction((write) => write.insert(write.tables.exports).values(theirs));
		expect((await find(director)).map((one) => one.id).sort()).toEqual([theirs.id, id].sort());
		expect((await find(about)).map((one) => one.id)).toEqual([id]);
		expect(await entryView(app, about, theirs.id)).toBeNull();
		expect(await takeExport(app, about, theirs.id)).toEqual({ ok: false, error: 'export-not-found' });
	});

	it('finds by kind, words and age, page by page, and as CSV', async () => {
		const old = await make({ recipient: 'Joint 50% _Commission' });
		app.clock.advance(10 * DAY_MS);
		const young = await make({ kind: 'interpretation-compliance' });
		const ids = async (filter: Partial<RegisterFilter>) => (await find(director, filter)).map(({ id }) => id);
		expect(await ids({})).toEqual([young, old]);
		expect(await ids({ kind: 'peer-review-summary' })).toEqual([old]);
		expect(await ids({ since: 'week' })).toEqual([young]);
		expect(await ids({ words: 'joint 50% _' })).toEqual([old]);
		expect(await ids({ words: '0%C' })).toEqual([]);
		expect(await ids({ words: 'SURVEY' })).toEqual([young, old]);
		const page = await exportRegister(app, director, { before: null, filter: wholeRegister, most: 1 });
		expect([page.rows.map(({ id }) => id), page.next]).toEqual([[young], young]);
		const csv = await registerFile(app, director, wholeRegister);
		const [head, ...lines] = csv.split('\r\n').filter((line) => line !== '');
		expect(head).toMatch(/^\ufeffexport_id,made_at,kind/);
		expect(lines.map((line) => line.split(',')[0])).toEqual([young, old]);
		expect(await auditTypes(app, director.id)).toContain('export-register.taken');
	});

	it('notices that what copies are made of was changed', async () => {
		const id = await make();
		writeFileSync(exportModelPath(app, id), '{}');
		expect(await takeExport(app, director, id)).toEqual({ ok: false, error: 'export-damaged' });
		expect((await entryView(app, director, id))?.takes).toEqual([]);
	});

	it('is append-only in the database itself', async () => {
		const id = await make();
		getValue(await takeExport(app, director, id));
		const refused = async (statement: string) =>
			expect(app.db.transaction((write) => write.run(sql.raw(statement)))).rejects.toThrow();
		await refused(`update export_takes set sha256 = 'x'`);
		await refused('delete from export_takes');
		await refused(`update exports set sha256 = 'x'`);
		await refused(`update exports set purpose = 'x'`);
		await refused('delete from exports');
		if (engine === 'postgres') await refused('truncate export_takes');
		else await refused(`insert or replace into export_takes select * from export_takes`);
		getValue(await revokeExport(app, director, { id, reason: 'a reason' }));
		await refused('update exports set revoked_at = null');
	});
});
